// Formulas of matrices and vectors as wholes, read in a small world of their own: what the text says of each symbol is its
// definition there, the symbols of which it says nothing are matrices of any size (small letters: vectors), and the
// loss is any function of the last of them.

import { printNode } from '../../grammar/print.js';
import type { Node, ProductNode, ProductOperator } from '../../grammar/tree.js';
import type { Dim, Env } from '../term/env.js';
import { constant, namesOf, one, type Poly, variable } from '../term/poly.js';
import { prelude } from '../term/prelude.js';
import { apply, type Binder, binder, diff, entry, type Scalar, sum, tensor, value } from '../term/term.js';
import type { Circumstances } from './circumstances.js';
import type { Notebook } from './notebook.js';
import { Algebra, type Extents, type Whole } from './whole.js';
import { Convolutions, isSmall } from './wholeConvolution.js';
import { callOf, linksOf, multiplied, squaredNorm } from './wholeLoss.js';
import { affine, inverse, isOverAll, lettersIn, ratio, splitAt } from './wholeParts.js';
import {
  entryIn,
  errorOf,
  formulaBeside,
  formulaOf,
  headOf,
  isApplied,
  isTransposed,
  ownerSaid,
  type Quotient,
  quotientSaid,
  symbolOf,
  type WholeSymbol,
} from './wholeSymbols.js';

type Factors = ProductNode['factors'];

/** A symbol of the world: what it is called there, and the whole that it is defined to be, if it is. */
interface Known {
  readonly name: string;
  readonly whole: Whole;
  readonly given: Whole | null;
}

/** What is differentiated: the loss, the symbol that it is a function of, and the symbols whose formulas matter. */
export interface Course {
  readonly loss: string | null;
  readonly last: WholeSymbol | null;
  /** All by which is differentiated. */
  readonly targets: readonly WholeSymbol[];
  /** What of that by which is differentiated a formula has in it, or symbols in it have. */
  readonly behind: (formula: Node) => readonly WholeSymbol[];
  readonly isUnfolded: (symbol: WholeSymbol, depth: number) => boolean;
  /** The losses are those that the text defines: what they depend on is what their formulas have in them. */
  readonly isGiven?: true;
}

/** Signs between matrices for their product. */
const juxtaposed: ReadonlySet<ProductOperator> = new Set(['', 'cdot', '@', 'times']);

/** Letters for numbers that scale. */
const factor = /^(?:eta|lambda|alpha|beta|gamma|epsilon|mu)$/u;

export class WholeFormulas {
  readonly algebra = new Algebra();
  readonly #convolutions: Convolutions;
  #hasZeros = false;
  readonly #known = new Map<string, Known>();
  /** In the order in which they can be defined. */
  readonly #order: Known[] = [];
  readonly #functions = new Set<string>();
  /** Functions of wholes that give a number, and of how many. */
  readonly #calls = new Map<string, number>();
  /** Vectors that are added to the rows or columns of matrices: which, is not said, so that nothing is said of them. */
  readonly #spread = new Set<string>();
  /** How many rows or columns the letters in subscripts stand for. */
  readonly #places = new Map<string, Poly>();
  /** Letters in sums in subscripts, which must stand alone in others to run over something. */
  readonly #shifted = new Set<string>();
  #isBased = false;
  /** The symbol of which the formula is read. */
  #result: WholeSymbol | null = null;
  #rests = 0;

  constructor(
    readonly notebook: Notebook,
    circumstances: Circumstances,
    readonly course: Course,
    /** The first index, in the sums of letters in subscripts. */
    readonly base: 0 | 1 = 1,
  ) {
    this.#convolutions = new Convolutions(circumstances);
  }

