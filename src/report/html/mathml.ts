// Formulas as MathML, which browsers set without scripts and without fonts of the page's own.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import temml from 'temml';
import type { Piece } from '../../document/scan.js';
import { escaped } from './escape.js';

/** Environments that stand alone in TeX, and not within a formula. */
const alone: Readonly<Record<string, string>> = { eqnarray: 'align', displaymath: 'gather', math: 'gather' };

const longest = 20_000;

/** A formula as MathML, and as it is written where that cannot be. */
export type Rendering = (text: string, display: boolean) => string;

/** How the formulas of a document are set: commands that it defines are those of all formulas after them. */
export function rendering(
  pieces: readonly Piece[],
  conventions: Readonly<Record<string, string>>,
): Rendering {
  const macros: Record<string, unknown> = { ...conventions };
  for (const piece of pieces)
    if (piece.kind === 'macro' && piece.body !== null) macros[piece.name] = piece.body;
  return (text, display) => {
    if (text.length <= longest) {
      try {
        const options = { displayMode: display, throwOnError: true, annotate: false, trust: false };
        // Temml adds what formulas define to the table that it is given.
        return withoutIds(temml.renderToString(standing(text), { ...options, macros: { ...macros } }));
      } catch {
        // A command that is not known, or braces nested beyond the stack: the source is shown.
      }
    }
    return `<code class="source">${escaped(text.trim())}</code>`;
  };
}

/** `\label{a}` becomes an `id`, and could take that of something else on the page. */
function withoutIds(mathml: string): string {
  return mathml.replace(/ id=("[^"]*"|'[^']*')/g, '');
}

function standing(text: string): string {
  return text.trim().replace(/\\(begin|end)\{(eqnarray|displaymath|math)(\*?)\}/g, (_, side, name, star) => {
    return `\\${side}{${alone[name]}${star}}`;
  });
}

/** The rules of style that the MathML needs, with the one small font that they name. */
export function mathStyle(): string {
  const { resolve } = createRequire(import.meta.url);
  const style = readFileSync(resolve('temml/dist/Temml-Local.css'), 'utf8');
  const font = readFileSync(resolve('temml/dist/Temml.woff2')).toString('base64');
  return style.replace(/url\('?Temml\.woff2'?\)/, `url('data:font/woff2;base64,${font}')`);
}
