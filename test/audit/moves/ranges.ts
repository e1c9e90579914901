// Laws of sums that change the range: Σ_{v=lo..hi} f(v) taken over other indices, in another order, in parts.

import {
  coefficient,
  constantOf,
  type Index,
  index,
  minus,
  named,
  namesOf,
  plus,
  scaled,
} from '../affine.js';
import { both, type Condition, compare } from '../condition.js';
import { add, entry, type Formula, guard, renamed, replaced, type Sum, substitute, sum } from '../formula.js';
import type { Move, Place } from './move.js';

/** A move of sums. */
function ofSums(move: (f: Sum, at: Place) => Formula | null): Move {
  return (f, at) => (f.tag === 'sum' ? move(f, at) : null);
}

function shiftBy({ random, scope }: Place): Index {
  const by = index(random.int(-2, 3));
  return random.chance(0.5) ? plus(by, named(random.pick(scope)), random.pick([1, -1])) : by;
}

/** v ↦ lo + hi - v */
const reverse = ofSums((f) => ({
  ...f,
  body: replaced(f.body, f.name, minus(plus(f.lo, f.hi), named(f.name))),
}));

/** v ↦ v - s, where s may be an index bound outside: a shear. */
const shift = ofSums((f, at) => {
  const by = shiftBy(at);
  const name = at.fresh();
  return {
    ...f,
    name,
    lo: plus(f.lo, by),
    hi: plus(f.hi, by),
    body: replaced(f.body, f.name, minus(named(name), by)),
  };
});

/** Least and greatest value of an affine expression while v runs from lo to hi. */
function span(a: Index, v: string, lo: Index, hi: Index): readonly [Index, Index] | null {
  const c = coefficient(a, v);
  if (c === null) return null;
  const rest = minus(a, scaled(named(v), c));
  const [first, last] = [plus(rest, lo, c), plus(rest, hi, c)];
  return c >= 0 ? [first, last] : [last, first];
}

/** Fubini; where the inner range depends on v it becomes a bracket, or the other side of a triangle. */
const exchange = ofSums((f) => {
  const inner = f.body;
  if (inner.tag !== 'sum') return null;
  const [v, w] = [f.name, inner.name];
  const swapped = (lo: Index, hi: Index, own: readonly [Index, Index], body: Formula): Sum =>
    sum(w, lo, hi, sum(v, ...own, body, inner.joined), f.joined);
  const [cLo, cHi] = [coefficient(inner.lo, v), coefficient(inner.hi, v)];
  if (cLo === 0 && cHi === 0) return swapped(inner.lo, inner.hi, [f.lo, f.hi], inner.body);
  const [below, above] = [minus(inner.lo, named(v)), minus(inner.hi, named(v))];
  // n = a+e..v+e is, from the other side, v = n-e..b.
  if (cLo === 0 && cHi === 1 && minus(plus(f.lo, above), inner.lo).size === 0)
    return swapped(inner.lo, plus(f.hi, above), [minus(named(w), above), f.hi], inner.body);
  if (cHi === 0 && cLo === 1 && minus(plus(f.hi, below), inner.hi).size === 0)
    return swapped(plus(f.lo, below), inner.hi, [f.lo, minus(named(w), below)], inner.body);
  const [lo, hi] = [span(inner.lo, v, f.lo, f.hi), span(inner.hi, v, f.lo, f.hi)];
  if (lo === null || hi === null) return null;
  const inside = both(compare(inner.lo, '<=', named(w)), compare(named(w), '<=', inner.hi));
  return swapped(lo[0], hi[1], [f.lo, f.hi], guard(inside, inner.body));
});

/** Σ = Σ [v ≤ p] + Σ [v > p] */
const splitByBracket = ofSums((f, at) => {
  const point = plus(named(at.random.pick(at.scope)), at.random.int(-2, 2));
  const half = (c: Condition): Sum => ({ ...f, body: guard(c, f.body) });
  return add(
    half(compare(named(f.name), '<=', point)),
    renamed(half(compare(named(f.name), '>', point)), at.fresh),
  );
});

