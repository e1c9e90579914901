// What custom leaves out in formulas of back-propagation, written in: the loss J as a function of what is computed last,
// `\delta_{z11}` as the derivative of J by z_{11}, `W_1` as a slice of W, `\frac{\partial J}{\partial Z}` as the tensor of
// the derivatives by the entries, and a product of derivatives through a tensor as the sum over its entries.

import type { FractionNode, Node, ProductNode, Range } from '../../grammar/tree.js';
import { type Dim, extent } from '../term/env.js';
import { constant, integerValue, type Poly, variable } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { apply, diff, entry, type Scalar, tensor } from '../term/term.js';
import { asDerivative, partsOfDerivative } from './derivatives.js';
import { dependsOn } from './ingredients.js';
import { writtenName } from './layers.js';
import { type Loss, lossNamed, onlyLoss } from './loss.js';
import { operationNamed } from './normalise.js';
import type { SideReader } from './sideReader.js';
import { entryName, nameOf } from './sides.js';
import { mapChildren, namesIn } from './trees.js';
import { digitsOf, errorSign, markedEntry } from './writtenOut.js';

/** A tensor, or the slice of it where the first subscripts have these values. */
interface Part {
  readonly name: string;
  readonly at: readonly number[];
  /** Of the subscripts that are left. */
  readonly dims: readonly Dim[];
}

/** The same formula with what custom leaves out. */
export function explicit(sides: SideReader, node: Node): Node {
  switch (node.tag) {
    case 'fraction':
      return derivative(sides, node) ?? mapChildren(node, (child) => explicit(sides, child));
    case 'product':
      return explicitProduct(sides, node);
    case 'subscript':
      return error(sides, node) ?? slice(sides, node) ?? mapChildren(node, (child) => explicit(sides, child));
    case 'superscript': {
      const operation = raised(sides, node);
      return operation === null ? node : application(operation, explicit(sides, node.base), node.range);
    }
    default:
      return mapChildren(node, (child) => explicit(sides, child));
  }
}

/** `W^{rot180}`, and `W^T` of a matrix W where T is nothing else. */
function raised(sides: SideReader, { base, superscript }: Node & { tag: 'superscript' }): string | null {
  const word = nameOf(superscript);
  if (word === null) return null;
  const isTransposed = word === 'T' && !sides.notebook.knows('T') && partOf(sides, base)?.dims.length === 2;
  return isTransposed ? 'transpose' : operationNamed(word);
}

/** `\partial J`, `\partial f(Z)` with the function made known, and by a whole tensor the name of all derivatives. */
function derivative(sides: SideReader, node: FractionNode): Node | null {
  const parts = partsOfDerivative(node);
  if (parts?.of == null || parts.by === null) return null;
  const of = lossIn(sides, parts.of, parts.by);
  const by = partOf(sides, parts.by);
  if (of !== null && by !== null && by.dims.length > 0) {
    requireConnection(sides, of.argument, by.name, node.range);
    return gradient(sides, of, by, node.range);
  }
  return of === null ? null : fraction(of.node, parts.by, node);
}

/** Throws ReadingError where the text has not said that Y comes from X: then ∂f(Y)/∂X is not known to be 0. */
function requireConnection({ notebook }: SideReader, whole: string, part: string, range: Range): void {
  if (whole === part || dependsOn(notebook, tensor(whole), part)) return;
  throw new ReadingError('unsupported', range, `the text has not said how ${whole} depends on ${part}`);
}

/** A function of a tensor that is differentiated, as it is to be read. */
interface Differentiated extends Loss {
  readonly node: Node;
}

function lossIn(sides: SideReader, of: Node, by: Node): Differentiated | null {
  const name = nameOf(of);
  const loss = name === null ? applied(sides, of) : lossNamed(sides, name, entryName(by) ?? nameOf(by));
  if (loss === null) return null;
  sides.on(sides.notebook.withApplied(loss.name, loss.argument));
  const argument: Node = { tag: 'name', name: loss.argument, range: of.range };
  return { ...loss, node: name === null ? of : application(loss.name, argument, of.range) };
}

