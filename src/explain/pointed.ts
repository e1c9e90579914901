// A counterexample in a sentence or two, where its sides are no formulas to be worked out line by line: tensors of two
// shapes, maxima of given entries, functions of whole tensors.

import type { Counterexample } from '../prove/counterexample.js';
import { isShort, times } from '../prove/wording.js';
import type { Env } from '../term/env.js';
import { showShape } from '../term/operation.js';
import type { Tensor } from '../term/term.js';
import type { Captions, Formula, Piece } from './captions.js';
import { latexName } from './latexName.js';
import type { Block } from './page.js';

/** Where the two sides differ, and what they are there. */
export function pointed(found: Counterexample, { phrases }: Captions): readonly Block[] {
  const { sizes, indices, values = {}, place = [], cell, shapes } = found;
  const subscripts = cell ?? place.map((name) => indices[name] ?? '?');
  const own = Object.entries(indices).filter(([name]) => !place.includes(name));
  const numbers = cell === undefined ? [...Object.entries(sizes), ...own].map(valued) : [];
  const isFunction = ([name]: readonly [string, string]): boolean => name.endsWith(')');
  const entries = Object.entries(values);
  const taken = [...numbers, ...entries.filter((each) => !isFunction(each)).map(valued)];
  const functions = entries.filter(isFunction).map((pair) => pair.map(formula) as [Formula, Formula]);
  const sentence = (pieces: readonly Piece[]): Block => ({ tag: 'sentence', pieces });
  return [
    ...(numbers.length === 0
      ? []
      : [{ tag: 'context', statements: [`assume ${numbers.join(', ')}`], said: true } as const]),
    ...(taken.length === 0 ? [] : [sentence(phrases.take(taken.map(formula)))]),
    ...functions.map(([fn, by]) => sentence(phrases.stands(fn, by))),
    ...(subscripts.length === 0 ? [] : [sentence(phrases.cell(formula(`(${subscripts.join(', ')})`)))]),
    sentence(
      shapes === undefined
        ? sides(found, phrases)
        : phrases.shapes(formula(shapes.left), formula(shapes.right)),
    ),
  ];
}

/**
 * Of sides that are sums what one of them has and the other has not, as a sentence; nothing where that is plain to see.
 */
export function apart(found: Counterexample, { phrases }: Captions): readonly Block[] {
  const { left, right, monomial } = found;
  if (monomial === null || monomial.text === '1' || (isShort(left) && isShort(right))) return [];
  return [{ tag: 'sentence', pieces: sides(found, phrases) }];
}

/** A side that is a sum with the term in a box that a counterexample names; of other sides itself. */
export function marked(side: Formula, found: Counterexample, which: 'left' | 'right'): Formula {
  const { monomial } = found;
  if (monomial === null) return side;
  const term = times(monomial[which], monomial.text);
  const terms = side.native.split(' + ');
  const at = terms.indexOf(term);
  const latex = side.latex.split(' + ');
  if (at < 0 || terms.length === 1 || latex.length !== terms.length) return side;
  return { ...side, latex: latex.with(at, `\\boxed{${latex[at]}}`).join(' + ') };
}

/** That two tensors are of different shapes, whatever the sizes. */
export function shapesApart(env: Env, left: Tensor, right: Tensor, { phrases }: Captions): readonly Block[] {
  const [a, b] = [left, right].map((side) => formula(showShape(env, side))) as [Formula, Formula];
  return [{ tag: 'sentence', pieces: phrases.shapes(a, b) }];
}

function valued([name, value]: readonly [string, number | string]): string {
  return `${name} = ${value}`;
}

/** What the sides are, or what one of them has more of. */
function sides({ left, right, monomial }: Counterexample, phrases: Captions['phrases']): readonly Piece[] {
  if (monomial === null || monomial.text === '1' || (isShort(left) && isShort(right)))
    return phrases.sides(formula(left), formula(right));
  const term = (coefficient: string): Formula => formula(times(coefficient, monomial.text));
  if (monomial.right === '0') return phrases.leftAlone(term(monomial.left));
  if (monomial.left === '0') return phrases.rightAlone(term(monomial.right));
  return phrases.terms(term(monomial.left), term(monomial.right));
}

/** A value as it is spelled: numbers, entries with numbers for subscripts, their products and sums, matrices of them. */
function formula(native: string): Formula {
  // What a function is taken of, where that is a whole tensor, is long and the same on both sides.
  const short = native.replace(/\(\[[^()]*\]\)/g, '(...)');
  const latex = short
    .replace(/\[([^[\]]*)\]/g, (_, rows: string) => {
      const cells = rows.replace(/,/g, ' &').replace(/;/g, ' \\\\');
      return `\\begin{bmatrix} ${cells} \\end{bmatrix}`;
    })
    .replace(/floor\(([^()]*)\)/g, (_, of: string) => `\\lfloor ${of} \\rfloor`)
    .replace(/(?<![\\A-Za-z{])[A-Za-z]{2,}'*/g, latexName)
    .replace(/_<([^<>]*)>/g, '_{$1}')
    .replace(/\.\.\./g, '\\dots')
    .replace(/×/g, ' \\times ')
    .replace(/\*/g, ' ')
    .replace(/\^(\d+)/g, '^{$1}');
  return { latex, native: short };
}
