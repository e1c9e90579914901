// What is agreed on outside of a document: commands of its author, where subscripts start, what a star means.

import type { Circumstances } from './circumstances.js';
import type { Piece } from './scan.js';

/** What `*` between tensors means: correlation, or mathematical convolution, `\circledast`. */
export type Star = 'correlation' | 'convolution';

export interface Conventions {
  /** `{ '\\R': '\\mathbb{R}', '\\conv': '#1 \\circledast #2' }` */
  readonly macros: Readonly<Record<string, string>>;
  /** The first subscript; null where the documents say it. */
  readonly indexBase: 0 | 1 | null;
  /** null where it is open. */
  readonly star: Star | null;
}

export const noConventions: Conventions = { macros: {}, indexBase: null, star: null };

/** The commands as if the document began with their definitions. */
export function definitionsOf({ macros }: Conventions): readonly Piece[] {
  return Object.entries(macros).map(([name, body]) => {
    const used = [...body.matchAll(/#(\d)/g)].map(([, digit]) => Number(digit));
    const parameters = Math.max(0, ...used);
    return { kind: 'macro', name, parameters, preset: null, body, isSynonym: false, start: 0, end: 0 };
  });
}

/** What is agreed on goes before what the words of a section seem to say. */
export function agreed(said: Circumstances, { indexBase, star }: Conventions): Circumstances {
  return {
    ...said,
    zeroBased: indexBase === null ? said.zeroBased : indexBase === 0,
    bothSigns: said.bothSigns || star !== null,
    signs: star === null ? said.signs : new Map([...said.signs, ['*', star]]),
  };
}