/** f(Z) where Z is a tensor and f nothing else. */
function applied({ notebook }: SideReader, node: Node): Loss | null {
  if (node.tag !== 'product' || node.factors.length !== 2) return null;
  const [fn, group] = node.factors.map(({ factor }) => factor);
  if (fn?.tag !== 'name' || group?.tag !== 'group' || group.delimiter !== '(' || group.items.length !== 1)
    return null;
  const argument = notebook.tensor(nameOf(group.items[0] as Node) ?? '')?.name;
  const { env } = notebook.context();
  const used = notebook.tensors.has(fn.name) || notebook.indices.has(fn.name) || env.sizes.has(fn.name);
  const operation = [...env.ops.values()].some(({ symbol }) => symbol === fn.name);
  return argument === undefined || used || operation ? null : { name: fn.name, sign: fn.name, argument };
}

function fraction(of: Node, by: Node, { range, numerator, denominator }: FractionNode): FractionNode {
  const part = (operand: Node, whole: Node): ProductNode => ({
    tag: 'product',
    range: whole.range,
    factors: [
      { operator: '', factor: { tag: 'name', name: 'partial', range: whole.range } },
      { operator: '', factor: { tag: 'group', delimiter: '(', items: [operand], range: operand.range } },
    ],
  });
  return { tag: 'fraction', range, numerator: part(of, numerator), denominator: part(by, denominator) };
}

function application(name: string, argument: Node, range: Range): ProductNode {
  return {
    tag: 'product',
    range,
    factors: [
      { operator: '', factor: { tag: 'name', name, range } },
      { operator: '', factor: { tag: 'group', delimiter: '(', items: [argument], range } },
    ],
  };
}

/** `Z`, `Z_1`: a tensor with subscripts left. */
function partOf(sides: SideReader, node: Node): Part | null {
  const name = node.tag === 'subscript' ? nameOf(node.base) : nameOf(node);
  const at = node.tag === 'subscript' ? digitsOf(node.subscripts) : [];
  const known = name === null ? null : sides.notebook.tensor(name);
  const dims = known === null ? null : sides.shapeOfKnown(known.name);
  if (known === null || dims === null || at === null || at.length > dims.length) return null;
  return { name: known.name, at, dims: dims.slice(at.length) };
}

/** ∂J/∂Z: a name of its own for the tensor of the derivatives by the entries of Z. */
function gradient(sides: SideReader, of: Differentiated, by: Part, range: Range): Node {
  const name = `d${of.name}d${by.name}${by.at.join('')}`;
  const value = (at: readonly Poly[]): Scalar =>
    diff(apply(of.name, [tensor(of.argument)]), by.name, [...by.at.map((n) => constant(n)), ...at]);
  declarePart(sides, name, by, value);
  sides.note(
    `${name} is the tensor of the derivatives by the entries of ${writtenName(by.name)}${by.at.join('')}`,
  );
  return { tag: 'name', name, range };
}

/** Whether a name is free, or one that was made here before. */
function isFree({ notebook }: SideReader, name: string): boolean {
  const known = notebook.tensor(name);
  return known === null || known.made === true;
}

/** A tensor that is defined by the entries of another one. */
function declarePart(
  sides: SideReader,
  name: string,
  { name: owner, dims }: Part,
  value: (at: readonly Poly[]) => Scalar,
): void {
  const { notebook } = sides;
  const indices = dims.map((_, d) => `${'klrs'[d] ?? 'k'}${d}#0`);
  const definition = { form: 'entries' as const, indices, body: value(indices.map(variable)) };
  const written = notebook.tensor(owner)?.written === undefined ? {} : { written: [] };
  sides.on(notebook.withTensor({ name, dims, definition, made: true, ...written }));
}

/** `\delta_{z11}`: the derivative of the loss by z_{11}; `\delta_{z1}` by a slice; `\delta_{11}` where the text says nothing else. */
function error(sides: SideReader, node: Node & { tag: 'subscript' }): Node | null {
  if (nameOf(node.base) !== errorSign || sides.notebook.tensor(errorSign) !== null) return null;
  const loss = onlyLoss(sides);
  if (loss === null) return null;
  const marked = markedEntry(node);
  const digits = marked === null ? digitsOf(node.subscripts) : null;
  const by: Node | null =
    marked ??
    (digits === null || sides.setting.written.given.has(errorSign)
      ? null
      : { ...node, base: { tag: 'name', name: loss.argument, range: node.base.range } });
  const part = by === null ? null : partOf(sides, by);
  if (by === null || part === null) return null;
  const meaning = `∂${loss.sign}/∂${part.name}_{…}`;
  if (marked === null) sides.suppose(`δ_{…} read as ${meaning}`);
  else sides.note(`δ_{${part.name}…} read as ${meaning}`);
  const whole = { tag: 'fraction', range: node.range, numerator: node, denominator: node } as const;
  const name: Node = { tag: 'name', name: loss.sign, range: node.range };
  return derivative(sides, fraction(name, by, whole));
}

