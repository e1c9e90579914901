// Reading one side of a relation in the context that a notebook keeps: from LaTeX's tree through the native notation
// to terms, abbreviations written out, sums in falling order turned, shapes that are stated further on looked up.

import { parseFormula } from '../../grammar/native.js';
import { printNode } from '../../grammar/print.js';
import type { Node } from '../../grammar/tree.js';
import type { Verdict } from '../prove/verdict.js';
import type { IndexDecl } from '../term/context.js';
import { elaborate, elaborateIndex } from '../term/elaborate.js';
import { type Dim, extent, ShapeError, shapeOf } from '../term/env.js';
import { constant, equal, namesOf, one, type Poly, show } from '../term/poly.js';
import { type Names, type Reading, ReadingError } from '../term/reading.js';
import { showTerm } from '../term/show.js';
import { freeNames } from '../term/subst.js';
import { type Scalar, type Tensor, type Term, tensor, value } from '../term/term.js';
import { presupposed, requireDependence } from './derivativeClaim.js';
import { derivativesIn, type Occurrence, signsBeside } from './derivatives.js';
import { inRisingOrder } from './falling.js';
import { isNumberOfThings } from './givens.js';
import { kernelFirst, Orders } from './kernelFirst.js';
import { normalise, splitSubscripts } from './normalise.js';
import { type Notebook, otherCase } from './notebook.js';
import { withOffsets } from './offsets.js';
import { otimesAsStar, withWide } from './otimes.js';
import { definition, type Outcome, unread } from './outcome.js';
import { withRanges } from './ranges.js';
import { reinterpret } from './reinterpret.js';
import { occursInBothOrders } from './roles.js';
import type { Setting } from './setting.js';
import { asBracket, type Bracket, entryName, genericSubscripts } from './sides.js';
import { leaveStarOpen, type Signs, withSignsMeant } from './signs.js';
import { isLimitOnly, limitsIn, mapChildren, namesIn } from './trees.js';

export class SideReader {
  readonly #notes: string[] = [];
  readonly #supposed: string[] = [];
  #notebook: Notebook;

  constructor(
    notebook: Notebook,
    readonly setting: Setting,
  ) {
    this.#notebook = notebook;
  }

  get notebook(): Notebook {
    return this.#notebook;
  }

  /** What a reader must be told of how a formula was taken. */
  get notes(): readonly string[] {
    return this.#notes;
  }

