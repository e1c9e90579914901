// Integrals and sums over whole lines of functions with bounded support in a form that does not depend on the order of the
// lines, on the choice of variables, nor on what is multiplied out: sums of products of integrals, each of a product of
// functions that hang together, in variables that are themselves arguments of these functions.

import type { Step } from '../calculus/steps.js';
import { coefficients, exists, jacobian, type Piece, pieces } from '../kernel/fubini.js';
import { Rejected } from '../kernel/rule.js';
import { sameTerm, termKey } from '../term/key.js';
import {
  constant,
  equal,
  factorsOfKey,
  mul as multiply,
  one,
  type Poly,
  polyKey,
  substitute,
  variable,
} from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import { add, binder, isTensor, line, mul, type Scalar, sum, unit, value } from '../term/term.js';
import { leftInverse } from './linear.js';
import { sorted } from './lines.js';
import type { Scope } from './scope.js';

/** What the variables of a piece are in new ones, which are called as they are: t = 2u - s is t = 2t - s. */
type Change = readonly Poly[];

/** Changes of variables that are tried for each integral. */
const mostChanges = 200;

/** The term, which begins with the sign of a line, in that form; null where it is not known to exist. */
export function spreadOut(scope: Scope, term: Scalar): Step | null {
  const parts = piecesOf(term);
  if (parts === null) return null;
  const changes: Change[] = [];
  const terms: Scalar[] = [];
  for (const piece of parts) {
    scope.search.tick();
    const change = standard(piece);
    changes.push(change);
    terms.push(...written(scope, changed(piece, change)));
  }
  const to = add(terms);
  const same = pieces(to).map(({ lines }) => lines.map(({ name }) => variable(name)));
  return { to, proof: { rule: 'fubini', left: term, right: to, changes: [changes, same] } };
}

function piecesOf(term: Scalar): readonly Piece[] | null {
  try {
    const parts = pieces(term);
    return parts.every(exists) ? parts : null;
  } catch (error) {
    if (error instanceof Rejected) return null;
    throw error;
  }
}

// ---- variables -----------------------------------------------------------------------------------------

/** The change of variables to the form of a piece: first what hangs together side by side, then each for itself. */
function standard(piece: Piece): Change {
  const first = changesOf(piece).next().value ?? identity(piece);
  const groups = connected(changed(piece, first));
  const together = renumbered(piece, groups.flat());
  const aside = changed(changed(piece, first), together);
  const inGroups = new Map<string, Poly>();
  for (const group of connected(aside)) {
    const part = partOf(aside, group);
    best(part).forEach((poly, i) => {
      inGroups.set(part.lines[i]?.name as string, poly);
    });
  }
  const then = asMap(piece, together);
  return first.map((poly) => substitute(substitute(poly, then), inGroups));
}

/** The change that gives the smallest text. */
function best(piece: Piece): Change {
  let found: { readonly text: string; readonly change: Change } | null = null;
  for (const change of changesOf(piece)) {
    const { lines, factors } = changed(piece, change);
    const functions = factors.filter(({ tag }) => tag !== 'value');
    const text = [functions, factors].map((all) => termKey(nested(lines, sorted(mul(all))))).join(' ');
    if (found === null || text < found.text) found = { text, change };
  }
  return found?.change ?? identity(piece);
}

function identity({ lines }: Piece): Change {
  return lines.map(({ name }) => variable(name));
}

/** The changes to variables that are arguments of functions. */
function* changesOf(piece: Piece): Generator<Change, undefined> {
  const names = piece.lines.map(({ name }) => name);
  const found = new Map<string, Poly>();
  for (const factor of piece.factors) {
    if (factor.tag !== 'apply') continue;
    for (const arg of factor.args) {
      if (isTensor(arg) || arg.tag !== 'value') continue;
      if (coefficients(arg.value, names)?.some((coef) => coef !== 0n))
        found.set(polyKey(arg.value), arg.value);
    }
  }
  let left = mostChanges;
  for (const forms of choices([...found.values()], names.length)) {
    if (left-- === 0) return;
    const rows = forms.map((form, i) => ({ form, value: variable(names[i] as string) }));
    const solved = leftInverse(rows, names);
    if (solved === null) continue;
    const change = names.map((name) => solved.get(name) as Poly);
    if (isChange(piece, change)) yield change;
  }
}

function isChange(piece: Piece, change: Change): boolean {
  try {
    jacobian(piece, change);
    return true;
  } catch (error) {
    if (error instanceof Rejected) return false;
    throw error;
  }
}

