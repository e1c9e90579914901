// The shapes that a formula implies where the text states none: after `Z_{i,j} = \sum_m\sum_n W_{m,n} X_{i+m,j+n}` W has
// an entry for each m and n, Z for each i and j, and X those that the sum reaches. From which number subscripts count
// does not matter then, and no entry that the formula writes is outside.

import type { BinderNode, Node, ProductNode } from '../../grammar/tree.js';
import { linearIn } from '../prove/linear.js';
import type { Dim } from '../term/env.js';
import { add, equal, mul, namesOf, one, type Poly, sub, variable, zero } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { children } from '../term/walk.js';
import { splitSubscripts } from './normalise.js';
import type { Notebook } from './notebook.js';
import type { SideReader } from './sideReader.js';
import { genericSubscripts, nameOf } from './sides.js';
import { boundNames, hasIndices, namesIn } from './trees.js';

/** An entry of a tensor of which nothing is known, with what its subscripts may be where it stands. */
interface Occurrence {
  readonly owner: string;
  readonly dims: readonly Dim[];
}

/** A subscript of a known tensor, what it may be, and the ranges of the letters that sums bind around it. */
interface Place {
  readonly subscript: Node;
  readonly dim: Dim;
  readonly ranges: ReadonlyMap<string, Dim>;
}

/** The notebook with the shapes that `left = right` implies, left an entry; null where it does not imply them. */
export function withInferredShapes(sides: SideReader, left: Node, right: Node): Notebook | null {
  const { setting, notebook } = sides;
  const owner = left.tag === 'subscript' ? nameOf(left.base) : null;
  if (left.tag !== 'subscript' || owner === null || notebook.knows(owner) || notebook.isContested(owner))
    return null;
  if (setting.hypothesis || setting.assuming) return null;
  // Without a sum it may be a property: a definition only of what is new, by entries of known tensors in their own places.
  const isPlain = boundNames(right).size === 0;
  const isEntry = right.tag === 'subscript' && sides.shapeOfKnown(nameOf(right.base) ?? '') !== null;
  if (isPlain && ((setting.concluded && !isEntry) || notebook.isSpokenOf(owner))) return null;
  const letters = genericSubscripts(splitSubscripts(left.subscripts, null));
  if (letters === null || letters.includes(null)) return null;
  const free = letters.filter((name) => name !== null);
  if (
    free.some((name) => boundNames(right).has(name) || notebook.aliases.has(name) || notebook.sizes.has(name))
  )
    return null;
  const inference = new Inference(sides, [left, right]);
  const own = free.map(
    (name) => (isEntry ? inference.rangeInEntry(name, right) : null) ?? inference.rangeOfFree(name, right),
  );
  const found = inference.occurrences(right, new Map(free.map((name, i) => [name, own[i] as Dim])));
  if (found === null || (found.length === 0 && !isMadeOfKnown(sides, right))) return null;
  const isGiven = inference.isGiven(own);
  const isInPlace = isGiven && inference.isByLetters(right);
  const isReindexed = isEntry && !isInPlace && inference.isReached(right, free);
  if (isPlain && (found.length > 0 || !(isInPlace || isReindexed))) return null;
  const guessed = (found.length === 0 && !isGiven) || isReindexed ? { guessed: true as const } : {};
  const shapes = new Map<string, readonly Dim[]>([[owner, own]]);
  for (const { owner: name, dims } of found) {
    const before = shapes.get(name);
    if (before !== undefined && !sameDims(before, dims)) return null;
    shapes.set(name, dims);
  }
  const sizes = new Set(inference.sizes);
  const steps = [...inference.steps];
  let next = notebook.withSizes(sizes);
  for (const [name, dims] of shapes) {
    const loose = dims.map((dim) => (inference.isOpen(dim) ? dim : inference.open(name)));
    const inferred = isPlain && !isReindexed ? {} : { inferred: { loose, steps, ...guessed } };
    next = next.withTensor({ name, dims, definition: null, ...inferred });
  }
  return next.withLetters([...free, ...boundNames(right)]);
}

/** Whether a formula is made of entries of tensors whose shapes are known. */
function isMadeOfKnown(sides: SideReader, node: Node): boolean {
  if (node.tag === 'subscript' && node.base.tag === 'name')
    return sides.shapeOfKnown(node.base.name) !== null;
  const inner = children(node).filter((child) => hasIndices(child));
  return inner.length > 0 && inner.every((child) => isMadeOfKnown(sides, child));
}

