// Changes of indices that the subscripts do not tell, found by the bounds: where one sum has p <= n - 1 and the other
// q <= 2m - M - n, the bounds may be one, so that n of the one is 2m - M - n + 1 of the other.

import { type Cond, condKey, conjuncts, substituteCond } from '../term/cond.js';
import { equal, namesOf, type Poly, polyKey, substitute, variable } from '../term/poly.js';
import type { Binder } from '../term/term.js';
import { type Flat, pointConds } from './flat.js';
import { type ChangeOfIndices, changeOfIndices, type SharedIndex } from './match.js';
import type { Scope } from './scope.js';

/** Guesses that are tried for two sums, each one bound or two. */
const mostGuesses = 400;
/** Sums over more indices are not looked at. */
const mostIndices = 4;

/** Changes of indices that take each bound of the one sum to a bound of the other, those that change least first. */
export function* changesByBounds(
  scope: Scope,
  from: Flat,
  to: Flat,
  order: readonly number[],
): Generator<ChangeOfIndices> {
  const { binders } = from;
  if (binders.length !== to.binders.length || binders.length > mostIndices || binders.length === 0) return;
  const tried = new Set<string>();
  let guesses = 0;
  for (const shared of guessesFor(from, to)) {
    if (++guesses > mostGuesses || --scope.search.guesses < 0) return;
    const maps = changeOfIndices(from, to, order, shared);
    if (maps === null) continue;
    const key = maps.forward.map(polyKey).join();
    if (tried.has(key)) continue;
    tried.add(key);
    if (isBijection(scope, from, to, maps)) yield maps;
  }
}

/** One pair of bounds, by itself and with all indices but one as they are, then two. */
function* guessesFor(from: Flat, to: Flat): Generator<readonly SharedIndex[]> {
  const pairs = boundPairs(from, to);
  for (const pair of pairs) yield [pair];
  const asTheyAre = from.binders.map(({ name }, i) => ({
    from: variable(name),
    to: variable((to.binders[i] as Binder).name),
  }));
  if (asTheyAre.length > 2)
    for (const [i, { name }] of from.binders.entries())
      for (const pair of pairs) if (namesOf(pair.from).has(name)) yield [...asTheyAre.toSpliced(i, 1), pair];
  for (const [i, second] of pairs.entries()) for (const first of pairs.slice(0, i)) yield [first, second];
}

/** Forms that are at least 0 in the two sums; those that are one formula in indices of the same places come first. */
function boundPairs(from: Flat, to: Flat): readonly SharedIndex[] {
  const places = new Map(to.binders.map(({ name }, i) => [name, variable((from.binders[i] as Binder).name)]));
  const pairs = boundsOf(from).flatMap((a) => boundsOf(to).map((b) => ({ from: a, to: b })));
  const isSame = ({ from: a, to: b }: SharedIndex): boolean => equal(a, substitute(b, places));
  return [...pairs.filter(isSame), ...pairs.filter((pair) => !isSame(pair))];
}

function boundsOf(flat: Flat): readonly Poly[] {
  const names = new Set(flat.binders.map(({ name }) => name));
  const forms = pointConds(flat)
    .flatMap(conjuncts)
    .flatMap((cond) => (cond.tag === 'ge' ? [cond.form] : []));
  return forms.filter((form) => [...namesOf(form)].some((name) => names.has(name)));
}

/** Whether the maps undo each other as they stand, and take the conditions of each sum to what is plain in the other. */
function isBijection(scope: Scope, from: Flat, to: Flat, { forward, back }: ChangeOfIndices): boolean {
  const ontoUs = new Map(to.binders.map(({ name }, i) => [name, forward[i] as Poly]));
  const ontoVs = new Map(from.binders.map(({ name }, i) => [name, back[i] as Poly]));
  const undone = from.binders.every(({ name }, i) =>
    equal(substitute(back[i] as Poly, ontoUs), variable(name)),
  );
  return undone && holdAt(scope, to, ontoUs, from) && holdAt(scope, from, ontoVs, to);
}

/** Whether the conditions of one sum plainly hold in the other. */
function holdAt(scope: Scope, of: Flat, by: ReadonlyMap<string, Poly>, at: Flat): boolean {
  const known = pointConds(at).flatMap(conjuncts);
  const keys = new Set(known.map(condKey));
  const moved = pointConds(of)
    .flatMap(conjuncts)
    .map((cond): Cond => substituteCond(cond, by));
  const open = moved.filter((cond) => !keys.has(condKey(cond)));
  if (open.length === 0) return true;
  const here = scope.with(known);
  return open.every((cond) => here.plainlyEntails(cond));
}
