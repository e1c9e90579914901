// Edits of a claim that hold wherever they were looked at, the likeliest first: what is left to be proved.

import type { BinderNode, Node } from '../../../grammar/tree.js';
import type { ClaimReading, Context } from '../../term/context.js';
import { boundsOf, type Env, ShapeError } from '../../term/env.js';
import { termKey } from '../../term/key.js';
import { namesOf, polyKey } from '../../term/poly.js';
import { type Reading, ReadingError } from '../../term/reading.js';
import { freeNames } from '../../term/subst.js';
import { tensorsIn } from '../../term/tensorsIn.js';
import { type Term, value } from '../../term/term.js';
import { relevantNames } from '../relevance.js';
import { computed } from './computed.js';
import { Differentiated } from './differentiated.js';
import { type Edit, edited, type Lexicon, type Notation, namesIn, sites } from './edit.js';
import { otherEntries } from './entries.js';
import { exchanges, otherRelations } from './exchanges.js';
import { strangeness, type Weighed } from './plausible.js';
import { completed, type Point, samplePoints } from './points.js';
import { reworkings } from './reworkings.js';
import { agree, agreeAt, Values } from './values.js';

export type Side = 'left' | 'right';

/** A refuted claim, and how an edited side of it is read. */
export interface Question {
  readonly context: Context;
  readonly claim: ClaimReading;
  /** Sizes and indices at which it fails, as far as they matter. */
  readonly counterexample: Point | null;
  /** Names that stand for expressions in the indices, `i = k + m - 1`. */
  readonly abbreviations?: readonly string[];
  /** What the ranges of the claim's nodes are places in. */
  readonly source: string;
  readonly notation: Notation;
  /** Throws ReadingError or ShapeError where an edited side means nothing, or may not be edited. */
  readonly read: (side: Side, node: Node) => Reading;
  /** The tree of the text of a side; throws NotationError or ReadingError where there is none. */
  readonly parse: (text: string) => Node;
}

/** A claim with one or two edits done. */
export interface Candidate {
  readonly claim: ClaimReading;
  readonly edits: readonly { readonly side: Side; readonly edit: Edit }[];
  readonly score: number;
}

/** One side with one edit done. */
export interface Variant {
  readonly side: Side;
  readonly edit: Edit;
  readonly node: Node;
  readonly values: Values;
}

/** Points at which the refuted claim fails, and at which it holds; and points looked at to find them. */
const mostTelling = 8;
const mostOthers = 6;
const mostPoints = 30;

/** Names of one kind that are tried although the claim does not have them. */
const fewNames = 8;

/** How much less likely a repair is with each name that the claim spoke of and does not any more. */
const oblivion = 0.12;

/** Edits that are tried on one side. */
const mostEdits = 4000;

export class Candidates {
  readonly #points: readonly Point[];
  readonly #sides: Readonly<Record<Side, Values>>;
  readonly #before: Weighed;
  /** What the refuted claim speaks of. */
  readonly #meant: ReadonlySet<string>;
  /** Whether the claim is about numbers alone, or about the entries of matrices that are written out. */
  readonly isNumeric: boolean;
  readonly #differentiated: Differentiated;

