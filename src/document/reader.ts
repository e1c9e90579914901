// A document from top to bottom: sections open contexts, words say what a formula is for, and each relation of each
// formula gets one verdict, in order. What cannot be read is reported with its place, never passed over.

import { NotationError } from '../../grammar/errors.js';
import type { Node, RelationNode } from '../../grammar/tree.js';
import type { ProveOptions, Verdict } from '../prove/verdict.js';
import type { IndexDecl } from '../term/context.js';
import { isOnIndices } from './assume.js';
import { borrowed, type EarlierSection, saidBefore, withErrorsOf } from './borrowed.js';
import { noCircumstances } from './circumstances.js';
import { ClaimList } from './claimList.js';
import { unknownSwitch } from './comments.js';
import { continued, separates, type Unfinished } from './continued.js';
import { Course } from './course.js';
import { declareAll, verdictOn } from './declarations.js';
import { denies } from './denials.js';
import { givesNumbers, listGoesOn } from './examples.js';
import { declares } from './introduce.js';
import { layered } from './layers.js';
import { Notebook, withoutNumbers } from './notebook.js';
import { countsOtherwise, writesCommas } from './otherNumbers.js';
import { definition, unread } from './outcome.js';
import { namesOfFormula, parsed } from './parsed.js';
import {
  alternates,
  bringsUp,
  carriesOn,
  conditionFollows,
  endsSentence,
  introducesConclusion,
  introducesDefinition,
  introducesHypothesis,
  introducesResult,
  isAboutOutside,
  joins,
  leadingToDisplay,
  makesArbitrary,
  setsScene,
  statesCondition,
  stipulates,
  turnsAway,
  withoutIntroduction,
} from './prose.js';
import { Quotation } from './quotations.js';
import { RangesSaid } from './rangesSaid.js';
import { recalled } from './recall.js';
import { type Judged, Relation } from './relation.js';
import { rangeOfRun } from './runs.js';
import type { Formula, Piece } from './scan.js';
import { Sections } from './sections.js';
import { firstSentence, isInGeneral, mannerOf } from './sentence.js';
import type { Ahead, Behind, Setting } from './setting.js';
import { ShapeAhead } from './shapeAhead.js';
import { asSpace, nameOf } from './sides.js';
import { operationSaid } from './signs.js';
import { orders } from './sizeConditions.js';
import { Supposition } from './supposition.js';
import { type Addition, additionsTaken, additionsTo } from './trailing.js';
import { boundNames, namesIn } from './trees.js';
import { comparisons, isPlain, isSubstitution, type Unit, unitsOf } from './units.js';
import { variantSaid } from './variants.js';
import { nothingWritten } from './writtenOut.js';

/** The words and formulas behind a formula, up to the end of its sentence. */
function restOfSentence(following: readonly Piece[]): string {
  const text = following.map((piece) =>
    piece.kind === 'prose' ? piece.text : piece.kind === 'formula' ? `$${piece.formula.text}$` : '',
  );
  return firstSentence(text.join(''));
}

/** What restricts nothing that follows, but by what it introduces. */
const settled: ReadonlySet<Verdict['verdict']> = new Set(['definition', 'proved']);

/** Where the reading stands: what is known, and what the words before the next formula say of it. */
export class Reader {
  readonly claims = new ClaimList();
  #notebook = Notebook.empty;
  readonly #supposed = new Supposition();
  readonly #quotation = new Quotation();
  readonly #course = new Course();
  readonly #sections = new Sections();
  /** Words since the last formula. */
  #words = '';
  #introduced = false;
  readonly #shape = new ShapeAhead();

