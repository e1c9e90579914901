// Two layouts of ∂L/∂W are in use: one has the shape of W, the other that of its transpose. What is false in the first
// and true in the second is no mistake.

import { judge } from '../prove/claim.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import type { ClaimReading, Context } from '../term/context.js';
import { type Env, shapeOf } from '../term/env.js';
import type { Reading } from '../term/reading.js';
import { isPoly, op, type Tensor } from '../term/term.js';
import type { Notebook } from './notebook.js';
import type { Setting } from './setting.js';

/** Whether a claim about whole derivatives holds when these are transposed; null where there are none, or it does not. */
export function inOtherLayout(
  notebook: Notebook,
  { options }: Setting,
  context: Context,
  claim: ClaimReading,
): Verdict | null {
  const turned = (reading: Reading): Reading => {
    const term = reading.sort === 'tensor' ? transposed(notebook, context, reading.term) : null;
    return reading.sort !== 'tensor' || term === null || term === reading.term
      ? reading
      : { ...reading, term };
  };
  const [left, right] = [turned(claim.left), turned(claim.right)];
  const same = left === claim.left && right === claim.right;
  if (same || judge(context, { ...claim, left, right }, options).verdict !== 'proved') return null;
  return undecided('false as it stands, true with the derivatives laid out the other way round');
}

function transposed(notebook: Notebook, context: Context, term: Tensor): Tensor {
  if (term.tag === 'op') {
    const args = term.args.map((arg) => (isPoly(arg) ? arg : transposed(notebook, context, arg)));
    return args.some((arg, i) => arg !== term.args[i]) ? op(term.op, args) : term;
  }
  if (term.tag !== 'tensor' || !notebook.tensor(term.name)?.made) return term;
  return isGradient(context.env, term.name) && shapeOf(context.env, term).length === 2
    ? op('transpose/2', [term])
    : term;
}

/** A tensor whose entries are derivatives. */
function isGradient(env: Env, name: string): boolean {
  return env.tensors.get(name)?.definition?.body.tag === 'diff';
}