/** Σ_{lo..hi} = Σ_{lo..p} [v ≤ hi] + Σ_{p+1..hi} [lo ≤ v] for any p whatever */
const splitAtParameter = ofSums((f, at) => {
  const point = plus(named(at.random.pick(at.scope)), at.random.int(-1, 1));
  const v = named(f.name);
  return add(
    { ...f, hi: point, body: guard(compare(v, '<=', f.hi), f.body) },
    renamed({ ...f, lo: plus(point, 1), body: guard(compare(f.lo, '<=', v), f.body) }, at.fresh),
  );
});

/** The first or the last summand by itself, if there is one. */
const splitOff = ofSums((f, at) => {
  const first = at.random.chance(0.5);
  const end = first ? f.lo : f.hi;
  const rest = first ? { ...f, lo: plus(f.lo, 1) } : { ...f, hi: minus(f.hi, 1) };
  const alone = guard(compare(f.lo, '<=', f.hi), renamed(replaced(f.body, f.name, end), at.fresh));
  return add(alone, rest);
});

/** A wider range with a bracket. */
const widen = ofSums((f, { random }) => {
  const v = named(f.name);
  const [down, up] = [random.int(0, 2), random.int(0, 2)];
  const parts = [...(down > 0 ? [compare(f.lo, '<=', v)] : []), ...(up > 0 ? [compare(v, '<=', f.hi)] : [])];
  if (parts.length === 0) return null;
  return { ...f, lo: minus(f.lo, down), hi: plus(f.hi, up), body: guard(both(...parts), f.body) };
});

/** Σ f(v) = Σ_w Σ_v [v = w + c] f(w + c) */
const onePoint = ofSums((f, { random, fresh }) => {
  const by = random.int(-2, 2);
  const name = fresh();
  const body = replaced(f.body, f.name, plus(named(name), by));
  const inner = guard(compare(named(f.name), '=', plus(named(name), by)), body);
  return { ...f, body: sum(name, minus(f.lo, by), minus(f.hi, by), inner, f.joined), joined: true };
});

/** v = s·q + r with r = 0..s-1; only where the range begins at a number. */
const byResidues = ofSums((f, { random, fresh }) => {
  const start = constantOf(f.lo);
  if (namesOf(f.lo).size > 0) return null;
  const s = random.weighted([
    [4, 2],
    [2, 3],
    [1, 4],
  ]);
  const [q, r] = [fresh(), fresh()];
  const v = plus(scaled(named(q), s), named(r));
  const inside = both(compare(f.lo, '<=', v), compare(v, '<=', f.hi));
  const part = (a: Index, c: Condition): Formula => guard(c, substitute(f.body, new Map([[f.name, a]])));
  // |v/s| ≤ |v|, and v runs from `start` to hi.
  const [lo, hi] = [index(Math.min(start, 0) - 1), plus(f.hi, Math.abs(start) + 1)];
  if (random.chance(0.5)) return sum(r, index(0), index(s - 1), sum(q, lo, hi, part(v, inside)), true);
  const residues = Array.from({ length: s }, (_, i) => {
    const at = plus(scaled(named(q), s), i);
    return renamed(sum(q, lo, hi, part(at, both(compare(f.lo, '<=', at), compare(at, '<=', f.hi)))), fresh);
  });
  return add(...residues);
});

/** Σ_{v=1..s·M} f(v) = Σ_{q=1..M} Σ_{r=0..s-1} f(s·q - r) */
const byBlocks = ofSums((f, { random, world, fresh }) => {
  if (constantOf(f.lo) !== 1 || namesOf(f.lo).size > 0) return null;
  const [multiple, ...others] = [...f.hi];
  if (multiple === undefined || others.length > 0) return null;
  const [size, s] = multiple;
  if (s < 2 || !world.sizes.includes(size)) return null;
  const q = fresh();
  if (random.chance(0.5)) {
    const r = fresh();
    const v = minus(scaled(named(q), s), named(r));
    const inner = sum(r, index(0), index(s - 1), replaced(f.body, f.name, v));
    return sum(q, index(1), named(size), inner, random.chance(0.5));
  }
  return add(
    ...Array.from({ length: s }, (_, r) =>
      renamed(sum(q, index(1), named(size), replaced(f.body, f.name, minus(scaled(named(q), s), r))), fresh),
    ),
  );
});

