// Laws of rings, linearity of sums, and closed forms of what is summed without an entry.

import { index, named, plus } from '../affine.js';
import {
  add,
  entry,
  type Formula,
  factorsOf,
  guard,
  mentions,
  mul,
  negative,
  number,
  renamed,
  type Sum,
  sum,
  value,
} from '../formula.js';
import type { Move } from './move.js';

/** Sums and products in another order. */
const permute: Move = (f, { random }) => {
  if (f.tag !== 'add' && f.tag !== 'mul') return null;
  return { ...f, args: f.args.length === 2 ? [...f.args].reverse() : random.shuffled(f.args) };
};

/** a (b + c) = a b + a c */
const distribute: Move = (f, { fresh }) => {
  if (f.tag !== 'mul') return null;
  const i = f.args.findIndex((arg) => arg.tag === 'add');
  const terms = f.args[i];
  if (terms?.tag !== 'add') return null;
  return add(
    ...terms.args.map((term) => renamed(mul(...f.args.map((old, j) => (j === i ? term : old))), fresh)),
  );
};

/** a Σ b = Σ a b */
const pullIn: Move = (f) => {
  if (f.tag !== 'mul') return null;
  const i = f.args.findIndex((arg) => arg.tag === 'sum' || arg.tag === 'guard');
  const over = f.args[i];
  if (over === undefined || (over.tag !== 'sum' && over.tag !== 'guard')) return null;
  const others = f.args.filter((_, j) => j !== i);
  return { ...over, body: mul(...others, ...factorsOf(over.body)) };
};

/** Σ a b = a Σ b where a does not mention the index; a bracket is such a factor, too. */
const pullOut: Move = (f) => {
  if (f.tag !== 'sum') return null;
  if (f.body.tag === 'guard') {
    const { cond, body } = f.body;
    return mentions(guard(cond, number(1)), f.name) ? null : guard(cond, { ...f, body });
  }
  const outside = factorsOf(f.body).filter((arg) => !mentions(arg, f.name));
  if (outside.length === 0) return null;
  const inside = factorsOf(f.body).filter((arg) => mentions(arg, f.name));
  return mul(...outside, { ...f, body: inside.length === 0 ? number(1) : mul(...inside) });
};

/** (b)^n = b … b */
const multiplyOut: Move = (f, { fresh }) => {
  if (f.tag !== 'power') return null;
  return mul(...Array.from({ length: f.exponent }, () => renamed(f.base, fresh)));
};

/** (a + b)^2 = a^2 + 2 a b + b^2 */
const binomial: Move = (f, { fresh }) => {
  if (f.tag !== 'power' || f.exponent !== 2 || f.base.tag !== 'add' || f.base.args.length !== 2) return null;
  const [a, b] = f.base.args as readonly [Formula, Formula];
  const square = (base: Formula): Formula => ({ tag: 'power', base, exponent: 2 });
  return add(square(a), mul(number(2), renamed(a, fresh), renamed(b, fresh)), square(b));
};

/** (Σ x)^2 = Σ x^2 + 2 Σ_{m<n} x_m x_n */
const diagonal: Move = (f, { fresh }) => {
  if (f.tag !== 'power' || f.exponent !== 2 || f.base.tag !== 'sum') return null;
  const [a, b] = [renamed(f.base, fresh), renamed(f.base, fresh)] as readonly [Sum, Sum];
  const square = { ...f.base, body: { tag: 'power', base: f.base.body, exponent: 2 } as const };
  const above = { ...b, lo: plus(named(a.name), 1), body: mul(a.body, b.body) };
  return add(square, mul(number(2), { ...a, body: above, joined: true }));
};

/** Σ (a + b) = Σ a + Σ b; brackets likewise */
const linear: Move = (f, { fresh }) => {
  if ((f.tag !== 'sum' && f.tag !== 'guard' && f.tag !== 'mean') || f.body.tag !== 'add') return null;
  return add(...f.body.args.map((arg) => renamed({ ...f, body: arg }, fresh)));
};

/** f = f + t - t */
const addAndTakeAway: Move = (f, { random, world, scope, fresh }) => {
  const tensor = random.pick(world.tensors);
  const at = tensor.dims.map(() => plus(named(random.pick(scope)), random.int(-1, 1)));
  const term = entry(tensor.name, ...at);
  if (random.chance(0.5)) return add(f, term, negative(term));
  const over = sum(fresh(), index(1), named(random.pick(world.sizes)), term);
  return add(over, f, negative(renamed(over, fresh)));
};

/** f = 3 f - 2 f */
const multiples: Move = (f, { random, fresh }) => {
  const by = random.int(2, 4);
  return add(mul(number(by), f), mul(number(1 - by), renamed(f, fresh)));
};

/** f = 1/M Σ_{v=1..M} f */
const mean: Move = (f, { random, world, fresh }) => {
  const size = random.pick(world.sizes);
  if (random.chance(0.3)) return mul(value(named(size)), { tag: 'mean', sizes: [size], body: f });
  return { tag: 'mean', sizes: [size], body: sum(fresh(), index(1), named(size), f) };
};

/** 1/(M*N) f = 1/M (1/N f) */
const meanOfMeans: Move = (f) => {
  if (f.tag !== 'mean') return null;
  const [first, ...others] = f.sizes;
  if (first === undefined) return null;
  if (others.length > 0)
    return { tag: 'mean', sizes: others, body: { tag: 'mean', sizes: [first], body: f.body } };
  return f.body.tag === 'mean' ? { tag: 'mean', sizes: [...f.body.sizes, first], body: f.body.body } : null;
};

/** (a + b) = a + b, of index expressions; and M = Σ_{v=1..M} 1 */
const spellValue: Move = (f, { random, world, fresh }) => {
  if (f.tag !== 'value') return null;
  const terms = [...f.value];
  const [first] = terms;
  if (first === undefined) return null;
  const [monomial, coef] = first;
  if (terms.length === 1 && coef === 1 && world.sizes.includes(monomial) && random.chance(0.7))
    return sum(fresh(), index(1), named(monomial), number(1));
  if (terms.length === 1) return null;
  return add(...terms.map(([name, c]) => value(new Map([[name, c]]))));
};

export const productMoves = {
  permute,
  distribute,
  pullIn,
  pullOut,
  multiplyOut,
  binomial,
  diagonal,
  linear,
  addAndTakeAway,
  multiples,
  mean,
  meanOfMeans,
  spellValue,
} as const;
