// Integrals over the real line and sums over all integers in a form that does not depend on how they are shifted or
// turned, so that two that are equal by a substitution of their variables become the same formula.

import type { Step } from '../calculus/steps.js';
import type { Turn } from '../kernel/proof.js';
import { termKey } from '../term/key.js';
import {
  add as addPoly,
  integerValue,
  isIntegral,
  namesOf,
  type Poly,
  scale,
  variable,
  zero,
} from '../term/poly.js';
import { substScalar } from '../term/subst.js';
import { add, apply, isTensor, line, mul, pow, type Scalar } from '../term/term.js';
import { linearIn } from './linear.js';
import type { Scope } from './scope.js';

type Line = Scalar & { tag: 'line' };

/** Substitutions that are tried for each variable. */
const mostTurns = 6;

/**
 * A line, or nested ones, as the smallest text that a substitution gives in which some function stands at a variable:
 * `int_<t> f(s-t) g(t)` becomes `int_<u> f(u) g(s-u)`.
 */
export function inStandardForm(scope: Scope, term: Line): Step {
  const lines: Line[] = [];
  let body: Scalar = term;
  while (body.tag === 'line') {
    lines.push(body);
    body = body.body;
  }
  const bound = new Set(lines.map(({ name }) => name));
  if (bound.size < lines.length) return unchanged(term);
  const names = lines.map(({ name }) => scope.search.fresh(name));
  let best: { readonly text: string; readonly to: Scalar; readonly turns: readonly Turn[] } | null = null;
  for (const turns of products(
    lines.map(({ name, over }) => turnsOf(body, name, bound, over === 'integers')),
  )) {
    scope.search.tick();
    const by = new Map(
      turns.map(({ reversed, shift }, i) => {
        const own = variable(names[i] as string);
        return [lines[i]?.name as string, addPoly(reversed ? scale(own, -1n) : own, shift)];
      }),
    );
    const inner = sorted(substScalar(body, by));
    const to = lines.reduceRight((made, { over }, i) => line(over, names[i] as string, made), inner);
    const text = termKey(to);
    if (best === null || text < best.text) best = { text, to, turns };
  }
  if (best === null) return unchanged(term);
  return { to: best.to, proof: { rule: 'substitution', left: term, right: best.to, turns: best.turns } };
}

function unchanged(term: Scalar): Step {
  return { to: term, proof: { rule: 'refl', term } };
}

/** The substitutions that make an argument in which the name stands alone, `t`, `s - t`, the new variable. */
function turnsOf(body: Scalar, name: string, bound: ReadonlySet<string>, integral: boolean): readonly Turn[] {
  const found = new Map<string, Turn>();
  const note = (poly: Poly): void => {
    const parts = linearIn(poly, name);
    const unit = parts === null ? null : integerValue(parts.coef);
    if (parts === null || (unit !== 1n && unit !== -1n)) return;
    // ±t + c = u, that is t = ±u ∓ c
    const shift = scale(parts.rest, -unit);
    if ([...namesOf(shift)].some((other) => bound.has(other)) || (integral && !isIntegral(shift))) return;
    const turn = { reversed: unit === -1n, shift };
    found.set(`${turn.reversed} ${termKey({ tag: 'value', value: shift })}`, turn);
  };
  visitArguments(body, note);
  const turns = [...found.values()].slice(0, mostTurns);
  return turns.length === 0 ? [{ reversed: false, shift: zero }] : turns;
}

/** The values that functions are taken at. */
function visitArguments(term: Scalar, note: (poly: Poly) => void): void {
  switch (term.tag) {
    case 'apply':
      for (const arg of term.args) {
        if (isTensor(arg)) continue;
        if (arg.tag === 'value') note(arg.value);
        else visitArguments(arg, note);
      }
      return;
    case 'add':
    case 'mul':
      for (const arg of term.args) visitArguments(arg, note);
      return;
    case 'pow':
      visitArguments(term.base, note);
      return;
    case 'line':
      visitArguments(term.body, note);
      return;
    default:
  }
}

function products<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (all, list) => all.flatMap((before) => list.map((each) => [...before, each])),
    [[]],
  );
}

/** Sums and products without nesting, their parts in the order of their texts. */
export function sorted(term: Scalar): Scalar {
  switch (term.tag) {
    case 'add':
    case 'mul': {
      const parts = term.args.map(sorted).flatMap((arg) => (arg.tag === term.tag ? arg.args : [arg]));
      const ordered = [...parts].sort((a, b) => (termKey(a) < termKey(b) ? -1 : 1));
      return term.tag === 'add' ? add(ordered) : mul(ordered);
    }
    case 'pow':
      return pow(sorted(term.base), term.exponent);
    case 'apply':
      return apply(
        term.fn,
        term.args.map((arg) => (isTensor(arg) ? arg : sorted(arg))),
        term.by,
      );
    default:
      return term;
  }
}
