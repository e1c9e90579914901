// Relations with derivatives of entries by entries. They presuppose that the entries exist, so that subscripts range over
// the shapes, and that what is differentiated is known to depend on what it is differentiated by.

import type { Node } from '../../grammar/tree.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { type Cond, namesOfCond } from '../term/cond.js';
import type { IndexDecl } from '../term/context.js';
import { type Dim, insideShape, shapeOf } from '../term/env.js';
import { equal, namesOf, one } from '../term/poly.js';
import { type Reading, ReadingError } from '../term/reading.js';
import { entry, tensor } from '../term/term.js';
import { children } from '../term/walk.js';
import type { Occurrence } from './derivatives.js';
import { isComplete } from './entryDefinition.js';
import { dependsOn, ingredientsOf, unsaidBehind } from './ingredients.js';
import { splitSubscripts } from './normalise.js';
import type { Notebook } from './notebook.js';
import { type Outcome, unread } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { entryName, nameOf } from './sides.js';
import { namesIn } from './trees.js';
import { digitsOf } from './writtenOut.js';

/** A relation that speaks of derivatives holds for these indices, under these conditions. */
interface Presupposed {
  readonly indices: readonly IndexDecl[];
  readonly conditions: readonly Cond[];
  /** Names in subscripts of which no range is known. */
  readonly unranged: readonly string[];
}

/** A subscripted tensor with its shape, and one node for each dimension. */
interface Entry {
  readonly dims: readonly Dim[];
  readonly subscripts: readonly Node[];
}

function entryOf(sides: SideReader, node: Node): Entry | null {
  const owner = entryName(node);
  const dims = owner === null ? null : sides.shapeOfKnown(owner);
  if (node.tag !== 'subscript' || dims === null) return null;
  const subscripts = splitSubscripts(node.subscripts, dims.length);
  const { notebook } = sides;
  const resolved = dims.map(({ lo, hi }) => ({ lo: notebook.resolved(lo), hi: notebook.resolved(hi) }));
  return subscripts.length === dims.length ? { dims: resolved, subscripts } : null;
}

/** The names in the subscripts of what is differentiated, where that is an entry, and of what it is differentiated by. */
function namesDifferentiated(occurrences: readonly Occurrence[]): ReadonlySet<string> {
  const names = occurrences.flatMap(({ of, by, bound }) =>
    [of, by].flatMap((node) =>
      node.tag !== 'subscript'
        ? []
        : node.subscripts.flatMap((s) => [...namesIn(s)]).filter((name) => !bound.has(name)),
    ),
  );
  return new Set(names);
}

/**
 * That the entries of derivatives exist: `\partial y_{kl} / \partial w_{mn}` is spoken of for k, l in the shape of Y and
 * m, n in that of W. Names that sums around a derivative bind have the ranges of the sums.
 */
export function presupposed(
  sides: SideReader,
  occurrences: readonly Occurrence[],
  generic: readonly IndexDecl[],
): Presupposed {
  const indices = new Map(generic.map((index) => [index.name, index]));
  const placed: { readonly dim: Dim; readonly node: Node }[] = [];
  for (const { of, by, bound } of occurrences) {
    for (const node of [by, of]) {
      const entry = entryOf(sides, node);
      entry?.subscripts.forEach((subscript, d) => {
        if ([...namesIn(subscript)].some((name) => bound.has(name))) return;
        const dim = entry.dims[d] as Dim;
        placed.push({ dim, node: subscript });
        if (subscript.tag === 'name' && !indices.has(subscript.name) && isFree(sides, subscript.name))
          indices.set(subscript.name, { name: subscript.name, lo: dim.lo, hi: dim.hi });
      });
    }
  }
  for (const name of placed.flatMap(({ node }) => [...namesIn(node)]))
    if (!indices.has(name) && isFree(sides, name)) indices.set(name, { name, lo: null, hi: null });
  const names = [...indices.keys()];
  const conditions = placed.flatMap(({ dim, node }) => inside(sides, dim, node, names));
  const { env } = sides.notebook.context();
  const used = new Set(conditions.flatMap((cond) => [...namesOfCond(cond)]));
  const isUnranged = (name: string): boolean =>
    !env.sizes.has(name) && !sides.isRanged(name) && (indices.get(name)?.lo ?? null) === null;
  return { indices: [...indices.values()], conditions, unranged: [...used].filter(isUnranged) };
}

