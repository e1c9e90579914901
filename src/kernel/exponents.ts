// Exponent vectors in words: the exponents of six consecutive unknowns are the digits, of five bits each, of one word.
// A monomial is the list of its words that are not 0, each behind its number; what an exponent has beyond 31 stands, in
// the same way, in words of further planes. So a monomial has one list, and while exponents stay below 32 a product is
// a sum of words.

import type { Row } from './rows.js';

const digitBits = 5;
const base = 1 << digitBits;
const digitsInWord = 6;
/** Unknowns are below 2^30, their words therefore below this. */
const planeUnit = 2 ** 28;

/** What one more factor adds: to the word with this number, this number. */
export function wordOf(unknown: number): { readonly number: number; readonly unit: number } {
  const number = Math.floor(unknown / digitsInWord);
  return { number, unit: 1 << (digitBits * (unknown - digitsInWord * number)) };
}

/** Exponents up to this one are in one word. */
export const mostInWord = base - 1;

/** The words of a list of unknowns in rising order, put into `words`. */
export function encode(list: Row, words: Row): void {
  words.length = 0;
  const { numbers, length } = list;
  let further = true;
  for (let plane = 0, scale = 1; further; plane++, scale *= base) {
    further = false;
    let number = 0;
    let word = 0;
    for (let i = 0, end = 0; i < length; i = end) {
      const unknown = numbers[i] as number;
      while (end < length && numbers[end] === unknown) end++;
      const exponent = Math.floor((end - i) / scale);
      if (exponent >= base) further = true;
      const own = wordOf(unknown);
      if (own.number !== number) {
        put(words, number + plane * planeUnit, word);
        number = own.number;
        word = 0;
      }
      word += (exponent % base) * own.unit;
    }
    put(words, number + plane * planeUnit, word);
  }
}

function put(words: Row, number: number, word: number): void {
  if (word === 0) return;
  words.push(number);
  words.push(word);
}

/** The list of unknowns that `encode` made words of, put into `list`. */
export function decode(words: Row, list: Row): void {
  list.length = 0;
  let planes = 1;
  for (let i = 0; i < words.length; i += 2) {
    const plane = Math.floor((words.numbers[i] as number) / planeUnit);
    const first = ((words.numbers[i] as number) - plane * planeUnit) * digitsInWord;
    if (plane > 0) planes = plane + 1;
    let rest = words.numbers[i + 1] as number;
    for (let d = 0; rest > 0; d++, rest >>>= digitBits) {
      for (let e = (rest & (base - 1)) * base ** plane; e > 0; e--) list.push(first + d);
    }
  }
  if (planes > 1) list.numbers.subarray(0, list.length).sort();
}
