// Formulas of which the reader leaves something out before it parses them.

import type { Formula } from './scan.js';

/** The formula without some places of its text, and what is supposed by that. */
export function without(formula: Formula, places: ReadonlySet<number>, supposing: string): Formula {
  const { text, offsets } = formula;
  const kept = [...offsets.keys()].filter((i) => !places.has(i));
  const written = formula.written ?? { text, offsets, ends: offsets.slice(1) };
  const ends = written.ends.filter((_, i) => !places.has(i));
  return {
    ...formula,
    text: kept.map((i) => text.charAt(i)).join(''),
    offsets: kept.map((i) => offsets[i] as number),
    supposed: [...(formula.supposed ?? []), supposing],
    written: { ...written, ends },
  };
}