/** All lists of `count` different ones, in any order. */
function* choices<T>(all: readonly T[], count: number): Generator<readonly T[], undefined> {
  if (count === 0) {
    yield [];
    return;
  }
  for (const [i, first] of all.entries())
    for (const rest of choices([...all.slice(0, i), ...all.slice(i + 1)], count - 1)) yield [first, ...rest];
}

function asMap({ lines }: Piece, change: Change): ReadonlyMap<string, Poly> {
  return new Map(lines.map(({ name }, i) => [name, change[i] as Poly]));
}

/** The piece in the new variables, the determinant of the change among its factors. */
function changed(piece: Piece, change: Change): Piece {
  const by = asMap(piece, change);
  const factors = piece.factors.map((factor) => substScalar(factor, by));
  const scale = jacobian(piece, change);
  return { ...piece, factors: equal(scale, one) ? factors : [value(scale), ...factors] };
}

/** The change that makes the variables come in this order, those of one kind among each other. */
function renumbered({ lines }: Piece, order: readonly string[]): Change {
  const kind = (name: string): string | undefined => lines.find((l) => l.name === name)?.over;
  return lines.map(({ name, over }) => {
    const place = order.filter((other) => kind(other) === over).indexOf(name);
    return variable(lines.filter((l) => l.over === over)[place]?.name as string);
  });
}

/** The variables in groups that no function joins. */
function connected({ lines, factors }: Piece): readonly (readonly string[])[] {
  let groups: readonly (readonly string[])[] = lines.map(({ name }) => [name]);
  for (const factor of factors) {
    if (factor.tag === 'value') continue;
    const names = freeNames(factor);
    const isTouched = (group: readonly string[]): boolean => group.some((name) => names.has(name));
    const touched = groups.filter(isTouched);
    if (touched.length > 1) groups = [...groups.filter((group) => !isTouched(group)), touched.flat()];
  }
  const place = (name: string): number => lines.findIndex((l) => l.name === name);
  return groups
    .map((group) => [...group].sort((a, b) => place(a) - place(b)))
    .sort((a, b) => place(a[0] as string) - place(b[0] as string));
}

/** What stands under the signs of a group of variables. */
function partOf({ lines, factors }: Piece, group: readonly string[]): Piece {
  return {
    binders: [],
    lines: lines.filter(({ name }) => group.includes(name)),
    factors: factors.filter((factor) => [...freeNames(factor)].some((name) => group.includes(name))),
  };
}

// ---- writing it down -----------------------------------------------------------------------------------

/** The piece as products of integrals, one for each monomial in its variables. */
function written(scope: Scope, piece: Piece): readonly Scalar[] {
  const { binders, lines, factors } = withFreshNames(scope, piece);
  const variables = new Set(lines.map(({ name }) => name));
  const isInside = (factor: Scalar): boolean => [...freeNames(factor)].some((name) => variables.has(name));
  const outside = factors.filter((factor) => !isInside(factor));
  const inside = factors.filter(isInside);
  const numbers = inside.reduce((all, f) => (f.tag === 'value' ? multiply(all, f.value) : all), one);
  const functions = inside.filter(({ tag }) => tag !== 'value');
  const groups = connected({ binders, lines, factors: functions });
  return numbers.terms.map(({ key, coef }) => {
    const powers = factorsOfKey(key).map((part) => value(variable(part)));
    const all = { binders, lines, factors: [...functions, ...powers.filter(isInside)] };
    const integrals = groups.map((group) => {
      const part = partOf(all, group);
      return nested(part.lines, sorted(mul(part.factors)));
    });
    const coefficient = value(constant(coef, numbers.den));
    const before = [coefficient, ...powers.filter((power) => !isInside(power)), ...outside];
    return sum(binders, mul([...before.filter((each) => !sameTerm(each, unit)), ...integrals]));
  });
}

/** The same with names that may stand in a formula. */
function withFreshNames(scope: Scope, { binders, lines, factors }: Piece): Piece {
  const names = new Map<string, string>();
  for (const { name } of lines) names.set(name, scope.search.fresh('t'));
  for (const { name } of binders) names.set(name, scope.search.fresh('m'));
  const plain = (name: string): string => names.get(name) as string;
  const by = new Map([...names].map(([name, to]) => [name, variable(to)]));
  return {
    binders: binders.map(({ name, lo, hi }) => binder(plain(name), substitute(lo, by), substitute(hi, by))),
    lines: lines.map(({ name, over }) => ({ name: plain(name), over })),
    factors: factors.map((factor) => substScalar(factor, by)),
  };
}

function nested(lines: Piece['lines'], body: Scalar): Scalar {
  return lines.reduceRight((under, { name, over }) => line(over, name, under), body);
}
