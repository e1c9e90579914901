// What a sentence says that its indices range over: for $1 \le k \le K$. It is their range from then on, and in the sentence
// nothing is said of others.

import type { RelationNode } from '../../grammar/tree.js';
import { atLeast, type Cond } from '../term/cond.js';
import { add, namesOf, one, type Poly, sub, variable } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import type { Notebook } from './notebook.js';
import { definition, type Outcome } from './outcome.js';
import { carriesOn } from './prose.js';
import type { SideReader } from './sideReader.js';
import { orders } from './sizeConditions.js';
import { strays } from './substitutedRanges.js';

/** The ranges of one sentence. */
export class RangesSaid {
  /** As conditions. */
  #conditions: readonly Cond[] = [];
  /** The formula before stated one, as this one may. */
  #goesOn = false;
  #leads = false;
  /** The words before say that it is so for all. */
  #forAll = false;

  /** The words before the next formula. */
  hear(words: string): void {
    this.#goesOn &&= carriesOn(words) || /^\s*[,，、]\s*$/u.test(words);
    this.#leads = introducesRange(words) || this.#goesOn;
    this.#forAll = saysForAll(words) || (this.#forAll && this.#goesOn);
  }

  /** What a chain says that is the first of its formula, or stands behind others there; null where it is no range. */
  take(sides: SideReader, chain: RelationNode, isFirst: boolean): Outcome | null {
    if (sides.setting.concluded || (isFirst && !this.#leads)) return null;
    const range = rangeOfChain(sides, chain) ?? (this.#forAll ? halfRange(sides, chain) : null);
    // What is false of a name that stands for an expression is a claim.
    if (range === null || isStray(sides, range, chain)) return null;
    this.#goesOn = true;
    this.#conditions = [...this.#conditions, ...range.conditions];
    const { notebook } = range;
    return {
      verdict: definition(`the range of ${range.name}`),
      notebook: notebook.withConditions([...notebook.conditions, ...range.conditions]),
    };
  }

  /** The notebook after the sentence. */
  end(notebook: Notebook): Notebook {
    const gone = this.#conditions;
    if (gone.length === 0) return notebook;
    this.#conditions = [];
    return notebook.withConditions(notebook.conditions.filter((cond) => !gone.includes(cond)));
  }
}

/** For all $1 \le k \le K$, 对任意 $1 \le k \le K$: the words just before a chain make it the range of its middle. */
function introducesRange(before: string): boolean {
  return /(?:\bfor(?: (?:all|any|every|each))?|\bwith|\bwhere|对于?(?:所有|任意|任何|每个|一切)?的?|其中)\s*$/iu.test(
    before.replace(/[\s*_]+$/u, ''),
  );
}

/** For all $l \ge 1$, 对 $l \ge 1$: what is said behind it is said of these. */
function saysForAll(before: string): boolean {
  return /(?:\bfor (?:all|any|every|each)|对于?(?:所有|任意|任何|每个|一切)?的?)\s*$/iu.test(
    before.replace(/[\s*_]+$/u, ''),
  );
}

/** Whether the text says what the name stands for, and that is not always within the range. */
function isStray(sides: SideReader, { name, within }: Said, { range }: RelationNode): boolean {
  return within !== null && strays(sides, name, within.from, within.to, range) !== null;
}

interface Said {
  readonly notebook: Notebook;
  readonly conditions: readonly Cond[];
  readonly name: string;
  readonly within: { readonly from: Poly; readonly to: Poly } | null;
}

/** `l \ge 1`, `k < K`: a condition on an index, of which the text need not have said where else it ends. */
function halfRange(sides: SideReader, { first, rest }: RelationNode): Said | null {
  const [only, ...more] = rest;
  if (first === null || only === undefined || more.length > 0 || !orders.has(only.operator)) return null;
  const isUp = only.operator === '>' || only.operator === '>=';
  const [small, large] = isUp ? [only.right, first] : [first, only.right];
  const { notebook } = sides;
  const names = [small, large].flatMap((node) => (node.tag === 'name' ? [node.name] : []));
  const name = names.find((each) => isIndexLetter(notebook, each));
  if (name === undefined) return null;
  try {
    const read = sides.reading(notebook.withLetters([name]));
    const [lo, hi] = [small, large].map((node) => read.elaboratedIn(node, [name]));
    if (lo?.sort !== 'index' || hi?.sort !== 'index') return null;
    const isStrict = only.operator === '<' || only.operator === '>';
    return {
      notebook,
      conditions: [atLeast(hi.poly, isStrict ? add(lo.poly, one) : lo.poly)],
      name,
      within: null,
    };
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    return null;
  }
}

/** A small letter that is nothing else. */
function isIndexLetter(notebook: Notebook, name: string): boolean {
  return /^\p{Ll}$/u.test(name) && notebook.tensor(name) === null && !notebook.sizes.has(name);
}

/** `1 \le k \le K`, `1 \le k < K`: the range of k, and as conditions; null for any other chain. */
function rangeOfChain(sides: SideReader, { first, rest }: RelationNode): Said | null {
  const [low, high, ...more] = rest;
  if (first === null || low === undefined || high === undefined || more.length > 0) return null;
  if (![low, high].every(({ operator }) => operator === '<' || operator === '<=')) return null;
  const name = low.right.tag === 'name' ? low.right.name : '';
  const { notebook } = sides;
  if (!isIndexLetter(notebook, name)) return null;
  try {
    const { lo, hi } = sides.rangeOf(name, first, high.right);
    if (lo === null || hi === null || [lo, hi].some((limit) => namesOf(limit).has(name))) return null;
    const from = low.operator === '<' ? add(lo, one) : lo;
    const to = high.operator === '<' ? sub(hi, one) : hi;
    return {
      notebook: notebook.withoutAlias(name).withSizesIn([from, to]).withIndex({ name, lo: from, hi: to }),
      conditions: [atLeast(variable(name), from), atLeast(to, variable(name))],
      name,
      within: { from, to },
    };
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    return null;
  }
}
