// A derivation as Markdown with formulas in LaTeX. What is declared stands in a comment that the checker of documents
// reads; every line of the derivation is a claim that it proves again.

import { type Captions, type Lang, languages, type Piece } from './captions.js';
import type { Chain, DerivedLine, Part } from './derivation.js';
import type { Derivation } from './derive.js';
import { Latex } from './latex.js';
import { latexIndex } from './latexIndex.js';
import { latexName } from './latexName.js';
import type { Let, Reason } from './reason.js';

/** The page of one derivation. */
export function markdownOf(derivation: Derivation, lang: Lang): string {
  return new Page(derivation, languages[lang]).text();
}

class Page {
  readonly #latex: Latex;

  constructor(
    readonly derivation: Derivation,
    readonly captions: Captions,
  ) {
    this.#latex = new Latex(derivation.context.env);
  }

  text(): string {
    const { name, statements, chain, left, right, claim } = this.derivation;
    const sign = claim.operator === '!=' ? '\\ne' : '=';
    const blocks = [
      `## ${name ?? ''}`,
      `<!-- convproof: ${statements.join('; ')} -->`,
      `${this.captions.phrases.toShow}`,
      display(`${this.#latex.term(left)} ${sign} ${this.#latex.term(right)}`),
      ...(chain === null ? [] : this.#chain(chain)),
    ];
    return `${blocks.join('\n\n')}\n`;
  }

  #chain(chain: Chain): readonly string[] {
    const rows = chain.lines.map((line) => `&= ${this.#latex.term(line.to)} && ${this.#note(line)}`);
    const blocks = [
      display(
        `\\begin{aligned}\n${[`&${this.#latex.term(chain.left)}`, ...rows].join(' \\\\\n')}\n\\end{aligned}`,
      ),
    ];
    return [...blocks, ...chain.lines.flatMap((line) => line.parts.flatMap((part) => this.#part(part)))];
  }

  #part(part: Part): readonly string[] {
    const { phrases } = this.captions;
    const [name = ''] = part.names;
    const words: Readonly<Record<Part['role'], readonly Piece[]>> = {
      entries: phrases.entries(part.names.map(latexName).join(',')),
      base: phrases.base(latexName(name)),
      step: phrases.step(latexName(name)),
      lemma: phrases.lemma,
      holds: phrases.holds,
      fails: phrases.fails,
    };
    return [inProse(words[part.role]), ...this.#chain(part.chain)];
  }

  #note({ reason }: DerivedLine): string {
    const rule = this.captions.rules[reason.kind] as (reason: Reason, formulas: unknown) => readonly Piece[];
    const lets = (list: readonly Let[]): readonly string[] =>
      list.map(({ name, is }) => `${latexName(name)} = ${latexIndex(is)}`);
    const formulas = {
      lets: 'lets' in reason ? lets(reason.lets) : [],
      back: 'back' in reason ? lets(reason.back) : [],
      defined: this.#defined(reason),
    };
    return inFormula(rule(reason, formulas));
  }

  #defined(reason: Reason): Piece {
    if (reason.kind !== 'definition') return '';
    const { of } = reason;
    if (of.tag === 'op') return this.captions.operations[of.op.replace(/\/.*$/, '')] ?? of.op;
    return of.tag === 'tensor' ? { math: latexName(of.name) } : '';
  }
}

function display(formula: string): string {
  return `$$\n${formula}\n$$`;
}

function inProse(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `$${piece.math}$`)).join('');
}

function inFormula(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? `\\text{${piece}}` : piece.math)).join(' ');
}
