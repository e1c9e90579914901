// The rules on maxima and minima, on proofs made by chance with the best certificates there are: what they accept has
// equal values at small sizes, whatever the largest and the smallest of no numbers may be.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, Rejected } from '../../src/kernel/kernel.js';
import type { EqualityCerts, Proof } from '../../src/kernel/proof.js';
import { type Refutation, refute } from '../../src/sets/index.js';
import {
  always,
  atLeast,
  atMost,
  type Cond,
  holds,
  nonNegative,
  not,
  substituteCond,
} from '../../src/term/cond.js';
import { Env } from '../../src/term/env.js';
import {
  add,
  constant,
  evaluate,
  floorOf,
  neg,
  one,
  type Poly,
  scale,
  sub,
  substitute,
  variable,
  zero,
} from '../../src/term/poly.js';
import { substScalar } from '../../src/term/subst.js';
import {
  type Binder,
  binder,
  type Extremum,
  entry,
  mul,
  nought,
  rangeConds,
  type Scalar,
  type Term,
  tensor,
  value,
} from '../../src/term/term.js';

const endless = { lo: null, hi: null };
const env = Env.empty.withSizes(['M']).withTensor('x', [endless, endless]);
const [M, k, two] = [variable('M'), variable('k'), constant(2)];
const x = (...at: readonly [Poly, Poly]): Scalar => entry(tensor('x'), at);

// ---- certificates ----------------------------------------------------------------------------------

const nothing: Refutation = { tag: 'farkas', steps: [] };

function entailment(known: readonly Cond[], goal: Cond): Refutation {
  return refute([...known, not(goal)]) ?? nothing;
}

function equality(known: readonly Cond[], a: Poly, b: Poly): EqualityCerts {
  return [entailment(known, nonNegative(sub(a, b))), entailment(known, nonNegative(sub(b, a)))];
}

function pointsIn(known: readonly Cond[], ranges: readonly Binder[]): readonly Refutation[] {
  return ranges.map(({ lo, hi }, i) =>
    entailment([...known, ...rangeConds(ranges.slice(0, i))], nonNegative(sub(hi, lo))),
  );
}

// ---- values ----------------------------------------------------------------------------------------

type Point = ReadonlyMap<string, number>;

function number(poly: Poly, at: Point): number {
  const { num, den } = evaluate(poly, (name) => BigInt(at.get(name) as number));
  return Number(num) / Number(den);
}

/** Numbers without a pattern for entries, others for what is taken of no numbers. */
function valueAt(term: Scalar, at: Point): number {
  switch (term.tag) {
    case 'value':
      return number(term.value, at);
    case 'entry':
      return term.at.reduce((hash, s) => (hash * 31 + number(s, at) * 17 + 7) % 101, 5) - 50;
    case 'add':
      return term.args.reduce((sum, arg) => sum + valueAt(arg, at), 0);
    case 'mul':
      return term.args.reduce((product, arg) => product * valueAt(arg, at), 1);
    case 'reduce': {
      const found: number[] = [];
      const visit = (depth: number, here: Point): void => {
        const range = term.binders[depth];
        if (range === undefined) found.push(valueAt(term.body, here));
        else
          for (let i = number(range.lo, here); i <= number(range.hi, here); i++)
            visit(depth + 1, new Map(here).set(range.name, i));
      };
      visit(0, at);
      if (term.op === 'max') return found.length === 0 ? 1234 : Math.max(...found);
      return found.length === 0 ? -4321 : Math.min(...found);
    }
    default:
      throw new Error(`no ${term.tag} here`);
  }
}

// ---- proofs ----------------------------------------------------------------------------------------

const few = fc.integer({ min: -1, max: 2 });
const op = fc.constantFrom<Extremum[]>('max', 'min');
const assumptions = fc.subarray([atLeast(k, one), atMost(k, M), atLeast(M, two)], { minLength: 1 });

/** c, M + c, k + c, or one of the names before + c */
const bound = (...names: readonly string[]): fc.Arbitrary<Poly> =>
  fc
    .tuple(fc.constantFrom('', 'M', 'k', ...names), few)
    .map(([name, c]) => (name === '' ? constant(c) : add(variable(name), constant(c))));
const range = (name: string, ...before: readonly string[]): fc.Arbitrary<Binder> =>
  fc.tuple(bound(...before), bound(...before)).map(([lo, hi]) => binder(name, lo, hi));
const from = fc.tuple(range('m'), range('n', 'm')).chain(([m, n]) => fc.constantFrom([m], [m, n]));

/** One set of indices, a map of it onto another, and for each point there one here that it comes from. */
interface Maps {
  readonly D: readonly Binder[];
  readonly E: readonly Binder[];
  readonly forward: readonly Poly[];
  readonly back: readonly Poly[];
}

