// Sums over few indices whose terms are weighed by numbers from a table, as in [1, -2, 1] * X: written out, term by term,
// they are x_<k> - 2 x_<k+1> + x_<k+2>.

import { Chain, type Step } from '../calculus/steps.js';
import { ringNormal } from '../kernel/ring.js';
import { type Env, isRecurrence, unfoldEntry } from '../term/env.js';
import { allParts } from '../term/parts.js';
import {
  constant,
  equal,
  integerValue,
  isConstant,
  isZero,
  mul as mulPoly,
  namesOf,
  one,
} from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { add, isPoly, mul, type Scalar, type Tensor, value } from '../term/term.js';
import { writtenOut } from './ends.js';
import { nested } from './laws.js';
import { type Reduction, rewrite } from './rewrite.js';
import type { Scope } from './scope.js';

/** Sums over so many points are written out. */
const fewPoints = 16n;
/** Definitions inside definitions are looked into so deep. */
const mostUnfolded = 8;

/**
 * Both sides with their sums over few points written out, where some of these are weighed by numbers from a table; null
 * where none is.
 */
export function termByTerm(scope: Scope, left: Scalar, right: Scalar): readonly [Step, Step] | null {
  if (!hasTables(scope.env, [left, right])) return null;
  let isWeighed = false;
  const side = (term: Scalar): Step => {
    const chain = new Chain(term);
    for (let round = 0; round < mostUnfolded; round++) {
      const before = chain.to;
      chain.by(rewrite(scope, chain.to, unfolded));
      const sums = rewrite(scope, chain.to, (here, part) => {
        if (part.tag !== 'reduce' || !isShort(part)) return null;
        isWeighed ||= weighs(here.env, part);
        return summed(here, part);
      });
      chain.by(sums);
      if (chain.to === before) break;
    }
    return chain.step();
  };
  const steps = [side(left), side(right)] as const;
  return isWeighed ? steps : null;
}

/** An entry as its definition, where short sums are in that. */
function unfolded(here: Scope, part: Scalar): Step | null {
  if (part.tag !== 'entry' || !leadsToSum(here.env, part, mostUnfolded)) return null;
  const body = unfoldEntry(here.env, part.tensor, part.at);
  return body === null ? null : { to: body, proof: { rule: 'unfold', term: part } };
}

function leadsToSum(env: Env, { tensor, at }: Scalar & { tag: 'entry' }, depth: number): boolean {
  if (depth === 0 || isRecurrence(env, tensor) || isTable(env, tensor)) return false;
  const body = unfoldEntry(env, tensor, at);
  return (
    body !== null &&
    [...allParts(body)].some(
      (part) =>
        (part.tag === 'reduce' && isShort(part)) ||
        (part.tag === 'entry' && leadsToSum(env, part, depth - 1)),
    )
  );
}

function hasTables(env: Env, sides: readonly Scalar[]): boolean {
  return (
    [...env.tensors.keys()].some((name) => isTable(env, { tag: 'tensor', name })) ||
    sides.some((side) => [...allParts(side)].some(({ tag }) => tag === 'matrix'))
  );
}

/** Whether all entries of a tensor are numbers that are found without summing up. */
function isTable(env: Env, tensor: Tensor): boolean {
  switch (tensor.tag) {
    case 'matrix':
      return tensor.rows.flat().every((cell) => cell.tag === 'value' && isConstant(cell.value));
    case 'tensor': {
      const definition = env.tensors.get(tensor.name)?.definition;
      if (definition == null || definition.along !== null) return false;
      const names = [...freeNames(definition.body)];
      return (
        names.every((name) => definition.indices.includes(name)) &&
        [...allParts(definition.body)].every(({ tag }) =>
          ['value', 'iverson', 'add', 'mul', 'pow'].includes(tag),
        )
      );
    }
    case 'op': {
      const body = env.ops.get(tensor.op)?.body;
      return (
        body !== undefined &&
        ![...allParts(body)].some(({ tag }) => tag === 'reduce') &&
        tensor.args.every((arg) => (isPoly(arg) ? isConstant(arg) : isTable(env, arg)))
      );
    }
  }
}

