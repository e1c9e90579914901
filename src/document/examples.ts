// Sizes of an example, given one by one: "for $I = 7$, a kernel with $M = 3$ and stride $S = 2$ there are …". The first
// comes after "for"; those after it are assumed like it, where nothing said before makes them claims.

import { isConstant } from '../term/poly.js';
import type { Notebook } from './notebook.js';
import type { Unit } from './units.js';

/** The words between two numbers of a list do not end it: no sentence, no verb, no conclusion. */
export function listGoesOn(between: string): boolean {
  if (between.length > 40 || /[。；;.:：]|[时则有得为是]/u.test(between)) return false;
  return /^\s*[,，、]|^[\s\p{L}]*\b(?:and|with)\b|[和与及]/iu.test(between) && !conclusion.test(between);
}

const conclusion =
  /\b(?:then|so|we|is|are|has|have|gives?|yields?|becomes?|hence|thus|therefore|there|it|results?)\b|得|因此|所以|故/iu;

/**
 * Whether a formula gives numbers to capital letters, or to letters that are new or have one, and says nothing else. A
 * letter that stands for a formula, K for I - M + 1, is not given one: that K is 3 is claimed.
 */
export function givesNumbers(units: readonly Unit[], notebook: Notebook): boolean {
  return units.every((unit) => {
    if (unit.kind !== 'chain') return false;
    const { first, rest } = unit.chain;
    const [step, ...more] = rest;
    if (first?.tag !== 'name' || notebook.tensor(first.name) !== null) return false;
    const stands = notebook.aliases.get(first.name);
    const isNew = /^\p{L}$/u.test(first.name) && !notebook.knows(first.name);
    if (!/^\p{Lu}$/u.test(first.name) && !isNew && (stands === undefined || !isConstant(stands)))
      return false;
    // "Full padding $P = K - 1$" was a case, too, and this is another one.
    const isCase = stands === undefined || isConstant(stands) || notebook.free.has(first.name);
    const open = !notebook.spoken.has(first.name) && isCase;
    return open && more.length === 0 && step?.operator === '=' && step.right.tag === 'number';
  });
}
