// The same term with other operations for its signs: what a formula would say if * meant mathematical convolution, or if
// the other operand were the kernel.

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

export type Operation = Tensor & { readonly tag: 'op' };

/** What an operation is taken for; its arguments have been looked at by then. */
export type Meaning = (operation: Operation) => Tensor;

/** `term` with its operations taken for others: reinterpret(W * X, renaming({*: (*)})) is W (*) X. */
export function reinterpret<T extends Term>(term: T, meaning: Meaning): T;
export function reinterpret(term: Term, meaning: Meaning): Term {
  return isTensor(term) ? tensorTerm(term, meaning) : scalarTerm(term, meaning);
}

/** Other symbols for operations, the arguments staying as they are. */
export function renaming(symbols: ReadonlyMap<string, string>): Meaning {
  return ({ op: key, args }) => {
    const slash = key.lastIndexOf('/');
    const symbol = key.slice(0, slash);
    return op(`${symbols.get(symbol) ?? symbol}${key.slice(slash)}`, args);
  };
}

function tensorTerm(term: Tensor, meaning: Meaning): Tensor {
  switch (term.tag) {
    case 'tensor':
      return term;
    case 'matrix':
      return matrix(term.rows.map((row) => row.map((cell) => scalarTerm(cell, meaning))));
    case 'op':
      return meaning(
        op(
          term.op,
          term.args.map((arg) => (isPoly(arg) ? arg : tensorTerm(arg, meaning))),
        ),
      );
  }
}

function scalarTerm(term: Scalar, meaning: Meaning): Scalar {
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
