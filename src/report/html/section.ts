// One checked file as a part of a page: its text with the formulas set, and the verdicts beside and below them.

import type { Piece } from '../../document/scan.js';
import { type Numbered, type Placed, placed } from '../formulas.js';
import type { JudgedFile } from '../judge.js';
import { Lines } from '../lines.js';
import type { Kind } from '../report.js';
import { claimLines, marks, type Page } from './claim.js';
import { escaped } from './escape.js';
import { type Marking, markdownHtml } from './markdown.js';
import { rendering } from './mathml.js';

/** The text of a file as HTML; `number` is its place among all files of the page. */
export function sectionOf(
  judged: JudgedFile,
  kind: Kind,
  number: number,
  macros: Readonly<Record<string, string>>,
): string {
  if (kind === 'conv') return nativeText(judged, { file: number, render: null });
  const texts = placed(judged, kind);
  // What one cell of a notebook defines, the next ones have.
  const render = rendering(
    texts.flatMap(({ pieces }) => pieces),
    macros,
  );
  const page: Page = { file: number, render };
  const marking: Marking = {
    formula: (piece, claims) => formulaHtml(piece, claims, page),
    lines: (claims) => claimLines(claims, page),
  };
  return texts
    .map((text) => (text.kind === 'md' ? markdownHtml(text, marking) : piecewise(text, page)))
    .join('\n');
}

/** A formula with the signs of its verdicts. */
function formulaHtml(piece: Piece, claims: readonly Numbered[], page: Page): string {
  if (piece.kind !== 'formula') return marks(claims, page);
  const { written, text, display } = piece.formula;
  const math = page.render?.(written?.text ?? text, display) ?? escaped(text);
  return display
    ? `<span class="display"><span class="math">${math}</span> ${marks(claims, page)}</span>`
    : `<span class="inline">${math}${marks(claims, page)}</span>`;
}

/** TeX and others: paragraphs of the source as they stand, formulas set. */
function piecewise({ pieces, claimsOf }: Placed, page: Page): string {
  const depths = pieces.flatMap((piece) => (piece.kind === 'heading' ? [piece.depth] : []));
  const outermost = Math.min(...depths);
  const parts: string[] = [];
  let paragraph = '';
  let waiting: Numbered[] = [];
  const flush = (): void => {
    if (paragraph.trim() !== '') parts.push(`<p>${paragraph}</p>`);
    parts.push(claimLines(waiting, page));
    [paragraph, waiting] = ['', []];
  };
  for (const piece of pieces) {
    const claims = claimsOf(piece);
    waiting.push(...claims);
    if (piece.kind === 'heading') {
      flush();
      const level = Math.min(piece.depth - outermost + 2, 6);
      parts.push(`<h${level}>${escaped(piece.text)}</h${level}>`);
    } else if (piece.kind === 'prose') {
      const [first = '', ...more] = piece.text.split(/\n[ \t]*\n/);
      paragraph += escaped(first);
      for (const next of more) {
        flush();
        paragraph = escaped(next);
      }
    } else if (piece.kind === 'formula' || claims.length > 0) paragraph += formulaHtml(piece, claims, page);
    if (piece.kind === 'formula' && piece.formula.display) flush();
  }
  flush();
  return parts.join('\n');
}

/** Native notation line by line, the verdicts under the lines on which claims end. */
function nativeText({ text, judged }: JudgedFile, page: Page): string {
  const lines = new Lines(text);
  const count = lines.at(text.length).line;
  const parts: string[] = [];
  let block: string[] = [];
  const flush = (): void => {
    if (block.length > 0) parts.push(`<pre class="native">${block.join('\n')}</pre>`);
    block = [];
  };
  const claims = judged.map((one, number): Numbered => ({ ...one, number }));
  for (let number = 1; number <= count; number++) {
    const here = claims.filter(({ claim }) => claim.endLine === number);
    const isLast = number === count && lines.line(number) === '';
    if (!isLast) block.push(`<span class="number">${number}</span>${escaped(lines.line(number))}`);
    if (here.length === 0) continue;
    flush();
    parts.push(claimLines(here, page));
  }
  flush();
  return parts.join('\n');
}
