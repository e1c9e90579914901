// A document from top to bottom: sections open contexts, words say what a formula is for, and each relation of each
// formula gets one verdict, in order. What cannot be read is reported with its place, never passed over.

import { NotationError } from '../../grammar/errors.js';
import { type LatexFormula, parseLatex } from '../../grammar/latex.js';
import { printNode } from '../../grammar/print.js';
import type { Node, Range, RelationNode } from '../../grammar/tree.js';
import type { ProveOptions, Verdict } from '../prove/claim.js';
import type { Repair } from '../prove/repair/index.js';
import type { IndexDecl } from '../term/context.js';
import { ReadingError } from '../term/reading.js';
import { type Circumstances, circumstancesOf, noCircumstances, usesBothSigns } from './circumstances.js';
import { Notebook } from './notebook.js';
import {
  carriesOn,
  deniesAfter,
  deniesBefore,
  endsSentence,
  introducesConclusion,
  introducesDefinition,
  introducesHypothesis,
  namesMatrix,
} from './prose.js';
import { type Judged, Relation } from './relation.js';
import type { Formula, Piece } from './scan.js';
import type { Setting } from './sideReader.js';
import { asBracket, asShape } from './sides.js';
import { boundNames } from './trees.js';
import { type Unit, unitsOf } from './units.js';

/** A relation of the document with its verdict; offsets are into the original text. */
export interface ReadClaim {
  readonly start: number;
  readonly end: number;
  readonly source: string;
  readonly reading: string | null;
  readonly verdict: Verdict;
  readonly repair: Repair | null;
  readonly milliseconds: number;
}

/** Relation signs as they may occur in what does not parse. */
const relationSign =
  /=|\\neq?\b|\\le(?:q|qslant)?\b|\\ge(?:q|qslant)?\b|[<>]|\\(?:in|notin|approx|equiv|sim|rightarrow|to|ll|gg)\b/u;

/** Verdicts on a scanned document, in reading order. */
export function readDocument(pieces: readonly Piece[], options: ProveOptions): readonly ReadClaim[] {
  const reader = new Reader(options);
  const bothSigns = usesBothSigns(pieces);
  pieces.forEach((piece, i) => {
    if (i === 0 || piece.kind === 'heading') {
      const section = sectionFrom(pieces, i);
      reader.lookAhead(shapesStated(section), circumstancesOf(section, bothSigns));
    }
    const next = pieces[i + 1];
    reader.take(piece, next?.kind === 'prose' ? next.text : '');
  });
  return reader.claims;
}

/** The pieces up to the next heading. */
function sectionFrom(pieces: readonly Piece[], start: number): readonly Piece[] {
  const next = pieces.findIndex((piece, i) => i > start && piece.kind === 'heading');
  return pieces.slice(start, next === -1 ? pieces.length : next);
}

/** Shapes that a section states of tensors, `X = [x_{ij}]_{I \times J}`; of a name with several, none. */
function shapesStated(pieces: readonly Piece[]): ReadonlyMap<string, readonly Node[]> {
  const stated = new Map<string, readonly Node[] | null>();
  for (const piece of pieces) {
    if (piece.kind !== 'formula' || !piece.formula.text.includes('times')) continue;
    for (const { name, shape } of shapesIn(piece.formula)) {
      const before = stated.get(name);
      stated.set(name, before === undefined || (before !== null && sameShape(before, shape)) ? shape : null);
    }
  }
  return new Map([...stated].flatMap(([name, shape]) => (shape === null ? [] : [[name, shape] as const])));
}

function shapesIn(formula: Formula): readonly { readonly name: string; readonly shape: readonly Node[] }[] {
  const result = parsed(formula);
  if (result instanceof NotationError) return [];
  return result.rows.flatMap((row) =>
    row.items.flatMap(({ node }) => {
      if (node.tag !== 'relation' || node.first?.tag !== 'name') return [];
      const shape = asBracket((node.rest[0] as RelationNode['rest'][number]).right)?.shape;
      return shape == null ? [] : [{ name: node.first.name, shape }];
    }),
  );
}

