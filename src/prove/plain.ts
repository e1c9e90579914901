// Bound names as people write them: the search's `m#3` is m again where no other m is about.

import { type Poly, substitute, variable } from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import { add, apply, binder, diff, isTensor, line, mul, pow, reduce, type Scalar } from '../term/term.js';
import { unmarked } from './scope.js';

/** The same formula with other bound names; `taken` are the sizes, which none of these may be. */
export function withPlainNames(term: Scalar, taken: Iterable<string>): Scalar {
  return renamed(term, new Set([...taken, ...freeNames(term)]));
}

function renamed(term: Scalar, taken: ReadonlySet<string>): Scalar {
  const within = (part: Scalar): Scalar => renamed(part, taken);
  switch (term.tag) {
    case 'add':
      return add(term.args.map(within));
    case 'mul':
      return mul(term.args.map(within));
    case 'pow':
      return pow(within(term.base), term.exponent);
    case 'apply':
      return apply(
        term.fn,
        term.args.map((arg) => (isTensor(arg) ? arg : within(arg))),
        term.by,
      );
    case 'diff':
      return diff(within(term.of), term.tensor, term.at);
    case 'reduce': {
      const used = new Set(taken);
      const names = new Map<string, Poly>();
      const binders = term.binders.map(({ name, lo, hi }) => {
        let plain = unmarked(name);
        while (used.has(plain)) plain += "'";
        used.add(plain);
        const range = binder(plain, substitute(lo, names), substitute(hi, names));
        names.set(name, variable(plain));
        return range;
      });
      return reduce(term.op, binders, renamed(substScalar(term.body, names), used));
    }
    case 'line': {
      let plain = unmarked(term.name);
      while (taken.has(plain)) plain += "'";
      const body = substScalar(term.body, new Map([[term.name, variable(plain)]]));
      return line(term.over, plain, renamed(body, new Set([...taken, plain])));
    }
    case 'value':
    case 'entry':
    case 'iverson':
    case 'reciprocal':
      return term;
  }
}
