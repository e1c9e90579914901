// The parts of a TeX file that TeX does not set as text: comments, what is printed verbatim, pictures, branches that
// are never taken, addresses. They are found once, before anything else is looked for.

import type { Lines } from './scanLines.js';
import { groupEnd } from './scanMacros.js';

export interface Hidden {
  readonly start: number;
  readonly end: number;
  readonly isComment: boolean;
}

/** Environments whose inside is not TeX, or a drawing. */
const opaque =
  'verbatim\\*?|Verbatim|BVerbatim|LVerbatim|lstlisting|minted|alltt|comment|filecontents\\*?|tikzpicture|tikzcd|pgfpicture|picture|asy';

const marks = new RegExp(
  [
    `\\\\begin\\s?\\{(${opaque})\\}`,
    '\\\\(?:verb\\*?|path|lstinline(?:\\[[^\\]\\n]{0,200}\\])?|mintinline\\s*\\{[^{}\\n]{0,40}\\})([^\\sA-Za-z*{\\[])',
    '\\\\(lstinline|mintinline\\s*\\{[^{}\\n]{0,40}\\}|url|nolinkurl|href|path|includegraphics)\\*?\\s*(?:\\[[^\\]\\n]{0,300}\\])?\\s*\\{',
    '\\\\(iffalse)(?![A-Za-z@])',
    '\\\\[\\s\\S]',
    '%',
  ].join('|'),
  'g',
);

/** Comments, each to the end of its line, and all that is not text, in order and without overlap. */
export function hiddenParts(lines: Lines): readonly Hidden[] {
  const { text } = lines;
  const parts: Hidden[] = [];
  const ends = new Map<string, number>();
  /** Where an environment ends; remembered, so that a thousand that never do are looked for once. */
  const endOf = (name: string, from: number): number => {
    const known = ends.get(name) ?? 0;
    const at = known === -1 || known >= from ? known : text.indexOf(`\\end{${name}}`, from);
    ends.set(name, at);
    return at === -1 ? -1 : at + name.length + 6;
  };
  let hasBranch = true;
  marks.lastIndex = 0;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    const start = found.index;
    const [whole, environment, quote, grouped, branch] = found;
    const after = marks.lastIndex;
    const lineEnd = lines.end(lines.lineAt(start));
    let end = -1;
    if (whole === '%') end = lineEnd;
    else if (environment !== undefined) end = endOf(environment, after);
    else if (quote !== undefined) {
      const close = text.indexOf(quote, after);
      if (close !== -1 && close < lineEnd) end = close + 1;
    } else if (grouped !== undefined) end = groupEnd(text, after - 1, Math.min(text.length, after + 1000));
    else if (branch !== undefined && hasBranch) {
      end = branchEnd(text, after);
      // Without an end here, none further on has one.
      hasBranch = end !== -1;
    }
    if (end !== -1) parts.push({ start, end, isComment: whole === '%' });
    marks.lastIndex = Math.max(end, after, start + 1);
    // The second argument of \href is text; a command that is cut open is read on behind its name.
    if (end === -1 && grouped !== undefined) marks.lastIndex = start + 2;
  }
  return parts;
}

/** A condition begins, has its other branch, or ends; `\iff` is a sign, `\ifthenelse` takes arguments instead. */
const conditions = /%[^\r\n]*|\\(?:(if(?!f(?![A-Za-z@])|thenelse)[A-Za-z@]*)|(else|fi)(?![A-Za-z@])|[\s\S])/g;

/** Behind the `\fi` or `\else` that ends the branch which begins at an offset, or -1. */
function branchEnd(text: string, from: number): number {
  conditions.lastIndex = from;
  let depth = 1;
  for (let found = conditions.exec(text); found !== null; found = conditions.exec(text)) {
    if (found[1] !== undefined) depth += 1;
    else if (found[2] === 'fi') depth -= 1;
    if (depth === 0 || (depth === 1 && found[2] === 'else')) return conditions.lastIndex;
  }
  return -1;
}

/** The text with a `%` for every unit of what is hidden; lines stay where they are. */
export function masked(text: string, parts: readonly Hidden[]): string {
  const kept: string[] = [];
  let at = 0;
  for (const { start, end } of parts) {
    kept.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, '%'));
    at = end;
  }
  kept.push(text.slice(at));
  return kept.join('');
}