const [m, n, p, q] = ['m', 'n', 'p', 'q'].map(variable) as [Poly, Poly, Poly, Poly];
const onto: fc.Arbitrary<Maps> = fc
  .tuple(bound(), bound(), bound(), bound(), fc.integer({ min: 0, max: 5 }))
  .map(([lo, hi, by, other, which]): Maps => {
    const D = [binder('m', lo, hi)];
    const both = [...D, binder('n', other, add(other, one))];
    switch (which) {
      case 0:
        return { D, E: [binder('p', add(lo, by), add(hi, by))], forward: [add(m, by)], back: [sub(p, by)] };
      case 1:
        return { D, E: [binder('p', sub(by, hi), sub(by, lo))], forward: [sub(by, m)], back: [sub(by, p)] };
      case 2:
        return { D: both, E: [binder('p', lo, hi)], forward: [m], back: [p, other] };
      case 3: {
        const E = [binder('p', lo, hi)];
        const doubled = [binder('m', scale(lo, 2n), add(scale(hi, 2n), one))];
        return { D: doubled, E, forward: [floorOf(m, two)], back: [scale(p, 2n)] };
      }
      case 4: {
        const E = [binder('p', other, add(other, one)), binder('q', lo, hi)];
        return { D: both, E, forward: [n, m], back: [q, p] };
      }
      default: {
        const E = [binder('p', lo, hi), binder('q', add(p, other), add(add(p, other), one))];
        return { D: both, E, forward: [m, add(m, n)], back: [p, sub(q, p)] };
      }
    }
  });

/** Mostly one bound or one component of a map is one more or less than it should be, or the map back is to one point. */
const almostOnto = fc
  .tuple(onto, fc.nat(15), fc.integer({ min: -1, max: 1 }), fc.nat(5))
  .map(([maps, at, off, constantly]): Maps => {
    let place = 0;
    const put = (poly: Poly): Poly => (place++ === at ? add(poly, constant(off)) : poly);
    const ranges = (list: readonly Binder[]) =>
      list.map(({ name, lo, hi }) => binder(name, put(lo), put(hi)));
    const [D, E] = [ranges(maps.D), ranges(maps.E)];
    const back = constantly === 0 ? D.map(({ lo }) => lo) : maps.back.map(put);
    return { D, E, forward: maps.forward.map(put), back };
  });

const reindexed = fc.tuple(op, almostOnto, assumptions).map(([kind, { D, E, forward, back }, known]) => {
  const ontoUs = new Map(E.map(({ name }, i) => [name, forward[i] as Poly]));
  const ontoVs = new Map(D.map(({ name }, i) => [name, back[i] as Poly]));
  const [inD, inE] = [D, E].map((ranges) => [...known, ...rangeConds(ranges)]) as [Cond[], Cond[]];
  const body = x(p, E.length > 1 ? q : k);
  const proof: Proof = {
    rule: 'reindex',
    op: kind,
    from: { binders: D, guard: always, body: substScalar(body, ontoUs) },
    to: { binders: E, guard: always, body },
    forward,
    back,
    certs: {
      into: rangeConds(E).map((cond) => entailment(inD, substituteCond(cond, ontoUs))),
      integral: [],
      onto: rangeConds(D).map((cond) => entailment(inE, substituteCond(cond, ontoVs))),
      leftInverse: [],
      rightInverse: E.map(({ name }, i) =>
        equality(inE, substitute(forward[i] as Poly, ontoVs), variable(name)),
      ),
    },
  };
  return { known, proof };
});

const nested = fc.tuple(op, range('m'), range('n', 'm'), assumptions).map(([kind, outer, inner, known]) => ({
  known,
  proof: {
    rule: 'nest' as const,
    op: kind,
    outer: [outer],
    inner: [inner],
    body: x(m, n),
    certs: pointsIn([...known, ...rangeConds([outer])], [inner]),
  },
}));

const factors = [zero, M, k, neg(M), sub(k, M), sub(M, k), scale(k, -1n, 2n), m, add(k, M)];

const takenOut = fc
  .tuple(
    op,
    from,
    fc.constantFrom(...factors),
    fc.constantFrom(nought, x(k, M), x(k, n)),
    fc.boolean(),
    assumptions,
  )
  .map(([kind, binders, coef, shift, rising, known]) => ({
    known,
    proof: {
      rule: 'extremum' as const,
      op: kind,
      binders,
      coef,
      body: mul([value(two), x(m, k)]),
      shift,
      rising,
      sign: entailment(known, nonNegative(scale(rising ? coef : neg(coef), coef.den))),
      certs: pointsIn(known, binders),
    },
  }));

test.each<[Proof['rule'], fc.Arbitrary<{ readonly known: readonly Cond[]; readonly proof: Proof }>, number]>([
  ['reindex', reindexed, 200],
  ['nest', nested, 200],
  ['extremum', takenOut, 300],
])('what %s accepts of maxima has equal values', (_, proofs, numRuns) => {
  const count = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(proofs, ({ known, proof }) => {
      let sides: readonly Term[];
      try {
        const { claim } = check(env, known, proof);
        if (claim.tag !== 'equal') throw new Error('no equation');
        sides = [claim.left, claim.right];
      } catch (error) {
        expect(error).toBeInstanceOf(Rejected);
        count.refused += 1;
        return;
      }
      count.accepted += 1;
      for (let size = 1; size <= 3; size++)
        for (let free = -3; free <= 4; free++) {
          const at: Point = new Map(Object.entries({ M: size, k: free, m: 2, n: 1 }));
          if (!known.every((cond) => holds(cond, (form) => BigInt(number(form, at))))) continue;
          const [left, right] = sides.map((side) => valueAt(side as Scalar, at));
          expect(left).toBe(right);
        }
    }),
    { numRuns },
  );
  expect(Math.min(count.accepted, count.refused)).toBeGreaterThan(5);
});
