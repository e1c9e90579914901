// What an author has for `\begin{equation}` and `\end{equation}`: `\newcommand{\be}{\begin{equation}}`, or an
// environment of his own.

import { type Closing, type Delimiters, isDisplay } from './delimiters.js';
import { groupEnd, type Macro } from './scanMacros.js';

const begins = /\\begin\s?\{([A-Za-z]+\*?)\}/;
const ends = /\\end\s?\{([A-Za-z]+\*?)\}/;
const environment =
  /\\(?:re)?newenvironment\*?\s*\{\s*([A-Za-z]+\*?)\s*\}\s*(?:\[\d\]\s*)?(?:\[[^\]\n]{0,200}\]\s*)?(?=\{)/y;

/** Keeps the search for the ends of definitions that have none short. */
const longest = 4000;

export class Shorthands {
  /** What stands for the beginning of which environment. */
  readonly #begins = new Map<string, string>();
  /** What stands for the end of an environment, besides the end itself. */
  readonly #ends = new Map<string, Set<string>>();

  /** Takes notice of a command without arguments that begins or ends a display. */
  learn({ name, parameters, body }: Macro): void {
    this.#begins.delete(name);
    for (const known of this.#ends.values()) known.delete(name);
    if (parameters === 0 && body !== null) this.#note(name, name, body, body);
  }

  /** The end of the definition of an environment that begins at `at`, or -1; takes notice of it. */
  learnEnvironment(text: string, at: number, limit: number): number {
    environment.lastIndex = at;
    const name = environment.exec(text)?.[1];
    if (name === undefined) return -1;
    const open = environment.lastIndex;
    const last = Math.min(limit, open + longest);
    const middle = groupEnd(text, open, last);
    if (middle === -1) return -1;
    const next = middle + (/^\s*/.exec(text.slice(middle, middle + 100)) as RegExpExecArray)[0].length;
    const end = text.charAt(next) === '{' ? groupEnd(text, next, last) : -1;
    if (end !== -1)
      this.#note(`\\begin{${name}}`, `\\end{${name}}`, text.slice(open, middle), text.slice(next, end));
    return end;
  }

  #note(opener: string, closer: string, opening: string, closing: string): void {
    const begun = begins.exec(opening)?.[1] ?? '';
    const ended = ends.exec(closing)?.[1] ?? '';
    if (isDisplay(begun)) this.#begins.set(opener, begun);
    if (isDisplay(ended)) this.#ends.set(ended, (this.#ends.get(ended) ?? new Set()).add(closer));
  }

  /** Where the display ends that `opener` begins before `from`; null where it begins none. */
  closing(opener: string, from: number, delimiters: Delimiters): Closing | null {
    const begun = this.#begins.get(opener);
    if (begun === undefined) return null;
    const stop = delimiters.limit(from);
    let best: Closing = { isClosed: false, stop };
    for (const closer of [`\\end{${begun}}`, ...(this.#ends.get(begun) ?? [])]) {
      let to = delimiters.find(closer, from);
      while (to !== -1 && isCut(delimiters.lines.text, to + closer.length, closer))
        to = delimiters.find(closer, to + 1);
      const isNearer = to !== -1 && to <= stop && (!best.isClosed || to < best.to);
      if (isNearer) best = { isClosed: true, to, end: to + closer.length };
    }
    return best;
  }
}

/** `\eex` is not `\ee`. */
function isCut(text: string, at: number, closer: string): boolean {
  return !closer.endsWith('}') && /[A-Za-z@]/.test(text.charAt(at));
}
