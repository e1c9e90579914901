// The formats that derivations are written in; pages in HTML are `report/html/derivation.ts`.

import { markdown } from './markdown.js';
import type { Format, Lang } from './names.js';
import type { Block } from './page.js';
import { tex } from './tex.js';
import { text } from './text.js';

/** Pages one after the other as one text. */
export function written(
  pages: readonly (readonly Block[])[],
  to: Exclude<Format, 'html'>,
  lang: Lang,
): string {
  switch (to) {
    case 'latex':
      return tex(pages, lang);
    case 'markdown':
      return pages.map(markdown).join('\n');
    case 'text':
      return pages.map(text).join('\n\n');
  }
}