class Inference {
  readonly sizes = new Set<string>();
  /** The sizes among them by which subscripts advance. */
  readonly steps = new Set<string>();
  readonly #taken: ReadonlySet<string>;
  readonly #first: Poly;
  readonly #ranges = new Set<Dim>();
  /** Ranges that known tensors have in the places of letters. */
  readonly #given = new Set<Dim>();
  /** Letters beside others in a subscript, a of `w_{i,i+a}`. */
  readonly #reached = new Set<string>();

  constructor(
    readonly sides: SideReader,
    readonly nodes: readonly Node[],
  ) {
    const { notebook, setting } = sides;
    this.#taken = new Set([
      ...nodes.flatMap((node) => [...namesIn(node)]),
      ...setting.names,
      ...notebook.tensors.keys(),
    ]);
    this.#first = nodes.some(countsFromOne) || !nodes.some(advances) ? one : zero;
  }

  /**
   * The range of a letter of the left side: where entries of known tensors that have it for a subscript exist, j of `w_{jk}`
   * and k of `x_{k+m-1}` for every m.
   */
  rangeOfFree(name: string, right: Node): Dim {
    const limits = this.sides.setting.limits.get(name);
    const said = limits === undefined ? null : this.between(limits.from, limits.to);
    const stands = this.standing(name, right);
    return (
      (stands !== null && said !== null && sameDims([stands], [said]) ? stands : said) ??
      stands ??
      this.existing(name, right) ??
      this.open(name)
    );
  }

  /** The range of a letter of `v_{i,a} = w_{i,i+a}`: where, for some i, there is an entry; null where it is not clear. */
  rangeInEntry(name: string, right: Node): Dim | null {
    const places = this.places(right);
    const [place, ...more] = places.filter(({ subscript }) => namesIn(subscript).has(name));
    if (place === undefined || more.length > 0 || place.subscript.tag === 'name') return null;
    const others = [...namesIn(place.subscript)].filter((other) => other !== name);
    const ranges = others.flatMap((other) => {
      const range = this.standing(other, right);
      return range === null ? [] : [[other, range] as const];
    });
    if (others.length === 0 || ranges.length < others.length) return null;
    const at = (n: Poly): Dim | null =>
      this.reach(place.subscript, new Map([...ranges, [name, { lo: n, hi: n }]]));
    const [rest, next] = [at(zero), at(one)];
    const isPlain = rest !== null && next !== null && equal(sub(next.lo, rest.lo), one);
    if (!isPlain) return null;
    const range = { lo: sub(place.dim.lo, rest.hi), hi: sub(place.dim.hi, rest.lo) };
    this.#ranges.add(range);
    this.#reached.add(name);
    return range;
  }

  /** Whether all letters have ranges that the places of an entry give them. */
  isReached(right: Node, letters: readonly string[]): boolean {
    return letters.every((name) => this.#reached.has(name) || this.standing(name, right) !== null);
  }

  /** Whether ranges are all what known tensors have in those places. */
  isGiven(ranges: readonly Dim[]): boolean {
    return ranges.every((range) => this.#given.has(range));
  }

  /** Whether letters by themselves are all the subscripts of known tensors: of `x_i + x_{i+1}` there may be fewer than of x. */
  isByLetters(node: Node): boolean {
    return this.places(node).every(({ subscript }) => subscript.tag === 'name');
  }

  /** The range of what the letter stands for by itself in known tensors, j of `w_{jk}`; null where there is none, or two. */
  private standing(name: string, body: Node): Dim | null {
    const [first, ...others] = this.places(body)
      .filter(({ subscript }) => subscript.tag === 'name' && subscript.name === name)
      .map(({ dim }) => dim);
    if (first === undefined || others.some((dim) => !sameDims([dim], [first]))) return null;
    this.#ranges.add(first);
    this.#given.add(first);
    return first;
  }

  /** The values of k for which `x_{k+m-1}` exists whatever m is; null where subscripts do not tell. */
  private existing(name: string, body: Node): Dim | null {
    const ends = this.places(body).map(({ subscript, dim, ranges }): Dim | null | undefined => {
      if (!namesIn(subscript).has(name)) return undefined;
      const rest = this.reach(subscript, new Map([...ranges, [name, { lo: zero, hi: zero }]]));
      const next = this.reach(subscript, new Map([...ranges, [name, { lo: one, hi: one }]]));
      const isPlain = rest !== null && next !== null && equal(sub(next.lo, rest.lo), one);
      return isPlain ? { lo: sub(dim.lo, rest.lo), hi: sub(dim.hi, rest.hi) } : null;
    });
    const [first, ...others] = ends.filter((end) => end !== undefined);
    return first == null || others.some((end) => end === null || !sameDims([end], [first])) ? null : first;
  }

  /** The subscripts of known tensors, with the ranges that sums give to letters around them. */
  private places(node: Node, ranges: ReadonlyMap<string, Dim> = new Map()): readonly Place[] {
    if (node.tag === 'reduction') {
      const inner = new Map(ranges);
      for (const binder of node.binders) {
        const range = binder.name === '' ? null : this.rangeOf(binder, node.body);
        if (range !== null) inner.set(binder.name, range);
      }
      return this.places(node.body, inner);
    }
    const shape = node.tag === 'subscript' ? this.sides.shapeOfKnown(nameOf(node.base) ?? '') : null;
    const subscripts =
      node.tag === 'subscript' ? splitSubscripts(node.subscripts, shape?.length ?? null) : [];
    const own = subscripts.flatMap((subscript, d) => {
      const dim = shape?.length === subscripts.length ? shape[d] : undefined;
      return dim === undefined ? [] : [{ subscript, dim, ranges }];
    });
    return [...own, ...children(node).flatMap((child) => this.places(child, ranges))];
  }

  /** What the section says elsewhere that a letter runs over, or all there is. */
  rangeOfLetter(name: string): Dim {
    const limits = this.sides.setting.limits.get(name);
    return (limits === undefined ? null : this.between(limits.from, limits.to)) ?? this.open(name);
  }

  /** A range whose limits are sizes; null where they cannot be read. */
  private between(from: Node, to: Node): Dim | null {
    try {
      const [lo, hi] = [from, to].map((node) => this.sides.sizeExpression(node)) as [Poly, Poly];
      for (const size of [...namesOf(lo), ...namesOf(hi)]) this.sizes.add(size);
      return { lo, hi };
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      return null;
    }
  }

  /** Every value from the first on, as many as there are: a new size. */
  open(name: string): Dim {
    const size = this.sizeFor(name);
    this.sizes.add(size);
    const range = { lo: this.#first, hi: sub(add(variable(size), this.#first), one) };
    this.#ranges.add(range);
    return range;
  }

  /** Whether a range is that of a name, and not only what a sum reaches. */
  isOpen({ lo, hi }: Dim): boolean {
    return [...this.#ranges].some((range) => equal(range.lo, lo) && equal(range.hi, hi));
  }

  private sizeFor(name: string): string {
    const { notebook } = this.sides;
    const isFree = (size: string): boolean =>
      !this.#taken.has(size) && !notebook.knows(size) && !this.sizes.has(size) && !notebook.isContested(size);
    const large = name.charAt(0).toUpperCase();
    return [large, `${large}${name}`, `N${name}`].find(isFree) ?? `${large}'`;
  }

  /** The entries of unknown tensors, where the names have these ranges; null where a range cannot be told. */
  occurrences(node: Node, ranges: ReadonlyMap<string, Dim>): readonly Occurrence[] | null {
    const { notebook } = this.sides;
    if (node.tag === 'reduction') return this.within(node.binders, node.body, ranges);
    if (node.tag === 'name') return this.number(node.name, ranges);
    if (node.tag === 'product' && node.factors.some(isArgument)) return null;
    if (node.tag !== 'subscript') return this.all(children(node), ranges);
    const owner = nameOf(node.base);
    if (owner === null) return null;
    if (notebook.tensor(owner) !== null) return [];
    const dims = splitSubscripts(node.subscripts, null).map((subscript) => this.reach(subscript, ranges));
    return dims.includes(null) ? null : [{ owner, dims: dims as readonly Dim[] }];
  }

  /** A small letter without subscripts, b, is a number if nothing is known of it. */
  private number(name: string, ranges: ReadonlyMap<string, Dim>): readonly Occurrence[] | null {
    if (ranges.has(name) || this.sides.notebook.knows(name)) return [];
    return /^\p{Ll}(?:ˆ.*)?$/u.test(name) ? [{ owner: name, dims: [] }] : null;
  }

  private all(nodes: readonly Node[], ranges: ReadonlyMap<string, Dim>): readonly Occurrence[] | null {
    const parts = nodes.map((node) => this.occurrences(node, ranges));
    return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
  }

  private within(
    binders: readonly BinderNode[],
    body: Node,
    outer: ReadonlyMap<string, Dim>,
  ): readonly Occurrence[] | null {
    const ranges = new Map(outer);
    for (const binder of binders) {
      const range = this.rangeOf(binder, body);
      if (binder.name === '' || range === null) return null;
      ranges.set(binder.name, range);
    }
    return this.occurrences(body, ranges);
  }

  private rangeOf({ name, from, to, condition }: BinderNode, body: Node): Dim | null {
    if (condition !== null) return null;
    if (from === null && to === null) return this.standing(name, body) ?? this.rangeOfLetter(name);
    if (from === null || to === null) return null;
    const [lo, hi] = [from, to].map((node) => this.sides.sizeExpression(node)) as [Poly, Poly];
    for (const size of [...namesOf(lo), ...namesOf(hi)]) this.sizes.add(size);
    this.#ranges.add({ lo, hi });
    return { lo, hi };
  }

  /** What a subscript may be where its names run through their ranges, in steps that are sizes: `i s + m`. */
  private reach(subscript: Node, ranges: ReadonlyMap<string, Dim>): Dim | null {
    const names = [...namesIn(subscript)];
    const [own, others] = [
      names.filter((name) => ranges.has(name)),
      names.filter((name) => !ranges.has(name)),
    ];
    const { notebook } = this.sides;
    if (own.length === 0 || !others.every((name) => this.mayBeSize(name))) return null;
    const reading = this.sides.reading(notebook.withSizes(others)).elaboratedIn(subscript, own);
    if (reading.sort !== 'index') return null;
    let [lo, hi] = [reading.poly, reading.poly];
    for (const name of own) {
      const range = ranges.get(name) as Dim;
      const coef = linearIn(reading.poly, name)?.coef;
      const sign = coef === undefined ? null : signOfStep(coef, own);
      if (coef === undefined || sign === null) return null;
      const [low, high] = sign > 0 ? [range.lo, range.hi] : [range.hi, range.lo];
      for (const size of namesOf(coef)) this.steps.add(size);
      lo = add(lo, mul(coef, sub(low, variable(name))));
      hi = add(hi, mul(coef, sub(high, variable(name))));
    }
    for (const size of others) if (!notebook.aliases.has(size)) this.sizes.add(size);
    return { lo, hi };
  }

  /** s of `x_{s i + m}`: a letter that is no index of the text counts something. */
  private mayBeSize(name: string): boolean {
    const { notebook } = this.sides;
    if (notebook.sizes.has(name) || notebook.aliases.has(name)) return true;
    return !notebook.knows(name) && !notebook.context().env.functions.has(name);
  }
}

/** Whether a step goes up, +1, or down, -1: it is a number, or a size with a number before it; null for others. */
function signOfStep(coef: Poly, indices: readonly string[]): 1 | -1 | null {
  const [only, ...more] = coef.terms;
  if (only === undefined || more.length > 0 || [...namesOf(coef)].some((name) => indices.includes(name)))
    return null;
  return only.coef > 0n ? 1 : -1;
}

/** Parentheses behind a name may be the argument of a function. */
function isArgument(
  { operator, factor }: ProductNode['factors'][number],
  i: number,
  all: ProductNode['factors'],
): boolean {
  return i > 0 && operator === '' && factor.tag === 'group' && all[i - 1]?.factor.tag === 'name';
}

/** `x_{k+m-1}`, `\sum_{m=1}`: subscripts count from 1. */
function countsFromOne(node: Node): boolean {
  if (
    node.tag === 'reduction' &&
    node.binders.some(({ from }) => from?.tag === 'number' && from.text === '1')
  )
    return true;
  if (node.tag === 'subscript' && node.subscripts.some(endsInMinusOne)) return true;
  return children(node).some(countsFromOne);
}

/** `x_{i+m}`, and a sum from 0: it matters where subscripts begin. Where all are letters, they may begin at 1. */
function advances(node: Node): boolean {
  if (node.tag === 'subscript' && node.subscripts.some(({ tag }) => tag === 'sum')) return true;
  if (
    node.tag === 'reduction' &&
    node.binders.some(({ from }) => from?.tag === 'number' && from.text === '0')
  )
    return true;
  return children(node).some(advances);
}

function endsInMinusOne(node: Node): boolean {
  const last = node.tag === 'sum' ? node.terms.at(-1) : undefined;
  return last?.sign === '-' && last.term.tag === 'number' && last.term.text === '1';
}

function sameDims(a: readonly Dim[], b: readonly Dim[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ lo, hi }, d) => equal(lo, (b[d] as Dim).lo) && equal(hi, (b[d] as Dim).hi))
  );
}
