// A sum of products over the points of a region: the shape that the formulas of convolutions have. Where the product
// is one of entries whose order in the alphabet does not depend on the point, the key of its monomial is an affine
// form of the indices, and along the innermost of them terms are appended by adding a constant to a number.

import type { Block } from './alphabet.js';
import { NoValue } from './budget.js';
import { Form, type Frame } from './form.js';
import { type Integer, integer, negative, plus, times } from './integer.js';
import { degreePart, fieldBits, keyOfOne, type Monomials } from './monomials.js';
import { addProduct, multiply } from './multiply.js';
import { type Polynomial, TermList } from './packed.js';
import type { Region } from './region.js';

/** A formula made ready: its value at a frame is a polynomial. */
export interface Node {
  /** Adds the value to a list. */
  fill(frame: Frame, list: TermList): void;
  /** How many terms `fill` forms; null where that shows only on the way. */
  count(frame: Frame): Integer | null;
  /** The value by itself, where that is what there is first. */
  value?(frame: Frame): Polynomial;
}

/** The terms that a sum of nodes forms, as far as that is known beforehand. */
export function countOf(nodes: readonly Node[], frame: Frame): Integer {
  return nodes.reduce<Integer>((count, node) => plus(count, node.count(frame) ?? 0), 0);
}

/** The value of a sum of nodes; more than the budget allows is refused before it is begun. */
export function sumOf(nodes: readonly Node[], frame: Frame, monomials: Monomials): Polynomial {
  const single = nodes.length === 1 ? nodes[0]?.value?.(frame) : undefined;
  if (single !== undefined) return single;
  monomials.budget.require(countOf(nodes, frame));
  const list = new TermList(monomials);
  for (const node of nodes) node.fill(frame, list);
  return list.normalise().polynomial();
}

/** The entry of an independent tensor: its number as a form, or its subscripts where entries are not numbered. */
export type EntryFactor =
  | { readonly block: Block; readonly number: Form }
  | { readonly block: null; readonly tensor: string; readonly at: readonly Form[] };

/** coefficient · Π entries · Π rest */
export interface ProductOf {
  /** A number over `den`, times the numerators of forms, over reciprocals. */
  readonly factor: Integer;
  readonly den: bigint;
  readonly numerators: readonly Form[];
  readonly reciprocals: readonly Form[];
  readonly entries: readonly EntryFactor[];
  /** Factors of any other kind. */
  readonly rest: readonly (readonly Node[])[];
}

export class Nest implements Node {
  /** The key of the product of the entries, where it is affine. */
  readonly #key: Form | null;
  /** What it grows by along the last index. */
  readonly #step: number;
  /** Whether a whole run is appended at once. */
  readonly #inRuns: boolean;

  constructor(
    readonly monomials: Monomials,
    readonly region: Region,
    /** The place of the last index, if there is one. */
    readonly last: number | null,
    readonly product: ProductOf,
  ) {
    this.#key = keyForm(product.entries);
    const slope = last === null ? 0 : this.#key?.slope(last);
    this.#step = typeof slope === 'number' ? slope : 0;
    this.#inRuns =
      this.#key !== null &&
      typeof slope === 'number' &&
      product.rest.length === 0 &&
      ![...product.numerators, ...product.reciprocals].some((form) => last !== null && form.uses(last));
  }

  count(frame: Frame): Integer | null {
    if (this.product.factor === 0) return 0;
    if (this.product.rest.length > 0 || this.region.hasTests) return null;
    const { budget } = this.monomials;
    return this.region.count(
      frame,
      budget,
      this.#inRuns && this.#step === 0 ? 'runs' : 'points',
      budget.limit,
    );
  }