const parses = new WeakMap<Formula, LatexFormula | NotationError>();

/** Each formula is parsed once, though it is looked at twice. */
function parsed(formula: Formula): LatexFormula | NotationError {
  let result = parses.get(formula);
  if (result === undefined) {
    try {
      result = parseLatex(formula.text);
    } catch (error) {
      if (!(error instanceof NotationError)) throw error;
      result = error;
    }
    parses.set(formula, result);
  }
  return result;
}

function sameShape(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((node, i) => printNode(node) === printNode(b[i] as Node));
}

class Reader {
  readonly claims: ReadClaim[] = [];
  #notebook = Notebook.empty;
  /** What held where a hypothesis began; null outside hypotheses. */
  #beforeHypothesis: Notebook | null = null;
  #beforeQuotation: Notebook | null = null;
  /** The notebooks of the enclosing sections. */
  #sections: { readonly depth: number; readonly notebook: Notebook }[] = [];
  /** Words since the last formula. */
  #words = '';
  #introduced = false;
  /** `I \times 1`, waiting for the name of the matrix. */
  #shape: readonly Node[] | null = null;

  #later: ReadonlyMap<string, readonly Node[]> = new Map();
  #concluded = false;
  #circumstances = noCircumstances;
  /** The formula before was a hypothesis; one in this sentence could not be read. */
  #assumedBefore = false;
  #unreadHypothesis = false;

  constructor(readonly options: ProveOptions) {}

  /** What the section that begins now states further on. */
  lookAhead(shapes: ReadonlyMap<string, readonly Node[]>, circumstances: Circumstances): void {
    this.#later = shapes;
    this.#circumstances = circumstances;
  }

