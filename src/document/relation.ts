// One relation of a document: what it says in the notebook's context, and whether it introduces something or claims it.

import { printNode } from '../../grammar/print.js';
import type { Node, Range, RelationNode, RelationOperator } from '../../grammar/tree.js';
import { type Question, type Repair, repair } from '../prove/repair/index.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { isConstant } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { activatedEntries, defineActivated } from './activation.js';
import { beforeOtherResult, otherResult, withLimitsAsSizes, withoutOtherRanks } from './again.js';
import { Assertion } from './assertion.js';
import { assume, assumeOf } from './assume.js';
import { asCertain } from './certainty.js';
import { asInterval } from './conditionNodes.js';
import { perhapsEquation } from './doubts.js';
import { declareSaid } from './elsewhere.js';
import { defineWritten, withUnread } from './entryDefinition.js';
import { explicit } from './explicit.js';
import { isNumberOfThings } from './givens.js';
import { isEquation, restsOnGuess } from './ingredients.js';
import { inNative } from './inNative.js';
import { Introduction } from './introduce.js';
import { headOf, withLayerEquation, writtenName } from './layers.js';
import type { Notebook } from './notebook.js';
import { dotsWrittenOut, inOtherWays } from './otherWays.js';
import { definition, type Outcome, unread } from './outcome.js';
import { rangeSaid } from './rangeSaid.js';
import { agreesAsWritten, asInstance, byGeneralFormula } from './saidInGeneral.js';
import type { Setting } from './setting.js';
import { bare, isMapOfShapes, joinsShapes, shapesBesideEachOther } from './shapeRelations.js';
import { shortened } from './shortened.js';
import { SideReader } from './sideReader.js';
import { asShape, nameOf } from './sides.js';
import { muchSmaller, orders, stipulate } from './sizeConditions.js';
import { withoutLimits } from './statedRanges.js';
import { subjectOf } from './subjects.js';
import { boundNames, isSubscriptOnly, namesIn } from './trees.js';
import { unreadable } from './unreadable.js';
import { isUpdate } from './updates.js';
import { valueSaid } from './valueSaid.js';
import { errorSign } from './writtenOut.js';

export interface Judged {
  readonly verdict: Verdict;
  readonly reading: string | null;
  readonly notebook: Notebook;
  readonly assumption: boolean;
  readonly repair: Repair | null;
}

const understood: ReadonlySet<RelationOperator> = new Set(['=', '!=', '<', '<=', '>', '>=', ':=']);

/** Reads and judges `left operator right`. */
export class Relation {
  readonly sides: SideReader;
  readonly introduction: Introduction;
  readonly #assertion: Assertion;

  /** Letters that were taken for indices already, to read this relation. */
  readonly #letters: ReadonlySet<string>;

  constructor(notebook: Notebook, setting: Setting, letters: ReadonlySet<string> = new Set()) {
    this.#letters = letters;
    this.sides = new SideReader(notebook, setting);
    this.introduction = new Introduction(this.sides);
    this.#assertion = new Assertion(this.sides);
  }

