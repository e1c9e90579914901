// Derivations as plain data, for those who write them out in their own way: formulas, the rules between them, in words, and
// where in the text stands what they speak of.

import { parseFile } from '../../grammar/native.js';
import type { Range, Statement } from '../../grammar/tree.js';
import { type Formula, languages, type Piece } from '../explain/captions.js';
import type { Chain, DerivedLine, Detail, Part } from '../explain/derivation.js';
import { type Derivation, derivationOf } from '../explain/derive.js';
import { Latex } from '../explain/latex.js';
import type { Lang } from '../explain/names.js';
import { formulaOf, noteOf } from '../explain/note.js';
import type { Kind, Reason } from '../explain/reason.js';
import { theoremsOf } from '../explain/theorems.js';
import { defaultOptions, type ProveOptions } from '../prove/verdict.js';
import { showCond } from '../term/cond.js';
import { show } from '../term/poly.js';
import { Lines } from './lines.js';
import type { Place, VerdictKind } from './report.js';

/** One line: `from` equals `to`, as the kernel has checked. */
export interface StepReport {
  readonly rule: Kind;
  readonly from: Formula;
  readonly to: Formula;
  /** The rule in the language that was asked for, formulas in native notation. */
  readonly words: string;
  /** Where in the text the tensor is defined that a step of the rule `definition` unfolds. */
  readonly definedAt?: readonly Place[];
  /** What the step rests on beside its rule: entries, cases, the base and step of an induction, lemmas. */
  readonly parts: readonly PartReport[];
}

export interface PartReport {
  readonly role: Part['role'];
  /** For what it is shown, in native notation: `1 <= k <= K`, `n = 0`; of a lemma all that is assumed. */
  readonly where: readonly string[];
  readonly steps: readonly StepReport[];
}

/** One relation of a theorem. */
export interface DerivationReport {
  readonly name?: string;
  readonly verdict: VerdictKind;
  readonly message: string;
  readonly left: Formula;
  readonly right: Formula;
  /** Of both sides together. */
  readonly place: Place;
  /** Of an equation that is proved. */
  readonly steps: readonly StepReport[];
  /** Of what is false, what was probably meant, if that is proved: the equation and its steps. */
  readonly repaired?: Pick<DerivationReport, 'left' | 'right' | 'steps'>;
}

/** How a derivation is to look. */
export interface DerivationOptions extends Partial<ProveOptions> {
  readonly lang?: Lang;
  readonly detail?: Detail;
  /** The name of the theorem; all of them if there is none. */
  readonly theorem?: string;
}

/** The derivations of the theorems of a text. Throws NotationError or ReadingError where it cannot be read. */
export function derivationsIn(text: string, options: DerivationOptions): readonly DerivationReport[] {
  const { lang = 'en', detail = 'brief', theorem, ...limits } = options;
  const wishes = { ...defaultOptions, ...limits, detail };
  const statements = parseFile(text);
  const lines = new Lines(text);
  const judged = theoremsOf(text, (name) => theorem === undefined || name === theorem, wishes);
  return [...judged].map((one) => {
    const { leftNode, rightNode } = one.claim;
    const definitions = definitionsBefore(statements, leftNode.range.start);
    const derivation = derivationOf(one, wishes);
    const { name, verdict, repaired } = derivation;
    const writer = new Writer(derivation, lang, (tensor) =>
      (definitions.get(tensor) ?? []).map(({ start, end }) => lines.place(start, end)),
    );
    return {
      ...(name === null ? {} : { name }),
      verdict: verdict.verdict,
      message: verdict.message,
      ...writer.sides(derivation),
      place: lines.place(leftNode.range.start, rightNode.range.end),
      ...(repaired === null ? {} : { repaired: writer.sides(repaired) }),
    };
  });
}

/** Where the tensors are defined that are known at a place: of a recurrence there are several lines. */
function definitionsBefore(
  statements: readonly Statement[],
  place: number,
): ReadonlyMap<string, readonly Range[]> {
  const found = new Map<string, readonly Range[]>();
  for (const statement of statements) {
    if (statement.range.start > place) break;
    if (statement.tag === 'fresh') found.clear();
    if (statement.tag !== 'define' || statement.head.form !== 'name') continue;
    const { name } = statement.head;
    found.set(name, [...(found.get(name) ?? []), statement.range]);
  }
  return found;
}

class Writer {
  readonly #latex: Latex;

  constructor(
    { context }: Derivation,
    readonly lang: Lang,
    readonly placesOf: (tensor: string) => readonly Place[],
  ) {
    this.#latex = new Latex(context.env, languages[lang].cases);
  }

  sides({ left, right, chain }: Derivation): Pick<DerivationReport, 'left' | 'right' | 'steps'> {
    return {
      left: formulaOf(left, this.#latex),
      right: formulaOf(right, this.#latex),
      steps: chain === null ? [] : this.#steps(chain),
    };
  }

  #steps({ left, lines }: Chain): readonly StepReport[] {
    return lines.map((line, i) => this.#step(lines[i - 1]?.to ?? left, line));
  }

  #step(from: Chain['left'], { to, reason, parts }: DerivedLine): StepReport {
    const definedAt = this.#definedAt(reason);
    return {
      rule: reason.kind,
      from: formulaOf(from, this.#latex),
      to: formulaOf(to, this.#latex),
      words: inNative(noteOf(reason, languages[this.lang], this.#latex)),
      ...(definedAt.length === 0 ? {} : { definedAt }),
      parts: parts.map((part) => ({
        role: part.role,
        where: whereOf(part),
        steps: this.#steps(part.chain),
      })),
    };
  }

  #definedAt(reason: Reason): readonly Place[] {
    return reason.kind === 'definition' && reason.of.tag === 'tensor' ? this.placesOf(reason.of.name) : [];
  }
}

function inNative(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.native)).join('');
}

/** For what a part is shown. */
function whereOf(part: Part): readonly string[] {
  switch (part.role) {
    case 'entries':
      return part.indices.map(({ name, lo, hi }) => `${show(lo)} <= ${name} <= ${show(hi)}`);
    case 'holds':
    case 'fails':
      return [showCond(part.cond)];
    case 'cell':
      return [`(${part.at.map(show).join(', ')})`];
    case 'base':
      return [`${part.name} = ${show(part.at)}`];
    case 'step':
      return [`${part.name} >= ${show(part.from)}`];
    case 'lemma':
      return part.chain.assumed.map(showCond);
  }
}
