// Numbers that do not count as usual where a text says so, and those that are not written as usual: what is false of whole
// numbers and fractions need not be false modulo 3, and `1,5` may be one number or two.

import { firstSentence, type Sentence } from './sentence.js';
import { namesIn } from './trees.js';
import type { Unit } from './units.js';

const otherArithmetic =
  /\b(?:mod(?:ulo)?|modular|saturat\w+|overflow\w*|xor|hexadecimal|octal|bitwise)\b|\bin binary\b|\bbinary (?:arithmetic|numbers?|addition|system|notation)|\bboolean\b|\bGF\s*\(|\b(?:integer|floor) division\b|模\s*\$?\d|同余|[二八]进制|十六进制|布尔|逻辑[或与]|异或|饱和|溢出|整数?除法|按位/iu;

/** Whether a sentence, with the words `after` a formula in it, speaks of another arithmetic: modulo 3, in binary, 二进制. */
export function countsOtherwise({ text }: Sentence, after: string): boolean {
  const words = text.replaceAll(/\$[^$]*\$/gu, '$');
  return [words, firstSentence(after)].some((part) => otherArithmetic.test(part));
}

/** Whether numbers of a formula are grouped by commas, 5,898,240, or have one before their decimals, `1{,}5`, `1,5 + 2,5 = 4`. */
export function writesCommas(text: string, units: readonly Unit[]): boolean {
  if (/\d(?:,|\{,\})\d{3}(?!\d)|\d\{,\}\d/u.test(text)) return true;
  const [sum, ...rest] = units.filter(({ kind }) => kind === 'expression' || kind === 'chain').reverse();
  const isPlain = (unit: Unit): boolean =>
    unit.kind === 'expression'
      ? namesIn(unit.node).size === 0
      : unit.kind === 'chain' &&
        [unit.chain.first, ...unit.chain.rest.map(({ right }) => right)].every(
          (node) => node !== null && namesIn(node).size === 0,
        );
  const parts = rest.length > 0 && rest.every(({ kind }) => kind === 'expression');
  return sum?.kind === 'chain' && parts && /\d,\d/u.test(text) && units.every(isPlain);
}
