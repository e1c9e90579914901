// Operations of the prelude on tensors: which one a sign or word means here, and whether the shapes fit.

import type { Range } from '../../grammar/tree.js';
import { type Env, fitConds, type OpDecl, ShapeError, shapeOf } from './env.js';
import {
  add,
  integerValue,
  isZero,
  numerator,
  type Poly,
  type Quotient,
  quotientOf,
  quotientsIn,
  show,
  sub,
  substitute,
  variable,
} from './poly.js';
import { type Names, type Reading, ReadingError } from './reading.js';
import { isPositive } from './rounding.js';
import { showTerm } from './show.js';
import { op, type Scalar, type Tensor } from './term.js';

/** An operation of the prelude, chosen by the number of dimensions of its arguments; shapes must fit. */
export function operation(
  { env, equations = [] }: Names,
  symbol: string,
  args: readonly (Tensor | Poly)[],
  range: Range,
): Reading {
  const ranks = args.map((arg) => ('tag' in arg ? String(shapeOf(env, arg).length) : '_'));
  const key = `${symbol}/${ranks.join(',')}`;
  if (!env.ops.has(key)) {
    const known = [...env.ops.values()].filter((decl) => decl.symbol === symbol);
    const shapes = args
      .map((arg) => ('tag' in arg ? `${showTerm(arg)} of shape ${showShape(env, arg)}` : show(arg)))
      .join(' and ');
    throw new ReadingError(
      known.length === 0 ? 'unsupported' : 'ill-formed',
      range,
      known.length === 0 ? `the operation ${symbol} is not known` : `${symbol} does not apply to ${shapes}`,
    );
  }
  const term = op(key, args);
  for (const arg of args) {
    if ('tag' in arg && shapeOf(env, arg).some((dim) => integerValue(dim.lo) !== 1n))
      throw new ReadingError('unsupported', range, `${symbol} takes tensors whose subscripts start at 1`);
  }
  try {
    for (const { cond, first, second } of fitConds(env, term)) {
      if (cond.tag === 'eq' && !isZero(underEquations(cond.form, equations)))
        throw new ReadingError(
          'ill-formed',
          range,
          `the shapes do not fit: ${showTerm(first)} is ${showShape(env, first)}, ${showTerm(second)} is ${showShape(env, second)}`,
        );
    }
  } catch (error) {
    if (error instanceof ShapeError) throw new ReadingError('ill-formed', range, error.message);
    throw error;
  }
  for (const divisor of divisors(env.ops.get(key) as OpDecl, args)) {
    if (!isPositive(divisor, env))
      throw new ReadingError(
        'unsupported',
        range,
        `${symbol} divides by positive numbers and sizes only, not by ${show(divisor)}`,
      );
  }
  return { sort: 'tensor', term };
}

/** What the index arguments make of all that an operation divides by, in its shape and in its entries. */
function divisors({ params, dims, body }: OpDecl, args: readonly (Tensor | Poly)[]): readonly Poly[] {
  const steps = new Map<string, Poly>();
  params.forEach(({ kind, name }, p) => {
    if (kind === 'index') steps.set(name, args[p] as Poly);
  });
  const rounded = dims.flatMap(({ hi }) => [...quotientsIn(hi)]).map((q) => (quotientOf(q) as Quotient).den);
  return [...rounded, ...reciprocalsIn(body)].map((divisor) => substitute(divisor, steps));
}

function reciprocalsIn(term: Scalar): readonly Poly[] {
  switch (term.tag) {
    case 'reciprocal':
      return [term.of];
    case 'add':
    case 'mul':
      return term.args.flatMap(reciprocalsIn);
    case 'reduce':
      return reciprocalsIn(term.body);
    default:
      return [];
  }
}

/** `4×4`, `(I-M+1)×(J-N+1)`, `0..M-1`. */
export function showShape(env: Env, term: Tensor): string {
  const dims = shapeOf(env, term).map(({ lo, hi }) =>
    integerValue(lo) === 1n
      ? hi.terms.length > 1
        ? `(${show(hi)})`
        : show(hi)
      : `(${show(lo)}..${show(hi)})`,
  );
  return dims.length === 0 ? 'a number' : dims.join('×');
}

/** coef · tensor */
export function scaled(names: Names, coef: Poly, term: Tensor, range: Range): Reading {
  return operation(names, 'scale', [coef, term], range);
}

/** `form` with names written out by equations that give them: I - M is 0 where I - M = 0 is assumed. */
function underEquations(form: Poly, equations: readonly Poly[]): Poly {
  let current = form;
  for (const equation of equations) {
    const name = equation.terms.find(
      (t) => t.key !== '' && !t.key.includes('*') && (t.coef === 1n || t.coef === -1n),
    )?.key;
    if (name === undefined) continue;
    const x = variable(name);
    const by = numerator(equation, name) === 1n ? sub(x, equation) : add(x, equation);
    current = substitute(current, new Map([[name, by]]));
  }
  return current;
}
