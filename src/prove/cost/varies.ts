// Which parts of a formula are known before its tensors are: numbers, sizes and indices, and what is made of these alone.
// They are worked out once, and cost nothing.

import { type Env, isRecurrence } from '../../term/env.js';
import { freeNames } from '../../term/subst.js';
import type { Scalar, Tensor } from '../../term/term.js';
import { isPoly } from '../../term/term.js';
import { Uncounted } from './uncounted.js';

/** Whether a formula depends on entries of a tensor, or on a function of which nothing is known. */
export function varies(env: Env, term: Scalar): boolean {
  switch (term.tag) {
    case 'value':
    case 'reciprocal':
    case 'iverson':
      return false;
    case 'entry':
      return tensorVaries(env, term.tensor);
    case 'add':
    case 'mul':
      return term.args.some((arg) => varies(env, arg));
    case 'pow':
      return term.exponent > 0 && varies(env, term.base);
    case 'reduce':
      return varies(env, term.body);
    case 'line':
      throw new Uncounted(
        `a ${term.over === 'reals' ? 'integral' : 'sum'} over ${term.name} that has no end`,
      );
    case 'apply':
    case 'diff':
      return true;
  }
}

/** Whether the entries of a tensor depend on anything: those of [0, 1; 1, 0] do not. */
export function tensorVaries(env: Env, tensor: Tensor): boolean {
  switch (tensor.tag) {
    case 'tensor': {
      if (isRecurrence(env, tensor))
        throw new Uncounted(`${tensor.name} is defined by a recurrence, whose steps are not counted`);
      const definition = env.tensors.get(tensor.name)?.definition ?? null;
      return definition === null || varies(env, definition.body);
    }
    case 'matrix':
      return tensor.rows.flat().some((cell) => varies(env, cell));
    case 'op':
      return tensor.args.some((arg) => !isPoly(arg) && tensorVaries(env, arg));
  }
}

/** An index that a tensor depends on, as max(x_<i>, 0), the maximum of the entries of [x_<i>, 0], does; else undefined. */
export function indexIn(env: Env, tensor: Tensor): string | undefined {
  return [...freeNames(tensor)].find((name) => !env.sizes.has(name));
}
