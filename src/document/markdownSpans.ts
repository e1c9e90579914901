// What stands within a line of Markdown and hides dollar signs: code spans, HTML tags, the addresses of links.

import { type Delimiters, isDisplay } from './delimiters.js';
import { isCjk } from './scanEvidence.js';
import type { Lines } from './scanLines.js';

/** Finds the closing backticks of code spans. One paragraph is read once, however many backticks it has. */
export class CodeSpans {
  #from = 0;
  #limit = -1;
  #runs = new Map<number, { readonly starts: number[]; next: number }>();

  constructor(
    readonly text: string,
    readonly delimiters: Delimiters,
  ) {}

  /** The end of the code span that begins at `at`, or of the backticks alone when nothing closes them. */
  end(at: number): { end: number; isCode: boolean } {
    if (at < this.#from || at > this.#limit) this.#readParagraph(at);
    let open = at;
    while (this.text.charAt(open) === '`') open += 1;
    const runs = this.#runs.get(open - at);
    if (runs !== undefined) {
      while (runs.next < runs.starts.length && (runs.starts[runs.next] as number) < open) runs.next += 1;
      const close = runs.starts[runs.next];
      if (close !== undefined) return { end: close + (open - at), isCode: true };
    }
    return { end: open, isCode: false };
  }

  #readParagraph(at: number): void {
    this.#from = at;
    this.#limit = this.delimiters.limit(at);
    this.#runs = new Map();
    const ticks = /`+/g;
    ticks.lastIndex = at;
    for (
      let run = ticks.exec(this.text);
      run !== null && run.index < this.#limit;
      run = ticks.exec(this.text)
    ) {
      const [{ length }] = run;
      const known = this.#runs.get(length);
      if (known === undefined) this.#runs.set(length, { starts: [run.index], next: 0 });
      else known.starts.push(run.index);
    }
  }
}

const tag =
  /<\/?([A-Za-z][A-Za-z0-9-]*)(?:\s+[A-Za-z_:@][\w:.@-]*(?:\s*=\s*(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^\s"'=<>`]{1,2000}))?)*\s*\/?>/y;
const address = /<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}>/y;

/** The HTML tag that begins at `at`: its end, and its name in small letters ('' for `<https://…>`); or null. */
export function tagAt(text: string, at: number): { end: number; name: string } | null {
  tag.lastIndex = at;
  const found = tag.exec(text);
  if (found !== null) {
    const name = text.charAt(at + 1) === '/' ? '' : (found[1] ?? '').toLowerCase();
    return { end: tag.lastIndex, name: found[0].endsWith('/>') ? '' : name };
  }
  address.lastIndex = at;
  return address.test(text) ? { end: address.lastIndex, name: '' } : null;
}

/** An address, and a title for those who point at the link. */
const target =
  /[ \t]*(?:<[^<>\n]{0,2000}>|[^\s<$)[\]\\][^\s[\]\\)]{0,2000}(?:\([^\s()[\]\\]{0,200}\)[^\s()[\]\\]{0,200})?)?(?:[ \t]+(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?[ \t]*/y;

/**
 * The end of the address of a link, whose `](` is at `at`, or of a definition, `]: address "title"` alone on its line;
 * `at + 1` where there is none.
 */
export function addressEnd(lines: Lines, at: number): number {
  const { text } = lines;
  const next = text.charAt(at + 1);
  if ((next !== '(' && next !== ':') || text.charAt(at + 2) === '$') return at + 1;
  target.lastIndex = at + 2;
  const behind = target.test(text) ? target.lastIndex : at + 2;
  if (next === '(') return text.charAt(behind) === ')' ? behind + 1 : at + 1;
  const line = lines.lineAt(at);
  const label = text.slice(Math.max(lines.start(line), at - 300), at);
  const isDefinition =
    behind > at + 2 && behind === lines.end(line) && /^[ \t>]*\[(?!\^)[^\]\n]*$/.test(label);
  return isDefinition ? behind : at + 1;
}

const known =
  /\\(?:begin|end|left|right|[dt]?frac|sum|prod|int|times|cdots?|ldots|dots|partial|nabla|math(?:bf|rm|bb|cal|sf)|boldsymbol|text(?:rm|bf)?|hat|tilde|bar|vec|sqrt|alpha|beta|gamma|delta|Delta|sigma|theta|lambda|tau|otimes|oplus|odot|circledast|leq?|geq?|neq?|in|infty|to|rightarrow|operatorname|displaystyle|quad|qquad|tag|over|max|min|lim|log|exp)(?![A-Za-z])/y;

/**
 * TeX among words, with no delimiters, as in text pasted from a web page: from the word with the command at `at` to
 * the last command, brace or script before the line ends or Chinese words begin. Null where no known command stands.
 */
export function strayTexAt(
  text: string,
  at: number,
  from: number,
  limit: number,
): { start: number; end: number } | null {
  known.lastIndex = at;
  if (!known.test(text)) return null;
  let start = at;
  while (start > from && isTexUnit(text, start - 1)) start -= 1;
  let [end, depth] = [at + 1, 0];
  let i = at;
  for (; i < limit; i += 1) {
    const unit = text.charAt(i);
    if (unit === '$' || unit === '`' || unit === '\n' || unit === '\r') break;
    if (depth <= 0 && isCjk(text.charCodeAt(i))) break;
    if (unit === '{') depth += 1;
    else if (unit === '}') depth -= 1;
    else if (unit === '\\') {
      if (opensFormula(text, i)) break;
      i += 1;
      while (i + 1 < limit && /[A-Za-z]/.test(text.charAt(i + 1))) i += 1;
    } else if (unit !== '_' && unit !== '^') continue;
    end = Math.min(limit, i + 1);
  }
  while (end < i && isTexUnit(text, end)) end += 1;
  return { start, end };
}

const opening = /\\{1,2}[([]|\\begin\s?\{([A-Za-z]+\*?)\}/y;

function opensFormula(text: string, at: number): boolean {
  opening.lastIndex = at;
  const found = opening.exec(text);
  return found !== null && (found[1] === undefined || isDisplay(found[1]));
}

/** A unit that belongs to the formula it touches: no blank, no words of Chinese. */
function isTexUnit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit > 32 && unit < 127 && unit !== 96 && unit !== 36 && unit !== 62 && unit !== 60;
}
