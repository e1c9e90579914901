// The page that a derivation is: headings, sentences and chains of formulas, before any format.

import { show } from '../term/poly.js';
import { showTerm } from '../term/show.js';
import type { Term } from '../term/term.js';
import { type Captions, type Formula, languages, type Piece, type Subject } from './captions.js';
import type { Chain, DerivedLine, Part } from './derivation.js';
import type { Derivation } from './derive.js';
import { Latex } from './latex.js';
import { latexIndex } from './latexIndex.js';
import { latexName } from './latexName.js';
import type { Lang } from './names.js';
import type { Let, Reason } from './reason.js';

export type Block =
  | { readonly tag: 'heading'; readonly text: string }
  /** What is declared, for programs that read the page again. */
  | { readonly tag: 'context'; readonly statements: readonly string[] }
  | { readonly tag: 'sentence'; readonly pieces: readonly Piece[] }
  | { readonly tag: 'chain'; readonly left: Formula; readonly rows: readonly Row[] };

/** What a formula is equal to, or stands in another relation to, and why. */
export interface Row {
  readonly sign: Formula;
  readonly to: Formula;
  readonly note: readonly Piece[];
}

const equals: Formula = { latex: '=', native: '=' };
const differs: Formula = { latex: '\\ne', native: '!=' };

/** The blocks of the page of one derivation. */
export function pageOf(derivation: Derivation, lang: Lang): readonly Block[] {
  return new Page(derivation, languages[lang]).blocks();
}

class Page {
  readonly #latex: Latex;

  constructor(
    readonly derivation: Derivation,
    readonly captions: Captions,
  ) {
    this.#latex = new Latex(derivation.context.env);
  }

  blocks(): readonly Block[] {
    const { name, statements, chain, left, right, claim } = this.derivation;
    const sign = claim.operator === '!=' ? differs : equals;
    return [
      ...(name === null ? [] : [{ tag: 'heading', text: name } as const]),
      { tag: 'context', statements },
      { tag: 'sentence', pieces: [this.captions.phrases.toShow] },
      { tag: 'chain', left: this.#term(left), rows: [{ sign, to: this.#term(right), note: [] }] },
      ...(chain === null ? [] : this.#chain(chain)),
    ];
  }

  #chain({ left, lines }: Chain): readonly Block[] {
    const rows = lines.map((line) => ({ sign: equals, to: this.#term(line.to), note: this.#note(line) }));
    return [
      { tag: 'chain', left: this.#term(left), rows },
      ...lines.flatMap((line) => line.parts.flatMap((part) => this.#part(part))),
    ];
  }

  #part({ role, names, chain }: Part): readonly Block[] {
    const { phrases } = this.captions;
    const name = (of: string): Formula => ({ latex: latexName(of), native: of });
    const list = { latex: names.map(latexName).join(','), native: names.join(',') };
    const words: Readonly<Record<Part['role'], () => readonly Piece[]>> = {
      entries: () => phrases.entries(list),
      base: () => phrases.base(name(names[0] ?? '')),
      step: () => phrases.step(name(names[0] ?? '')),
      lemma: () => phrases.lemma,
      holds: () => phrases.holds,
      fails: () => phrases.fails,
    };
    return [{ tag: 'sentence', pieces: words[role]() }, ...this.#chain(chain)];
  }

  #note({ reason }: DerivedLine): readonly Piece[] {
    const caption = this.captions.rules[reason.kind] as (
      reason: Reason,
      subject: Subject,
    ) => readonly Piece[];
    return caption(reason, {
      lets: 'lets' in reason ? reason.lets.map(letting) : [],
      back: 'back' in reason ? reason.back.map(letting) : [],
      defined: this.#defined(reason),
    });
  }

  #defined(reason: Reason): Piece {
    if (reason.kind !== 'definition') return '';
    const { of } = reason;
    if (of.tag === 'op') return this.captions.operations[of.op.replace(/\/.*$/, '')] ?? of.op;
    return this.#term(of.tag === 'tensor' ? { tag: 'entry', tensor: of, at: [] } : of);
  }

  #term(term: Term): Formula {
    return { latex: this.#latex.term(term), native: showTerm(term) };
  }
}

function letting({ name, is }: Let): Formula {
  return { latex: `${latexName(name)} = ${latexIndex(is)}`, native: `${name} = ${show(is)}` };
}
