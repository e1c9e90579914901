// The derivative by an entry of a tensor, one layer of a formula at a time.
//
// At given integers a formula is a polynomial in the entries of independent tensors and in applications of opaque
// functions. Of these polynomials d = ∂/∂T[b] is the derivation with d T[a] = [a = b][b inside T], which is 0 on other
// entries and on numbers, and on applications by the chain rule. The factor [b inside T] of every derivative makes the
// one of a number 0 there as well.

import { and, equals } from '../term/cond.js';
import { dependsOn } from '../term/depends.js';
import { hasDerivative } from '../term/derivatives.js';
import { type Env, insideShape, isName, reachOf, shapeOf, zeroTest } from '../term/env.js';
import { variable } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import {
  add,
  apply,
  binder,
  diff,
  entry,
  isTensor,
  iverson,
  mul,
  nought,
  number,
  pow,
  reduce,
  type Scalar,
  sum,
  type Tensor,
  unit,
} from '../term/term.js';

type Application = Scalar & { tag: 'apply' };

/**
 * What a derivative is, in derivatives of the parts of its formula; or, as a text, why this cannot be said.
 * `indices` name the entries of the tensors among the arguments of an application.
 */
export function derivative(
  env: Env,
  { of, tensor, at }: Scalar & { tag: 'diff' },
  indices: readonly string[],
): Scalar | string {
  const d = (part: Scalar): Scalar => diff(part, tensor, at);
  // What stands beside a derivative by a defined tensor is outside of it, where the tensor is no variable. Entries are
  // the same there as here, but derivatives are not: for y = x^2, ∂(x y)/∂x is 3 x^2, and only y where y is a variable.
  if (env.tensors.get(tensor)?.definition !== null && hasDerivative(env.independent(tensor), of))
    return 'the inner derivative comes first';
  switch (of.tag) {
    case 'value':
    case 'iverson':
    case 'reciprocal':
      return nought;
    case 'entry': {
      if (of.tensor.tag !== 'tensor') return 'the entry is to be unfolded first';
      if (of.tensor.name === tensor) {
        const inside = insideShape(reachOf(env, of.tensor), at);
        if (at.length === 0) return unit;
        return iverson(and([...at.map((b, i) => equals(of.at[i] ?? b, b)), ...inside]));
      }
      return env.tensors.get(of.tensor.name)?.definition === null
        ? nought
        : 'the entry is to be unfolded first';
    }
    case 'add':
      return add(of.args.map(d));
    case 'mul':
      return add(of.args.map((_, i) => mul(of.args.map((arg, j) => (i === j ? d(arg) : arg)))));
    case 'pow':
      return of.exponent === 0
        ? nought
        : mul([number(of.exponent), pow(of.base, of.exponent - 1), d(of.base)]);
    case 'reduce': {
      if (of.op !== 'sum' && !dependsOn(env, of, tensor)) return nought;
      if (of.op === 'prod') return 'a product over a range is not differentiated';
      if (of.op !== 'sum') return `a ${of.op} is not differentiated`;
      const bound = new Set(of.binders.map((b) => b.name));
      if (
        at.some((b) => [...freeNames(entry({ tag: 'tensor', name: tensor }, [b]))].some((n) => bound.has(n)))
      )
        return 'an index of the sum is one of the subscripts';
      return reduce('sum', of.binders, d(of.body));
    }
    case 'line':
      return 'a sum or an integral over the whole line is not differentiated';
    case 'apply':
      if (of.fn === zeroTest) return `${zeroTest} is not differentiated`;
      return chainRule(env, of, d, new Set([...freeNames(diff(of, tensor, at)), ...env.sizes]), indices);
    case 'diff':
      return 'the inner derivative comes first';
  }
}

/** The sum over the arguments, and over the entries of those that are tensors, of the outer times the inner derivative. */
function chainRule(
  env: Env,
  of: Application,
  d: (part: Scalar) => Scalar,
  taken: ReadonlySet<string>,
  indices: readonly string[],
): Scalar | string {
  if (indices.some((name, i) => !isName(name) || taken.has(name) || indices.indexOf(name) !== i))
    return 'an index is not a fresh name';
  const terms: Scalar[] = [];
  for (const [arg, part] of of.args.entries()) {
    if (!isTensor(part)) {
      terms.push(mul([outer(of, arg, []), d(part)]));
      continue;
    }
    const dims = shapeOf(env, part);
    if (indices.length < dims.length) return 'an index is missing';
    terms.push(overEntries(env, of, arg, part, indices.slice(0, dims.length), d));
  }
  return add(terms);
}

/** sum_k f'_<k>(A) dA[k] over the shape of A */
function overEntries(
  env: Env,
  of: Application,
  arg: number,
  part: Tensor,
  names: readonly string[],
  d: (part: Scalar) => Scalar,
): Scalar {
  const binders = shapeOf(env, part).map(({ lo, hi }, i) => binder(names[i] as string, lo, hi));
  return sum(binders, mul([outer(of, arg, names), d(entry(part, names.map(variable)))]));
}

function outer({ fn, args, by }: Application, arg: number, names: readonly string[]): Scalar {
  return apply(fn, args, [...by, { arg, at: names.map(variable) }]);
}
