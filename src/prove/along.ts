// From the indices of a sum to the subscripts of its factors: the change of variables that puts a flat term into
// canonical form. What the subscripts do not determine stays behind as further indices, to be summed away.

import type { Step } from '../calculus/steps.js';
import {
  and,
  type Cond,
  conjuncts,
  constantTruth,
  divides,
  equals,
  substituteCond,
  vanishes,
} from '../term/cond.js';
import {
  add as addPoly,
  floorOf,
  isIntegral,
  isZero,
  mul,
  namesOf,
  namesOfKey,
  numerator,
  type Poly,
  scale,
  sub,
  substitute,
  variable,
  zero,
} from '../term/poly.js';
import { showScalar } from '../term/show.js';
import { type Binder, binder, rangeConds, type Scalar } from '../term/term.js';
import { Bounds, signOf } from './bounds.js';
import { equationsOf, type Flat, flatTerm } from './flat.js';
import { echelon } from './lattice.js';
import { leftInverse, linearIn } from './linear.js';
import { type ChangeOfIndices, reindex } from './match.js';
import { Outside, type Scope } from './scope.js';
import { frameRows } from './skeleton.js';

/** A sum over the subscripts and, after these, over `unseen` further indices. */
export interface Spread {
  readonly flat: Flat;
  readonly step: Step;
  readonly unseen: number;
}

/**
 * The flat term over its subscripts, named by `box`, and over the directions that the subscripts do not see:
 * sum_{m,n} x[m+n] is sum_s sum_t [1 <= s-t <= M, 1 <= t <= N] x[s]. `factors` are the term's own factors over the box.
 */
export function alongSubscripts(
  scope: Scope,
  flat: Flat,
  box: readonly Binder[],
  factors: readonly Scalar[],
): Spread {
  const rows = flat.factors.flatMap(frameRows);
  const subscripts = box.map((b) => variable(b.name));
  const vs = flat.binders.map((b) => b.name);
  const { inverse, forms, names, set: multiples } = solveFor(scope, flat, rows, subscripts);
  const guard = conditions(flat, rows, subscripts, inverse, multiples);
  const target: Flat = {
    binders: [...box, ...rangesFor(names, guard, rangeConds(box))],
    guard,
    coef: substitute(flat.coef, inverse),
    factors,
  };
  const back = vs.map((v) => inverse.get(v) as Poly);
  const step = reindex(scope, flat, target, [...rows, ...forms], back, flatTerm(target));
  return { flat: target, step, unseen: names.length };
}

/**
 * The flat term over the indices of `box`, which are `forward` in its own, and its own are `back` in these. `factors`
 * are the box's factors, `order` says which of them is which of the term's. Throws NotEntailed where the term's points
 * are not all in the box, or its factors are others.
 */
export function overIndices(
  scope: Scope,
  flat: Flat,
  box: readonly Binder[],
  factors: readonly Scalar[],
  { forward, back, order }: ChangeOfIndices,
): { readonly flat: Flat; readonly step: Step } {
  const inverse = new Map(flat.binders.map((b, i) => [b.name, back[i] as Poly]));
  const us = box.map((b) => variable(b.name));
  const target: Flat = {
    binders: box,
    guard: conditions(flat, forward, us, inverse, []),
    coef: substitute(flat.coef, inverse),
    factors: order.map((i) => factors[i] as Scalar),
  };
  const end: Flat = { ...target, factors };
  return { flat: end, step: reindex(scope, flat, target, forward, back, flatTerm(end)) };
}

/** Where the points of a flat term lie among `points`: its own conditions, and that they come from integers of it. */
function conditions(
  flat: Flat,
  rows: readonly Poly[],
  points: readonly Poly[],
  inverse: ReadonlyMap<string, Poly>,
  more: readonly Cond[],
): readonly Cond[] {
  const set = [
    ...more,
    ...flat.binders.flatMap(({ name }) => {
      const solution = inverse.get(name) as Poly;
      return isIntegral(solution) ? [] : [divides(1n, solution)];
    }),
    ...rows.map((row, i) => vanishes(sub(substitute(row, inverse), points[i] as Poly))),
    ...[...rangeConds(flat.binders), ...flat.guard.flatMap(conjuncts)].map((cond) =>
      substituteCond(cond, inverse),
    ),
  ];
  return conjuncts(and(set.filter((cond) => constantTruth(cond) !== true)));
}

interface Solution {
  /** Each bound name in terms of the subscripts and the unseen directions. */
  readonly inverse: ReadonlyMap<string, Poly>;
  /** The unseen directions: as forms in the bound names, and their new names. */
  readonly forms: readonly Poly[];
  readonly names: readonly string[];
  /** Where a name was divided off, the condition that the division leaves nothing over. */
  readonly set: readonly Cond[];
}

