// Equations of back-propagation by whole layers: `\frac{\partial J}{\partial W^l} = \delta^l (a^{l-1})^T` after `z^l = W^l a^{l-1} + b^l`
// and `\delta^l = \frac{\partial J}{\partial z^l}`. They are theorems on matrices of any size where the loss is any function of the last
// of the symbols: what lies behind it depends on the others through that one only. Nothing is called false here, for
// what the letters are is taken from custom.

import type { Node, Range, RelationOperator } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import { atLeast } from '../term/cond.js';
import { one, variable } from '../term/poly.js';
import { showTerm } from '../term/show.js';
import type { Scalar } from '../term/term.js';
import { children } from '../term/walk.js';
import { differentiates } from './derivatives.js';
import type { Notebook } from './notebook.js';
import type { Outcome } from './outcome.js';
import type { Saying } from './sayings.js';
import type { Setting } from './setting.js';
import type { SideReader } from './sideReader.js';
import { type Course, WholeFormulas } from './wholeFormula.js';
import { givenTo, isLossGiven } from './wholeLoss.js';
import {
  entryIn,
  errorOf,
  formulaBeside,
  headOf,
  type Quotient,
  quotientOf,
  quotientSaid,
  symbolOf,
  symbolsIn,
  type WholeSymbol,
} from './wholeSymbols.js';
import { wholesOfEntries } from './wholesOfEntries.js';
import { errorSign } from './writtenOut.js';

/** Formulas that are written out one inside the other: of layers, and of all from the loss to the first layer. */
const deepestFormula = 3;
const deepestOfLoss = 10;

/** The verdict on an equation between wholes; null for any other, and where it is not proved. */
export function wholeClaim(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  at: Range,
): Outcome | null {
  const { setting, notebook } = sides;
  if (operator !== '=' || setting.hypothesis) return null;
  const errors = [...setting.written.wholeErrors].map(([key, saying]) => [key, [saying]] as const);
  const before = [...setting.saidBefore];
  const layers = before.filter(([key]) => key.includes('^('));
  const entries = wholesOfEntries(sides);
  const own = claimIn(
    [entries, errors, layers].reduce(withSayings, withErrors(notebook, setting.written.wholeErrors)),
    sides,
    left,
    operator,
    right,
    at,
  );
  if (own !== null || ![left, right].some(differentiates)) return own;
  // A section on derivatives may speak of the formulas of another one.
  const known = withErrors(notebook, setting.written.wholeErrors);
  return claimIn([entries, errors, before].reduce(withSayings, known), sides, left, operator, right, at);
}

/** What an error is the derivative by, though the text said before by what it is computed. */
function withErrors(notebook: Notebook, errors: ReadonlyMap<string, Saying>): Notebook {
  return [...errors].reduce(
    (known, [key, saying]) => (known.spoken.has(key) ? known.withSpoken(key, saying) : known),
    notebook,
  );
}

/** The verdict where a notebook has what the text says of the symbols. */
function claimIn(
  notebook: Notebook,
  { setting }: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  at: Range,
): Outcome | null {
  for (const course of [courseOf(notebook, [left, right]), givenCourse(notebook, [left, right])]) {
    for (const base of firstIndices(setting)) {
      const claim = [left, operator, right, at] as const;
      const formulas =
        course === null ? null : new WholeFormulas(notebook, setting.circumstances, course, base);
      const outcome = formulas === null ? null : along(formulas, setting, claim);
      if (outcome !== null) return outcome;
      if (!formulas?.isBased) break;
    }
  }
  return null;
}

/** From where indices may count: from 1 where the section writes entries with numbers below them, from 1 or 0 elsewhere. */
function firstIndices({ written }: Setting): readonly (0 | 1)[] {
  return written.tensors.size > 0 ? [1] : [1, 0];
}

