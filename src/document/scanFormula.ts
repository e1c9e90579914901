// Puts a formula among the pieces, with the definitions it may begin with before it.

import type { Lines } from './scanLines.js';
import { definesAt, macroAt } from './scanMacros.js';
import { cutFormula, type Margin, type Pieces } from './scanPieces.js';

export interface Place {
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/**
 * The pieces of one pair of delimiters: `\newcommand{\R}{\mathbb{R}} x \in \R` is a macro and a formula. A formula
 * that consists of definitions is no formula, and of blanks is trouble.
 */
export function addFormula(
  pieces: Pieces,
  lines: Lines,
  place: Place,
  options: { display: boolean; quoted: boolean; margin: Margin },
): void {
  const { text } = lines;
  let { start, from } = place;
  for (;;) {
    let at = from;
    while (at < place.to && text.charAt(at).trim() === '') at += 1;
    const macro = definesAt(text, at) ? macroAt(text, at, place.to) : null;
    if (macro === null) {
      if (at >= place.to && start > place.start) return;
      break;
    }
    pieces.add(macro);
    [start, from] = [macro.end, macro.end];
  }
  const formula = cutFormula(lines, { ...place, start, from }, options.display, options.margin);
  if (formula.text.trim() === '') pieces.trouble(start, place.end, 'nothing between the delimiters');
  else pieces.add({ kind: 'formula', formula, quoted: options.quoted, start, end: place.end });
}