/** Whether it is a sum over few points that are known. */
function isShort({ op, binders }: Reduction): boolean {
  let points = 1n;
  for (const { lo, hi } of binders) {
    const [from, to] = [integerValue(lo), integerValue(hi)];
    if (from === null || to === null || to < from) return false;
    points *= to - from + 1n;
  }
  return op === 'sum' && points <= fewPoints;
}

/** Whether an entry of a table that the indices choose is a factor of what is summed. */
function weighs(env: Env, { binders, body }: Reduction): boolean {
  const bound = new Set(binders.map(({ name }) => name));
  return [...allParts(body)].some(
    (part) =>
      part.tag === 'entry' &&
      isTable(env, part.tensor) &&
      part.at.every((at) => [...namesOf(at)].every((name) => bound.has(name))) &&
      part.at.some((at) => namesOf(at).size > 0),
  );
}

/** A sum over few points as its terms, with numbers for entries of tables; null where one of its ranges has too many. */
function summed(here: Scope, sum: Reduction): Step | null {
  const terms = spread(here, sum);
  if (terms === null) return null;
  const chain = new Chain(sum).by(terms);
  chain.by(withNumbers(here, chain.to));
  return chain.ringTo(arranged(chain.to)).step();
}

/** The terms of a sum, of the outermost index first. */
function spread(here: Scope, sum: Reduction): Step | null {
  const [first, ...others] = sum.binders;
  if (first === undefined) return null;
  const chain = new Chain(sum);
  if (others.length > 0) chain.by(nested([first], others, sum.body));
  const terms = writtenOut(here, chain.to);
  if (terms === null) return null;
  chain.by(terms);
  if (others.length > 0)
    chain.by(rewrite(here, chain.to, (place, part) => (part.tag === 'reduce' ? spread(place, part) : null)));
  return chain.step();
}

/** Entries of tables at given subscripts as the numbers that they are. */
function withNumbers(scope: Scope, term: Scalar): Step {
  return rewrite(scope, term, (here, part) => {
    if (part.tag !== 'entry' || !isTable(here.env, part.tensor)) return null;
    if (part.at.some((at) => integerValue(at) === null)) return null;
    const body = unfoldEntry(here.env, part.tensor, part.at);
    if (body === null) return null;
    const chain = new Chain(part).by({ to: body, proof: { rule: 'unfold', term: part } });
    chain.by(withNumbers(here, body));
    const [only, ...more] = ringNormal(chain.to);
    if (more.length > 0 || (only !== undefined && only[0] !== '')) return null;
    const number = only === undefined ? constant(0n) : constant(only[1].num, only[1].den);
    return chain.ringTo(value(number)).step();
  });
}

/** The terms of a sum side by side, the number of each in front, without those that are 0. */
function arranged(term: Scalar): Scalar {
  return add(
    termsOf(term).flatMap((each) => {
      const factors = factorsOf(each);
      const numbers = factors.flatMap((f) => (f.tag === 'value' && isConstant(f.value) ? [f.value] : []));
      const number = numbers.reduce(mulPoly, one);
      const rest = factors.filter((f) => f.tag !== 'value' || !isConstant(f.value));
      if (isZero(number)) return [];
      return [mul([...(equal(number, one) && rest.length > 0 ? [] : [value(number)]), ...rest])];
    }),
  );
}

function termsOf(term: Scalar): readonly Scalar[] {
  return term.tag === 'add' ? term.args.flatMap(termsOf) : [term];
}

function factorsOf(term: Scalar): readonly Scalar[] {
  return term.tag === 'mul' ? term.args.flatMap(factorsOf) : [term];
}