/** Solves `rows` = `subscripts` for the bound names, as far as they determine them. */
function solveFor(scope: Scope, flat: Flat, rows: readonly Poly[], subscripts: readonly Poly[]): Solution {
  const vs = flat.binders.map((b) => b.name);
  const equations = [
    ...rows.map((form, i) => ({ form, value: subscripts[i] as Poly })),
    ...equationsOf(flat).map((form) => ({ form, value: zero })),
  ];
  // Names that a size multiplies somewhere are solved for last: by dividing, S*k = s - m gives k = ⌊(s-m)/S⌋.
  const scaled = vs.filter((v) => equations.some(({ form }) => isScaled(form, v)));
  for (const { form } of equations)
    for (const v of scaled)
      if (linearIn(form, v) === null || mixes(form, v, vs))
        throw new Outside(`a product of summation indices in a subscript: ${showScalar(flatTerm(flat))}`);
  const plain = vs.filter((v) => !scaled.includes(v));
  const directions = unseenDirections(
    equations.map((e) => e.form),
    plain,
  );
  const names = directions.map(({ name }) => scope.search.fresh(name));
  const solved = leftInverse(
    [...equations, ...directions.map(({ form }, i) => ({ form, value: variable(names[i] as string) }))],
    plain,
  );
  if (solved === null)
    throw new Outside(
      `a sum over an index that the subscripts do not determine: ${showScalar(flatTerm(flat))}`,
    );
  const set: Cond[] = [];
  const forms = directions.map((d) => d.form);
  let inverse: Map<string, Poly> = solved;
  const left = new Set(scaled);
  for (const v of scaled) {
    left.delete(v);
    const division = divided(equations, inverse, v, left);
    const by = division?.quotient ?? variable(scope.search.fresh(v));
    if (division === null) {
      forms.push(variable(v));
      names.push([...namesOf(by)][0] as string);
    } else set.push(substituteCond(division.exact, new Map([[v, by]])));
    inverse = new Map([...inverse].map(([name, poly]) => [name, substitute(poly, new Map([[v, by]]))]));
    inverse.set(v, by);
  }
  return { inverse, forms, names, set };
}

/** Whether the name stands in the form with a size before it. */
function isScaled(form: Poly, name: string): boolean {
  return form.terms.some((t) => t.key !== name && namesOfKey(t.key).includes(name));
}

/** Whether the name is multiplied by another bound name. */
function mixes(form: Poly, name: string, vs: readonly string[]): boolean {
  return form.terms.some((t) => {
    const names = namesOfKey(t.key);
    return names.includes(name) && names.some((n) => n !== name && vs.includes(n));
  });
}

/** The name by division from an equation in which nothing else is open: coef·name = value. */
function divided(
  equations: readonly { readonly form: Poly; readonly value: Poly }[],
  inverse: ReadonlyMap<string, Poly>,
  name: string,
  open: ReadonlySet<string>,
): { readonly quotient: Poly; readonly exact: Cond } | null {
  for (const { form, value } of equations) {
    const difference = sub(substitute(form, inverse), value);
    const part = linearIn(difference, name);
    if (part === null || isZero(part.coef) || [...namesOf(difference)].some((n) => open.has(n))) continue;
    const sign = signOf(part.coef);
    if (sign === null) continue;
    const [coef, rest] = sign === 1 ? [part.coef, scale(part.rest, -1n)] : [scale(part.coef, -1n), part.rest];
    const quotient = floorOf(rest, coef);
    return { quotient, exact: equals(mul(coef, variable(name)), rest) };
  }
  return null;
}

/** Integer forms in the bound names that complete the rows to a change of indices. */
function unseenDirections(
  rows: readonly Poly[],
  vs: readonly string[],
): readonly { readonly name: string; readonly form: Poly }[] {
  const { inverse, rank } = echelon(
    rows.map((row) => vs.map((v) => numerator(row, v))),
    vs.length,
  );
  return inverse.slice(rank).map((row) => {
    const form = row.reduce<Poly>((sum, c, i) => addPoly(sum, scale(variable(vs[i] as string), c)), zero);
    return { name: vs[row.findIndex((c) => c !== 0n)] as string, form };
  });
}

/** Ranges for the unseen directions, from bounds that use only the subscripts and the directions before it. */
function rangesFor(
  names: readonly string[],
  guard: readonly Cond[],
  around: readonly Cond[],
): readonly Binder[] {
  const bounds = new Bounds([...guard, ...around]);
  return names.map((name, i) => {
    const later = new Set(names.slice(i));
    const allowed = (n: string): boolean => !later.has(n);
    const lo = bounds.least(variable(name), allowed);
    const hi = bounds.most(variable(name), allowed);
    if (lo === null || hi === null) throw new Outside(`a sum over ${name}, for which no bounds were found`);
    return binder(name, lo, hi);
  });
}