  private relation(changes: Partial<Setting> = {}): Relation {
    return new Relation(this.#notebook, {
      hypothesis: false,
      introduced: false,
      assuming: this.#beforeHypothesis !== null,
      concluded: this.#concluded,
      opens: true,
      generic: [],
      later: this.#later,
      circumstances: this.#circumstances,
      unreadHypothesis: this.#unreadHypothesis,
      source: '',
      options: this.options,
      ...changes,
    });
  }

  /** A quotation starts from nothing; after it, what stood before stands again. */
  private enter(quoted: boolean): void {
    if (quoted && this.#beforeQuotation === null) {
      this.dropHypothesis();
      this.#beforeQuotation = this.#notebook;
      this.#notebook = Notebook.empty;
    } else if (!quoted && this.#beforeQuotation !== null) {
      this.dropHypothesis();
      this.#notebook = this.#notebook.afterQuotation(this.#beforeQuotation);
      this.#beforeQuotation = null;
    }
  }

  /** `after` are the words that follow the piece. */
  take(piece: Piece, after: string): void {
    if (piece.kind === 'formula' || piece.kind === 'prose') this.enter(piece.quoted);
    switch (piece.kind) {
      case 'heading':
        this.openSection(piece.depth);
        return;
      case 'prose':
        this.#words += piece.text;
        if (endsSentence(piece.text)) this.dropHypothesis();
        if (!namesMatrix(piece.text)) this.#shape = null;
        return;
      case 'formula':
        this.formula(piece.formula, deniesBefore(this.#words) || deniesAfter(after));
        this.#words = '';
        return;
      case 'trouble':
        this.report(piece.start, piece.end, '', { verdict: 'skipped', message: piece.message }, null, 0);
        return;
      default:
    }
  }

  /** A heading ends the sections of its depth and deeper; what enclosing sections said stays. */
  private openSection(depth: number): void {
    this.dropHypothesis();
    this.#shape = null;
    this.#words = '';
    while ((this.#sections.at(-1)?.depth ?? 0) >= depth)
      this.#notebook = (this.#sections.pop() as { notebook: Notebook }).notebook;
    this.#sections.push({ depth, notebook: this.#notebook });
  }

  private dropHypothesis(): void {
    if (this.#beforeHypothesis !== null) this.#notebook = this.#beforeHypothesis;
    this.#beforeHypothesis = null;
    this.#unreadHypothesis = false;
    this.#assumedBefore = false;
  }

  private formula(formula: Formula, denied: boolean): void {
    const hypothesis = introducesHypothesis(this.#words) || (this.#assumedBefore && carriesOn(this.#words));
    this.#assumedBefore = hypothesis;
    this.#introduced = introducesDefinition(this.#words);
    this.#concluded = introducesConclusion(this.#words);
    const result = parsed(formula);
    if (result instanceof NotationError) {
      this.unparsed(formula, result);
      return;
    }
    const rows = unitsOf(result);
    if (this.declarationByWords(rows)) return;
    const aside = denied ? 'the text denies it or asks whether it holds' : null;
    const grouped = /\d(?:,|\{,\})\d{3}(?!\d)/u.test(formula.text) ? 'numbers with commas in them' : null;
    const reason = aside ?? grouped;
    if (reason !== null) {
      this.setAside(formula, rows, reason);
      return;
    }
    let previous: Node | null = null;
    let generic: readonly IndexDecl[] = [];
    for (const units of rows) {
      for (const unit of units) {
        if (unit.kind === 'run') this.run(formula, unit);
        if (unit.kind !== 'chain') continue;
        const first: Node | null = unit.chain.first ?? previous;
        if (first === null) {
          this.reportNode(
            formula,
            unit.chain.range,
            { verdict: 'skipped', message: 'not read: a relation without a left side' },
            null,
            0,
          );
          continue;
        }
        if (unit.chain.first !== null) generic = [];
        generic = this.chain(formula, unit.chain, first, generic, hypothesis);
        previous = unit.chain.rest.at(-1)?.right ?? first;
      }
    }
  }

  /** Reports every relation of a formula that is not to be judged. */
  private setAside(formula: Formula, rows: readonly (readonly Unit[])[], why: string): void {
    for (const unit of rows.flat()) {
      if (unit.kind !== 'chain' && unit.kind !== 'run') continue;
      for (const { at, right } of unit.chain.rest) {
        this.reportNode(
          formula,
          { start: at.start, end: right.range.end },
          { verdict: 'skipped', message: `not read: ${why}` },
          null,
          0,
          unit.chain.range.start,
        );
      }
    }
  }

  private unparsed(formula: Formula, error: NotationError): void {
    if (!formula.display && !relationSign.test(formula.text)) return;
    const start = formula.offsets[Math.min(error.data.range.start, formula.text.length)] as number;
    const wording = (error.message.split('\n')[0] as string).replace(/^line \d+, column \d+: /, '');
    this.report(
      start,
      formula.end,
      formula.text.trim(),
      { verdict: 'skipped', message: `not read: ${wording}` },
      null,
      0,
    );
  }

  /** `$I \times J$ input matrix $X$`: the shape is stated first, the name follows. */
  private declarationByWords(rows: readonly (readonly Unit[])[]): boolean {
    const [unit, ...more] = rows.flat();
    if (unit?.kind !== 'expression' || more.length > 0) return false;
    const shape = asShape([unit.node]);
    if (shape !== null) {
      this.#shape = shape;
      return true;
    }
    if (this.#shape !== null && unit.node.tag === 'name' && this.#notebook.tensor(unit.node.name) === null) {
      this.#notebook = this.relation().sides.declareShape(unit.node.name, this.#shape) ?? this.#notebook;
    }
    return true;
  }

  private chain(
    formula: Formula,
    chain: RelationNode,
    first: Node,
    inherited: readonly IndexDecl[],
    hypothesis: boolean,
  ): readonly IndexDecl[] {
    let left = first;
    let generic = inherited;
    let read = true;
    const before = this.#notebook;
    this.declareWrittenOut(first, chain);
    for (const { operator, at, right } of chain.rest) {
      const start = performance.now();
      const assumed = hypothesis && operator === '=';
      const relation = this.relation({
        hypothesis: assumed,
        introduced: this.#introduced && left === first,
        opens: read,
        generic,
        source: formula.text,
      });
      const judged: Judged = relation.judge(left, operator, right, at);
      if (assumed && this.#beforeHypothesis === null) this.#beforeHypothesis = before;
      if (judged.assumption || (hypothesis && judged.verdict.verdict === 'skipped'))
        this.#unreadHypothesis = true;
      this.#notebook = withLetters(judged.notebook, [left, right]);
      generic = this.relation({ generic }).sides.genericAfter(left);
      if (judged.verdict.verdict === 'skipped') read = false;
      this.reportNode(
        formula,
        { start: at.start, end: right.range.end },
        judged.verdict,
        judged.reading,
        performance.now() - start,
        left.range.start,
        judged.repair,
      );
      left = right;
    }
    return generic;
  }

  /** `X = [x_{ij}] = [x_{11}, x_{12}; …]`: the matrix at the end states the shape that the bracket before it lacks. */
  private declareWrittenOut(first: Node, chain: RelationNode): void {
    if (first.tag !== 'name' || this.#notebook.tensor(first.name) !== null) return;
    for (const { right } of chain.rest.slice(1)) {
      const declared =
        right.tag === 'matrix' ? this.relation().introduction.ownEntries(first.name, right) : null;
      if (declared?.notebook !== undefined) this.#notebook = declared.notebook;
    }
  }

  /** `k = 1, 2, \cdots, K` */
  private run(formula: Formula, unit: Unit & { kind: 'run' }): void {
    const [relation] = unit.chain.rest;
    const range = { start: relation?.at.start ?? unit.chain.range.start, end: unit.end };
    this.reportNode(formula, range, this.rangeOfRun(unit), null, 0, unit.chain.range.start);
  }

  private rangeOfRun({ name, first, last }: Unit & { kind: 'run' }): Verdict {
    if (name.tag !== 'name') {
      return { verdict: 'skipped', message: 'not read: a list of values for something that is not a name' };
    }
    if (last.tag === 'name' && last.name === name.name) {
      const message = `${name.name} runs up to ${name.name} itself: the index has the name of its own limit`;
      return { verdict: 'ill-formed', message };
    }
    try {
      const index = this.relation().sides.rangeOf(name.name, first, last);
      this.#notebook = this.#notebook.withoutAlias(name.name).withIndex(index);
      return { verdict: 'definition', message: `the range of ${name.name}` };
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      return { verdict: 'skipped', message: `not read: ${error.message}` };
    }
  }

  private reportNode(
    formula: Formula,
    range: Range,
    verdict: Verdict,
    reading: string | null,
    milliseconds: number,
    sourceStart = range.start,
    repair: Repair | null = null,
  ): void {
    const at = (offset: number): number => formula.offsets[offset] as number;
    this.report(
      at(range.start),
      at(Math.max(range.end - 1, range.start)) + 1,
      formula.text.slice(sourceStart, range.end).trim(),
      verdict,
      reading,
      milliseconds,
      repair,
    );
  }

  private report(
    start: number,
    end: number,
    source: string,
    verdict: Verdict,
    reading: string | null,
    milliseconds: number,
    repair: Repair | null = null,
  ): void {
    this.claims.push({ start, end, source, reading, verdict, repair, milliseconds });
  }
}

/** Names that sums bind are letters for indices from then on. */
function withLetters(notebook: Notebook, nodes: readonly Node[]): Notebook {
  let next = notebook;
  for (const name of nodes.flatMap((node) => [...boundNames(node)])) {
    if (!next.indices.has(name) && !next.aliases.has(name) && !next.sizes.has(name))
      next = next.withIndex({ name, lo: null, hi: null });
  }
  return next;
}