/** The verdict where it is said of what the loss is a function. */
function along(
  formulas: WholeFormulas,
  setting: Setting,
  [left, operator, right, at]: readonly [Node, RelationOperator, Node, Range],
): Outcome | null {
  const { algebra, course } = formulas;
  const [a, b] = formulas.equation(left, right) ?? [];
  const env = a === undefined ? null : formulas.declared();
  if (a === undefined || b === undefined || env === null) return null;
  if (course.last === null && !formulas.isInformed) return null;
  const [i, j] = [variable('i'), variable('j')];
  const [x, y] = [a.at(i, j), b.at(i, j)] as [Scalar, Scalar];
  const rows = a.extents?.map((hi, d) => [['i', 'j'][d] ?? 'i', algebra.sizes.resolved(hi)] as const);
  const indices = (rows ?? formulas.places).map(([name, hi]) => ({ name, lo: one, hi }));
  const claim = {
    name: null,
    left: { sort: 'scalar', term: x } as const,
    operator,
    right: { sort: 'scalar', term: y } as const,
    at,
    leftNode: left,
    rightNode: right,
  };
  const sizes = algebra.sizes.open;
  const assumptions = [
    ...sizes.map((size) => atLeast(variable(size), one)),
    ...algebra.conditions.map((condition) => condition()),
  ];
  const verdict = judge({ env, sizes, assumptions, indices, beginnings: [] }, claim, setting.options);
  if (verdict.verdict !== 'proved') return null;
  const through = course.isGiven
    ? `, with ${course.loss} as the text defines it`
    : course.last === null
      ? ''
      : `, where ${course.loss} depends on them through ${written(course.last)} only`;
  const padding = !formulas.hasZeros
    ? ''
    : setting.circumstances.fullyPadded
      ? ', with the full padding that the text speaks of'
      : ', with full padding, which the shapes want';
  const counted = formulas.isBased ? `, with indices from ${formulas.base}` : '';
  const supposed = (setting.touched.supposed ?? []).map((reading) => `; ${reading}`).join('');
  const message = `true for matrices of all sizes${through}${padding}${counted}${supposed}`;
  return {
    verdict: { ...verdict, scope: 'all sizes', message },
    reading: `${showTerm(x)} = ${showTerm(y)}`,
  };
}

/** With what the text says elsewhere, `where \delta^l = \frac{\partial J}{\partial z^l}`, of symbols of which it says nothing here. */
function withSayings(notebook: Notebook, said: readonly (readonly [string, readonly Saying[]])[]): Notebook {
  const fresh = said.filter(([key]) => !notebook.spoken.has(key));
  return fresh.reduce(
    (known, [key, sayings]) => sayings.reduce((next, saying) => next.withSpoken(key, saying), known),
    notebook,
  );
}

/** What is differentiated in an equation; null where it is not clear through which symbol the loss depends on the others. */
function courseOf(notebook: Notebook, nodes: readonly Node[]): Course | null {
  const quotients = nodes.flatMap((node) => quotientsIn(notebook, node));
  if (quotients.length === 0)
    return { loss: null, last: null, targets: [], behind: () => [], isUnfolded: (_, depth) => depth < 2 };
  const targets = new Map(quotients.map(({ by }) => [by.name, by]));
  const isMiddle = ({ of }: Quotient): boolean => {
    const symbol = symbolOf(of);
    return symbol !== null && (symbol.labels.length > 0 || targets.has(symbol.name));
  };
  const losses = new Set(quotients.flatMap((each) => (isMiddle(each) ? [] : [headOf(each.of)])));
  const [loss, ...others] = losses;
  if (loss == null || others.length > 0) return null;
  const all = [...targets.values()];
  const dependence = new Dependence(notebook, all);
  const [last, ...more] = all.filter((target) => !all.some((other) => dependence.reaches(other, target)));
  if (last === undefined || more.length > 0) return null;
  if (!all.every((target) => target === last || dependence.isThrough(target, last, loss))) return null;
  return {
    loss,
    last,
    targets: all,
    behind: (formula) =>
      all.filter((target) =>
        symbolsIn(formula).some((each) => each.name === target.name || dependence.reaches(each, target)),
      ),
    isUnfolded: (symbol) => all.some((target) => dependence.reaches(symbol, target)),
  };
}

