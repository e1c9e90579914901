// Convolutions of matrices of which the text states no shapes, `z^l = a^{l-1} * W^l + b^l`: what its formulas show of the
// operands, that they are matrices, which of them is the kernel, and that a small letter which is added is a number.

import type { Node, ProductNode, ProductOperator } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import type { Circumstances } from './circumstances.js';
import { customary } from './roles.js';
import { lettersIn } from './wholeParts.js';
import { entryIn, isApplied, isTransposed, type Label, symbolOf, type WholeSymbol } from './wholeSymbols.js';
import { sharedName } from './writtenOut.js';

type Factors = ProductNode['factors'];

export class Convolutions {
  /** Beside a sign of convolution, or before a vector. */
  readonly #matrices = new Set<string>();
  /** Added to a convolution. */
  readonly #added = new Set<string>();
  /** The letters of kernels. */
  readonly #kernels = new Set<string>();

  constructor(readonly circumstances: Circumstances) {}

  /** Whether the text speaks of another stride than 1, with which its convolutions may be meant. */
  get mayStride(): boolean {
    return [...this.circumstances.strides].some((stride) => stride !== '1');
  }

  isMatrix(name: string): boolean {
    return this.#matrices.has(name);
  }

  isAdded(name: string): boolean {
    return this.#added.has(name);
  }

  /** Looks at a formula before it is read; in the definition of a layer, `w^l a^{l-1}`, what stands before a vector is a matrix. */
  note(node: Node, isDefinition = false): void {
    switch (node.tag) {
      case 'sum':
        for (const { term } of node.terms) this.note(term, isDefinition);
        if (node.terms.some(({ term }) => this.isConvolution(term)))
          for (const { term } of node.terms) addTo(this.#added, term);
        return;
      case 'reduction':
        this.note(node.body, isDefinition);
        return;
      case 'group':
        for (const item of node.items) this.note(item, isDefinition);
        return;
      case 'product':
        if (this.isConvolution(node)) for (const { factor } of node.factors) addTo(this.#matrices, factor);
        else if (isApplied(node, 0))
          for (const { factor } of node.factors.slice(1)) this.note(factor, isDefinition);
        else if (isDefinition && !hasCapital(node))
          for (const { factor } of node.factors.slice(0, -1)) addTo(this.#matrices, factor);
        return;
      default:
    }
  }

  /** Looks at the entries in a formula: what has two subscripts, `z^l_{i,j}`, is a matrix. */
  noteEntries(node: Node): void {
    const entry = entryIn(node);
    const isPair =
      entry !== null && (entry.subscripts.length === 2 || lettersIn(entry.subscripts)?.length === 2);
    if (isPair) addTo(this.#matrices, entry.base);
    for (const child of children(node)) this.noteEntries(child);
  }

  /** Whether what a formula gives is a matrix by its form, as a convolution is, and a function of every entry of one. */
  isMatrixGiven(node: Node, formulaOf: (symbol: WholeSymbol) => Node | null, depth = 0): boolean {
    const symbol = symbolOf(node);
    const formula = symbol === null ? null : formulaOf(symbol);
    if (symbol !== null)
      return formula !== null && depth < 3 && this.isMatrixGiven(formula, formulaOf, depth + 1);
    if (this.isConvolution(node)) return true;
    if (node.tag === 'sum') return node.terms.some(({ term }) => this.isMatrixGiven(term, formulaOf, depth));
    if (node.tag === 'group')
      return (
        node.items.length === 1 && node.items.every((item) => this.isMatrixGiven(item, formulaOf, depth))
      );
    if (node.tag !== 'product' || node.factors.length !== 2 || !isApplied(node, 0)) return false;
    return this.isMatrixGiven(node.factors[1]?.factor as Node, formulaOf, depth);
  }

  private isConvolution(node: Node): boolean {
    if (node.tag === 'reduction') return this.isConvolution(node.body);
    return node.tag === 'product' && node.factors.some(({ operator }) => this.meant(operator) !== null);
  }

  /** Whether a sign is that of the product entry by entry. */
  isEntrywise(operator: ProductOperator): boolean {
    return operator === '.*' || operator === 'circ' || this.circumstances.signs.get(operator) === 'entrywise';
  }

  /** Which convolution a sign stands for; null where it is that of none. */
  meant(operator: ProductOperator): 'correlation' | 'convolution' | null {
    const { signs, otimes } = this.circumstances;
    const said = signs.get(operator);
    if (said !== undefined) return said === 'entrywise' ? null : said;
    if (operator === '*' || operator === 'star') return 'correlation';
    if (operator === '(*)') return 'convolution';
    return operator === 'otimes' && otimes === 'stated' ? 'correlation' : null;
  }

  /**
   * Which of two operands is the kernel: what words say, then custom, then the layer, which it shares with the result; and
   * what was the kernel once is it again.
   */
  kernelOf(left: Factors, right: Factors, result: WholeSymbol | null): 'first' | 'last' | null {
    const [a, b] = [left, right].map((side) => {
      const [only, ...more] = side.flatMap(({ factor }) => turned(factor) ?? []);
      return more.length === 0 ? only : undefined;
    });
    const { roles } = this.circumstances;
    for (const said of [roles.byWords, customary]) {
      const [first, second] = [a, b].map((each) => (each ? said.get(sharedName(each.base)) : undefined));
      if (first === second) continue;
      return first === 'kernel' || second === 'image' ? 'first' : 'last';
    }
    const isKernel = (each: WholeSymbol | undefined): boolean =>
      each !== undefined && (this.#kernels.has(each.base) || (result !== null && isOfLayer(each, result)));
    const [own, other] = [isKernel(a), isKernel(b)];
    if (own === other) return null;
    this.#kernels.add((own ? a : b)?.base ?? '');
    return own ? 'first' : 'last';
  }
}

/** Small letters stand for vectors, and for numbers beside matrices. */
export function isSmall(name: string): boolean {
  return /^\p{Ll}/u.test(name);
}

function hasCapital({ factors }: ProductNode): boolean {
  return factors.some(({ factor }) => !isSmall(symbolOf(factor)?.base ?? 'a'));
}

function addTo(names: Set<string>, node: Node): void {
  const symbol = symbolOf(node);
  if (symbol !== null) names.add(symbol.name);
}

/** The symbol that a factor turns, W of rot180(W). */
function turned(node: Node): WholeSymbol | null {
  if (isTransposed(node)) return turned(node.base);
  if (node.tag === 'name' && /^(?:rot180|flip)$/u.test(node.name)) return null;
  const [only, ...more] = node.tag === 'group' ? node.items : [];
  return only !== undefined && more.length === 0 ? turned(only) : symbolOf(node);
}

/** Whether a symbol has all the labels of another one, W^{(l,p,d)} those of Z^{(l,p)}. */
function isOfLayer({ labels }: WholeSymbol, result: WholeSymbol): boolean {
  const isShared = ({ letter, offset }: Label): boolean =>
    labels.some((own) => own.letter === letter && own.offset === offset);
  return result.labels.length > 0 && result.labels.every(isShared);
}
