// Laws of brackets and cases, and zero extension.

import { index, minus, named, plus, scaled } from '../affine.js';
import { both, type Condition, compare, negated, respelled } from '../condition.js';
import { add, type Formula, guard, negative, renamed, substitute, sum } from '../formula.js';
import type { Move, Place } from './move.js';

function anyCondition({ random, scope }: Place): Condition {
  const a = named(random.pick(scope));
  const b = random.chance(0.5) ? named(random.pick(scope)) : index(0);
  return compare(a, random.pick(['<=', '=', '>=', '!=']), plus(b, random.int(-1, 2)));
}

/** A move of guards. */
function ofGuards(move: (cond: Condition, body: Formula, at: Place) => Formula | null): Move {
  return (f, at) => (f.tag === 'guard' ? move(f.cond, f.body, at) : null);
}

/** f = [c] f + [not c] f */
const distinguish: Move = (f, at) => {
  const cond = anyCondition(at);
  return add(guard(cond, f), renamed(guard(negated(cond), f), at.fresh));
};

/** f = { f if c; f otherwise } */
const twoCases: Move = (f, at) => ({
  tag: 'cases',
  cond: anyCondition(at),
  holds: f,
  fails: renamed(f, at.fresh),
});

/** [c] f = f - [not c] f */
const complement = ofGuards((cond, body, { fresh }) =>
  add(body, negative(renamed(guard(negated(cond), body), fresh))),
);

/** [c and d] f = [c] [d] f, and back */
const nest = ofGuards((cond, body) => {
  if (cond.tag === 'and') return cond.args.reduceRight<Formula>((inner, c) => guard(c, inner), body);
  return body.tag === 'guard' ? guard(both(cond, body.cond), body.body) : null;
});

/** [c or d] f = [c] f + [d] f - [c and d] f */
const inclusionExclusion = ofGuards((cond, body, { fresh }) => {
  const [c, d, ...more] = cond.tag === 'or' ? cond.args : [];
  if (c === undefined || d === undefined || more.length > 0) return null;
  return add(
    guard(c, body),
    renamed(guard(d, body), fresh),
    negative(renamed(guard(both(c, d), body), fresh)),
  );
});

/** [c or d] f = [c] f + [not c and d] f */
const eitherOr = ofGuards((cond, body, { fresh }) => {
  const [c, d, ...more] = cond.tag === 'or' ? cond.args : [];
  if (c === undefined || d === undefined || more.length > 0) return null;
  return add(guard(c, body), renamed(guard(both(negated(c), d), body), fresh));
});

/** De Morgan's laws, a ≤ b as a < b + 1, and the like */
const respell = ofGuards((cond, body, { random }) => {
  if (cond.tag === 'compare') return guard(respelled(cond, random.int(0, 3)), body);
  return guard({ tag: 'not', arg: negated(cond) }, body);
});

/** s | e exactly when s does not divide e + r for r = 1, …, s-1 */
const otherResidues = ofGuards((cond, body, { fresh }) => {
  if (cond.tag !== 'divides') return null;
  const others = Array.from({ length: cond.divisor - 1 }, (_, i) =>
    negative(renamed(guard({ ...cond, of: plus(cond.of, i + 1) }, body), fresh)),
  );
  return add(body, ...others);
});

/** [a ≤ b] = Σ_{t=a..b} [t = b] */
const pointInRange = ofGuards((cond, body, { fresh }) => {
  if (cond.tag !== 'compare' || cond.sign !== '<=') return null;
  const t = fresh();
  return sum(t, cond.left, cond.right, guard(compare(named(t), '=', cond.right), body));
});

/** s | e exactly when e = s·q for some q between 0 and e. */
const quotient = ofGuards((cond, body, { fresh }) => {
  if (cond.tag !== 'divides') return null;
  const { divisor, of } = cond;
  const q = fresh();
  const found = guard(compare(of, '=', scaled(named(q), divisor)), body);
  return add(
    guard(compare(of, '>=', index(0)), sum(q, index(0), of, found)),
    renamed(guard(compare(of, '<', index(0)), sum(q, of, index(-1), found)), fresh),
  );
});

/** Cases as brackets. */
const asBrackets: Move = (f) =>
  f.tag === 'cases' ? add(guard(f.cond, f.holds), guard(negated(f.cond), f.fails)) : null;

/** A bracket as cases. */
const asCases = ofGuards((cond, body, { random }) => {
  const nothing: Formula = { tag: 'number', num: 0, den: 1 };
  return random.chance(0.5)
    ? { tag: 'cases', cond, holds: body, fails: nothing }
    : { tag: 'cases', cond: negated(cond), holds: nothing, fails: body };
});

/** An entry is 0 outside its shape. */
const zeroExtension: Move = (f, { world, random }) => {
  if (f.tag !== 'entry') return null;
  const dims = world.tensors.find(({ name }) => name === f.tensor)?.dims ?? [];
  const inside = dims.flatMap(([lo, hi], d) => {
    const a = f.at[d];
    if (a === undefined) return [];
    const ends = [compare(lo, '<=', a), compare(a, '<=', hi)];
    return random.chance(0.6) ? ends : [random.pick(ends)];
  });
  return inside.length === 0 ? null : guard(both(...inside), f);
};

/** An entry of an operation as what it is by definition; outside its shape it is 0. */
const byHand: Move = (f, { world, fresh }) => {
  if (f.tag !== 'entry') return null;
  const operation = world.tensors.find(({ name }) => name === f.tensor);
  if (operation?.byHand === undefined) return null;
  const inside = operation.dims.flatMap(([lo, hi], d) => {
    const a = f.at[d];
    return a === undefined ? [] : [compare(lo, '<=', a), compare(a, '<=', hi)];
  });
  return guard(both(...inside), operation.byHand(f.at, fresh));
};

/** What is assumed holds, and what it makes equal may be exchanged. */
const assumed: Move = (f, { world, random, fresh }) => {
  if (world.assumptions.length === 0) return null;
  if (random.chance(0.5) && world.equal.size > 0) return substitute(f, world.equal);
  const cond = random.pick(world.assumptions);
  if (random.chance(0.5)) return guard(cond, f);
  return { tag: 'cases', cond: negated(cond), holds: negative(renamed(f, fresh)), fails: f };
};

/** Entries beyond the shape may be added at will. */
const nothingOutside: Move = (f, { world, random, scope }) => {
  const tensor = random.pick(world.tensors.filter(({ dims }) => dims.length > 0));
  const out = random.int(0, tensor.dims.length - 1);
  const at = tensor.dims.map(([lo, hi], d) => {
    if (d !== out) return plus(named(random.pick(scope)), random.int(-1, 1));
    return random.chance(0.5) ? minus(lo, random.int(1, 2)) : plus(hi, random.int(1, 2));
  });
  return add(f, { tag: 'entry', tensor: tensor.name, at });
};

export const bracketMoves = {
  distinguish,
  twoCases,
  complement,
  nest,
  inclusionExclusion,
  eitherOr,
  respell,
  otherResidues,
  pointInRange,
  quotient,
  asBrackets,
  asCases,
  zeroExtension,
  byHand,
  assumed,
  nothingOutside,
} as const;