  /** `asWritten` are the sides before layers became parts of the names. */
  judge(
    a: Node,
    operator: RelationOperator,
    b: Node,
    at: Range,
    asWritten: readonly [Node, Node] = [a, b],
  ): Judged {
    const [first, second] = dotsWrittenOut(this.sides, [a, b]);
    if (second.tag === 'words') return this.inWords(first, operator);
    const sign = this.sides.setting.source.slice(at.start, at.end);
    if (!this.sides.setting.hypothesis && isUpdate(first, operator, second, sign))
      return this.said(definition('a step: the new value by the old one'));
    const particular = operator === '=' ? this.inParticular(first, second, at) : null;
    if (particular !== null) return particular;
    let [left, right]: readonly [Node, Node] = [first, second];
    try {
      if (operator === '=') this.sides.on(withLimitsAsSizes(this.sides.notebook, first, second));
      if (operator === '=' && this.sides.setting.first)
        this.sides.on(withoutOtherRanks(this.sides.notebook, first, second));
      this.declareSaid(first, second);
      [left, right] = this.explicit(first, second);
      const { notebook } = this.sides;
      const read = this.read(left, operator, right, at, printNode(left) !== printNode(first));
      const result = this.isFalseOfOtherShapes(read, notebook, [first, operator, second, at])
        ? read
        : { verdict: undecided('the text does not state the shapes, and with others it may hold') };
      const { notes } = this.sides;
      const verdict =
        notes.length === 0
          ? result.verdict
          : { ...result.verdict, message: `${result.verdict.message} (${notes.join('; ')})` };
      const settled = shortened(asCertain(this.sides, verdict, [left, right]), this.sides.notebook.applied);
      // A repair would be written with the names that layers have here.
      const isLayered = asWritten[0] !== first || asWritten[1] !== second;
      const mended = settled.verdict === 'refuted' && !isLayered ? this.repaired(result.question) : null;
      const given = settled.verdict === 'refuted' && mended === null && this.isEquation([left, right]);
      return {
        verdict: given ? undecided(perhapsEquation) : settled,
        reading: result.reading ?? inNative(this.sides, left, operator, right),
        notebook: this.withLayer(result.notebook ?? this.sides.notebook, first, second, settled),
        assumption: result.assumption === true,
        repair: mended,
      };
    } catch (error) {
      const where = error instanceof ReadingError ? { at: error.range } : {};
      const verdict = { ...unreadable(this.sides, error, right), ...where };
      const earlier = operator === '=' ? beforeOtherResult(this.sides, first, second) : null;
      if (verdict.verdict === 'skipped' && earlier !== null)
        return new Relation(earlier, this.sides.setting).judge(first, operator, second, at, asWritten);
      const [own, other] = asWritten;
      const forAll =
        verdict.verdict === 'skipped' ? this.forAll(error, first, operator, second, at, asWritten) : null;
      if (forAll !== null) return forAll;
      const behind =
        verdict.verdict === 'skipped'
          ? this.asSaidBehind(error, first, operator, second, at, asWritten)
          : null;
      if (behind !== null) return behind;
      const otherwise = verdict.verdict === 'skipped' ? this.otherwise([own, other], operator, at) : null;
      return {
        verdict:
          error instanceof ReadingError && error.inItself
            ? verdict
            : asCertain(this.sides, otherwise?.verdict ?? verdict, [left, right]),
        reading: otherwise?.reading ?? null,
        notebook: withUnread(
          otherwise === null
            ? this.withoutNumber(first, operator)
            : this.withActivation(otherwise, first, second, at),
          first,
        ),
        assumption: false,
        repair: null,
      };
    }
  }

  /** What the notebook learns of entries where a whole layer is introduced as a function of another one. */
  private withActivation({ verdict, notebook }: Outcome, left: Node, right: Node, at: Range): Notebook {
    const known = notebook ?? this.sides.notebook;
    const said = verdict.verdict === 'definition' ? activatedEntries(this.sides, left, right) : null;
    if (said === null) return known;
    const judged = new Relation(known, this.sides.setting).judge(said.left, '=', said.right, at);
    return judged.verdict.verdict === 'definition' ? judged.notebook : known;
  }