  /**
   * Both sides of an equation; null where one cannot be read. What the loss is a function of is read first: it says what shape
   * the other symbols have.
   */
  equation(left: Node, right: Node): readonly [Whole, Whole] | null {
    for (const node of [left, right]) {
      this.#convolutions.note(node);
      this.#convolutions.noteEntries(node);
    }
    const { last } = this.course;
    if (last !== null && this.symbol(last, 0) === null) return null;
    const a = this.read(left);
    const b = a === null ? null : this.read(right, a.extents);
    if (a === null || b === null || (a.extents === null) !== (b.extents === null)) return null;
    if ([...this.#shifted].some((letter) => !this.#places.has(letter))) return null;
    const { sizes } = this.algebra;
    return a.extents !== null && b.extents !== null && !sizes.agree(a.extents, b.extents) ? null : [a, b];
  }

  /** Whether a convolution was read with full padding, because the shapes want it. */
  get hasZeros(): boolean {
    return this.#hasZeros;
  }

  /** Whether it matters from where indices count. */
  get isBased(): boolean {
    return this.#isBased;
  }

  /** Whether what the text says of a symbol was used. */
  get isInformed(): boolean {
    return this.#order.some(({ given }) => given !== null);
  }

  /** The declarations of everything that was read; null where a matrix would have to be of a particular size. */
  declared(): Env | null {
    const { sizes } = this.algebra;
    let env = prelude().withSizes(sizes.open);
    if (this.course.loss !== null && !this.course.isGiven) env = env.withFunction(this.course.loss, ['any']);
    for (const fn of this.#functions) env = env.withFunction(fn, ['number']);
    for (const [fn, count] of this.#calls)
      env = env.withFunction(
        fn,
        Array.from({ length: count }, () => 'any'),
      );
    const dims = (extents: Extents | null): readonly Dim[] =>
      extents === null ? [] : extents.map((hi) => ({ lo: one, hi: sizes.resolved(hi) }));
    for (const { name, whole, given } of this.#order) {
      const isVector = isSmall(name) && !this.#convolutions.isMatrix(name);
      if (whole.extents?.some((size, d) => sizes.isFixed(size) && !(isVector && d === 1)) && given === null)
        return null;
      const own = dims(given === null ? whole.extents : given.extents);
      const indices = own.map((_, d) => ['i', 'j'][d] ?? 'i');
      env =
        given === null
          ? env.withTensor(name, own)
          : env.withDefinition(name, own, indices, given.at(variable('i'), variable('j')));
    }
    return env;
  }

  /** What a formula is; null where something else occurs in it. `expected` is the shape that it must have. */
  private read(node: Node, expected: Extents | null = null, depth = 0): Whole | null {
    const error = errorOf(this.notebook, node);
    if (error !== null) return this.derivative(error, depth);
    const entry = depth === 0 ? entryIn(node) : null;
    const owner = entry === null || symbolOf(node) !== null ? null : this.owner(entry.base);
    if (entry !== null && owner !== null) return this.entry(owner, entry.subscripts);
    if (isTransposed(node)) {
      const inner = this.read(node.base, null, depth);
      return inner === null ? null : this.algebra.transposed(inner);
    }
    const symbol = symbolOf(node);
    if (symbol !== null) return this.symbol(symbol, depth);
    const number = this.course.isGiven ? this.lossPart(node, depth) : undefined;
    if (number !== undefined) return number;
    switch (node.tag) {
      case 'number':
        return /^\d{1,9}$/u.test(node.text) ? this.algebra.number(value(constant(BigInt(node.text)))) : null;
      case 'group':
        return node.items.length === 1 && ['(', '[', '{'].includes(node.delimiter)
          ? this.read(node.items[0] as Node, expected, depth)
          : null;
      case 'sum': {
        const terms = node.terms.map(({ sign, term }) => {
          const read = sign === '+-' ? null : this.read(term, expected, depth);
          return read === null ? null : { node: term, minus: sign === '-', term: read };
        });
        return terms.includes(null) ? null : this.sum(terms.flatMap((term) => term ?? []));
      }
      case 'fraction': {
        const quotient = this.quotient(node);
        return quotient === null ? this.fraction(node, depth) : this.derivative(quotient, depth);
      }
      case 'product':
        return this.product(node, expected, depth);
      case 'reduction':
        return this.total(node, depth) ?? (depth === 0 ? this.summed(node) : this.member(node, depth));
      default:
        return null;
    }
  }

  /** A sum; a vector that is added to a matrix, `X W + b`, is added to its rows or columns. */
  private sum(
    terms: readonly { readonly node: Node; readonly minus: boolean; readonly term: Whole }[],
  ): Whole | null {
    const { sizes } = this.algebra;
    const wide = terms.find(({ term }) => term.extents !== null && !sizes.isFixed(term.extents[1]));
    const extents = wide?.term.extents ?? null;
    const spread = terms.map((each) => {
      const symbol = symbolOf(each.node);
      const isVector = each.term.extents !== null && sizes.isFixed(each.term.extents[1]);
      if (extents === null || symbol === null || !isVector) return each;
      this.#spread.add(symbol.name);
      return { ...each, term: this.rest(extents) };
    });
    return this.algebra.sum(spread);
  }

  /** A matrix of which nothing is known. */
  private rest(extents: Extents): Whole {
    this.#rests += 1;
    const name = `R${this.#rests}`;
    const whole: Whole = { extents, at: (i, j) => entry(tensor(name), [i, j]), ends: true };
    this.#order.push({ name, whole, given: null });
    return whole;
  }

  private symbol(symbol: WholeSymbol, depth: number): Whole | null {
    const { name } = symbol;
    if (this.#spread.has(name)) return null;
    const known = this.#known.get(name);
    if (known !== undefined) return known.whole;
    // Without a layer, what has entries, or is a number, is read elsewhere.
    if (symbol.labels.length === 0 && this.notebook.knows(name) && !this.isOpen(symbol)) return null;
    const { isUnfolded, targets } = this.course;
    const formula = isUnfolded(symbol, depth) ? formulaBeside(this.notebook, symbol, targets) : null;
    if (formula !== null) this.#convolutions.note(formula, true);
    const given = formula === null ? null : this.defined(formula, symbol, depth + 1);
    if (formula !== null && given === null) return null;
    if (this.#known.has(name)) return null;
    const extents = given === null ? this.extentsOf(symbol) : given.extents;
    const whole: Whole = {
      extents,
      at: (i, j) => entry(tensor(name), extents === null ? [] : [i, j]),
      ends: true,
    };
    const entered = { name, whole, given };
    this.#known.set(name, entered);
    this.#order.push(entered);
    return whole;
  }

  /** Whether the text says of a matrix or vector that it is one, and no more, or gives it by a formula for the whole. */
  private isOpen(symbol: WholeSymbol): boolean {
    if (!this.course.isGiven) return false;
    const fact = this.notebook.tensor(symbol.name);
    const isDeclared = fact !== null && fact.definition === null && fact.written === undefined;
    return (isDeclared && (fact.dims?.length ?? 3) < 3) || formulaOf(this.notebook, symbol) !== null;
  }

  /** The right side of what defines a symbol; in a convolution the kernel is of the same layer as the result. */
  private defined(formula: Node, symbol: WholeSymbol, depth: number): Whole | null {
    const before = this.#result;
    this.#result = symbol;
    const given = this.read(formula, null, depth);
    this.#result = before;
    return given;
  }

  /** The shape of a symbol of which the text says nothing else. */
  private extentsOf({ name, base, node }: WholeSymbol): Extents | null {
    if (factor.test(base) || (this.#convolutions.isAdded(name) && isSmall(base))) return null;
    const rank = this.notebook.tensor(name)?.dims?.length;
    const rows = this.algebra.sizes.unknown();
    const formula = (symbol: WholeSymbol): Node | null => formulaOf(this.notebook, symbol);
    const isMatrix =
      rank === 2 ||
      this.#convolutions.isMatrix(name) ||
      !isSmall(base) ||
      this.#convolutions.isMatrixGiven(node, formula);
    if (isMatrix) return [rows, this.algebra.sizes.unknown()];
    return [rows, one];
  }

  private product(node: ProductNode, expected: Extents | null, depth: number): Whole | null {
    const parts = splitAt(node.factors, (operator) => this.#convolutions.isEntrywise(operator));
    const outer = this.outer(node, parts, depth);
    if (outer !== undefined) return outer;
    const wholes = parts.map((part) => this.part(node, part, expected, depth));
    return wholes.includes(null) ? null : this.algebra.product(wholes.flatMap((whole) => whole ?? []));
  }

  /**
   * `u \odot v\, w^T` of columns is (u ⊙ v) w^T, for u does not go with a matrix; undefined for other products, and where it
   * is not columns that stand before w^T.
   */
  private outer(node: ProductNode, parts: readonly Factors[], depth: number): Whole | null | undefined {
    const last = parts.at(-1) ?? [];
    const after = last.at(-1);
    if (after === undefined || parts.length < 2 || last.length < 2) return undefined;
    if (!isTransposed(after.factor) || !juxtaposed.has(after.operator)) return undefined;
    const columns = [...parts.slice(0, -1), last.slice(0, -1)].map((part) =>
      this.part(node, part, null, depth),
    );
    const isColumn = (whole: Whole | null): boolean =>
      whole?.extents != null && this.algebra.sizes.isFixed(whole.extents[1]);
    const row = this.read(after.factor, null, depth);
    if (row === null || !columns.every(isColumn)) return undefined;
    const column = this.algebra.product(columns.flatMap((each) => each ?? []));
    return column === null ? null : this.algebra.matrixProduct(column, row);
  }

  /** What stands between two signs ⊙. */
  private part(node: ProductNode, factors: Factors, expected: Extents | null, depth: number): Whole | null {
    if (this.course.isGiven) {
      const links = linksOf(multiplied(node) ?? factors.map(({ factor }) => factor));
      if (links !== null && links.length > 1) return this.contracted(links, depth);
    }
    const chain = this.course.isGiven ? undefined : this.chain(factors);
    if (chain !== undefined) return chain === null ? null : this.derivative(chain, depth);
    const [signed, ...more] = factors.slice(1).filter(({ operator }) => !juxtaposed.has(operator));
    if (more.length > 0) return null;
    if (signed === undefined) return this.matrixProduct(node, factors, depth, expected);
    const meaning = this.#convolutions.meant(signed.operator);
    const at = factors.indexOf(signed);
    const sides = [factors.slice(0, at), factors.slice(at)];
    const [left, right] = sides.map((side) => this.matrixProduct(node, side, depth));
    if (meaning === null || left == null || right == null) return null;
    // Between entries, which are numbers, the sign is that of their product.
    if (left.extents === null && right.extents === null) return this.algebra.product([left, right]);
    if (this.#convolutions.mayStride) return null;
    const order = this.#convolutions.kernelOf(sides[0] as Factors, sides[1] as Factors, this.#result);
    return this.slid(meaning, left, right, order, expected);
  }

  /** The correlation, or convolution, of two wholes: with zeros around one of them where the shapes want it. */
  private slid(
    meaning: 'correlation' | 'convolution',
    left: Whole,
    right: Whole,
    order: 'first' | 'last' | null,
    expected: Extents | null,
  ): Whole | null {
    const { algebra } = this;
    const { sizes } = algebra;
    const pairs = [
      { kernel: left, image: right, order: 'first' },
      { kernel: right, image: left, order: 'last' },
    ] as const;
    const turned = (kernel: Whole): Whole | null =>
      meaning === 'correlation' ? kernel : algebra.turned(kernel);
    const fits = (extents: Extents | null): boolean =>
      extents !== null && (expected === null || sizes.areEqual(extents, expected));
    for (const { kernel, image, order: own } of pairs) {
      const slidden = turned(kernel);
      if (expected === null && own !== order) continue;
      if (slidden !== null && fits(algebra.validExtents(kernel, image)))
        return algebra.correlation(slidden, image);
    }
    for (const { kernel, image, order: own } of pairs) {
      const slidden = turned(kernel);
      if (own !== order || expected === null || slidden === null) continue;
      if (!fits(algebra.fullExtents(kernel, image))) continue;
      this.#hasZeros = true;
      return algebra.fullCorrelation(slidden, image);
    }
    return null;
  }

  /** A B c, functions of wholes among the factors. */
  private matrixProduct(
    node: ProductNode,
    factors: Factors,
    depth: number,
    expected: Extents | null = null,
  ): Whole | null {
    const wholes: Whole[] = [];
    for (let i = 0; i < factors.length; i++) {
      const { factor: each } = factors[i] as Factors[number];
      const place = node.factors.indexOf(factors[i] as Factors[number]);
      const argument = isApplied(node, place) ? factors[i + 1]?.factor : undefined;
      const whole =
        argument === undefined
          ? this.read(each, factors.length === 1 ? expected : null, depth)
          : this.applied(each, argument, depth);
      if (whole === null) return null;
      if (argument !== undefined) i++;
      wholes.push(whole);
    }
    return wholes.reduce<Whole | null>(
      (product, whole) => (product === null ? null : this.algebra.matrixProduct(product, whole)),
      wholes.shift() ?? null,
    );
  }

  private applied(fn: Node, argument: Node, depth: number): Whole | null {
    const inner = this.read(argument, null, depth);
    if (inner === null || (inner.extents === null && !inner.isEntry) || fn.tag !== 'name') return null;
    if (fn.name === 'rot180' || fn.name === 'flip') return this.algebra.turned(inner);
    const name = fn.name.replace(/'+$/u, '');
    this.#functions.add(name);
    return this.algebra.applied(name, fn.name.length - name.length, inner);
  }

  /** The derivative that a product of derivatives is by the chain rule; undefined for other products, null where it joins nothing. */
  private chain(factors: Factors): Quotient | null | undefined {
    const steps = factors.map(({ factor: each }) => this.step(each));
    const isJacobian = (step: Quotient | null): boolean =>
      step !== null && headOf(step.of) !== this.course.loss;
    if (!steps.some(isJacobian)) return undefined;
    if (
      steps.some((step) => step?.at !== null) ||
      factors.slice(1).some(({ operator }) => !juxtaposed.has(operator))
    )
      return null;
    const links = steps.flatMap((step) => step ?? []);
    let current = links.find((step) => !isJacobian(step)) ?? null;
    for (let i = 1; i < links.length && current !== null; i++) {
      const { by } = current;
      current = links.find(({ of }) => symbolOf(of)?.name === by.name) ?? null;
    }
    const first = links.find((step) => !isJacobian(step));
    return current === null || first === undefined ? null : { of: first.of, by: current.by, at: null };
  }

  /** A derivative, perhaps transposed, or an error that stands for one. */
  private step(node: Node): Quotient | null {
    if (isTransposed(node)) return this.step(node.base);
    if (node.tag === 'group' && node.items.length === 1) return this.step(node.items[0] as Node);
    return this.quotient(node) ?? errorOf(this.notebook, node);
  }

  private quotient(node: Node): Quotient | null {
    return quotientSaid(this.notebook, node);
  }

  private derivative({ of, by, at: place }: Quotient, depth: number): Whole | null {
    const { loss, last, isGiven } = this.course;
    if (isGiven) return place === null ? this.contracted([{ of, by, at: place }], depth) : null;
    if (loss === null || last === null || headOf(of) !== loss) return null;
    const whole = this.symbol(by, depth);
    if (whole === null) return null;
    const value = (at: readonly Poly[]): Scalar => diff(apply(loss, [tensor(last.name)]), by.name, at);
    const gradient: Whole = {
      extents: whole.extents,
      at: (i, j) => value(whole.extents === null ? [] : [i, j]),
      ends: whole.extents !== null,
    };
    return place === null ? gradient : depth === 0 ? this.entry(gradient, place) : null;
  }

  /**
   * The derivative of a loss by what comes last, along the links between: the sums of the products over all entries of what
   * stands between them. Null where the text does not say that the loss depends on one of them.
   */
  private contracted(links: readonly Quotient[], depth: number): Whole | null {
    const [first] = links;
    const of = first === undefined ? null : symbolOf(first.of);
    const loss = of === null ? null : this.symbol(of, depth);
    if (loss === null || of === null || loss.extents !== null) return null;
    const passed = links.map(({ by }) => (this.#known.has(by.name) ? this.symbol(by, depth) : null));
    if (passed.includes(null)) return null;
    const names = [of.name, ...links.map(({ by }) => by.name)];
    return this.algebra.along(names, [loss, ...passed.flatMap((whole) => whole ?? [])]);
  }

  /** A function of wholes, or the sum of squares that a norm is; undefined for anything else. */
  private lossPart(node: Node, depth: number): Whole | null | undefined {
    const inner = squaredNorm(node);
    if (inner !== null) {
      const whole = this.read(inner, null, depth);
      const square = whole === null || whole.extents === null ? null : this.algebra.product([whole, whole]);
      return square === null ? null : this.algebra.total(square);
    }
    const call = callOf(node);
    if (call === null || call.given.length < 2) return undefined;
    if (call.given.some((symbol) => this.symbol(symbol, depth) === null)) return null;
    this.#calls.set(call.fn, call.given.length);
    return this.algebra.number(
      apply(
        call.fn,
        call.given.map(({ name }) => tensor(name)),
      ),
    );
  }

  /** \frac{1}{2}, \frac{\lambda}{2} */
  private fraction(node: Node & { tag: 'fraction' }, depth: number): Whole | null {
    const number = ratio(this.algebra, node);
    if (number !== null || symbolOf(node.numerator) === null) return number;
    const [above, below] = [this.read(node.numerator, null, depth), inverse(this.algebra, node.denominator)];
    return above === null || below === null || above.extents !== null
      ? null
      : this.algebra.product([below, above]);
  }

  /** The matrix or the error of which there are entries. */
  private owner(base: Node): Whole | null {
    const symbol = errorOf(this.notebook, base) === null ? symbolOf(base) : null;
    return symbol === null ? this.read(base) : this.symbol(ownerSaid(this.notebook, symbol), 0);
  }

  /** The entry at letters, `w^l_{jk}` and `b^l_j`: they stand for all rows and columns. */
  private entry({ extents, at }: Whole, subscripts: readonly Node[]): Whole | null {
    const letters = lettersIn(subscripts);
    if (extents !== null && letters === null) return this.shifted({ extents, at }, subscripts);
    if (extents === null || letters === null) return null;
    const isVector = this.algebra.sizes.isFixed(extents[1]);
    if (letters.length !== (isVector ? 1 : 2)) return null;
    const fits = letters.every((letter, d) => {
      const size = extents[d] as Poly;
      const known = this.#places.get(letter) ?? size;
      this.#places.set(letter, known);
      return this.algebra.sizes.same(known, size);
    });
    const [row = '', column] = letters;
    const place = (): Scalar => at(variable(row), column === undefined ? one : variable(column));
    return fits ? { extents: null, at: place, ends: false, isEntry: true } : null;
  }

  /** The entry at sums of letters, `a^{l-1}_{i+p-1,j+q-1}`: other entries say what the letters run over. */
  private shifted({ extents, at }: Pick<Whole, 'extents' | 'at'>, subscripts: readonly Node[]): Whole | null {
    const [row, column, ...more] = subscripts.map((each) => affine(each, this.base));
    const isVector = extents !== null && this.algebra.sizes.isFixed(extents[1]);
    if (row == null || column === null || more.length > 0 || isVector !== (column === undefined)) return null;
    for (const name of [...namesOf(row), ...(column === undefined ? [] : namesOf(column))])
      this.#shifted.add(name);
    this.#isBased = true;
    return { extents: null, at: () => at(row, column ?? one), ends: false, isEntry: true };
  }

  /** `\sum_k w^{l+1}_{kj} \delta^{l+1}_k`: over all rows or columns that k stands for. */
  private summed({ operator, binders, body }: Node & { tag: 'reduction' }): Whole | null {
    if (operator !== 'sum' || binders.some(({ name }) => this.#places.has(name))) return null;
    const inner = this.read(body);
    if (!binders.every((binder) => isOverAll(binder, this.#isBased ? this.base : null))) return null;
    const sizes = binders.map(({ name }) => this.#places.get(name));
    for (const { name } of binders) {
      this.#places.delete(name);
      this.#shifted.delete(name);
    }
    if (inner === null || inner.extents !== null || sizes.includes(undefined)) return null;
    const bound = (): readonly Binder[] =>
      binders.map(({ name }, d) => binder(name, one, this.algebra.sizes.resolved(sizes[d] ?? one)));
    return { extents: null, at: (i, j) => sum(bound(), inner.at(i, j)), ends: false };
  }

  /** What the letters in subscripts run over, for which the equation is said. */
  get places(): readonly (readonly [string, Poly])[] {
    return [...this.#places].map(([name, size]) => [name, this.algebra.sizes.resolved(size)] as const);
  }

  /** `\sum_{u,v} (\delta^l)_{u,v}`: of all entries. */
  private total(node: Node & { tag: 'reduction' }, depth: number): Whole | null {
    const { operator, binders, body } = node;
    const isWhole = binders.every(
      ({ from, to, condition }) => from === null && to === null && condition === null,
    );
    const entry = entryIn(body);
    if (operator !== 'sum' || !isWhole || entry === null) return null;
    const places = entry.subscripts.flatMap((each) =>
      each.tag === 'product' ? each.factors.map(({ factor: one }) => one) : [each],
    );
    const bound = binders.map(({ name }) => name);
    if (places.map(printNode).join() !== bound.join() || bound.length !== 2) return null;
    const whole = this.read(entry.base, null, depth);
    return whole === null ? null : this.algebra.total(whole);
  }

  /**
   * `\sum_d W^{(l,p,d)} * X^{(l-1,d)}` where d is one of the labels in question: the term of that d, and the others, which do
   * not depend on what has the label d.
   */
  private member(node: Node & { tag: 'reduction' }, depth: number): Whole | null {
    const [only, ...more] = node.binders;
    if (node.operator !== 'sum' || only === undefined || more.length > 0 || depth === 0) return null;
    const isMarked = ({ labels }: WholeSymbol): boolean => labels.some(({ letter }) => letter === only.name);
    if (!this.course.behind(node.body).every(isMarked)) return null;
    const term = this.read(node.body, null, depth);
    if (term === null || term.extents === null) return null;
    return this.algebra.sum([
      { minus: false, term },
      { minus: false, term: this.rest(term.extents) },
    ]);
  }
}
