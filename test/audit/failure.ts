// What is wrong with a finding, in words that are the same for failures of one kind.

import type { Finding } from './verdict.js';

/** null for a finding as it should be; else the kind of failure, without names and numbers. */
export function kindOf({ wrong, outcome, message, undecided }: Finding): string | null {
  if (wrong !== null) return `WRONG: ${wrong.replace(/ (at|is) .*/, '').replaceAll(/\d+/g, '#')}`;
  if (outcome !== 'unknown' || undecided === 'expected') return null;
  return `unknown: ${message
    .replace('not decided: ', '')
    .replace(/; the sides agree.*/, '')
    .replaceAll(/'?\w*_<[^>]*>|\([^)]*\)|\[[^\]]*\]|\d+|\b[a-zA-Z]\d*\b/g, '·')
    .replaceAll(/[·()[\]{}^+*/<>=!-]+(\s*[·()[\]{}^+*/<>=!-]+)*/g, '·')}`;
}