  fill(frame: Frame, list: TermList): void {
    if (this.product.factor === 0) return;
    const { last, monomials, region } = this;
    const { budget } = monomials;
    region.walk(frame, budget, (lo, hi) => {
      if (last === null) this.#point(frame, list);
      else if (this.#inRuns) this.#run(frame, last, lo, hi, list);
      else {
        for (let v = lo; v <= hi; v = plus(v, 1)) {
          frame[last] = v;
          budget.step();
          this.#point(frame, list);
        }
      }
    });
  }

  #run(frame: Frame, last: number, lo: Integer, hi: Integer, list: TermList): void {
    frame[last] = lo;
    const { budget } = this.monomials;
    const key = (this.#key as Form).numerator(frame) as number;
    const count = plus(plus(hi, negative(lo)), 1);
    if (this.#step === 0) {
      budget.spend(1);
      list.push(key, times(count, this.#coefficient(frame, list)));
      return;
    }
    const terms = Number(count);
    const coef = this.#coefficient(frame, list);
    if (coef === 0) return;
    budget.spend(terms);
    list.run(key, this.#step, terms, coef);
  }

  #point(frame: Frame, list: TermList): void {
    const { budget } = this.monomials;
    const { rest } = this.product;
    if (rest.length > 0) {
      this.#mixedPoint(frame, list);
      return;
    }
    const coef = this.#coefficient(frame, list);
    if (coef === 0) return;
    budget.spend(1);
    list.push(this.#keyAt(frame), coef);
  }

  /** The product with factors of other kinds, which may be sums. */
  #mixedPoint(frame: Frame, list: TermList): void {
    const { monomials } = this;
    const own = new TermList(monomials);
    own.push(this.#keyAt(frame), this.#coefficient(frame, own));
    const factors = [own.normalise().polynomial()];
    for (const nodes of this.product.rest) {
      if (factors.at(-1)?.size === 0) return;
      factors.push(sumOf(nodes, frame, monomials));
    }
    if (factors[0]?.isOne) factors.shift();
    const last = factors.pop() as Polynomial;
    if (factors.length === 0) list.add(last);
    else addProduct(list, factors.reduce(multiply), last);
  }

  /** The coefficient at a point, as a numerator over the denominator of the list. */
  #coefficient(frame: Frame, list: TermList): Integer {
    let { factor: num, den } = this.product;
    for (const form of this.product.numerators) num = times(num, form.numerator(frame));
    if (num === 0) return 0;
    for (const form of this.product.reciprocals) {
      const below = BigInt(form.numerator(frame));
      if (below === 0n) throw new NoValue('a division by zero');
      num = times(num, integer(below < 0n ? -form.den : form.den));
      den *= below < 0n ? -below : below;
    }
    return den === list.den ? num : times(num, list.over(den));
  }

  #keyAt(frame: Frame): number {
    if (this.#key !== null) return this.#key.numerator(frame) as number;
    const { monomials } = this;
    const numbers = this.product.entries.map((entry) =>
      entry.block !== null
        ? (entry.number.numerator(frame) as number)
        : monomials.alphabet.entry(
            entry.tensor,
            entry.at.map((s) => s.integer(frame)),
          ),
    );
    return monomials.ofUnknowns(numbers.sort((a, b) => a - b));
  }
}

/**
 * The key of a product of entries as a form, where the entries' numbers have one order at all points and fit into the
 * fields of a key (monomials.ts).
 */
function keyForm(entries: readonly EntryFactor[]): Form | null {
  if (entries.length === 0) return Form.constant(keyOfOne);
  const bits = fieldBits(entries.length);
  const numbers: { readonly block: Block; readonly number: Form }[] = [];
  for (const entry of entries) {
    if (entry.block === null || bits === null) return null;
    if (entry.block.first + entry.block.size > 2 ** bits) return null;
    numbers.push(entry);
  }
  const ordered = numbers.sort(
    (a, b) => a.block.first - b.block.first || Number(distance(b.number, a.number) ?? 0),
  );
  if (
    ordered.some((entry, i) => {
      const before = ordered[i - 1];
      return before?.block === entry.block && distance(before.number, entry.number) === null;
    })
  )
    return null;
  const top = ordered.length - 1;
  return Form.sum([
    [degreePart(ordered.length), Form.constant(1)],
    ...ordered.map(({ number }, i) => [2 ** ((bits as number) * (top - i)), number] as const),
  ]);
}

/** b - a where it is the same everywhere, else null. */
function distance(a: Form, b: Form): Integer | null {
  const difference = Form.sum([
    [1, b],
    [-1, a],
  ]);
  return difference.isConstant ? difference.constant : null;
}