/** A letter that stands for an index of which the text gives no range, neither a size nor an abbreviation. */
function isFree(sides: SideReader, name: string): boolean {
  const { env } = sides.notebook.context();
  return !env.sizes.has(name) && !sides.notebook.aliases.has(name) && !sides.isRanged(name);
}

function inside(sides: SideReader, dim: Dim, node: Node, names: readonly string[]): readonly Cond[] {
  const reading = sides.elaboratedIn(node, names);
  return reading.sort === 'index' ? insideShape([dim], [reading.poly]) : [];
}

/** That every entry exists which a formula writes down with subscripts that no sum binds. */
function allExist(sides: SideReader, nodes: readonly Node[], names: readonly string[]): readonly Cond[] {
  const found: Cond[] = [];
  const visit = (node: Node, bound: ReadonlySet<string>): void => {
    const entry = entryOf(sides, node);
    entry?.subscripts.forEach((subscript, d) => {
      if (![...namesIn(subscript)].some((name) => bound.has(name)))
        found.push(...inside(sides, entry.dims[d] as Dim, subscript, names));
    });
    const inner = node.tag === 'reduction' ? new Set([...bound, ...node.binders.map((b) => b.name)]) : bound;
    for (const child of children(node)) visit(child, inner);
  };
  for (const node of nodes) visit(node, new Set());
  return found;
}

/**
 * Throws ReadingError at a derivative that cannot be computed: as long as the text has not said how y comes from w, the
 * derivative of y by w is not known to be 0.
 */
export function requireDependence(
  { notebook, setting }: SideReader,
  occurrences: readonly Occurrence[],
): void {
  for (const { of, by } of occurrences) {
    const owner = notebook.tensor(entryName(by) ?? nameOf(by) ?? '')?.name;
    if (owner === undefined) continue;
    const known = [...namesIn(of)].flatMap(
      (name) => notebook.tensor(name)?.name ?? notebook.sequence(name)?.name ?? [],
    );
    const unsaid = unsaidBehind(notebook, namesIn(of), setting.written.given);
    if (unsaid !== null && unsaid !== owner)
      throw new ReadingError('unsupported', of.range, `what the text says of ${unsaid} was not read`);
    const what = lacking(notebook, of, owner);
    if (what === null && known.some((name) => dependsOn(notebook, tensor(name), owner))) continue;
    if (what === null && known.length > 0 && known.every((name) => isDeclared(notebook, name))) continue;
    const whole = what ?? nameOf(of) ?? entryName(of) ?? 'this';
    throw new ReadingError('unsupported', of.range, `the text has not said how ${whole} depends on ${owner}`);
  }
}

/** Whether a comment says what a tensor is, and what all tensors are by which it is defined. */
function isDeclared(notebook: Notebook, name: string): boolean {
  return ingredientsOf(notebook, name).every(
    (part) => notebook.tensor(part)?.declared === true || notebook.sequence(part) !== null,
  );
}

/** What occurs of a tensor that is defined entry by entry although the text does not define it; null if nothing does. */
function lacking(notebook: Notebook, node: Node, owner: string): string | null {
  const name = entryName(node) ?? nameOf(node);
  const fact = name === null ? null : notebook.tensor(name);
  if (fact?.written === undefined || fact.definition === null || fact.name === owner) {
    const inner = node.tag === 'subscript' ? node.subscripts : children(node);
    return inner.map((child) => lacking(notebook, child, owner)).find((found) => found !== null) ?? null;
  }
  if (isComplete(fact)) return null;
  const at = node.tag === 'subscript' ? digitsOf(node.subscripts) : null;
  if (at === null) return `all of ${fact.name}`;
  return fact.written.some((given) => given.at.join() === at.join()) ? null : `${fact.name}_{${at.join('')}}`;
}

/** The verdict of two readings of which one lets abbreviations stand and one does not: in doubt, unknown. */
function agreed(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  const proved = verdicts.find(({ verdict }) => verdict === 'proved');
  if (proved !== undefined) return proved;
  if (first !== undefined && verdicts.every(({ verdict }) => verdict === first.verdict)) return first;
  return undecided('an index of the derivative stands for something else here');
}

/** The verdict on two readings under what is presupposed. */
type Decide = (a: Reading, b: Reading, given: Pick<Presupposed, 'indices' | 'conditions'>) => Outcome;