/** What is differentiated where the text gives formulas for the losses themselves; null where it gives none for one of them. */
function givenCourse(notebook: Notebook, nodes: readonly Node[]): Course | null {
  const quotients = nodes.flatMap((node) => quotientsIn(notebook, node));
  const losses = quotients.filter(({ of }) => isLossGiven(notebook, of));
  const targets = new Map(quotients.map(({ by }) => [by.name, by]));
  const isMiddle = ({ of }: Quotient): boolean => targets.has(symbolOf(of)?.name ?? '');
  const [loss] = losses;
  if (loss === undefined || !quotients.every((each) => losses.includes(each) || isMiddle(each))) return null;
  const all = [...targets.values()];
  const dependence = new Dependence(notebook, all, deepestOfLoss);
  // Of a term that a symbol does not reach by the formulas of the text, it may be left unsaid how it depends on it.
  const isReached = ({ of, by }: Quotient): boolean =>
    isLossGiven(notebook, by.node) ||
    givenTo(notebook, of).every((given) =>
      given.some((each) => each.name === by.name || dependence.reaches(each, by)),
    );
  if (!losses.every(isReached)) return null;
  return {
    loss: headOf(loss.of),
    last: null,
    targets: all,
    behind: () => [],
    isUnfolded: (symbol) =>
      isLossGiven(notebook, symbol.node) || all.some((target) => dependence.reaches(symbol, target)),
    isGiven: true,
  };
}

/** The derivatives in a formula, and those that errors stand for. */
function quotientsIn(notebook: Notebook, node: Node): readonly Quotient[] {
  const quotient = quotientSaid(notebook, node) ?? errorOf(notebook, entryIn(node)?.base ?? node);
  return quotient === null ? children(node).flatMap((child) => quotientsIn(notebook, child)) : [quotient];
}

/** What depends on what, as the formulas of the text say. */
class Dependence {
  constructor(
    readonly notebook: Notebook,
    readonly targets: readonly WholeSymbol[],
    readonly deepest = deepestFormula,
  ) {}

  /** Whether the formula of a symbol, or of what is in it, has another one in it. */
  reaches(whole: WholeSymbol, part: WholeSymbol, depth = 0): boolean {
    if (whole.name === part.name || depth > this.deepest) return false;
    return this.ingredients(whole).some(
      (inner) => inner.name === part.name || this.reaches(inner, part, depth + 1),
    );
  }

  private ingredients(symbol: WholeSymbol): readonly WholeSymbol[] {
    const formula = formulaBeside(this.notebook, symbol, this.targets);
    return formula === null || quotientOf(formula) !== null ? [] : symbolsIn(formula);
  }

  /**
   * Whether the loss depends on a symbol through the last one only, as far as the text says: the symbol has every label of
   * the last, for on X^{(l,d)} every Z^{(l,p)} may depend, and no other formula has the symbol in it.
   */
  isThrough(part: WholeSymbol, last: WholeSymbol, loss: string): boolean {
    const letters = lettersOf(part);
    if (!lettersOf(last).every((letter) => letters.includes(letter))) return false;
    const between = new Set([loss, ...this.between(last, part, 0)]);
    const isPart = (symbol: WholeSymbol): boolean =>
      symbol.base === part.base && lettersOf(symbol).join() === letters.join();
    return [...this.notebook.spoken].every(([key, sayings]) => {
      // What is said of the entries of a symbol, Y_{kl}, is said of it.
      const head = key
        .replace(/_[.,:]+$/u, '')
        .replace(/\^\(.*$/u, '')
        .replace('_', 'ˌ');
      // What an operation gives is no symbol on which the loss might depend.
      if (head.startsWith('(')) return true;
      // An error is computed from what is said of the layers; the loss does not depend on it.
      if (head.startsWith(errorSign) || (head !== loss && between.has(head))) return true;
      return sayings.every(({ right }) => quotientOf(right) !== null || !symbolsIn(right).some(isPart));
    });
  }

  /** The letters of the symbols on the way. */
  private between(whole: WholeSymbol, part: WholeSymbol, depth: number): readonly string[] {
    if (whole.name === part.name || depth > this.deepest + 1 || !this.reaches(whole, part)) return [];
    return [whole.base, ...this.ingredients(whole).flatMap((inner) => this.between(inner, part, depth + 1))];
  }
}

/** A symbol as a text would write it: Z^{(l,p)} for Zˆlˌp. */
function written({ base, labels }: WholeSymbol): string {
  const marks = labels.map(({ letter, offset }) =>
    letter === '' ? offset : offset === 0 ? letter : `${letter}${offset < 0 ? '-' : '+'}${Math.abs(offset)}`,
  );
  return marks.length === 0 ? base : `${base}^{(${marks.join(',')})}`;
}

function lettersOf({ labels }: WholeSymbol): readonly string[] {
  return labels.map(({ letter }) => letter);
}
