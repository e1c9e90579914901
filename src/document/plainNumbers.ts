// Derivatives of numbers that a text gives by a formula: after `z = \frac12 (a + b)` the derivative of z by a is a half.
// The letters are numbers of which nothing else is known. A derivative of something without a formula, J of
// `\frac{\partial J}{\partial z}`, and an error that stands for one, `\delta_z`, is an unknown number.

import { printNode } from '../../grammar/print.js';
import type { Node, Range, RelationOperator } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import { differentiates, partsOfDerivative } from './derivatives.js';
import { inNative } from './inNative.js';
import { Notebook } from './notebook.js';
import type { Outcome } from './outcome.js';
import { instance } from './sayings.js';
import type { SideReader } from './sideReader.js';
import { subjectOf } from './subjects.js';
import { mapChildren, namesIn } from './trees.js';

/** The verdict on a relation of such derivatives; null for any other, and where it is not settled. */
export function ofPlainNumbers(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  at: Range,
): Outcome | null {
  if (operator !== '=' || sides.setting.hypothesis) return null;
  const numbers = new PlainNumbers(sides.notebook, sides.setting.circumstances.largest);
  const [first, second] = [left, right].map((node) => numbers.written(node)) as [Node | null, Node | null];
  if (first === null || second === null || (!numbers.derived && numbers.unknown.size === 0)) return null;
  const reader = sides.reading(numbers.context([first, second]));
  const [a, b] = [reader.elaborated(first), reader.elaborated(second)];
  const claim = { name: null, left: a, operator, right: b, at, leftNode: first, rightNode: second };
  const verdict = judge(reader.notebook.context(), claim, sides.setting.options);
  const isCertain = numbers.derived && numbers.unknown.size === 0 && !numbers.usesDependent;
  if (verdict.verdict !== 'proved' && !(verdict.verdict === 'refuted' && isCertain)) return null;
  const where = numbers.usesLargest
    ? { message: `${verdict.message}, where ${numbers.largest} is the largest` }
    : {};
  return {
    verdict: { ...verdict, ...where, scope: 'for numbers' },
    reading: inNative(reader, first, operator, second),
  };
}

class PlainNumbers {
  /** A derivative of a formula occurred. */
  derived = false;
  /** Derivatives of what has no formula, with the names that they get. */
  readonly unknown = new Map<string, string>();
  /** A maximum was replaced by the letter that is the largest. */
  usesLargest = false;
  /** A letter stands there for which the text gives a formula, so that it may depend on the others. */
  usesDependent = false;

  constructor(
    readonly notebook: Notebook,
    /** The letter that the text calls the largest. */
    readonly largest: string | null,
  ) {}

  /** The formula with derivatives as the native notation has them; null where something else occurs than numbers. */
  written(node: Node): Node | null {
    const error = this.#error(node);
    if (error !== null) return this.written(error);
    switch (node.tag) {
      case 'number':
        return node;
      case 'name':
        if (this.notebook.knows(node.name)) return null;
        if (this.#formulaOf(node.name) !== null) this.usesDependent = true;
        return node;
      case 'fraction':
        return differentiates(node) ? this.#derivative(node) : this.#inside(node);
      case 'superscript':
        return node.superscript.tag === 'number' ? this.#inside(node) : null;
      case 'group':
        return node.items.length === 1 ? this.#inside(node) : null;
      case 'product':
        return node.factors.every(({ operator }) => ['', 'cdot', 'times'].includes(operator))
          ? this.#inside(node)
          : null;
      case 'sum':
      case 'power':
        return this.#inside(node);
      default:
        return null;
    }
  }

  #inside(node: Node): Node | null {
    let isPlain = true;
    const inner = mapChildren(node, (child) => {
      const written = this.written(child);
      if (written === null) isPlain = false;
      return written ?? child;
    });
    return isPlain ? inner : null;
  }

  #derivative(node: Node & { tag: 'fraction' }): Node | null {
    const { of, by } = partsOfDerivative(node) ?? {};
    if (of == null || by?.tag !== 'name' || this.notebook.knows(by.name)) return null;
    const formula = of.tag === 'name' && !this.notebook.knows(of.name) ? this.#formulaOf(of.name) : null;
    const picked = formula === null ? null : this.#picked(formula, by);
    if (picked !== null) return picked;
    const plain = formula === null || differentiates(formula) ? null : this.written(formula);
    const { range } = node;
    if (plain === null || !namesIn(plain).has(by.name)) {
      const key = printNode(node);
      const name = this.unknown.get(key) ?? `u#${this.unknown.size}`;
      this.unknown.set(key, name);
      return { tag: 'name', name, range };
    }
    if (this.#reaches(plain, by.name, new Set([by.name]))) return null;
    this.derived = true;
    const factors: readonly Node[] = [
      { tag: 'name', name: 'diff', range },
      { tag: 'group', delimiter: '(', items: [plain, by], range },
    ];
    return { tag: 'product', range, factors: factors.map((factor) => ({ operator: '', factor })) };
  }

  /**
   * The derivative of `\max(a, b, c)` where the text says that b is the largest: near there the maximum is b, so that it is 1
   * by b and 0 by the others.
   */
  #picked(formula: Node, by: Node & { tag: 'name' }): Node | null {
    const factors = formula.tag === 'product' ? formula.factors.map(({ factor }) => factor) : [];
    const group = factors.at(-1);
    const word = factors.slice(0, -1).map((factor) => (factor.tag === 'name' ? factor.name : '?'));
    if (word.join('') !== 'max' || group?.tag !== 'group') return null;
    const letters = group.items.map((item) => (item.tag === 'name' ? item.name : null));
    const isListed = [by.name, this.largest].every((name) => letters.includes(name));
    if (letters.includes(null) || !isListed || this.#reaches(formula, by.name, new Set([by.name])))
      return null;
    this.derived = true;
    this.usesLargest = true;
    return { tag: 'number', text: by.name === this.largest ? '1' : '0', range: by.range };
  }

  /** The one formula that the text gives for a letter. */
  #formulaOf(name: string): Node | null {
    const [saying, ...more] = this.notebook.spoken.get(name) ?? [];
    return saying === undefined || more.length > 0 ? null : saying.right;
  }

  /**
   * Whether a letter of the formula may depend on `by` in turn: of h = y + c with y = c v some mean 1 by the derivative by c,
   * others 1 + v.
   */
  #reaches(formula: Node, by: string, seen: Set<string>): boolean {
    return [...namesIn(formula)].some((name) => {
      if (seen.has(name)) return false;
      seen.add(name);
      const said = this.notebook.spoken.get(name) ?? [];
      return said.some(({ right }) => namesIn(right).has(by) || this.#reaches(right, by, seen));
    });
  }

  /** The derivative by which an error was introduced, `\delta_z = \frac{\partial J}{\partial z}`. */
  #error(node: Node): Node | null {
    const subject = node.tag === 'subscript' ? subjectOf(node) : null;
    const [saying, ...more] = subject === null ? [] : (this.notebook.spoken.get(subject.key) ?? []);
    if (subject === null || saying === undefined || more.length > 0) return null;
    const meant = saying.right.tag === 'fraction' ? instance(saying, subject.places) : null;
    return meant !== null && differentiates(meant) ? meant : null;
  }

  /** A notebook that knows the letters as numbers and nothing else. */
  context(nodes: readonly Node[]): Notebook {
    const names = new Set(nodes.flatMap((node) => [...namesIn(node)]));
    names.delete('diff');
    return [...names].reduce(
      (known, name) => known.withTensor({ name, dims: [], definition: null }),
      Notebook.empty,
    );
  }
}
