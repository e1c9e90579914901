// Products over ranges. Each is an unknown p(n) of its last index n, and two of them that differ in their ends differ by
// factors: p(n) = p(n-1) f(n). So the products of a claim are given names, and those whose ends are a number apart are
// written by the shortest of them.

import { Chain, meeting, refl, type Step } from '../calculus/steps.js';
import type { Proof } from '../kernel/proof.js';
import { atLeast } from '../term/cond.js';
import { sameTerm, termKey } from '../term/key.js';
import {
  constant,
  integerValue,
  namesOf,
  one,
  type Poly,
  polyKey,
  sub,
  substitute,
  variable,
  zero,
} from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import { type Binder, binder, entry, isTensor, reduce, type Scalar, tensor } from '../term/term.js';
import { without, writtenOut } from './ends.js';
import { isProduct, type Product, rangeOf, reindexed } from './productIndex.js';
import { rewrite } from './rewrite.js';
import { Scope, unmarked } from './scope.js';

/** Factors that one product may have more than another. */
const mostMore = 8;

/** prod_<v=lo..n> body(v), as a function of n and of the indices that the body mentions beside v. */
interface Family {
  readonly name: string;
  readonly product: Product;
  readonly parameters: readonly string[];
  readonly last: string;
}

/** The proof of left = right by `prove`, which is asked with the products of both sides named; null without any. */
export function withProductsNamed(
  scope: Scope,
  left: Scalar,
  right: Scalar,
  prove: (scope: Scope, left: Scalar, right: Scalar) => Proof | null,
): Proof | null {
  const families: Family[] = [];
  const sides = [left, right].map((side) => new Chain(side)) as [Chain, Chain];
  for (const chain of sides)
    for (let before: Scalar | null = null; before !== chain.to; ) {
      before = chain.to;
      chain.by(rewrite(scope, chain.to, writtenOut));
    }
  alignBeginnings(scope, sides);
  for (const { to } of sides) collect(scope, to, families);
  if (families.length === 0 && sides.every((chain) => chain.to === chain.from)) return null;
  let env = scope.env;
  for (const { name, product, parameters, last } of families)
    env = env.withDefinition(
      name,
      [last, ...parameters].map(() => ({ lo: null, hi: null })),
      [last, ...parameters],
      upTo(product, variable(last)),
    );
  const named = new Scope(env, scope.hyps, scope.search, scope.manner);
  for (const chain of sides) chain.by(rewrite(named, chain.to, (here, part) => folded(here, part, families)));
  shorten(named, sides, families);
  const [a, b] = sides as [Chain, Chain];
  // What is shown of unknowns holds of what they stand for.
  const unknown = families.reduce((before, { name }) => before.independent(name), env);
  const proof = prove(new Scope(unknown, scope.hyps, scope.search, scope.manner), a.to, b.to);
  if (proof === null) return null;
  const whole = meeting(left, a.step(), proof, b.step(), right);
  return families.reduceRight<Proof>(
    (inner, { name, product, parameters, last }) => ({
      rule: 'abbreviation',
      name,
      indices: [last, ...parameters],
      body: upTo(product, variable(last)),
      proof: inner,
    }),
    whole,
  );
}

/** Products of the same factors begin where the last of them does: their first factors are taken off. */
function alignBeginnings(scope: Scope, sides: readonly Chain[]): void {
  const latest = new Map<string, Poly>();
  for (const { to } of sides)
    rewrite(scope, to, (here, part) => {
      if (!isProduct(part)) return null;
      const { to } = reindexed(here, part);
      const { key, lo } = beginningOf(to as Product);
      const known = latest.get(key);
      if (known === undefined || (integerValue(sub(lo, known)) ?? 0n) > 0n) latest.set(key, lo);
      return refl(part);
    });
  for (const chain of sides)
    chain.by(
      rewrite(scope, chain.to, (here, part) => {
        if (!isProduct(part)) return null;
        const step = reindexed(here, part);
        const { key, lo } = beginningOf(step.to as Product);
        const more = integerValue(sub(latest.get(key) ?? lo, lo)) ?? 0n;
        if (more < 1n || more > mostMore) return null;
        const inner = new Chain(part).by(step);
        let path: readonly number[] = [];
        let rest = step.to as Product;
        for (let i = 0n; i < more; i++) {
          const { lo, hi } = rangeOf(rest);
          if (here.entails(atLeast(hi, lo)) === null) return null;
          const taken = without(here, rest, 'first');
          inner.inside(path, taken);
          path = [...path, 0];
          rest = (taken.to as Scalar & { tag: 'mul' }).args[0] as Product;
        }
        return inner.step();
      }),
    );
}

/** The factors of a product as a key, and its first index. */
function beginningOf(product: Product): { readonly key: string; readonly lo: Poly } {
  const { name, lo } = rangeOf(product);
  const none = reduce('prod', [binder(name, one, one)], product.body);
  return { key: termKey(none), lo };
}

/** The products of a formula, each as a family of its own or one that is there already. */
function collect(scope: Scope, term: Scalar, families: Family[]): void {
  rewrite(scope, term, (here, part) => {
    if (!isProduct(part)) return null;
    const product = reindexed(here, part).to as Product;
    if (!families.some((family) => matching(family, product) !== null)) {
      const parameters = parametersOf(here, product);
      families.push({ name: scope.search.fresh('p'), product, parameters, last: scope.search.fresh('n') });
    }
    return refl(part);
  });
}

