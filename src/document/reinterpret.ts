// The same term with other operations for its signs: what a formula would say if * meant mathematical convolution.

import {
  add,
  apply,
  diff,
  entry,
  isPoly,
  isTensor,
  line,
  matrix,
  mul,
  op,
  pow,
  reduce,
  type Scalar,
  type Tensor,
  type Term,
} from '../term/term.js';

/** `term` with operation symbols replaced: reinterpret(W * X, {*: (*)}) is W (*) X. */
export function reinterpret<T extends Term>(term: T, meaning: ReadonlyMap<string, string>): T;
export function reinterpret(term: Term, meaning: ReadonlyMap<string, string>): Term {
  return isTensor(term) ? tensorTerm(term, meaning) : scalarTerm(term, meaning);
}

function tensorTerm(term: Tensor, meaning: ReadonlyMap<string, string>): Tensor {
  switch (term.tag) {
    case 'tensor':
      return term;
    case 'matrix':
      return matrix(term.rows.map((row) => row.map((cell) => scalarTerm(cell, meaning))));
    case 'op': {
      const slash = term.op.lastIndexOf('/');
      const symbol = term.op.slice(0, slash);
      return op(
        `${meaning.get(symbol) ?? symbol}${term.op.slice(slash)}`,
        term.args.map((arg) => (isPoly(arg) ? arg : tensorTerm(arg, meaning))),
      );
    }
  }
}

function scalarTerm(term: Scalar, meaning: ReadonlyMap<string, string>): Scalar {
  const again = (t: Scalar): Scalar => scalarTerm(t, meaning);
  switch (term.tag) {
    case 'entry':
      return entry(tensorTerm(term.tensor, meaning), term.at);
    case 'add':
      return add(term.args.map(again));
    case 'mul':
      return mul(term.args.map(again));
    case 'pow':
      return pow(again(term.base), term.exponent);
    case 'apply':
      return apply(
        term.fn,
        term.args.map((arg) => reinterpret(arg, meaning)),
        term.by,
      );
    case 'diff':
      return diff(again(term.of), term.tensor, term.at);
    case 'reduce':
      return reduce(term.op, term.binders, again(term.body));
    case 'line':
      return line(term.over, term.name, again(term.body));
    case 'value':
    case 'iverson':
    case 'reciprocal':
      return term;
  }
}
