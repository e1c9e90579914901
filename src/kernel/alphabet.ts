// The alphabet of expanded polynomials: unknowns as small integers. All entries of an independent tensor have
// consecutive numbers in the order of their subscripts, the last running fastest, so that an entry at affine
// subscripts has an affine number. What a number stands for can always be asked back.

import { type Integer, plus } from './integer.js';
import type { Polynomial } from './packed.js';

/** What a number of the alphabet stands for. */
export type Unknown =
  | { readonly kind: 'entry'; readonly tensor: string; readonly at: readonly Integer[] }
  /** A function that nothing is known of, or one of its derivatives, at arguments written out. */
  | {
      readonly kind: 'application';
      readonly fn: string;
      readonly args: readonly Argument[];
      readonly by: readonly Position[];
    };

/** A number, or the entries of a tensor in the order of their subscripts, the last running fastest. */
export type Argument = Polynomial | { readonly ranges: Ranges; readonly cells: readonly Polynomial[] };

/** What a function is differentiated by: an argument, counted from 0, or the entry of one. */
export interface Position {
  readonly arg: number;
  readonly at: readonly Integer[];
}

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

  /** The numbers of all entries of a tensor; null when there are too many to number them beforehand, or no end of them. */
  block(tensor: string, ranges: () => Ranges | null): Block | null {
    const known = this.#blocks.get(tensor);
    if (known !== undefined) return known;
    const given = ranges();
    const block = given === null ? null : this.#allot(tensor, given);
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

  /** The number that the entry of an independent tensor has, inside its shape. */
  number(tensor: string, ranges: () => Ranges | null, at: readonly Integer[]): number {
    const block = this.block(tensor, ranges);
    if (block === null) return this.entry(tensor, at);
    return block.ranges.reduce(
      (sum, [lo], d) => sum + (block.strides[d] as number) * (Number(at[d]) - Number(lo)),
      block.first,
    );
  }

  /** The number of an application; equal for equal arguments, and for derivatives taken in any order. */
  application(fn: string, args: readonly Argument[], by: readonly Position[]): number {
    const places = by.map((position) => ({ position, key: `'${position.arg}[${position.at.join()}]` }));
    places.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    const key = `${fn}${places.map((p) => p.key).join('')}(${args.map(argumentKey).join(';')})`;
    return this.#single(key, () => ({
      kind: 'application',
      fn,
      args: [...args],
      by: places.map((p) => p.position),
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

/** A text equal exactly for equal arguments over one alphabet. */
function argumentKey(arg: Argument): string {
  if (!('cells' in arg)) return arg.key;
  return `[${arg.ranges.map((range) => range.join(':')).join()}|${arg.cells.map((cell) => cell.key).join('|')}]`;
}

/** All subscripts within ranges, the last running fastest. */
export function subscripts(ranges: Ranges): readonly (readonly Integer[])[] {
  return ranges.reduce<readonly (readonly Integer[])[]>(
    (lists, [lo, hi]) =>
      lists.flatMap((list) => {
        const longer: Integer[][] = [];
        for (let s = lo; s <= hi; s = plus(s, 1)) longer.push([...list, s]);
        return longer;
      }),
    [[]],
  );
}
