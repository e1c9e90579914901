// Lines of a text with carets under stretches of them, as compilers show what they speak of:
//
//   7 | y_{kl} = \sum_{m=1}^{M} w_m x_{k+m+1}
//     |                                   ^

import type { Lines } from './lines.js';
import type { Place } from './report.js';
import { paint, type Style, widthOf } from './style.js';

const mostLines = 4;
/** Columns of a line that are shown where the terminal has more, or there is none. */
const mostColumns = 110;

/** The lines that the places are on, the carets under each; of long lines the neighbourhood of the first caret. */
export function excerpt(text: Lines, places: readonly Place[], style: Style): readonly string[] {
  const numbers = [...new Set(places.flatMap(linesOf))].sort((a, b) => a - b).slice(0, mostLines);
  const gutter = Math.max(...numbers.map((number) => String(number).length));
  const room = Math.max(20, Math.min(style.width, mostColumns) - gutter - 3);
  const bar = (label: string): string => paint(style, 'dim', `${label.padStart(gutter)} |`);
  return numbers.flatMap((number) => {
    const line = visible(text.line(number));
    const spans = places.flatMap((place) => spanOn(place, number, line));
    const { shown, from } = neighbourhood(line, spans[0]?.[0] ?? 0, room);
    const carets = underlined(
      shown,
      spans.map(([start, end]) => [start - from, end - from] as const),
    );
    return [`${bar(String(number))} ${shown}`, `${bar('')} ${paint(style, 'red', carets)}`];
  });
}

function linesOf({ line, endLine }: Place): readonly number[] {
  return Array.from({ length: Math.min(endLine - line + 1, mostLines) }, (_, i) => line + i);
}

type Span = readonly [start: number, end: number];

/** The part of a place that is on a line, without the blanks at its beginning; a place of no width takes one column. */
function spanOn({ line, column, endLine, endColumn }: Place, number: number, text: string): readonly Span[] {
  if (number < line || number > endLine) return [];
  const blank = text.length - text.trimStart().length;
  const start = number === line ? column - 1 : blank;
  const end = number === endLine ? endColumn - 1 : text.trimEnd().length;
  return [[start, Math.max(end, start + 1)]];
}

/** One unit for each unit, and nothing that a terminal would obey. */
function visible(line: string): string {
  return line.replace(/\t/g, ' ').replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}

/** A line that fits; `from` is the offset of its first unit, where the ellipsis counts as one. */
function neighbourhood(line: string, at: number, room: number): { shown: string; from: number } {
  if (widthOf(line) <= room) return { shown: line, from: 0 };
  let start = at;
  for (let used = 0; start > 0 && used < room / 2; start -= 1) used += widthOf(line.charAt(start - 1));
  let end = start;
  for (let used = 2; end < line.length; end += 1) {
    used += widthOf(line.charAt(end));
    if (used > room) break;
  }
  const before = start > 0 ? '…' : '';
  return {
    shown: `${before}${line.slice(start, end)}${end < line.length ? '…' : ''}`,
    from: start - before.length,
  };
}

function underlined(line: string, spans: readonly Span[]): string {
  let carets = '';
  let at = 0;
  for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
    const from = Math.max(start, at);
    const to = Math.min(end, Math.max(line.length, from + 1));
    if (from >= to) continue;
    carets += ' '.repeat(widthOf(line.slice(at, from)) + Math.max(0, from - Math.max(line.length, at)));
    carets += '^'.repeat(Math.max(1, widthOf(line.slice(from, to))));
    at = to;
  }
  return carets;
}