/**
 * A relation with derivatives. Their subscripts stand for all of the shapes; where one of them abbreviates something,
 * the relation is read both ways, and called false only if it is false both ways.
 */
export function derivativeClaim(
  sides: SideReader,
  left: Node,
  right: Node,
  derivatives: readonly Occurrence[],
  decide: Decide,
): Outcome {
  for (const node of [left, right]) sides.declareAhead(node);
  const { notebook } = sides;
  const standing = [...namesDifferentiated(derivatives)].filter(
    (name) => notebook.aliases.has(name) && !sides.isFixed(name),
  );
  const general = standing.reduce((kept, name) => kept.withoutAlias(name).withLetters([name]), notebook);
  const outcomes: Outcome[] = [];
  try {
    for (const meant of standing.length === 0 ? [notebook] : [general, notebook]) {
      sides.on(meant);
      outcomes.push(existing(sides, left, right, derivatives, decide, standing.length > 0));
      if (outcomes.at(-1)?.verdict.verdict === 'proved') break;
    }
  } finally {
    sides.on(notebook);
  }
  const verdict = agreed(outcomes.map((outcome) => outcome.verdict));
  return { ...outcomes.find((outcome) => outcome.verdict === verdict), verdict };
}

/** A relation with derivatives where the entries exist by which is differentiated; `doubtful`: of two readings one. */
function existing(
  sides: SideReader,
  left: Node,
  right: Node,
  derivatives: readonly Occurrence[],
  decide: Decide,
  doubtful: boolean,
): Outcome {
  const given = presupposed(sides, derivatives, sides.genericOfLeft(left));
  const { indices, unranged } = given;
  const names = indices.map((index) => index.name);
  const [a, b] = onlyEntries(
    sides,
    [left, right].map((node) => sides.side(node, names)),
  ) as [Reading, Reading];
  if (a.sort === 'tensor' && b.sort === 'tensor' && names.length === 0) return decide(a, b, given);
  if (a.sort === 'tensor' || b.sort === 'tensor')
    return { verdict: unread('a tensor is set equal to an entry or a number') };
  const [stray] = [a, b].flatMap((reading) =>
    reading.sort === 'index' ? [] : (sides.stray(reading.term, [...names, ...unranged]) ?? []),
  );
  const outcome = decide(a, b, given);
  const { verdict } = outcome.verdict;
  if (verdict === 'proved' || verdict === 'unknown') return outcome;
  if (stray !== undefined) return { verdict: unread(`what ${stray} ranges over is not stated here`) };
  if (verdict === 'ill-formed' && sides.setting.assuming)
    return { verdict: undecided('the hypotheses of this sentence do not go with the shapes') };
  if (verdict !== 'refuted') return outcome;
  if (isParticular(sides, outcome.verdict, [left, right]))
    return { verdict: undecided('a formula for all sizes beside matrices of particular shapes') };
  if (unranged.length === 0 && !doubtful) return outcome;
  // What holds where all that is written exists may be all that is meant.
  const conditions = [...given.conditions, ...allExist(sides, [left, right], names)];
  const strict = decide(a, b, { indices, conditions });
  return strict.verdict.verdict === 'refuted'
    ? strict
    : { verdict: undecided('true where all entries that are written exist') };
}

/** A matrix with one entry beside a number is that entry: a correlation that was written for one position. */
function onlyEntries(sides: SideReader, readings: readonly Reading[]): readonly Reading[] {
  if (readings.every(({ sort }) => sort === 'tensor')) return readings;
  const { env } = sides.notebook.context();
  return readings.map((reading) => {
    if (reading.sort !== 'tensor') return reading;
    const shape = shapeOf(env, reading.term);
    if (!shape.every(({ lo, hi }) => equal(lo, one) && equal(hi, one))) return reading;
    sides.note('a matrix with one entry read as that entry');
    return {
      sort: 'scalar',
      term: entry(
        reading.term,
        shape.map(() => one),
      ),
    };
  });
}

/** Whether it is false at sizes of which the shapes of some of the matrices, given in numbers, know nothing. */
function isParticular(sides: SideReader, { counterexample }: Verdict, nodes: readonly Node[]): boolean {
  const shapes = nodes.flatMap((node) => [...namesIn(node)].map((name) => sides.shapeOfKnown(name) ?? []));
  const numbered = shapes.some((shape) => shape.some(({ hi }) => namesOf(hi).size === 0));
  return numbered && Object.keys(counterexample?.sizes ?? {}).length > 0;
}