  note(text: string): void {
    if (!this.#notes.includes(text)) this.#notes.push(text);
  }

  /** Notes a reading that the text does not confirm: what is false under it need not be. */
  suppose(text: string): void {
    if (!this.#supposed.includes(text)) this.#supposed.push(text);
    this.note(text);
  }

  /** What was supposed. */
  get supposed(): readonly string[] {
    return this.#supposed;
  }

  /** Another reader, in another notebook. */
  reading(notebook: Notebook): SideReader {
    return new SideReader(notebook, this.setting);
  }

  /** The same reader after the notebook has learnt something. */
  on(notebook: Notebook): void {
    this.#notebook = notebook;
  }

  /**
   * An index of `node` that nothing binds; a fault only where the left end of the chain is an entry and was read. The limit of
   * a sum may be a size.
   */
  strayed(name: string, entryAtLeft: boolean, node: Node): Verdict {
    if (!entryAtLeft || !this.setting.opens || isLimitOnly(name, node))
      return unread(`what ${name} ranges over is not stated here`);
    return {
      verdict: 'ill-formed',
      message: `nothing binds the index ${name}: the left side does not have it and no range is stated`,
    };
  }

  /** Whether the text uses the name for an index, with a range or without. */
  isLetter(name: string): boolean {
    return this.notebook.indices.has(name);
  }

  /** `X = [x_{ij}]_{I \times J}`: a tensor with subscripts from 1; `again` where the name had another meaning before. */
  declare(
    name: string,
    dims: readonly Poly[],
    subscripts: readonly (string | null)[] | null,
    again = false,
  ): Outcome {
    const shape = dims.map((hi) => ({ lo: one, hi }));
    const base = again ? this.notebook.withoutTensor(name) : this.notebook;
    const notebook = base
      .withSizesIn(dims)
      .withTensor({ name, dims: shape, definition: null })
      .withLetters(subscripts ?? []);
    return { verdict: definition(again ? `declares ${name} anew` : `declares ${name}`), notebook };
  }

  /** The notebook with a matrix of the given shape, or null when the shape cannot be read. */
  declareShape(name: string, shape: readonly Node[]): Notebook | null {
    try {
      return (
        this.declare(
          name,
          shape.map((node) => this.sizeExpression(node)),
          null,
        ).notebook ?? null
      );
    } catch (error) {
      if (error instanceof ReadingError) return null;
      throw error;
    }
  }

  /** The range first..last of an index. Throws ReadingError when a bound cannot be read. */
  rangeOf(name: string, first: Node, last: Node): IndexDecl {
    return { name, lo: this.sizeExpression(first), hi: this.sizeExpression(last) };
  }

  /** One side of a relation; `generic` are names that stand for every subscript, as k and l in `y_{kl} = …`. */
  side(node: Node, generic: readonly string[]): Reading {
    const bracket = asBracket(node);
    const named = bracket === null ? null : this.genericTensor(bracket);
    if (named !== null) return { sort: 'tensor', term: tensor(named) };
    return this.elaboratedIn(node, generic);
  }

  /** The tensor whose generic entry a bracket shows, its shape agreeing with the one stated. */
  genericTensor(bracket: Bracket): string | null {
    const owner = entryName(bracket.entry);
    const shape = owner === null ? null : this.shapeOfKnown(owner);
    if (owner === null || shape === null || this.genericOf(bracket.entry, shape.length) === null) return null;
    const fits =
      bracket.shape === null ||
      bracket.shape.every((node, d) =>
        equal(
          this.notebook.resolved(this.sizeExpression(node)),
          this.notebook.resolved(extent(shape[d] as Dim)),
        ),
      );
    if (!fits) throw new ReadingError('unsupported', bracket.range, `${owner} has another shape`);
    return this.notebook.tensor(owner)?.name ?? null;
  }

  /** A formula as it reads by itself. */
  elaborated(node: Node): Reading {
    return this.elaboratedIn(node, []);
  }

  /** A formula under generic names; `without` are names whose stated meaning is left aside. */
  elaboratedIn(node: Node, generic: readonly string[], without: ReadonlySet<string> = new Set()): Reading {
    this.declareAhead(node);
    const names = this.names(generic, without);
    const known = { hyps: this.notebook.assumed(), note: (text: string) => this.note(text) };
    const native = this.native(node);
    requireDependence(this, this.derivatives([node]));
    const ranged = withRanges(native, (name) => this.extentsOf(name), known.note);
    const whole = withOffsets(
      this.withValues(ranged),
      (term) => readIn(names, term)?.sort ?? null,
      (text) => (this.setting.circumstances.biased ? this.note(text) : this.suppose(text)),
    );
    return this.kernelFirst(node, elaborate(names, inRisingOrder(whole, names, known)));
  }

  /** The reading with the kernel first in each convolution; where both orders are written, as it is written. */
  private kernelFirst(node: Node, reading: Reading): Reading {
    const { roles } = this.setting.circumstances;
    if (reading.sort === 'index' || occursInBothOrders(node, roles)) return reading;
    const orders = new Orders(this.notebook, roles);
    const meaning = kernelFirst(orders, (order, kernel) => {
      if (order === 'kernel last') this.note(`read with ${inWords(kernel)} as the kernel`);
      this.#notebook = this.#notebook.withOrder(order ?? 'open');
    });
    return reading.sort === 'tensor'
      ? { sort: 'tensor', term: reinterpret(reading.term, meaning) }
      : { sort: 'scalar', term: reinterpret(reading.term, meaning) };
  }

  /** A sum with the numbers that names in it stand for, b of `b = 1`. */
  private withValues(node: Node): Node {
    if (node.tag !== 'sum') return node;
    return mapChildren(node, (term) => {
      const fact = term.tag === 'name' ? this.notebook.tensor(term.name) : null;
      const given =
        fact?.dims?.length === 0 && fact.definition?.form === 'entries' ? fact.definition.body : null;
      return given?.tag === 'value' ? { ...parseFormula(show(given.value)), range: term.range } : term;
    });
  }

  /** The ranges of the subscripts of a tensor, as they would be written. */
  private extentsOf(name: string): readonly { readonly from: Node; readonly to: Node }[] | null {
    const shape = this.shapeOfKnown(name);
    if (shape === null) return null;
    return shape.map(({ lo, hi }) => ({ from: parseFormula(show(lo)), to: parseFormula(show(hi)) }));
  }

  /** Tensors that the section declares further on are declared now, and capital letters that limit a sum are sizes. */
  declareAhead(node: Node): void {
    const limits = limitsIn(node)
      .flatMap((limit) => this.namesOfLimit(limit))
      .filter(
        (name) =>
          /^\p{Lu}$|^\p{L}\d$|^(?:Delta|Gamma|Lambda|Omega)$/u.test(name) && !this.notebook.knows(name),
      );
    if (limits.length > 0) this.#notebook = this.notebook.withSizes(limits);
    for (const name of namesIn(node)) {
      const shape = this.setting.later.get(name);
      if (shape !== undefined && this.notebook.tensor(name) === null)
        this.#notebook = this.declareShape(name, shape) ?? this.#notebook;
    }
  }

  /** The names in a limit, k1 for `k_1`; of a condition as it is written. */
  private namesOfLimit(limit: Node): readonly string[] {
    return [...namesIn(limit.tag === 'relation' ? limit : this.native(limit))];
  }

  /** A name that the section writes with numbers as subscripts, or beside such entries, is an unknown from here on. */
  declareWritten(name: string): void {
    const { tensors, numbers } = this.setting.written;
    const { env } = this.notebook.context();
    if (this.notebook.knows(name) || env.sizes.has(name) || env.functions.has(name)) return;
    const own = [name, otherCase(name)].find((each) => tensors.has(each));
    const extents = own === undefined ? (numbers.has(name) ? [] : null) : (tensors.get(own) ?? null);
    if (extents === null) return;
    const dims = extents.map((hi) => ({ lo: one, hi: constant(hi) }));
    this.#notebook = this.notebook.withTensor({ name: own ?? name, dims, definition: null, written: [] });
  }

  /** An entry or a number. Throws ReadingError at a tensor. */
  scalar(node: Node, generic: readonly string[]): Scalar {
    const reading = this.elaboratedIn(node, generic);
    if (reading.sort === 'tensor')
      throw new ReadingError('unsupported', node.range, 'a tensor where an entry is expected');
    return reading.sort === 'index' ? value(reading.poly) : reading.term;
  }

  /** An index expression. Throws ReadingError at anything else. */
  index(node: Node): Poly {
    const reading = this.elaborated(node);
    if (reading.sort !== 'index')
      throw new ReadingError('unsupported', node.range, 'not an index expression');
    return reading.poly;
  }

  /** What the names of a formula mean: abbreviations have values, the other letters are indices. */
  names(generic: readonly string[], without: ReadonlySet<string> = new Set()): Names {
    const { aliases, indices } = this.notebook;
    const { env } = this.notebook.context();
    const standing = [...aliases.keys()].filter((name) => !generic.includes(name) && !without.has(name));
    const letters = [...indices.keys()].filter((name) => !aliases.has(name));
    return {
      env,
      indices: new Set([...generic, ...letters, ...[...without].filter((name) => !env.sizes.has(name))]),
      values: new Map(standing.map((name) => [name, this.notebook.resolved(aliases.get(name) as Poly)])),
      juxtaposed: '@',
    };
  }

  /** LaTeX's tree as one of the native notation: subscripts split, `x_{ij}` into two, as the known shapes want it. */
  native(node: Node): Node {
    const { signs } = this.setting.circumstances;
    const otimes = this.setting.circumstances.otimes === 'stated';
    const isCorrelation = otimes || signs.get('otimes') === 'correlation';
    const native = normalise(isCorrelation ? this.withWideSigns(node) : node, {
      rank: (name) => this.shapeOfKnown(name)?.length ?? this.notebook.sequence(name)?.dims.length ?? null,
      isApart: (name, entry) => {
        const fact = this.notebook.tensor(name);
        return fact?.definition === null && fact.name !== this.notebook.tensor(entryName(entry) ?? '')?.name;
      },
      isIndex: (name) =>
        this.notebook.indices.has(name) || this.notebook.sizes.has(name) || this.notebook.aliases.has(name),
    });
    const isTensor = (factor: Node): boolean => this.isTensor(factor);
    const isGuess = leaveStarOpen(signs);
    const known: Signs = isGuess ? new Map([...signs, ['*', 'convolution']]) : signs;
    const meant = withSignsMeant(native, known, isTensor, (text, sign) => {
      if (isGuess && sign === '*') this.suppose('the star beside a sign for correlation read as convolution');
      else this.note(text);
    });
    return otimes ? otimesAsStar(meant) : meant;
  }

  /** Zeros around an operand are a guess at what the author means by a mark over the sign. */
  private withWideSigns(node: Node): Node {
    const written = withWide(node);
    if (printNode(written) !== printNode(node))
      this.suppose('the marked sign read as correlation with full padding');
    return written;
  }

  private isTensor(factor: Node): boolean {
    return readIn(this.names([]), factor)?.sort === 'tensor';
  }

  /** The shape of a tensor, stated or following from its definition; null where it is not known. */
  shapeOfKnown(name: string): readonly Dim[] | null {
    const known = this.notebook.tensor(name);
    if (known === null) return null;
    const { env } = this.notebook.context();
    return env.tensors.has(known.name) ? shapeOf(env, tensor(known.name)) : known.dims;
  }

  /** A name that is written with a subscript or an accent, `R_l` or `\hat{y}`, where it is one name. */
  compound(node: Node): string | null {
    const native = node.tag === 'subscript' || node.tag === 'accent' ? this.native(node) : null;
    return native?.tag === 'name' ? native.name : null;
  }

  /** The subscripts of an entry that stands for all, `y_{kl}`: their names, null for a literal 1 or a fixed index. */
  genericOf(entryNode: Node, rank: number | null): readonly (string | null)[] | null {
    if (entryNode.tag !== 'subscript') return null;
    const names = genericSubscripts(splitSubscripts(entryNode.subscripts, rank));
    return names?.map((name) => (name !== null && this.isFixed(name) ? null : name)) ?? null;
  }

  /** Whether a name stands for one value: a number that the text has given it, `let k = 2`, or a size, K of `y_K`. */
  isFixed(name: string): boolean {
    const { aliases, sizes } = this.notebook;
    const stands = aliases.get(name);
    if (stands === undefined) return sizes.has(name);
    return isNumberOfThings(name) || namesOf(this.notebook.resolved(stands)).size === 0;
  }

  /** The derivatives in formulas; those with ∂ where the text calls something d. */
  derivatives(nodes: readonly Node[]): readonly Occurrence[] {
    const signs = signsBeside(this.notebook.knows('d'));
    return nodes.flatMap((node) => derivativesIn(node, signs));
  }

  /** The names that stand for every subscript, with their ranges: those of the left side, then those of its chain. */
  genericOfLeft(left: Node): readonly IndexDecl[] {
    const owner = entryName(left);
    const shape = owner === null ? null : this.shapeOfKnown(owner);
    const names = shape === null ? null : this.genericOf(left, shape.length);
    if (names === null || shape === null || names.length !== shape.length) return this.setting.generic;
    const own = indexDecls(names, shape);
    return [...own, ...this.setting.generic.filter(({ name }) => !names.includes(name))];
  }

  /** The generic names that the relations after this one in its chain may use. */
  genericAfter(left: Node): readonly IndexDecl[] {
    try {
      const bracket = asBracket(left);
      const generic = this.genericOfLeft(bracket === null ? left : bracket.entry);
      const derivatives = this.derivatives([left]);
      return derivatives.length === 0 ? generic : presupposed(this, derivatives, generic).indices;
    } catch (error) {
      if (error instanceof ReadingError) return this.setting.generic;
      throw error;
    }
  }

  /** A free index that nothing gives a range, or null. */
  stray(term: Term, generic: readonly string[]): string | null {
    const { env } = this.notebook.context();
    for (const name of freeNames(term)) {
      if (!generic.includes(name) && !env.sizes.has(name) && !this.isRanged(name)) return name;
    }
    return null;
  }

  /** Whether the text says what an index ranges over; one that a comment declares without a range is any integer. */
  isRanged(name: string): boolean {
    const letter = this.notebook.indices.get(name);
    return letter?.lo != null || letter?.declared === true;
  }

  /** `I`, `M - m + 1` as a size: unknown capital letters become sizes. */
  sizeExpression(node: Node): Poly {
    const native = this.native(node);
    const { env } = this.notebook.context();
    const fresh = [...namesIn(native)].filter(
      (name) => !env.sizes.has(name) && !this.notebook.aliases.has(name),
    );
    const names: Names = {
      env: env.withSizes(fresh.filter((name) => !env.tensors.has(name))),
      indices: new Set(this.notebook.aliases.keys()),
    };
    return elaborateIndex(names, native);
  }
}

/** A matrix of numbers by its shape, anything else as it is written. */
function inWords(term: Tensor): string {
  return term.tag === 'matrix'
    ? `the ${term.rows.length}×${term.rows[0]?.length ?? 0} matrix`
    : showTerm(term);
}

/** Names of subscripts with the ranges that a shape gives them; null stands for a subscript 1. */
export function indexDecls(names: readonly (string | null)[], shape: readonly Dim[]): readonly IndexDecl[] {
  return names.flatMap((name, d) =>
    name === null ? [] : [{ name, lo: (shape[d] as Dim).lo, hi: (shape[d] as Dim).hi }],
  );
}

/** What a formula reads as by itself; null where it cannot be read. */
export function readIn(names: Names, node: Node): Reading | null {
  try {
    return elaborate(names, node);
  } catch (error) {
    if (error instanceof ReadingError || error instanceof ShapeError) return null;
    throw error;
  }
}
