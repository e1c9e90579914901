// Markdown as HTML with formulas and verdicts put in. The formulas leave the text before it is read as Markdown, a mark
// in the place of each, so that nothing in them is taken for emphasis; HTML in the document is shown, not obeyed.

import { micromark, type Options } from 'micromark';
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table';
import type { Piece } from '../../document/scan.js';
import type { Numbered, Placed } from '../formulas.js';
import { escaped } from './escape.js';

/** How a formula is shown, and what stands under the block that it is in. */
export interface Marking {
  readonly formula: (piece: Piece, claims: readonly Numbered[]) => string;
  readonly lines: (claims: readonly Numbered[]) => string;
}

/** No document has these characters for anything; of one that has they are taken out. */
const [open, close] = ['\uE000', '\uE001'];

/** The text of a Markdown document as HTML. */
export function markdownHtml({ text, pieces, claimsOf }: Placed, marking: Marking): string {
  const { marked, shown } = withMarks(text, pieces, claimsOf);
  const html = micromark(marked, {
    extensions: [gfmTable(), { disable: { null: ['labelStartImage'] } }],
    htmlExtensions: [gfmTableHtml(), harmless],
  });
  return filled(html, shown, claimsOf, marking);
}

/** The text with a mark for each piece that is shown in another way, and the pieces by the numbers in the marks. */
function withMarks(
  text: string,
  pieces: readonly Piece[],
  claimsOf: Placed['claimsOf'],
): { readonly marked: string; readonly shown: readonly Piece[] } {
  const shown: Piece[] = [];
  let marked = '';
  let at = 0;
  for (const piece of pieces) {
    const isShown = piece.kind === 'formula' || (piece.kind === 'trouble' && claimsOf(piece).length > 0);
    if (!isShown && piece.kind !== 'macro' && piece.kind !== 'directive') continue;
    let before = without(text.slice(at, piece.start));
    // Definitions may open the formula that they stand in.
    if (piece.kind === 'macro') before = before.replace(/(?:\$\$?|\\[[(])\s*$/, '');
    marked += before;
    // Of what was not read the words stay.
    if (piece.kind === 'trouble') marked += without(text.slice(piece.start, piece.end));
    if (isShown) marked += `${open}${shown.push(piece) - 1}${close}`;
    at = piece.end;
  }
  return { marked: marked + without(text.slice(at)), shown };
}

/** Without the characters of marks, also where they are written by their numbers, `&#xE000;`. */
function without(text: string): string {
  return text.replace(/[\uE000\uE001]|&#(?:x0*e00[01]|0*5734[45]);/gi, '\uFFFD');
}

type HtmlExtension = NonNullable<Options['htmlExtensions']>[number];
type Handle = NonNullable<NonNullable<HtmlExtension['enter']>['htmlFlow']>;

/** Comments are left out, line breaks are made, other tags are shown as they are written. */
const harmless: HtmlExtension = {
  enter: { htmlFlow: tag, htmlText: tag },
  exit: { htmlFlow: nothing, htmlFlowData: nothing, htmlText: nothing, htmlTextData: nothing },
};

function tag(this: ThisParameterType<Handle>, token: Parameters<Handle>[0]): undefined {
  const source = this.sliceSerialize(token);
  if (token.type === 'htmlFlow') this.lineEndingIfNeeded();
  if (/^<br\s*\/?>$/i.test(source)) this.raw('<br>');
  else if (!source.startsWith('<!--')) this.raw(`<code class="source">${escaped(source)}</code>`);
}

function nothing(): undefined {}

/** Where the lines of verdicts may stand: behind paragraphs and headings, at the end of items and cells. */
const blockEnds = /<\/(?:p|h[1-6])>/;
const innerEnds = /<\/(?:li|td|th|blockquote)>|<[uo]l[ >]/;
const paragraph = /<p>/;

/** The HTML with formulas in the place of the marks, and the verdicts of each block behind it. */
function filled(
  html: string,
  pieces: readonly Piece[],
  claimsOf: Placed['claimsOf'],
  marking: Marking,
): string {
  let waiting: Numbered[] = [];
  const given = (): string => {
    const lines = marking.lines(waiting);
    waiting = [];
    return lines;
  };
  let inParagraph = false;
  const tokens = new RegExp(`<[^>]*>|${open}(\\d+)${close}`, 'g');
  const result = html.replace(tokens, (token, number: string | undefined) => {
    if (number !== undefined) {
      const piece = pieces[Number(number)];
      if (piece === undefined) return '';
      const claims = claimsOf(piece);
      waiting.push(...claims);
      const shown = marking.formula(piece, claims);
      // A formula that stands alone has its verdicts at once, also in the middle of a paragraph.
      const isDisplay = piece.kind === 'formula' && piece.formula.display;
      return isDisplay && inParagraph ? `${shown}</p>${given()}<p>` : shown;
    }
    if (paragraph.test(token)) inParagraph = true;
    if (token === '</p>') inParagraph = false;
    // In an address or a title there is no place for a formula.
    const plain = token.replace(new RegExp(`${open}\\d+${close}`, 'g'), '…');
    if (blockEnds.test(plain)) return plain + given();
    return innerEnds.test(plain) ? given() + plain : plain;
  });
  return `${result}${given()}`.replace(/<p>\s*<\/p>/g, '');
}
