// Damaged proofs: a proof of the suite, damaged in one place, is refused by the kernel, or proves something that the second
// witness finds true as well. Which quarter of the suite it is, the seed says; `TAMPERING=4` takes all of it.

import { afterAll, describe, expect, test } from 'vitest';
import { check, Rejected, type Theorem } from '../../src/kernel/kernel.js';
import type { Proof } from '../../src/kernel/proof.js';
import { judgeText } from '../../src/prove/file.js';
import { defaultOptions } from '../../src/prove/verdict.js';
import { namesOfCond } from '../../src/term/cond.js';
import { termKey } from '../../src/term/key.js';
import { showTerm } from '../../src/term/show.js';
import { freeNames } from '../../src/term/subst.js';
import type { Term } from '../../src/term/term.js';
import { Random } from '../audit/random.js';
import { agreesAt, claimsOf, Evaluator, type Point, type World } from '../support/brute.js';
import { trueDerivatives } from '../support/calculus.js';
import { type Damage, damages } from '../support/damage.js';
import { condNode, termNode } from '../support/nodes.js';
import { NoValue, residues } from '../support/rings.js';
import { trueClaims } from '../support/suite.js';

/** Damages of each kind that are done to a proof. Which ones is drawn by the seed. */
const perKind = Number(process.env.TAMPERING ?? 1);
const seed = Number(process.env.CONVPROOF_SEED ?? Date.now() % 2 ** 31);
const draw = new Random(`${seed}/tampering`);
const tally = { refused: 0, same: 0, other: 0 };
afterAll(() =>
  console.log(
    `tampering: CONVPROOF_SEED=${seed}, ${tally.refused} refused, ${tally.same} prove the same, ${tally.other} prove something else that is true`,
  ),
);

/** Some damages of each kind, at equal distances from one drawn place on. */
function chosen(all: Iterable<Damage>): readonly Damage[] {
  const kinds = new Map<string, Damage[]>();
  for (const damage of all) {
    const list = kinds.get(damage.kind);
    if (list === undefined) kinds.set(damage.kind, [damage]);
    else list.push(damage);
  }
  return [...kinds.values()].flatMap((list) => {
    const step = Math.max(1, list.length / perKind);
    const first = draw.int(0, list.length - 1);
    return Array.from(
      { length: Math.min(perKind, list.length) },
      (_, i) => list[Math.floor(first + i * step) % list.length] as Damage,
    );
  });
}

/** A point at which an equation of the kernel fails, or null. */
function counterpoint(world: World, theorem: Theorem): Point | null {
  const { claim, hyps } = theorem;
  if (claim.tag !== 'equal') throw new Error('no equation');
  const sides: readonly Term[] = [claim.left, claim.right];
  const names = [
    ...new Set([
      ...world.sizes,
      ...sides.flatMap((side) => [...freeNames(side)]),
      ...hyps.flatMap((c) => [...namesOfCond(c)]),
    ]),
  ];
  const most = names.length > 4 ? 2 : 3;
  const e = new Evaluator(world, residues);
  const conds = hyps.map((cond) => ({ node: condNode(cond), about: [...namesOfCond(cond)] }));
  const [left, right] = sides.map(termNode);
  if (left === undefined || right === undefined) return null;
  const relation = { name: null, left, operator: '=' as const, right, world };
  const search = (at: Point, next: number): Point | null => {
    if (conds.some(({ node, about }) => about.every((n) => at.has(n)) && !e.condition(node, at))) return null;
    const name = names[next];
    if (name === undefined) {
      try {
        return agreesAt(relation, at) ? null : at;
      } catch (error) {
        if (error instanceof NoValue) return null;
        throw error;
      }
    }
    for (let value = world.sizes.includes(name) ? 1 : -1; value <= most; value++) {
      const found = search(new Map(at).set(name, value), next + 1);
      if (found !== null) return found;
    }
    return null;
  };
  return search(new Map(), 0);
}

/** Those whose proofs are not among the longest. */
const derivatives = trueDerivatives.filter(([name]) => !/layers|channels|bias/.test(name));
const shorter = trueClaims.filter(([name]) => !/cube of a sum|blocks in two dimensions/.test(name));

const claims =
  process.env.TAMPERING === undefined
    ? [...shorter, ...derivatives].filter((_, i) => i % 4 === seed % 4)
    : [...trueClaims, ...derivatives];

describe('damaged proofs', () => {
  test.each(claims)('%s', { timeout: 90_000 }, (_, text) => {
    const [relation] = judgeText(text, { ...defaultOptions, timeout: 50_000 });
    const [claim] = claimsOf(text);
    const { theorem, proof } = relation?.verdict ?? {};
    if (theorem === undefined || proof === undefined || claim === undefined || theorem.claim.tag !== 'equal')
      throw new Error('no proof');
    const { env, hyps } = theorem;
    const original = [termKey(theorem.claim.left), termKey(theorem.claim.right)].join(' = ');
    expect(counterpoint(claim.world, theorem)).toBeNull();
    const names = [...new Set([...env.tensors.keys(), ...env.sizes, 'k', 'z'])].slice(0, 5);
    const seen = new Set<string>();
    for (const damage of chosen(damages(proof, names))) {
      let result: Theorem;
      try {
        result = check(env, hyps, damage.apply() as Proof);
      } catch (error) {
        if (!(error instanceof Rejected)) throw error;
        tally.refused += 1;
        continue;
      }
      if (result.claim.tag !== 'equal') throw new Error('no equation');
      const proved = [termKey(result.claim.left), termKey(result.claim.right)].join(' = ');
      if (proved === original) {
        tally.same += 1;
        continue;
      }
      tally.other += 1;
      if (seen.has(proved)) continue;
      seen.add(proved);
      const point = counterpoint(claim.world, result);
      expect(
        point,
        `${damage.kind} proves ${showTerm(result.claim.left)} = ${showTerm(result.claim.right)}`,
      ).toBeNull();
    }
  });
});