/** `W_1` of a tensor with three subscripts: the matrix of those entries whose first subscript is 1. */
function slice(sides: SideReader, node: Node & { tag: 'subscript' }): Node | null {
  const part = partOf(sides, node);
  if (part === null || part.at.length === 0 || part.dims.length === 0) return null;
  const name = `${part.name}${part.at.join('')}`;
  if (!isFree(sides, name)) return null;
  const at = part.at.map((n) => constant(n));
  declarePart(sides, name, part, (rest) => entry(tensor(part.name), [...at, ...rest]));
  return { tag: 'name', name, range: node.range };
}

/** Of a product, two derivatives through a tensor joined: \frac{\partial J}{\partial Z} \frac{\partial Z}{\partial a_{22}}. */
function explicitProduct(sides: SideReader, node: ProductNode): Node {
  const factors: { operator: ProductNode['factors'][number]['operator']; factor: Node }[] = [];
  for (let i = 0; i < node.factors.length; i++) {
    const { operator, factor } = node.factors[i] as ProductNode['factors'][number];
    const next = node.factors[i + 1];
    const joined = next === undefined || next.operator === '*' ? null : through(sides, factor, next.factor);
    factors.push({ operator, factor: joined ?? explicit(sides, factor) });
    if (joined !== null) i++;
  }
  const [only] = factors;
  return factors.length === 1 && only !== undefined ? only.factor : { ...node, factors };
}

/** The chain rule through a tensor: the sum over its entries. */
function through(sides: SideReader, first: Node, second: Node): Node | null {
  if (first.tag !== 'fraction' || second.tag !== 'fraction') return null;
  const [outer, inner] = [asDerivativeOrNull(first), asDerivativeOrNull(second)];
  if (outer?.of == null || outer.by === null || inner?.of == null || inner.by === null) return null;
  const loss = lossIn(sides, outer.of, outer.by);
  const [middle, same] = [partOf(sides, outer.by), partOf(sides, inner.of)];
  if (loss === null || middle === null || same === null || middle.dims.length === 0) return null;
  if (middle.name !== same.name || middle.at.join() !== same.at.join()) return null;
  if ((partOf(sides, inner.by)?.dims.length ?? 1) > 0) return null;
  const counts = middle.dims.map((dim) => integerValue(extent(dim)));
  if (counts.includes(null)) return null;
  const range = { start: first.range.start, end: second.range.end };
  const number = (value: number | bigint, at: Range): Node => ({
    tag: 'number',
    text: `${value}`,
    range: at,
  });
  const used = new Set([...namesIn(first), ...namesIn(second), ...takenNames(sides)]);
  const names = middle.dims.map((_, d) => freshName('klrs'[d] ?? 'k', used));
  const term = (at: Range): Node => ({
    tag: 'subscript',
    range: at,
    base: { tag: 'name', name: middle.name, range: at },
    subscripts: [
      ...middle.at.map((n) => number(n, at)),
      ...names.map((name): Node => ({ tag: 'name', name, range: at })),
    ],
  });
  sides.note(
    `a product of derivatives through ${middle.name}${middle.at.join('')} read as the sum over its entries`,
  );
  return {
    tag: 'reduction',
    operator: 'sum',
    range,
    binders: names.map((name, d) => ({
      name,
      range,
      from: number(1, range),
      to: number(counts[d] ?? 1n, range),
      down: false,
      condition: null,
    })),
    body: {
      tag: 'product',
      range,
      factors: [
        { operator: '', factor: fraction(loss.node, term(outer.by.range), first) },
        { operator: '', factor: fraction(term(inner.of.range), inner.by, second) },
      ],
    },
  };
}

function asDerivativeOrNull(node: FractionNode): ReturnType<typeof partsOfDerivative> {
  const parts = partsOfDerivative(node);
  return parts === null ? null : asDerivative(node);
}

function takenNames({ notebook }: SideReader): readonly string[] {
  const { tensors, aliases, sizes, indices } = notebook;
  return [...tensors.keys(), ...aliases.keys(), ...sizes, ...indices.keys()];
}

function freshName(like: string, used: Set<string>): string {
  let name = like;
  while (used.has(name)) name += "'";
  used.add(name);
  return name;
}