  #later: Ahead['later'] = new Map();
  #limits: Ahead['limits'] = new Map();
  #written = nothingWritten;
  #forward: Ahead['forward'] = new Map();
  #entries: Ahead['entries'] = new Map();
  /** Sections that are over and have written entries out. */
  readonly #earlier: EarlierSection[] = [];
  #saidBefore: Behind['saidBefore'] = new Map();
  #concluded = false;
  /** The side before the next sign of the chain was proved to be equal to the one before it. */
  #follows = false;
  /** What the display before ends with, where nothing stands between it and the next one. */
  #unfinished: Unfinished | null = null;
  /** The names in the formulas before. */
  readonly #seen = new Set<string>();
  #circumstances = noCircumstances;
  readonly #ranges = new RangesSaid();
  /** The formula before stated a condition on sizes, as this one may. */
  #stipulated: Setting['stipulated'] = null;
  /** Something before in this section may restrict what is said after it. */
  #restricted = false;
  /** An assumption in a comment could not be read. */
  #doubtful = false;
  #after = '';
  /** The formula behind these words. */
  #next = '';
  /** The sentence states a condition in words, before the formula or behind it. */
  #restrictedInWords = false;
  /** Equations behind a formula that were assumed for it, or said there what a letter stands for. */
  readonly #added = new Map<RelationNode, Addition>();

  constructor(
    readonly options: ProveOptions,
    /** The names in all formulas. */
    readonly names: ReadonlySet<string>,
    /** The line of a place in the document. */
    readonly lineOf: (offset: number) => number | null = () => null,
  ) {}

  /** What the section that begins now states further on. */
  lookAhead({ later, limits, written, forward, entries, circumstances }: Ahead): void {
    this.#earlier.push({ written: this.#written, notebook: this.#notebook });
    this.#later = later;
    this.#limits = limits;
    this.#forward = forward;
    this.#entries = entries;
    this.#written = withErrorsOf(this.#earlier, written);
    this.#saidBefore = saidBefore(this.#earlier);
    this.#circumstances = circumstances;
  }