  /** `p_2 = 7` after `p_k = 2k + 1`; null where it is no claim, or the formula does not tell. */
  private inParticular(left: Node, right: Node, at: Range): Judged | null {
    const { notebook, setting } = this.sides;
    const isClaim = !setting.hypothesis && !setting.assuming && !setting.introduced;
    const general = isClaim ? byGeneralFormula(notebook, left, false) : null;
    if (general === null) return null;
    const symbol = setting.source.slice(left.range.start, left.range.end);
    const agrees = agreesAsWritten(general, right);
    if (agrees === true) return this.said(definition(`${symbol} once more, as before`));
    if (agrees === false)
      return this.said(undecided(`${symbol} was introduced before; whether this agrees is not known`));
    if ([general, right].some((node) => namesIn(node).size > 0)) return null;
    const ways = [general, byGeneralFormula(notebook, left, true) ?? general];
    const judged = ways
      .map((way) => new Relation(notebook, setting).judge(way, '=', right, at))
      .find(({ verdict }) => verdict.verdict !== 'skipped');
    if (judged === undefined) return null;
    const verdict = asInstance(judged.verdict, symbol, setting.concluded);
    const value = new Relation(notebook, { ...setting, introduced: true }).judge(left, '=', right, at);
    return { ...judged, verdict, notebook: value.notebook, repair: null };
  }

