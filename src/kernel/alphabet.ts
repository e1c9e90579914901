// The alphabet of expanded polynomials: unknowns as small integers. All entries of an independent tensor have
// consecutive numbers in the order of their subscripts, the last running fastest, so that an entry at affine
// subscripts has an affine number. What a number stands for can always be asked back.

import type { Integer } from './integer.js';
import type { Polynomial } from './packed.js';

/** What a number of the alphabet stands for. */
export type Unknown =
  | { readonly kind: 'entry'; readonly tensor: string; readonly at: readonly Integer[] }
  /** A function that nothing is known of, at arguments written out. */
  | { readonly kind: 'application'; readonly fn: string; readonly args: readonly Polynomial[] };

/** lo..hi in each dimension. */
export type Ranges = readonly (readonly [lo: Integer, hi: Integer])[];

/** The entries of one tensor: that at s has the number first + Σ strides[d] (s[d] - ranges[d][0]). */
export interface Block {
  readonly tensor: string;
  readonly ranges: Ranges;
  readonly first: number;
  readonly size: number;
  readonly strides: readonly number[];
}

/** Numbers stay below this one, which leaves room for the arithmetic with them. */
const mostUnknowns = 2 ** 30;

export class Alphabet {
  #next = 0;
  readonly #blocks = new Map<string, Block | null>();
  readonly #singles = new Map<number, Unknown>();
  readonly #numbers = new Map<string, number>();

  /** The numbers of all entries of a tensor; null when there are too many to number them beforehand. */
  block(tensor: string, ranges: () => Ranges): Block | null {
    const known = this.#blocks.get(tensor);
    if (known !== undefined) return known;
    const block = this.#allot(tensor, ranges());
    this.#blocks.set(tensor, block);
    return block;
  }

  #allot(tensor: string, ranges: Ranges): Block | null {
    const strides: number[] = [];
    let size = 1;
    for (const [lo, hi] of [...ranges].reverse()) {
      if (typeof lo !== 'number' || typeof hi !== 'number') return null;
      strides.unshift(size);
      size *= Math.max(hi - lo + 1, 0);
      if (size > mostUnknowns - this.#next) return null;
    }
    const first = this.#next;
    this.#next += size;
    return { tensor, ranges, first, size, strides };
  }

  /** The number of one entry inside the shape of a tensor that has no block. */
  entry(tensor: string, at: readonly Integer[]): number {
    return this.#single(`${tensor}[${at.join()}]`, () => ({ kind: 'entry', tensor, at: [...at] }));
  }

  /** The number of an application; equal for equal arguments. */
  application(fn: string, args: readonly Polynomial[]): number {
    return this.#single(`${fn}(${args.map((arg) => arg.key).join(';')})`, () => ({
      kind: 'application',
      fn,
      args: [...args],
    }));
  }

  #single(key: string, unknown: () => Unknown): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#next++;
    this.#numbers.set(key, number);
    this.#singles.set(number, unknown());
    return number;
  }

  /** What a number stands for. */
  unknown(number: number): Unknown {
    const single = this.#singles.get(number);
    if (single !== undefined) return single;
    for (const block of this.#blocks.values()) {
      if (block === null || number < block.first || number >= block.first + block.size) continue;
      let rest = number - block.first;
      const at = block.ranges.map(([lo], d) => {
        const stride = block.strides[d] as number;
        const steps = Math.floor(rest / stride);
        rest -= steps * stride;
        return (lo as number) + steps;
      });
      return { kind: 'entry', tensor: block.tensor, at };
    }
    throw new RangeError(`${number} stands for nothing`);
  }
}