/** The first entry in f whose subscripts satisfy `wanted`, with them; entries under other binders are left alone. */
function entryIn(
  f: Formula,
  wanted: (a: Index) => boolean,
): { readonly a: Index; readonly replace: (by: Index) => Formula } | null {
  const parts = f.tag === 'mul' ? f.args : [f];
  for (const [i, part] of parts.entries()) {
    if (part.tag !== 'entry') continue;
    const d = part.at.findIndex(wanted);
    const a = part.at[d];
    if (a === undefined) continue;
    const replace = (by: Index): Formula => {
      const changed = entry(part.tensor, ...part.at.map((old, e) => (e === d ? by : old)));
      return f.tag === 'mul' ? { ...f, args: f.args.map((old, j) => (j === i ? changed : old)) } : changed;
    };
    return { a, replace };
  }
  return null;
}

/** Σ_v c x_<e(v)> = Σ_u (Σ_v [u = e(v)] c) x_<u>: how often each entry is met. Over two binders where there are two. */
const collect = ofSums((f, { fresh }) => {
  const inner = f.body.tag === 'sum' ? f.body : null;
  const body = inner?.body ?? f.body;
  const found = entryIn(
    body,
    (a) => coefficient(a, f.name) !== 0 || (inner !== null && coefficient(a, inner.name) !== 0),
  );
  if (found === null) return null;
  const one = inner === null ? ([found.a, found.a] as const) : span(found.a, inner.name, inner.lo, inner.hi);
  const lo = one && span(one[0], f.name, f.lo, f.hi);
  const hi = one && span(one[1], f.name, f.lo, f.hi);
  if (lo === null || hi === null) return null;
  const u = fresh();
  const met = guard(compare(named(u), '=', found.a), found.replace(named(u)));
  const over = inner === null ? { ...f, body: met } : { ...f, body: { ...inner, body: met } };
  return sum(u, lo[0], hi[1], over, true);
});

/** The sum over the entries' own range, by zero extension: x_<v+a> is 0 unless v + a is inside. */
const overEntries = ofSums((f, { world }) => {
  const found = entryIn(f.body, (a) => coefficient(a, f.name) === 1);
  if (found === null) return null;
  const own = f.body.tag === 'mul' ? f.body.args : [f.body];
  for (const part of own) {
    if (part.tag !== 'entry') continue;
    const d = part.at.findIndex((a) => coefficient(a, f.name) === 1);
    const dim = world.tensors.find(({ name }) => name === part.tensor)?.dims[d];
    const a = part.at[d];
    if (dim === undefined || a === undefined) continue;
    const rest = minus(a, named(f.name));
    const v = named(f.name);
    const inside = both(compare(f.lo, '<=', v), compare(v, '<=', f.hi));
    return { ...f, lo: minus(dim[0], rest), hi: minus(dim[1], rest), body: guard(inside, f.body) };
  }
  return null;
});

/** f = Σ_{v=c..c} f */
const overOnePoint: Move = (f, { random, fresh }) => {
  const c = index(random.int(-2, 3));
  return sum(fresh(), c, c, f);
};

/** Nothing is added where a range is empty. */
const emptySum: Move = (f, { random, scope, fresh }) => {
  const a = plus(named(random.pick(scope)), random.int(-1, 1));
  return add(f, renamed(sum(fresh(), plus(a, 1), a, f), fresh));
};

export const rangeMoves = {
  reverse,
  shift,
  exchange,
  splitByBracket,
  splitAtParameter,
  splitOff,
  widen,
  onePoint,
  byResidues,
  byBlocks,
  collect,
  overEntries,
  overOnePoint,
  emptySum,
} as const;
