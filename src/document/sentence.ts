// The sentence that a reader is in, from its first word to the formula that is read next: what it says of numbers and
// equalities for sizes, `M = N = 3`, that stand in it without more, whether they are an example or assumed from now on.

import { sentenceEnd } from './prose.js';

/** Words and formulas, these between dollar signs. */
export interface Sentence {
  readonly text: string;
  /** Whether it is the first of its paragraph. */
  readonly opens: boolean;
}

export const noSentence: Sentence = { text: '', opens: true };

/** How far words end what stands before them: a paragraph, an item of a list or a row of a table; a sentence; nothing. */
export type Ending = 'paragraph' | 'sentence' | null;

const abbreviation = /\b(?:e\.\s?g|i\.\s?e|cf|vs|resp|approx|etc|Figs?|Eqs?|Secs?|Nos?|Thm)\.(?=\s)/giu;
/** A blank line, an item of a list, the end of a row of a table. */
const paragraphEnd = /\n\s*\n|\n[ \t>]*(?:[-*+]|\d+[.)])[ \t]|\|[ \t]*(?:\n|$)|\\item\b/u;
/** A display stands apart after "then we have:". */
const leadsToDisplay = /[:：,，]\s*\n\s*\n[\s>]*$/u;

export function endingOf(words: string): Ending {
  const plain = plainly(words);
  if (paragraphEnd.test(plain)) return 'paragraph';
  return sentenceEnd.test(plain) ? 'sentence' : null;
}

/** The sentence after more words. */
export function saying(sentence: Sentence, words: string): Sentence {
  const plain = plainly(words);
  const ending = endingOf(words);
  if (ending === null) return { ...sentence, text: sentence.text + plain };
  const paragraphs = plain.split(paragraphEnd);
  const last = paragraphs.at(-1) ?? '';
  const sentences = last.split(sentenceEnd);
  return { text: sentences.at(-1) ?? '', opens: ending === 'paragraph' && sentences.length === 1 };
}

/** The sentence after a formula, which may be its end. */
export function withFormula(sentence: Sentence, formula: string): Sentence {
  return isClosed(formula)
    ? { text: '', opens: false }
    : { ...sentence, text: `${sentence.text}$${formula}$` };
}

/** Whether a formula ends its sentence, with a full stop that is no delimiter and no dots. */
export function isClosed(formula: string): boolean {
  return /(?<![.\s]|\\left|\\right|[.]\s)\s*[.。]\s*(?:\\end\{[^}]*\}\s*)*$/u.test(formula);
}

function plainly(words: string): string {
  return words.replace(abbreviation, (text) => text.replaceAll('.', '')).replace(leadsToDisplay, ': ');
}

/** Words up to the end of their first sentence. */
export function firstSentence(words: string): string {
  const plain = plainly(words);
  return (plain.split(paragraphEnd)[0] ?? '').split(sentenceEnd)[0] ?? '';
}

/** How long numbers or equalities for sizes hold that a sentence gives. */
export type Manner = 'lasting' | 'paragraph' | 'sentence';

const instances =
  /\b(?:for (?:example|instance)|eg|ie|such as|say|examples?|illustrat\w+|in (?:this|the|our) (?:case|figure|picture|special case)|as shown|figure|table|suppose first|first(?:ly)? (?:suppose|assume|let|take)|(?:for|at) (?:now|the moment)|temporarily|in particular|special cases?|simplest)\b|例如|比如|譬如|举例|例子|诸如|如图|图中|表中|图示|特别地|特例|特殊情[形况]|此时|暂时|暂且|首先|先(?:取|设|令|假设|假定|考虑|看)|最简单/iu;

const habits =
  /\b(?:usual(?:ly)?|often|typical(?:ly)?|common(?:ly)?|mostly|sometimes|frequently|in practice|normally|unless|except|may be|can be|could be)\b|通常|往往|常常|常取|常用|一般取|多取|有时|实践中|实际上|实际中|除非/iu;

const assumptions =
  /\b(?:throughout|henceforth|from (?:now|here) on|always|assum(?:e|ed|es|ing)|suppose|let|put|set|fix|given|where|define)\b|始终|一律|以下|下文|全文|本(?:章|节|文|书|例|题)|假设|假定|约定|规定|设|令|给定|固定|其中|记/iu;

/**
 * How long `M = N` holds that stands in a sentence behind these words: from now on after "assume"; in its paragraph where
 * this begins with an example; else in its sentence.
 */
export function mannerOf({ text, opens }: Sentence): Manner {
  const words = text.replaceAll(/\$[^$]*\$/gu, '$');
  if (habits.test(words)) return 'sentence';
  const example = instances.exec(words);
  const start = words.search(/[^\s*_>#]/u);
  if (example !== null) return opens && example.index === start ? 'paragraph' : 'sentence';
  if (assumptions.test(words)) return 'lasting';
  return opens && /^(?:(?:we )?(?:take|consider|with|choose)\b|取|考虑|\$)/iu.test(words.slice(start))
    ? 'paragraph'
    : 'sentence';
}

/** The names of which a sentence says that it holds for every one: for any kernel $W$, 对任意的核 $W$. */
export function quantified({ text }: Sentence): readonly string[] {
  const every =
    /(?:\b(?:any|every|all|each|arbitrary|whatever)\b|任意|任何|所有|一切|每个)[^$。，,;；]{0,24}\$\s*(\p{L})\s*\$/giu;
  return [...text.matchAll(every)].flatMap(([, name]) => name ?? []);
}

/** Whether a sentence says of itself that it holds in general. */
export function isInGeneral({ text }: Sentence): boolean {
  return /\b(?:in general|generally)\b|一般(?:地|情[形况]|而言|来说)/iu.test(text);
}

/** Whether a sentence speaks of all cases: what it says holds beyond the examples before it, or is meant to. */
export function generalises({ text }: Sentence): boolean {
  return /\b(?:in general|generally|arbitrary|any|every|each|all|whatever|other|another|again|always)\b|一般(?:地|情[形况]|而言|来说|的)|任意|任何|所有|一切|各种|每个|其[他它]|总是/iu.test(
    text.replaceAll(/\$[^$]*\$/gu, '$'),
  );
}
