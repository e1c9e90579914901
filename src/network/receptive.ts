// Receptive fields (Le, Borji, What are the receptive, effective receptive, and projective fields of neurons in
// convolutional neural networks?, 2017), read off the formulas: of a layer the entries x_{…,i,j} that one output takes span
// so many rows, and those of its neighbour begin so many rows further on. With r_0 = j_0 = 1 it is
//
//     r_l = r_{l-1} + (rows of layer l - 1) j_{l-1},   j_l = j_{l-1} · step of layer l
//
// whose closed form is a theorem of `proofs/receptive-field.conv`.

import type { Formula } from '../compute/formula.js';
import { type Range, rangeOf } from '../compute/range.js';
import { at, type Extents } from '../compute/sizes.js';
import { allParts } from '../term/parts.js';
import { constant, substitute } from '../term/poly.js';

/** Along rows or columns: how many entries of the picture an output depends on, and how far its neighbour's are away. */
export interface Field {
  readonly reach: number;
  readonly jump: number;
}

/** That of an entry of the picture itself. */
export const point: Field = { reach: 1, jump: 1 };

/** What an output takes of the input `name` along each side. */
interface Window {
  readonly reach: number;
  readonly step: number;
}

/** The field of an output, from the field of what its layer takes. */
export function fieldAfter(field: readonly Field[], windows: readonly Window[]): readonly Field[] {
  return windows.map(({ reach, step }, d) => {
    const before = field[d] ?? point;
    return { reach: before.reach + (reach - 1) * before.jump, jump: before.jump * step };
  });
}

/** Of pictures, from the third subscript of x on: the window of one output, its step the same for all. */
export function windowsOf(formula: Formula, extents: Extents, name: string): readonly Window[] {
  const { sizes, output } = extents;
  const values = new Map([...sizes].map(([size, n]) => [size, constant(n)]));
  const bound = new Map<string, Range>();
  let found: readonly Window[] = [];
  for (const part of allParts(formula.body)) {
    if (part.tag === 'reduce')
      for (const { name: index, lo, hi } of part.binders)
        bound.set(index, { lo: at(lo, sizes), hi: at(hi, sizes) });
    if (part.tag !== 'entry' || part.tensor.tag !== 'tensor' || part.tensor.name !== name) continue;
    const along = (offset: number): readonly Range[] => {
      const here = formula.indices.map((index, d) => {
        const n = (output.first[d] as number) + offset;
        return [index, { lo: n, hi: n }] as const;
      });
      const ranges = new Map([...bound, ...here]);
      return part.at.slice(2).map((subscript) => rangeOf(substitute(subscript, values), ranges));
    };
    const [own, next] = [along(0), along(1)];
    found = own.map(({ lo, hi }, d) => ({ reach: hi - lo + 1, step: (next[d] as Range).lo - lo }));
  }
  return found;
}
