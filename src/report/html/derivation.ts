// Derivations as a page of their own: formulas below each other, the reasons beside them. Nothing but this file is needed.

import type { Formula, Piece } from '../../explain/captions.js';
import { languages } from '../../explain/captions.js';
import type { Lang } from '../../explain/names.js';
import type { Block, Row } from '../../explain/page.js';
import { version } from '../version.js';
import { derivationStyle } from './derivationStyle.js';
import { escaped } from './escape.js';
import { mathStyle, rendering } from './mathml.js';
import { policy } from './page.js';
import { drawn } from './picture.js';

/** The derivations of some theorems as one page, with a list of them before more than one. */
export function derivationPage(pages: readonly (readonly Block[])[], lang: Lang): string {
  const titles = pages.map(titleOf);
  const articles = pages.map(
    (page, i) => `<article id="d${i + 1}">\n${new Writer(lang).blocks(page)}\n</article>`,
  );
  const contents = titles.map((title, i) => `<li><a href="#d${i + 1}">${escaped(title)}</a></li>`);
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="convproof ${version}">
<title>${escaped(titles.length === 1 ? (titles[0] ?? '') : `${titles[0]} …`)} · convproof</title>
<style>${mathStyle()}${derivationStyle}</style>
</head>
<body>
<main>
${titles.length > 1 ? `<nav><ol>${contents.join('')}</ol></nav>\n` : ''}${articles.join('\n')}
</main>
</body>
</html>
`;
}

/** The name of the theorem. */
function titleOf(page: readonly Block[]): string {
  return page.flatMap((block) => (block.tag === 'heading' ? [block.text] : []))[0] ?? '';
}

class Writer {
  readonly #render = rendering([], {});

  constructor(readonly lang: Lang) {}

  blocks(blocks: readonly Block[]): string {
    return blocks.map((block) => this.#block(block)).join('\n');
  }

  #block(block: Block): string {
    switch (block.tag) {
      case 'heading':
        return `<h${block.depth}>${escaped(block.text)}</h${block.depth}>`;
      case 'context':
        return block.said ? '' : this.#context(block.statements);
      case 'sentence':
        return `<p>${this.#sentence(block.pieces)}</p>`;
      case 'chain':
        return this.#chain(block.left, block.rows);
      case 'picture':
        return this.#picture(block);
      case 'part':
        return `<section class="${block.role}">\n${this.blocks(block.blocks)}\n</section>`;
    }
  }

  #context(statements: readonly string[]): string {
    if (statements.length === 0) return '';
    const { declared } = languages[this.lang].phrases;
    const text = escaped(statements.join('\n'));
    return `<details class="context"><summary>${declared}</summary><pre lang="en">${text}</pre></details>`;
  }

  /** One relation stands in the middle; of several each has a line, its reason beside it or, on a narrow page, below. */
  #chain(left: Formula, rows: readonly Row[]): string {
    const [only, ...more] = rows;
    if (more.length === 0 && (only === undefined || only.note.length === 0)) {
      const relation = only === undefined ? '' : ` ${only.sign.latex} ${only.to.latex}`;
      return `<div class="display">${this.#render(`${left.latex}${relation}`, true)}</div>`;
    }
    const lines = rows.map(
      ({ sign, to, note }) =>
        `<div class="line"><span class="sign">${this.#render(sign.latex, false)}</span><span class="formula">${this.#display(to)}</span><span class="note">${this.#sentence(note)}</span></div>`,
    );
    return `<div class="chain"><div class="line first"><span class="formula">${this.#display(left)}</span></div>${lines.join('')}</div>`;
  }

  /** Grids side by side, each above its name. */
  #picture({ picture, names, caption }: Extract<Block, { tag: 'picture' }>): string {
    const grids = picture.grids.map(
      (grid, i) =>
        `<div class="grid">${drawn(grid)}<div>${this.#render(names[i]?.latex ?? '', false)}</div></div>`,
    );
    const said = caption.length === 0 ? '' : `<figcaption>${this.#sentence(caption)}</figcaption>`;
    return `<figure class="picture"><div class="grids">${grids.join('')}</div>${said}</figure>`;
  }

  /** Set large, but within its line. */
  #display({ latex }: Formula): string {
    return this.#render(`\\displaystyle ${latex}`, false);
  }

  #sentence(pieces: readonly Piece[]): string {
    return pieces
      .map((piece) => (typeof piece === 'string' ? escaped(piece) : this.#render(piece.latex, false)))
      .join('');
  }
}