  /** A letter that occurs in subscripts alone is an index: what is true for every k needs no range of it. */
  private forAll(error: unknown, ...relation: Parameters<Relation['judge']>): Judged | null {
    const letter = error instanceof ReadingError ? error.undeclared : null;
    const [left, , right] = relation;
    const { notebook, setting } = this.sides;
    if (letter === null || !/^\p{Ll}$/u.test(letter) || notebook.knows(letter)) return null;
    if (setting.hypothesis || ![left, right].every((node) => isSubscriptOnly(letter, node))) return null;
    // What the relation itself takes for a size or another symbol is no letter, however often it is called one.
    if (this.#letters.has(letter)) return null;
    const letters = new Set([...this.#letters, letter]);
    const judged = new Relation(notebook.withLetters([letter]), setting, letters).judge(...relation);
    return judged.verdict.verdict === 'proved' ? { ...judged, notebook } : null;
  }

  /** The proof of an equation with a tensor whose entries the section says behind it, "where `v_{i,a} = w_{i,i+a}`". */
  private asSaidBehind(error: unknown, ...relation: Parameters<Relation['judge']>): Judged | null {
    const name = error instanceof ReadingError ? error.undeclared : null;
    const [, operator] = relation;
    const { notebook, setting } = this.sides;
    const said = name === null ? undefined : setting.entries.get(name);
    if (name === null || said === undefined || operator !== '=' || setting.hypothesis) return null;
    if (notebook.knows(name)) return null;
    const once = { ...setting, entries: new Map() };
    const plain = { ...once, assuming: false, concluded: false, follows: false, introduced: false };
    const { notebook: told } = new Relation(notebook, plain).judge(
      said.left,
      '=',
      said.right,
      said.left.range,
    );
    if (told.tensor(name)?.definition == null) return null;
    const judged = new Relation(told, once).judge(...relation);
    if (judged.verdict.verdict !== 'proved') return null;
    const message = `${judged.verdict.message} (${name} as the text has it further on)`;
    return { ...judged, verdict: { ...judged.verdict, message }, notebook };
  }

  /** W * X of `Y = W * X`, which could not be read before W and X were given, where numbers are given for Y; else null. */
  private saidBefore(left: Node, right: Node): Node | null {
    const { notebook, setting } = this.sides;
    const name = nameOf(left);
    if (name === null || right.tag !== 'matrix' || setting.introduced || notebook.tensor(name) !== null)
      return null;
    const [saying, ...more] = notebook.spoken.get(name) ?? [];
    const isPlain = saying !== undefined && !saying.inTurn && (saying.parameters ?? []).length === 0;
    const parts = saying === undefined ? [] : [...namesIn(saying.right)];
    const areGiven = parts.length > 0 && parts.every((part) => notebook.tensor(part)?.definition != null);
    return isPlain && more.length === 0 && areGiven ? saying.right : null;
  }

  /** Tensors of which nothing was said here are what the text says of them elsewhere. */
  private declareSaid(left: Node, right: Node): void {
    const { setting } = this.sides;
    const plain = { ...setting, hypothesis: false, assuming: false, introduced: false, follows: false };
    declareSaid(this.sides, [left, right], (notebook, said, introduced) => {
      const relation = new Relation(notebook, { ...plain, introduced });
      const { verdict, notebook: next } = relation.judge(said.left, '=', said.right, said.left.range);
      return verdict.verdict === 'definition' ? next : null;
    });
  }

  private withLayer(notebook: Notebook, left: Node, right: Node, { verdict }: Verdict): Notebook {
    const owner = headOf(left);
    return verdict === 'definition' && owner !== null
      ? withLayerEquation(notebook, owner, { left, right })
      : notebook;
  }

  /**
   * What the notebook learns from `p = M - m + 1` or `M = N = 2` behind a formula: what names stand for, which have stood
   * for nothing before. Null where it says something else, or cannot be read.
   */
  added({ first, rest }: RelationNode): Notebook | null {
    let left = first;
    let { notebook } = this.sides;
    for (const { operator, right, at } of rest) {
      const name = left === null ? null : nameOf(left);
      // Behind another formula another case may be assumed, "… for $M = 3$".
      const isCase = this.sides.setting.hypothesis && name !== null && notebook.given.has(name);
      if (left === null || name === null || (notebook.aliases.has(name) && !isCase)) return null;
      const judged = new Relation(notebook, this.sides.setting).judge(left, operator, right, at);
      if (judged.verdict.verdict !== 'definition' || !judged.notebook.aliases.has(name)) return null;
      // A size is explained by the shape that it names, not the other way round.
      const explained = !isNumberOfThings(name) || judged.notebook.given.has(name);
      if (!this.sides.setting.hypothesis && !explained) return null;
      notebook = judged.notebook;
      left = right;
    }
    return notebook;
  }

  /** `n \equiv \text{the number of filters}` */
  private inWords(left: Node, operator: RelationOperator): Judged {
    const says = subjectOf(left) !== null && ['=', ':=', '=='].includes(operator);
    const verdict = says ? definition('says in words what it is') : unread('words in place of a formula');
    return this.said(verdict);
  }

  /** What needs no reading, and teaches the notebook nothing. */
  private said(verdict: Verdict): Judged {
    return { verdict, reading: null, notebook: this.sides.notebook, assumption: false, repair: null };
  }

  /**
   * After `k = 2n + 1`, which could not be read, the number that k had in an example before is not in force any more.
   */
  private withoutNumber(left: Node, operator: RelationOperator): Notebook {
    const { notebook, setting } = this.sides;
    const name = nameOf(left);
    const stands = name === null ? undefined : notebook.aliases.get(name);
    if (operator !== '=' || !setting.first || setting.concluded || name === null) return notebook;
    return stands !== undefined && isConstant(notebook.resolved(stands))
      ? notebook.forgetting(name)
      : notebook;
  }

  /** Unknowns related to each other: what holds of their values is no identity, and no small change makes it one. */
  private isEquation(nodes: readonly Node[]): boolean {
    return isEquation(this.sides.notebook, nodes);
  }

  /** What a relation that cannot be read in the usual way introduces, or claims. */
  private otherwise(nodes: readonly [Node, Node], operator: RelationOperator, at: Range): Outcome | null {
    return inOtherWays(this.sides, nodes, operator, at, (notebook, setting, left, right) =>
      new Relation(notebook, setting).judge(left, '=', right, at),
    );
  }

  /**
   * What is false of shapes that a formula implies must be so where entries outside of others count as 0, and where the
   * limits of sums state the shapes.
   */
  private isFalseOfOtherShapes(
    { verdict }: Outcome,
    notebook: Notebook,
    [left, operator, right, at]: Parameters<Relation['judge']>,
  ): boolean {
    if (verdict.verdict !== 'refuted' && verdict.verdict !== 'ill-formed') return true;
    if (restsOnGuess(notebook, [left, right])) return false;
    const names = [...namesIn(left), ...namesIn(right)];
    const loose = notebook.loosened(names);
    if (loose === null && !names.some((name) => notebook.tensor(name)?.inferred !== undefined)) return true;
    const setting = { ...this.sides.setting, options: { ...this.sides.setting.options, repair: 0 } };
    const [a, b] = [left, right].map((node) => withoutLimits(notebook, node)) as [Node, Node];
    const isLimited = [a, b].map(printNode).join() !== [left, right].map(printNode).join();
    const others = [
      ...(loose === null ? [] : [[loose, left, right] as const]),
      ...(isLimited ? [[notebook, a, b] as const] : []),
    ];
    return others.every(([known, first, second]) => {
      const { verdict: other } = new Relation(known, setting).judge(first, operator, second, at).verdict;
      return other === 'refuted' || other === 'ill-formed';
    });
  }

  private repaired(question: Question | undefined): Repair | null {
    return question === undefined ? null : repair(question, this.sides.setting.options);
  }

  /** Both sides with what custom leaves out; entries that are written here are known by then. */
  private explicit(left: Node, right: Node): readonly [Node, Node] {
    const declare = (nodes: readonly Node[], but: string | null): void => {
      for (const node of nodes)
        for (const name of namesIn(node)) if (name !== but) this.sides.declareWritten(name);
    };
    declare([left, right], errorSign);
    const [a, b] = [left, right].map((node) => explicit(this.sides, node)) as [Node, Node];
    declare([a, b], null);
    const known = [a, b].flatMap((node) =>
      [...namesIn(node)].map((name) => this.sides.notebook.tensor(name)),
    );
    const from = new Set(
      known.flatMap((fact) => (fact?.borrowed && fact.definition !== null ? [fact.name] : [])),
    );
    if (from.size > 0)
      this.sides.suppose(`${[...from].map(writtenName).join(' and ')} as an earlier section has it`);
    const ahead = new Set(known.flatMap((fact) => (fact?.ahead ? [writtenName(fact.name)] : [])));
    if (ahead.size > 0) this.sides.suppose(`${[...ahead].join(' and ')} as the text has it further on`);
    return [a, b];
  }

  private read(left: Node, operator: RelationOperator, right: Node, at: Range, rewritten = false): Outcome {
    if (operator === '<<' || operator === '>>') return muchSmaller(this.sides, left, operator, right);
    const interval = asInterval({ tag: 'relation', range: at, first: left, rest: [{ operator, at, right }] });
    if (this.sides.setting.hypothesis && interval !== null) return assumeOf(this.sides, interval);
    if (this.sides.setting.hypothesis && (orders.has(operator) || operator === '!='))
      return assumeOf(this.sides, {
        tag: 'relation',
        range: at,
        first: left,
        rest: [{ operator, at, right }],
      });
    const belongs = operator === 'in' ? this.introduction.belongs(left, right) : null;
    if (belongs !== null) return belongs;
    const runs = rangeSaid(this.sides, left, operator, right);
    if (runs !== null) return runs;
    const isIdentity = operator === '==' && !/mod/u.test(this.sides.setting.source);
    if (isIdentity) return this.read(left, '=', right, at, rewritten);
    if (operator === '->' && isMapOfShapes(left, right))
      return { verdict: definition('says what becomes of a shape') };
    if (!understood.has(operator)) return { verdict: unread(`the relation ${operator}`) };
    if (this.sides.setting.hypothesis && operator === '=') return assume(this.sides, left, right);
    const twofold = [left, right]
      .map(nameOf)
      .find((name) => name !== null && this.sides.notebook.twofold.has(name));
    // A matrix is looked at all the same: it may be none.
    const isWritten = left.tag === 'matrix' || right.tag === 'matrix';
    if (twofold !== undefined && !this.sides.setting.introduced && !isWritten)
      return { verdict: undecided(`the text has said two things of ${twofold}`) };
    const said = operator === '=' ? this.saidBefore(left, right) : null;
    if (said !== null) return { verdict: this.#assertion.claim(said, '=', right, at).verdict };
    const valued = operator === '=' ? valueSaid(this.sides, left, right) : null;
    if (valued !== null) return { verdict: this.#assertion.claim(valued, '=', right, at).verdict };
    if (operator === '=' || operator === ':=') {
      const introduced = rewritten
        ? null
        : (defineWritten(this.sides, left, right) ??
          defineActivated(this.sides, left, right) ??
          this.introduction.introduce(left, right));
      if (introduced !== null) return this.ofKnownEntries(left, right, at, introduced);
    }
    const stipulated =
      this.sides.setting.stipulated !== null ? stipulate(this.sides, left, operator, right, at) : null;
    if (stipulated !== null) return stipulated;
    if (shapesBesideEachOther(left, right) && ![left, right].some((node) => this.hasEntries(node)))
      return this.shapes(left, right, at);
    if (asShape(bare(right)) !== null && joinsShapes(left))
      return { verdict: unread('an operation between shapes') };
    this.sides.on(this.introduction.namedShapes([left, right]));
    const result = this.#assertion.claim(left, operator, right, at);
    const renewed = operator === '=' && !rewritten;
    if (!renewed) return result;
    const { introduction } = this;
    return (
      otherResult(introduction, left, right, result.verdict) ??
      introduction.renewed(left, right, result.verdict) ??
      result
    );
  }

  /**
   * `P = F * Q` where a formula has said what the entries of P are: only what agrees with that says what P is, and numbers
   * are an example.
   */
  private ofKnownEntries(left: Node, right: Node, at: Range, introduced: Outcome): Outcome {
    const { notebook } = this.sides;
    const known = notebook.tensor(nameOf(left) ?? '');
    const isRenewed =
      namesIn(right).size > 0 &&
      introduced.verdict.verdict === 'definition' &&
      known?.definition?.form === 'entries';
    if (!isRenewed || known.inferred === undefined || this.sides.setting.introduced) return introduced;
    const reader = new Relation(notebook, this.sides.setting);
    const claimed = reader.#assertion.claim(left, '=', right, at);
    if (claimed.verdict.verdict === 'proved') return claimed;
    return {
      verdict: undecided(
        `a formula has said what the entries of ${known.name} are; whether this agrees is not known`,
      ),
    };
  }

  /** Whether a node speaks of sums or of entries of what is known, as no shape does. */
  private hasEntries(node: Node): boolean {
    const { notebook } = this.sides;
    return boundNames(node).size > 0 || [...namesIn(node)].some((name) => notebook.tensor(name) !== null);
  }

  /** `K \times L = 3 \times 2` says of K that it is 3, and of L that it is 2, where they are new. */
  private shapes(left: Node, right: Node, at: Range): Outcome {
    if (printNode(left) === printNode(right)) return { verdict: definition('the same shape twice') };
    const [own, given] = [asShape([left]) ?? [], asShape([right]) ?? []];
    const { sizes, aliases } = this.sides.notebook;
    const isNew = (node: Node): boolean => {
      const name = nameOf(node);
      const isOpenSize = name !== null && sizes.has(name) && !aliases.has(name);
      return name !== null && (isOpenSize || !this.sides.notebook.knows(name));
    };
    if (!own.every(isNew)) return { verdict: undecided('shapes side by side') };
    let { notebook } = this.sides;
    for (const [d, dim] of own.entries()) {
      const outcome = new Relation(notebook, this.sides.setting).read(dim, '=', given[d] as Node, at);
      if (outcome.verdict.verdict !== 'definition') return outcome;
      notebook = outcome.notebook ?? notebook;
    }
    return { verdict: definition('says what the shape is'), notebook };
  }
}