/** The names that the factors and the first index depend on, in the order in which they occur. */
function parametersOf({ env }: Scope, product: Product): readonly string[] {
  const { lo } = rangeOf(product);
  return [...freeNames(upTo(product, lo))].filter((name) => !env.sizes.has(name));
}

/** prod_<v=lo..n> of the factors of a product. */
function upTo({ op, binders, body }: Product, last: Poly): Product {
  const { name, lo } = binders[0] as Binder;
  return reduce(op, [binder(name, lo, last)], body) as Product;
}

/** The parameters at which a family's factors are those of a product; null where they are not. */
function matching(family: Family, product: Product): readonly Poly[] | null {
  const { lo } = rangeOf(product);
  const names = [...freeNames(upTo(product, lo))];
  const own = [...freeNames(upTo(family.product, rangeOf(family.product).lo))];
  if (names.length !== own.length) return null;
  const by = new Map(own.map((name, i) => [name, variable(names[i] as string)]));
  const n = variable(family.last);
  if (!sameTerm(substScalar(upTo(family.product, n), by), upTo(product, n))) return null;
  return family.parameters.map((name) => by.get(name) as Poly);
}

/** A product as the entry of a family, p(hi). */
function folded(here: Scope, term: Scalar, families: readonly Family[]): Step | null {
  if (!isProduct(term)) return null;
  const chain = new Chain(term).by(reindexed(here, term));
  for (const family of families) {
    const parameters = matching(family, chain.to as Product);
    if (parameters === null) continue;
    const named = entry(tensor(family.name), [rangeOf(chain.to as Product).hi, ...parameters]);
    return chain.by({ to: named, proof: { rule: 'sym', proof: { rule: 'unfold', term: named } } }).step();
  }
  return null;
}

/** Entries of one family whose last indices are one expression and a number, whatever their parameters. Bound names lose the
 * marks that a search gives them: the same may have others in another place. */
interface Row {
  readonly family: Family;
  readonly key: string;
  least: bigint;
}

/** p(n+c) is p(n) f(n+1) … f(n+c), for the smallest such n there is, bound names having any marks. */
function shorten(scope: Scope, sides: readonly Chain[], families: readonly Family[]): void {
  const rows = new Map<string, Row>();
  for (const { to } of sides)
    eachEntry(to, (term) => {
      const place = rowOf(term, families);
      if (place === null) return;
      const known = rows.get(place.key);
      if (known === undefined) rows.set(place.key, { ...place, least: place.offset });
      else if (place.offset < known.least) known.least = place.offset;
    });
  for (const chain of sides)
    chain.by(
      rewrite(scope, chain.to, (here, part) => {
        const place = part.tag === 'entry' ? rowOf(part, families) : null;
        const row = place === null ? undefined : rows.get(place.key);
        if (part.tag !== 'entry' || place === null || row === undefined) return null;
        const more = place.offset - row.least;
        return more < 1n || more > mostMore
          ? null
          : shortened(here, part, place.family, Number(more), families);
      }),
    );
}

/** An entry of a family by the one so many places before. */
function shortened(
  here: Scope,
  from: Scalar & { tag: 'entry' },
  { product, last, parameters }: Family,
  more: number,
  families: readonly Family[],
): Step | null {
  const chain = new Chain(from);
  let path: readonly number[] = [];
  let at = from.at;
  for (let i = 0; i < more; i++) {
    const by = new Map([last, ...parameters].map((name, d) => [name, at[d] as Poly]));
    const whole = substScalar(upTo(product, variable(last)), by) as Product;
    const { lo, hi } = rangeOf(whole);
    if (here.entails(atLeast(hi, lo)) === null) break;
    const term = entry(from.tensor, at);
    chain.inside(path, { to: whole, proof: { rule: 'unfold', term } });
    const step = without(here, whole, 'last');
    chain.inside(path, step);
    path = [...path, 0];
    const rest = (step.to as Scalar & { tag: 'mul' }).args[0] as Product;
    const again = folded(here, rest, families);
    if (again === null) return null;
    chain.inside(path, again);
    at = (again.to as Scalar & { tag: 'entry' }).at;
  }
  return path.length === 0 ? null : chain.step();
}

function rowOf(
  term: Scalar & { tag: 'entry' },
  families: readonly Family[],
): { readonly family: Family; readonly key: string; readonly offset: bigint } | null {
  const family = families.find(({ name }) => term.tensor.tag === 'tensor' && term.tensor.name === name);
  if (family === undefined) return null;
  const hi = term.at[0] as Poly;
  const offset = integerValue(substitute(hi, new Map([...namesOf(hi)].map((name) => [name, zero])))) ?? 0n;
  const base = sub(hi, constant(offset));
  return { family, key: `${family.name}|${unmarked(polyKey(base))}`, offset };
}

function eachEntry(term: Scalar, visit: (term: Scalar & { tag: 'entry' }) => void): void {
  switch (term.tag) {
    case 'entry':
      visit(term);
      return;
    case 'add':
    case 'mul':
    case 'apply':
      for (const arg of term.args) if (!isTensor(arg)) eachEntry(arg, visit);
      return;
    case 'pow':
      eachEntry(term.base, visit);
      return;
    case 'reduce':
      eachEntry(term.body, visit);
      return;
    default:
  }
}