  constructor(
    readonly question: Question,
    readonly deadline: number,
  ) {
    const { claim } = question;
    this.#differentiated = new Differentiated(question.context.env, deadline);
    const terms = { left: termOf(claim.left), right: termOf(claim.right) };
    const { sizes, indices } = question.context;
    const free = new Set([...sizes, ...indices.map(({ name }) => name)]);
    this.isNumeric = [...relevantNames(question.context, [], terms)].every((name) => !free.has(name));
    this.#points = this.isNumeric ? [new Map()] : this.tellingPoints();
    const [a, b] = this.both(claim.left, claim.right, this.#points);
    this.#sides = { left: a, right: b };
    this.#before = { claim, left: a, right: b };
    this.#meant = this.allNames(claim);
  }

  /** Points to look at, first those at which the sides differ: they tell most candidates apart, too. */
  private tellingPoints(): readonly Point[] {
    const { context, claim, counterexample } = this.question;
    const telling: Point[] = [];
    const others: Point[] = [];
    const first = counterexample === null ? null : completed(context, counterexample);
    let tried = 0;
    for (const point of [...(first === null ? [] : [first]), ...samplePoints(context)]) {
      const [left, right] = this.both(claim.left, claim.right, [point]);
      (agreeAt(left, claim.operator, right, 0) === false ? telling : others).push(point);
      if (telling.length >= mostTelling && others.length >= mostOthers) break;
      if (++tried >= mostPoints || this.timeIsOver) break;
    }
    return [...telling.slice(0, mostTelling), ...others.slice(-mostOthers)];
  }

  private both(left: Reading, right: Reading, points: Values['points']): readonly [Values, Values] {
    const { env } = this.question.context;
    const { operator } = this.question.claim;
    const [a, b] = [left, right].map((side) => this.values(env, side, operator, points));
    return [a as Values, b as Values];
  }

  /** What a side is at the points. A point knows no derivatives; their formulas have values there. */
  private values(...[env, reading, operator, points]: ConstructorParameters<typeof Values>): Values {
    return new Values(env, reading, operator, points, this.#differentiated.side(reading));
  }

  /** Whether there is a point at which the claim is seen to fail; without one, nothing can be told apart. */
  get useful(): boolean {
    const { left, right } = this.#sides;
    return this.#points.length > 0 && agreeAt(left, this.question.claim.operator, right, 0) === false;
  }

  get timeIsOver(): boolean {
    return Date.now() > this.deadline;
  }

  /** Where all is in numbers: a side with what the other one gives. */
  computations(): readonly Candidate[] {
    const { claim } = this.question;
    if (!this.isNumeric) return [];
    return (['right', 'left'] as const).flatMap((side) => {
      const root = rootOf(claim, side);
      const [own, theirs] = [this.#sides[side].at(0), this.#sides[opposite(side)].at(0)];
      const edits = own === null || theirs === null ? [] : [...computed(root, own, theirs)];
      return this.alone(edits.flatMap((edit) => this.variant(side, edit, edited(root, edit)) ?? []));
    });
  }

  /** Sides that speak of another entry than the other side does. */
  entries(): readonly Candidate[] {
    const { claim, source } = this.question;
    return (['left', 'right'] as const).flatMap((side) => {
      const [root, other] = [rootOf(claim, side), rootOf(claim, opposite(side))];
      const edits = [...sites(root)].flatMap((site) => [...otherEntries(site, other, source)]);
      return this.alone(edits.flatMap((edit) => this.variant(side, edit, edited(root, edit)) ?? []));
    });
  }

  /** Every edit of either side that can be read, each reading once. */
  variants(): readonly Variant[] {
    const { claim } = this.question;
    const found = new Map<string, Variant>();
    for (const side of ['right', 'left'] as const) {
      const root = rootOf(claim, side);
      let count = 0;
      for (const edit of this.edits(root, rootOf(claim, opposite(side)))) {
        if (++count > mostEdits || this.timeIsOver) break;
        const variant = this.variant(side, edit, edited(root, edit));
        if (variant === null) continue;
        const key = `${side} ${keyOf(variant.values.reading)}`;
        const known = found.get(key);
        if (known === undefined || known.edit.cost > edit.cost) found.set(key, variant);
      }
    }
    return [...found.values()];
  }

  private *edits(root: Node, other: Node): Generator<Edit> {
    const { source } = this.question;
    const lexicon = this.lexicon();
    const summed = bindersOf(other).filter(({ name }) => !bindersOf(root).some((own) => own.name === name));
    const words = namesIn(root);
    for (const site of sites(root)) {
      yield* exchanges(site, lexicon, source);
      yield* reworkings(site, lexicon, source, words, summed);
    }
  }

  private lexicon(): Lexicon {
    const { context, claim, notation, abbreviations = [] } = this.question;
    const indices = [...context.indices.map(({ name }) => name), ...abbreviations];
    const names = [...namesIn(claim.leftNode), ...namesIn(claim.rightNode)];
    const { tensors, sizes } = namesMeant(context.env, [claim.left, claim.right]);
    const ranks = [...context.env.tensors].map(([name, { dims }]) => [name, dims.length] as const);
    const near = new Set([...names, ...tensors, ...sizes]);
    // A long text has more names than are worth trying.
    const chosen = <T>(all: readonly T[], nameOf: (each: T) => string): readonly T[] =>
      all.length <= fewNames ? all : all.filter((each) => near.has(nameOf(each)));
    return {
      indices: new Set(chosen(indices, (name) => name)),
      sizes: new Set(chosen([...context.env.sizes], (name) => name)),
      ranks: new Map(chosen(ranks, ([name]) => name)),
      near,
      functions: new Map([...context.env.functions].map(([name, takes]) => [name, takes.length] as const)),
      alternatives: (symbol) => alternatives(context.env, symbol),
      notation,
    };
  }

  /** The side as edited; null where it cannot be read or is no other formula. */
  variant(side: Side, edit: Edit, node: Node): Variant | null {
    const { claim, context, read } = this.question;
    let reading: Reading;
    try {
      reading = read(side, node);
    } catch (error) {
      if (error instanceof ReadingError || error instanceof ShapeError) return null;
      throw error;
    }
    const was = side === 'left' ? claim.left : claim.right;
    if ((reading.sort === 'tensor') !== (was.sort === 'tensor')) return null;
    return { side, edit, node, values: this.values(context.env, reading, claim.operator, this.#points) };
  }

  /** The claims that one variant alone makes hold at all points. */
  alone(variants: readonly Variant[]): readonly Candidate[] {
    return variants.flatMap((variant) => {
      const [left, right] = variant.side === 'left' ? [variant, null] : [null, variant];
      return this.holding(left, right) ? [this.candidate(left, right, [variant])] : [];
    });
  }

  /** Whether the claim, with variants of its sides, holds at all points. */
  holding(left: Variant | null, right: Variant | null): boolean {
    const [a, b] = [left?.values ?? this.#sides.left, right?.values ?? this.#sides.right];
    return agree(a, this.question.claim.operator, b);
  }

  /** The claim with the variants' sides, and how plausible it is. */
  candidate(left: Variant | null, right: Variant | null, variants: readonly Variant[]): Candidate {
    const { claim } = this.question;
    const [a, b] = [left?.values ?? this.#sides.left, right?.values ?? this.#sides.right];
    const changed: ClaimReading = {
      ...claim,
      left: a.reading,
      leftNode: left?.node ?? claim.leftNode,
      right: b.reading,
      rightNode: right?.node ?? claim.rightNode,
    };
    const edits = variants.map(({ side, edit }) => ({ side, edit }));
    const cost = edits.reduce((sum, { edit }) => sum + edit.cost, 0);
    // Of two sides the first is the more often what was known before.
    const definite = isName(claim.leftNode) ? 0.4 : 0.05;
    const touched = edits.filter(({ side }) => side === 'left').length * definite;
    const strange = strangeness(this.#before, { claim: changed, left: a, right: b });
    const kept = this.allNames(changed);
    const forgotten = [...this.#meant].filter((name) => !kept.has(name)).length;
    return { claim: changed, edits, score: cost + touched + strange + oblivion * forgotten };
  }

  /** The tensors, sizes and free indices that a claim is about, those in shapes included. */
  private allNames({ left, right }: ClaimReading): ReadonlySet<string> {
    const { tensors, sizes } = namesMeant(this.question.context.env, [left, right]);
    return new Set([...tensors, ...sizes]);
  }

  /** The claim with another relation between its sides. */
  relations(): readonly Candidate[] {
    const { claim } = this.question;
    const { left, right } = this.#sides;
    return [...otherRelations(claim.operator)]
      .filter(([operator]) => agree(left, operator, right))
      .map(([operator, score]) => ({ claim: { ...claim, operator }, edits: [], score }));
  }

  /** The values of a variant at all points as one text, equal for sides that agree everywhere. */
  signature({ values }: Variant): string | null {
    const all = values.all();
    return all.includes(null) ? null : all.map((value) => value?.numbers.join() ?? '').join(';');
  }
}

function termOf(reading: Reading): Term {
  return reading.sort === 'index' ? value(reading.poly) : reading.term;
}

function opposite(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

export function rootOf(claim: ClaimReading, side: Side): Node {
  return side === 'left' ? claim.leftNode : claim.rightNode;
}

/** Whether a side is a name or an entry of a name alone: what the other side says it is. */
function isName(node: Node): boolean {
  return node.tag === 'name' || (node.tag === 'subscript' && node.base.tag === 'name');
}

function bindersOf(node: Node): readonly BinderNode[] {
  return [...sites(node)].flatMap((site) => (site.node.tag === 'reduction' ? site.node.binders : []));
}

/** The tensors that a claim speaks of, and the sizes in their shapes. */
function namesMeant(
  env: Env,
  readings: readonly Reading[],
): { readonly tensors: ReadonlySet<string>; readonly sizes: ReadonlySet<string> } {
  const tensors = new Set<string>();
  const sizes = new Set<string>();
  for (const reading of readings) {
    const free = reading.sort === 'index' ? namesOf(reading.poly) : freeNames(reading.term);
    for (const name of free) sizes.add(name);
    if (reading.sort === 'index') continue;
    tensorsIn(reading.term, (tensor) => {
      if (tensor.tag !== 'tensor') return;
      tensors.add(tensor.name);
      for (const bound of boundsOf(env.tensors.get(tensor.name)?.dims ?? []))
        for (const name of namesOf(bound)) sizes.add(name);
    });
  }
  return { tensors, sizes };
}

/** Operations that sums and differences of tensors are read as; they have signs of their own. */
const unwritten: ReadonlySet<string> = new Set(['plus', 'scale']);

/** Operations with the same arguments: of `rot180` the other turns, of `*` the other signs between tensors. */
function alternatives(env: Env, symbol: string): readonly string[] {
  const decls = [...env.ops.values()];
  const takes = new Set(decls.flatMap((d) => (d.symbol === symbol ? [d.key.slice(symbol.length)] : [])));
  const isWord = /^\p{L}/u.test(symbol);
  const others = decls.filter(
    (d) =>
      d.symbol !== symbol &&
      takes.has(d.key.slice(d.symbol.length)) &&
      /^\p{L}/u.test(d.symbol) === isWord &&
      !unwritten.has(d.symbol),
  );
  return [...new Set(others.map((d) => d.symbol))];
}

/** Equal for readings that differ in the names of bound indices, only. */
export function keyOf(reading: Reading): string {
  return reading.sort === 'index' ? polyKey(reading.poly) : termKey(reading.term);
}
