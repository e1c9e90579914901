// Terms of a sum that are easily done without: those that have no point, and those that are others but for a number, as
// 2 sum_m f(m) - sum_n f(n) is sum_m f(m).

import { Chain, partAt, refl, type Step } from '../calculus/steps.js';
import { termKey } from '../term/key.js';
import { add as addPoly, one, zero } from '../term/poly.js';
import { add, nought, sum } from '../term/term.js';
import { bodyPath, type Flat, flatBody, flatTerm, isNothing, pointConds } from './flat.js';
import { sumOf } from './flatten.js';
import { distributed } from './laws.js';
import { renamed } from './renaming.js';
import type { Rewritten } from './rounds.js';
import type { Scope } from './scope.js';

/** The same sum of flat terms, of which there may be fewer. */
export function collected(scope: Scope, flats: readonly Flat[]): Rewritten {
  const chain = new Chain(sumOf(flats));
  const possible = withoutImpossible(scope, flats, chain);
  const kept = withLikeTermsJoined(possible, chain);
  return { flats: kept, step: chain.step() };
}

/** The terms that may have a point; `chain`, which ends at the sum of all, follows. */
function withoutImpossible(scope: Scope, flats: readonly Flat[], chain: Chain): readonly Flat[] {
  const kept = flats.filter((flat, i) => {
    const cert = scope.with(pointConds(flat)).refute([]);
    if (cert === null) return true;
    const left = flatBody(flat);
    const nothing: Step = { to: nought, proof: { rule: 'absurd', left, right: nought, cert } };
    const inner = new Chain(flatTerm(flat)).inside(bodyPath(flat), nothing);
    const path = flat.binders.length > 0 ? [0] : [];
    inner.inside(path, new Chain(partAt(inner.to, path)).ringTo(nought).step());
    chain.inside(flats.length === 1 ? [] : [i], inner.by(nowhere(flat)).step());
    return false;
  });
  chain.ringTo(sumOf(kept));
  return kept;
}

/** Terms that are one but for a number, added up; `chain`, which ends at the sum of all, follows. */
function withLikeTermsJoined(flats: readonly Flat[], chain: Chain): readonly Flat[] {
  const groups = new Map<string, Flat[]>();
  for (const flat of flats) {
    const key = termKey(flatTerm({ ...flat, coef: one }));
    groups.set(key, [...(groups.get(key) ?? []), flat]);
  }
  if (groups.size === flats.length) return flats;
  const alike = [...groups.values()] as [Flat, ...Flat[]][];
  chain.ringTo(add(alike.map(sumOf)));
  const joined = alike.map(join);
  joined.forEach(({ step }, i) => {
    chain.inside(joined.length === 1 ? [] : [i], step);
  });
  const kept = joined.map(({ flat }) => flat).filter((flat) => !isNothing(flat));
  chain.ringTo(sumOf(kept));
  return kept;
}

/** sum_v c·f(v) + sum_u d·f(u) + … as sum_v (c + d + …)·f(v) */
function join(alike: readonly [Flat, ...Flat[]]): { readonly flat: Flat; readonly step: Step } {
  const [first] = alike;
  const { binders } = first;
  const own = alike.map((flat) =>
    renamed(flat, new Map(flat.binders.map(({ name }, i) => [name, binders[i]?.name ?? name]))),
  );
  const flat: Flat = { ...first, coef: own.reduce((total, { coef }) => addPoly(total, coef), zero) };
  const bodies = own.map((term) => flatTerm({ ...term, binders: [] }));
  // Bound names may be changed at will.
  // Bound names are changed at will.
  const chain = new Chain(sumOf(alike)).by(refl(sumOf(own)));
  if (binders.length > 0)
    chain.by({
      to: sum(binders, add(bodies)),
      proof: { rule: 'sym', proof: distributed(binders, bodies).proof },
    });
  const whole = isNothing(flat) ? nought : flatTerm({ ...flat, binders: [] });
  chain.inside(binders.length > 0 ? [0] : [], new Chain(add(bodies)).ringTo(whole).step());
  return { flat, step: isNothing(flat) ? chain.by(nowhere(flat)).step() : chain.step() };
}

/** sum_v 0 = 0 over the indices of a term */
function nowhere({ binders }: Flat): Step {
  return binders.length === 0 ? refl(nought) : { to: nought, proof: { rule: 'linear', binders, parts: [] } };
}