  private relation(changes: Partial<Setting> = {}, notebook = this.#notebook): Relation {
    return new Relation(notebook, {
      hypothesis: false,
      introduced: false,
      alternative: /^\s*(?:或者?|or)\s*$/u.test(this.#words),
      result: introducesResult(this.#words),
      operation: operationSaid(this.#course.sentence.text),
      variant: variantSaid(`${this.#course.sentence.text} ${firstSentence(this.#after)}`),
      first: true,
      assuming: this.#supposed.isOn,
      concluded: this.#concluded,
      stipulated: this.#stipulated,
      manner: mannerOf(this.#course.sentence),
      line: null,
      seen: this.#seen,
      names: this.names,
      opens: true,
      follows: false,
      generic: [],
      later: this.#later,
      limits: this.#limits,
      written: this.#written,
      forward: this.#forward,
      entries: this.#entries,
      saidBefore: this.#saidBefore,
      circumstances: this.#circumstances,
      unreadHypothesis: this.#supposed.isUnread || this.#doubtful,
      conditioned: this.#supposed.isConditioned || this.#doubtful || conditionFollows(this.#after),
      restricted: this.#restricted,
      restrictedInWords: this.#restrictedInWords,
      outside: isAboutOutside(this.#course.sentence.text, this.#after, this.#next),
      inGeneral: isInGeneral(this.#course.sentence),
      otherNumbers: countsOtherwise(this.#course.sentence, this.#after),
      source: '',
      touched: {},
      options: this.options,
      ...changes,
    });
  }

  /** What is quoted begins or ends. */
  private enter(quoted: boolean, pieces: readonly Piece[]): void {
    if (quoted === this.#quotation.isOpen) return;
    this.endSentence();
    this.#notebook = quoted
      ? this.#quotation.open(this.#notebook, pieces)
      : this.#quotation.close(this.#notebook);
  }

  /** `following` are the pieces after this one. */
  take(piece: Piece, following: readonly Piece[]): void {
    if (piece.kind === 'formula' || piece.kind === 'prose') this.enter(piece.quoted, [piece, ...following]);
    switch (piece.kind) {
      case 'heading':
        this.openSection(piece.depth);
        return;
      case 'prose':
        this.hear(piece.text, following[0]);
        return;
      case 'formula':
        this.inSentence(piece.formula, following);
        return;
      case 'open':
      case 'close':
        this.changeContext(piece.kind);
        return;
      case 'directive':
        this.enter(piece.quoted, [piece, ...following]);
        this.declare(piece);
        return;
      case 'silenced':
        this.#words = '';
        return;
      case 'switch':
        this.claims.add(piece.start, piece.end, '', {
          verdict: 'ill-formed',
          message: unknownSwitch(piece.command),
        });
        return;
      case 'trouble':
        this.claims.add(piece.start, piece.end, '', { verdict: 'skipped', message: piece.message });
        return;
      default:
    }
  }

  private hear(text: string, next: Piece | undefined): void {
    const leads = next?.kind === 'formula' && next.formula.display;
    const words = leads ? leadingToDisplay(text) : text;
    this.#words += text;
    if (setsScene(text)) this.#restricted = true;
    if (endsSentence(words)) this.dropHypothesis();
    this.#notebook = this.#course.hear(words, this.#notebook);
    this.#shape.hear(text);
  }

  /** A formula between the words before and after it. */
  private inSentence(formula: Formula, following: readonly Piece[]): void {
    this.#after = following[0]?.kind === 'prose' ? following[0].text : '';
    this.#next = following[1]?.kind === 'formula' ? following[1].formula.text : '';
    this.#restrictedInWords = this.#course.isRestricted(this.#after);
    this.#entries = new Map([...this.#entries].filter(([, said]) => said.formula !== formula));
    this.#notebook = this.#course.turn(this.#words, this.#notebook);
    if (makesArbitrary(this.#course.sentence.text, restOfSentence(following)))
      this.#notebook = withoutNumbers(this.#notebook, namesOfFormula(formula));
    const standing = this.#notebook;
    this.formula(formula, denies(this.#words, this.#after), additionsTo(formula, following));
    for (const name of namesOfFormula(formula)) this.#seen.add(name);
    this.#words = '';
    this.#notebook = this.#course.read(formula.text, standing, this.#notebook);
  }

  /** Declarations in a comment. After an assumption that cannot be read, nothing is called false. */
  private declare({ text, at }: Piece & { kind: 'directive' }): void {
    this.dropHypothesis();
    const { notebook, faults } = declareAll(this.#notebook, text);
    this.#notebook = notebook;
    for (const fault of faults) {
      if (fault.isDoubt) this.#doubtful = true;
      const { start, end } = fault.range;
      this.claims.add(at + start, at + end, text.slice(start, end).trim(), verdictOn(fault));
    }
  }

  /** A heading ends the sections of its depth and deeper; what enclosing sections said stays. */
  private openSection(depth: number): void {
    this.endSentence();
    this.#restricted = false;
    this.#shape.forget();
    this.#words = '';
    this.#notebook = this.#sections.begin(depth, this.#notebook);
    this.#notebook = borrowed(this.#notebook, this.#written, this.#earlier);
  }

  /** A theorem may use what its section says, and keeps what it says itself to itself; a heading ends it, too. */
  private changeContext(change: 'open' | 'close'): void {
    this.endSentence();
    this.#words = '';
    this.#notebook =
      change === 'open' ? this.#sections.open(this.#notebook) : this.#sections.close(this.#notebook);
  }

  /** A heading, a quotation: nothing said for a sentence goes on. */
  private endSentence(): void {
    this.dropHypothesis();
    this.#notebook = this.#course.end(this.#notebook);
  }

  private dropHypothesis(): void {
    this.#notebook = this.#ranges.end(this.#supposed.end(this.#notebook));
  }

  private formula(written: Formula, denied: boolean, additions: readonly Addition[]): void {
    const before = separates(this.#words) ? null : this.#unfinished;
    this.#unfinished = null;
    const formula = before === null ? written : continued(before, written);
    const introduced = introducesHypothesis(this.#words);
    const alternative = this.#supposed.wasAssumed && alternates(this.#words);
    const result = parsed(formula);
    const rows = result instanceof NotationError ? [] : unitsOf(result);
    const listed = listGoesOn(this.#words) && givesNumbers(rows.flat(), this.#notebook);
    const hypothesis =
      introduced || alternative || (this.#supposed.wasAssumed && (carriesOn(this.#words) || listed));
    const assumedBefore = this.#supposed.wasAssumed;
    this.#supposed.wasAssumed = hypothesis;
    const joined = this.#stipulated !== null && joins(this.#words) ? 'added' : null;
    this.#stipulated = hypothesis ? null : (stipulates(this.#words) ?? joined);
    const names = bringsUp(this.#words) && rows.flat().every(({ kind }) => kind === 'expression');
    if (!names && statesCondition(introduced ? withoutIntroduction(this.#words) : this.#words))
      this.#supposed.isConditioned = true;
    this.#introduced = introducesDefinition(this.#words);
    this.#concluded = introducesConclusion(this.#words);
    this.#ranges.hear(this.#words);
    if (result instanceof NotationError) {
      this.claims.unparsed(formula, result);
      return;
    }
    const assuming = this.#supposed.isOn;
    const turned = turnsAway(this.#words);
    if (assuming && ((introduced && !assumedBefore) || turned))
      this.#notebook = this.#supposed.startClause(this.#notebook, turned);
    const assumes = rows.flat().some(({ kind }) => kind === 'chain' || kind === 'run');
    if (!isPlain(rows.flat(), hypothesis) || (introduced && !assumes)) this.#supposed.isConditioned = true;
    const named = this.#shape.take(rows, this.relation().sides);
    if (named !== null) {
      this.#notebook = named;
      return;
    }
    const aside = writesCommas(formula.text, rows.flat()) ? 'numbers with commas in them' : null;
    const reason = denied ? 'the text denies it or asks whether it holds' : aside;
    if (reason !== null) {
      // "Unless $M = 1$": what else the sentence says is said under a condition.
      this.#supposed.isConditioned = true;
      this.claims.setAside(formula, rows, reason);
      return;
    }
    const ends = rows.flat().some((unit) => unit.kind === 'chain' && this.#added.get(unit.chain)?.assumed);
    const assumedBehind = this.assumeBehind(formula, additions);
    let previous: Node | null = null;
    let generic: readonly IndexDecl[] = formula === written ? [] : (before?.generic ?? []);
    let goesOn = formula !== written;
    for (const units of rows) {
      for (const unit of units) {
        if (unit.kind === 'run') this.run(formula, unit);
        // A row of its own: `y_1` and in the next one `= w_1 x_1`.
        if (unit.kind === 'expression' && units.length === 1 && formula.display) previous = unit.node;
        if (unit.kind !== 'chain') continue;
        if (unit.beside && isSubstitution(unit, rows.flat())) {
          this.claims.ofEach(formula, unit.chain, definition('says which index stands for what'));
          continue;
        }
        const first: Node | null = unit.chain.first ?? previous;
        if (first === null) {
          this.claims.ofNode(formula, unit.chain.range, unread('a relation without a left side'));
          continue;
        }
        if (unit.chain.first !== null && !goesOn) {
          generic = [];
          this.#follows = false;
        }
        goesOn = false;
        if (unit.implied) this.#concluded = true;
        const added = this.#added.get(unit.chain);
        const sides = this.relation().sides;
        const range = added ? null : this.#ranges.take(sides, unit.chain, unit === rows[0]?.[0]);
        if (range !== null) {
          this.#notebook = range.notebook ?? this.#notebook;
          this.claims.ofEach(formula, unit.chain, range.verdict);
          continue;
        }
        if (added?.assumed === false) this.#notebook = this.#notebook.withoutAlias(nameOf(first) ?? '');
        const wasUnread = this.#supposed.isUnread;
        if (unit.implies) this.#supposed.isUnread = true;
        const count = this.claims.all.length;
        generic = this.chain(formula, unit.chain, first, generic, hypothesis || added?.assumed === true);
        const isSettled = this.claims.all.slice(count).every(({ verdict }) => settled.has(verdict.verdict));
        if (unit.implies) this.#supposed.isUnread = wasUnread || !isSettled;
        if (!unit.beside) previous = unit.chain.rest.at(-1)?.right ?? first;
      }
    }
    if (assumedBehind || ends) this.dropHypothesis();
    if (formula.display && previous !== null) this.#unfinished = { formula, last: previous, generic };
    const within = rows.flat().some((unit) => unit.kind === 'words' && alternates(unit.text));
    if (hypothesis) this.#notebook = this.#supposed.join(this.#notebook, alternative, within);
  }

  /** Takes what the sentence adds behind a formula before it is judged; whether there is a hypothesis among it. */
  private assumeBehind(formula: Formula, additions: readonly Addition[]): boolean {
    const standing = this.#notebook;
    const taken = additionsTaken(standing, formula, additions, (addition, notebook) => {
      const { text, start } = addition.formula;
      const line = this.lineOf(start);
      return this.relation(
        { hypothesis: addition.assumed, source: text, line, manner: 'sentence' },
        notebook,
      );
    });
    this.#notebook = taken.notebook;
    if (taken.unread) this.#supposed.isUnread = true;
    for (const addition of taken.additions) this.#added.set(addition.chain, addition);
    const hypothetical = taken.additions.some(({ assumed }) => assumed);
    if (hypothetical) this.#supposed.begin(standing);
    return hypothetical;
  }

  private chain(
    formula: Formula,
    chain: RelationNode,
    first: Node,
    inherited: readonly IndexDecl[],
    hypothesis: boolean,
  ): readonly IndexDecl[] {
    let written = first;
    let generic = inherited;
    let read = true;
    const before = this.#notebook;
    this.#notebook = this.relation().introduction.writtenOutAtEnd(first, chain);
    for (const { operator, at, right: writtenRight } of chain.rest) {
      const start = performance.now();
      const [left, right] = layered([written, writtenRight]) as [Node, Node];
      const assumed =
        hypothesis &&
        ((operator === 'in' && asSpace(right) === null) ||
          operator === 'notin' ||
          ((orders.has(operator) || operator === '!=') &&
            isOnIndices(this.relation().sides, [left, right])) ||
          (operator === '=' && !declares(this.#notebook, left, right)));
      const general = this.#notebook.inGeneral([left, right].flatMap((node) => [...namesIn(node)]));
      const setting = {
        hypothesis: assumed,
        introduced: this.#introduced && written === first,
        first: written === first && chain.first !== null,
        opens: read,
        follows: this.#follows,
        generic,
        source: formula.text,
        touched: formula,
        line: this.lineOf(formula.start),
      };
      const relation = this.relation(setting, general ?? this.#notebook);
      const judged: Judged = recalled(
        relation.judge(left, operator, right, at, [written, writtenRight]),
        general ?? this.#notebook,
        [left, right],
        this.#course.sentence,
        this.#supposed.isUnread,
        (notebook) =>
          this.relation(setting, notebook).judge(left, operator, right, at, [written, writtenRight]),
      );
      const learnt = general === null ? judged.notebook : this.#notebook.learning(general, judged.notebook);
      if (assumed) this.#supposed.begin(before);
      if (comparisons.has(operator) && !settled.has(judged.verdict.verdict)) this.#restricted = true;
      const supposed = hypothesis || (this.#supposed.isOn && comparisons.has(operator));
      // Perhaps the sentence is about no others.
      const perhapsCase = orders.has(operator) && judged.verdict.verdict === 'unknown';
      if (judged.assumption || perhapsCase || (supposed && judged.verdict.verdict === 'skipped'))
        this.#supposed.isUnread = true;
      const bound = [left, right].flatMap((node) => [...boundNames(node)]);
      this.#notebook = learnt.withLetters(bound.filter((name) => !learnt.sizes.has(name)));
      generic = this.relation({ generic }, general ?? this.#notebook).sides.genericAfter(left);
      if (judged.verdict.verdict === 'skipped') read = false;
      this.#follows = judged.verdict.verdict === 'proved' && operator === '=';
      const range = { start: at.start, end: writtenRight.range.end };
      this.claims.ofNode(formula, range, judged.verdict, {
        reading: judged.reading,
        repair: judged.repair,
        milliseconds: performance.now() - start,
        sourceStart: written.range.start,
      });
      written = writtenRight;
    }
    return generic;
  }

  /** `k = 1, 2, \cdots, K` */
  private run(formula: Formula, unit: Unit & { kind: 'run' }): void {
    const [relation] = unit.chain.rest;
    const range = { start: relation?.at.start ?? unit.chain.range.start, end: unit.end };
    const { verdict, notebook } = rangeOfRun(this.relation().sides, unit);
    if (notebook !== undefined) this.#notebook = notebook;
    this.claims.ofNode(formula, range, verdict, { sourceStart: unit.chain.range.start });
  }
}
