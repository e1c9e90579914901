// Formulas too wide for a line broken into several, as TeX's users break them by hand: before a sign + or - that stands in
// no bracket, and where that is not enough, between two factors, or in a bracket.

import { widthOf } from './width.js';

/** How deep in braces and brackets each place is. */
function* topLevel(latex: string): Generator<number> {
  let depth = 0;
  for (const { 0: token, index } of latex.matchAll(
    /\\(?:left|right|begin|end)(?![a-zA-Z])|\\.|[{}[\]]| |(?<=[\w}])[+-]/g,
  )) {
    if (/^[ +-]$/.test(token) && depth === 0) yield index;
    if (['\\left', '\\begin', '{', '['].includes(token)) depth += 1;
    if (['\\right', '\\end', '}', ']'].includes(token)) depth -= 1;
  }
}

/** The formula cut before the places where `sign` says so; each piece begins with what `sign` gives for it. */
function cut(latex: string, sign: (rest: string) => string | null): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  let lead = '';
  for (const place of topLevel(latex)) {
    const next = sign(latex.slice(place));
    if (next === null || place === start) continue;
    pieces.push(lead + latex.slice(start, place));
    [start, lead] = [place, next];
  }
  return [...pieces, lead + latex.slice(start)];
}

const beforeSigns = (rest: string): string | null => (/^(?: [+-] |[+-])/.test(rest) ? '{}' : null);
const beforeFactors = (rest: string): string | null =>
  /^ \\, (?!\\(?:sum|prod|max|min|int|d))/.test(rest) ? '\\times' : null;

/** The formula in pieces that are at most `width` em wide, as far as there are places to break it. */
export function broken(latex: string, width: number): readonly string[] {
  // An integral ends with its variable: a sign of multiplication before that would stand for nothing.
  if (widthOf(latex) <= width || latex.includes('\\int')) return [latex];
  const fits = (piece: string): boolean => widthOf(piece) <= width;
  return together(cut(latex, beforeSigns), width)
    .flatMap((piece) => (fits(piece) ? [piece] : together(cut(piece, beforeFactors), width)))
    .flatMap((piece) => (fits(piece) ? [piece] : together(cut(opened(piece), beforeSigns), width)));
}

/** The formula with its outermost brackets of a size that is given: TeX finds one by itself within a line only. */
function opened(latex: string): string {
  let depth = 0;
  return latex.replace(
    /\\(left|right)([()])|\\(?:left|begin)(?![a-zA-Z])|\\(?:right|end)(?![a-zA-Z])/g,
    (token, side, sign) => {
      const opens = /^\\(?:left|begin)/.test(token);
      const level = opens ? depth++ : --depth;
      return level > 0 || side === undefined ? token : `\\big${side === 'left' ? 'l' : 'r'}${sign}`;
    },
  );
}

/** As many pieces on a line as it takes. */
function together(pieces: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const joined = `${lines.at(-1) ?? ''}${piece.replace(/^(?:\{\}|\\times)/, '')}`;
    if (lines.length > 0 && widthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(piece);
  }
  return lines;
}
