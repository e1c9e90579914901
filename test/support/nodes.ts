// Terms and conditions as surface trees, for the second witness.

import type { Node, ProductOperator } from '../../grammar/tree.js';
import type { Cond } from '../../src/term/cond.js';
import type { Poly } from '../../src/term/poly.js';
import { entry, isPoly, isTensor, type Scalar, type Tensor, type Term, tensor } from '../../src/term/term.js';

const range = { start: 0, end: 0 };

function number(n: bigint): Node {
  const text: Node = { tag: 'number', text: `${n < 0n ? -n : n}`, range };
  return n < 0n ? { tag: 'sum', terms: [{ sign: '-', term: text }], range } : text;
}

function name(text: string): Node {
  return { tag: 'name', name: text, range };
}

function product(factors: readonly (readonly [ProductOperator, Node])[]): Node {
  return { tag: 'product', factors: factors.map(([operator, factor]) => ({ operator, factor })), range };
}

function sum(terms: readonly Node[]): Node {
  return terms.length === 0
    ? number(0n)
    : { tag: 'sum', terms: terms.map((term) => ({ sign: '+', term })), range };
}

function group(...items: readonly Node[]): Node {
  return { tag: 'group', delimiter: '(', items, range };
}

export function polyNode(poly: Poly): Node {
  const whole = sum(
    poly.terms.map(({ key, coef }) =>
      product([['', number(coef)], ...(key === '' ? [] : key.split('*').map((n) => ['', name(n)] as const))]),
    ),
  );
  return poly.den === 1n
    ? whole
    : product([
        ['', group(whole)],
        ['/', number(poly.den)],
      ]);
}

export function condNode(cond: Cond): Node {
  const relation = (form: Poly, operator: '>=' | '='): Node => ({
    tag: 'relation',
    first: polyNode(form),
    rest: [{ operator, at: range, right: number(0n) }],
    range,
  });
  switch (cond.tag) {
    case 'ge':
      return relation(cond.form, '>=');
    case 'eq':
      return relation(cond.form, '=');
    case 'div':
      return { tag: 'command', command: 'divides', args: [number(cond.divisor), polyNode(cond.form)], range };
    case 'and':
    case 'or':
      return { tag: 'logic', operator: cond.tag, args: cond.args.map(condNode), range };
    case 'not':
      return { tag: 'logic', operator: 'not', args: [condNode(cond.arg)], range };
  }
}

export function termNode(term: Term): Node {
  return isTensor(term) ? tensorNode(term) : scalarNode(term);
}

function scalarNode(term: Scalar): Node {
  switch (term.tag) {
    case 'value':
      return polyNode(term.value);
    case 'reciprocal':
      return product([
        ['', number(1n)],
        ['/', group(polyNode(term.of))],
      ]);
    case 'entry':
      return term.at.length === 0
        ? tensorNode(term.tensor)
        : { tag: 'subscript', base: tensorNode(term.tensor), subscripts: term.at.map(polyNode), range };
    case 'iverson':
      return { tag: 'guard', conditions: [condNode(term.cond)], body: number(1n), range };
    case 'add':
      return sum(term.args.map(scalarNode));
    case 'mul':
      return term.args.length === 0
        ? number(1n)
        : product(term.args.map((arg) => ['', group(scalarNode(arg))]));
    case 'pow':
      return {
        tag: 'power',
        base: group(scalarNode(term.base)),
        exponent: number(BigInt(term.exponent)),
        range,
      };
    case 'apply':
      return product([
        ['', applied(term)],
        ['', group(...term.args.map(termNode))],
      ]);
    case 'diff':
      return product([
        ['', name('diff')],
        ['', group(scalarNode(term.of), scalarNode(entry(tensor(term.tensor), term.at)))],
      ]);
    case 'line':
      return {
        tag: 'reduction',
        operator: term.over === 'reals' ? 'int' : 'sum',
        binders: [{ name: term.name, from: null, to: null, down: false, condition: null, range }],
        body: scalarNode(term.body),
        range,
      };
    case 'reduce':
      return {
        tag: 'reduction',
        operator: term.op,
        binders: term.binders.map(({ name: bound, lo, hi }) => ({
          name: bound,
          from: polyNode(lo),
          to: polyNode(hi),
          down: false,
          condition: null,
          range,
        })),
        body: scalarNode(term.body),
        range,
      };
  }
}

/** `f`, `a''`, `f'_<k,l>` */
function applied({ fn, args, by }: Scalar & { tag: 'apply' }): Node {
  const base = name(`${fn}${"'".repeat(by.length)}`);
  const subscripts = by.flatMap(({ arg, at }) => [
    ...(args.length > 1 ? [number(BigInt(arg + 1))] : []),
    ...at.map(polyNode),
  ]);
  return subscripts.length === 0 ? base : { tag: 'subscript', base, subscripts, range };
}

function tensorNode(tensor: Tensor): Node {
  switch (tensor.tag) {
    case 'tensor':
      return name(tensor.name);
    case 'matrix':
      return { tag: 'matrix', rows: tensor.rows.map((row) => row.map(scalarNode)), range };
    case 'op': {
      const symbol = tensor.op.slice(0, tensor.op.lastIndexOf('/'));
      const args = tensor.args.map((arg) => (isPoly(arg) ? polyNode(arg) : tensorNode(arg)));
      const [first, second] = args as [Node, Node];
      if (symbol === 'plus') return sum(args);
      if (symbol === 'scale')
        return product([
          ['', group(first)],
          ['', group(second)],
        ]);
      if (/^\p{L}/u.test(symbol))
        return product([
          ['', name(symbol)],
          ['', group(...args)],
        ]);
      return group(
        product([
          ['', group(first)],
          [symbol as ProductOperator, group(second)],
        ]),
      );
    }
  }
}
