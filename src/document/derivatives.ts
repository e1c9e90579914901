// Derivatives as textbooks write them: `\frac{\partial y_{kl}}{\partial w_{mn}}`, `{dy_{kl} \over dw_{mn}}`, and an
// operator `\frac{\partial}{\partial w_{mn}}` before a formula. The tree holds fractions whose parts begin with the
// letter d or with \partial; here they are told from other fractions. What can be read is a derivative by an entry.

import type { FractionNode, Node, ProductNode } from '../../grammar/tree.js';
import { ReadingError } from '../term/reading.js';
import { children } from '../term/walk.js';

/** What is differentiated, null where it follows the fraction, and by what. */
export interface Derivative {
  readonly of: Node | null;
  readonly by: Node;
}

/** A derivative in a formula, with the names that the sums around it bind. */
export interface Occurrence {
  readonly of: Node;
  readonly by: Node;
  readonly bound: ReadonlySet<string>;
}

/** With what a derivative may be written; where the text calls something d, with ∂ alone. */
export type Signs = ReadonlySet<string>;

const both: Signs = new Set(['partial', 'd']);
const partialOnly: Signs = new Set(['partial']);

/** The signs of derivatives in a text that does, or does not, call something d. */
export function signsBeside(isQuantity: boolean): Signs {
  return isQuantity ? partialOnly : both;
}

/** `\partial` or `d` at the beginning of a part of a fraction. */
function signOf(part: Node, signs: Signs = both): string | null {
  const first = part.tag === 'product' ? part.factors[0]?.factor : part;
  return first?.tag === 'name' && signs.has(first.name) ? first.name : null;
}

/** What stands after the sign, if it is one factor: y_{kl} of `\partial y_{kl}`. */
function operand(part: Node): Node | null {
  const second = part.tag === 'product' && part.factors.length === 2 ? part.factors[1] : undefined;
  return second?.operator === '' ? bare(second.factor) : null;
}

/** Without parentheses around it. */
function bare(node: Node): Node {
  const only =
    node.tag === 'group' && node.delimiter === '(' && node.items.length === 1 ? node.items[0] : undefined;
  return only === undefined ? node : bare(only);
}

/** f(Z) of `\partial f(Z)`: a sign, a name and parentheses. */
function application(part: Node): Node | null {
  if (part.tag !== 'product' || part.factors.length !== 3) return null;
  const [, name, argument] = part.factors.map(({ factor }) => factor);
  if (name?.tag !== 'name' || argument?.tag !== 'group') return null;
  const range = { start: name.range.start, end: argument.range.end };
  return { ...part, range, factors: part.factors.slice(1) };
}

/** What a fraction differentiates and by what, if both of its parts begin with the sign; null where that is not clear. */
export function partsOfDerivative(
  node: FractionNode,
  signs: Signs = both,
): { readonly of: Node | null; readonly by: Node | null } | null {
  const { numerator, denominator } = node;
  if (signOf(numerator, signs) === null || signOf(denominator, signs) === null) return null;
  return { of: application(numerator) ?? operand(numerator), by: operand(denominator) };
}

/** J of `\frac{\partial J}{\partial z}`; null where something else is differentiated, or nothing. */
export function headOfDerivative(node: FractionNode): string | null {
  const { of } = partsOfDerivative(node) ?? {};
  return of?.tag === 'name' ? of.name : null;
}

/** The derivative that a fraction is, or null. Throws ReadingError at one that has another form. */
export function asDerivative(node: FractionNode, signs: Signs = both): Derivative | null {
  const parts = partsOfDerivative(node, signs);
  if (parts === null) {
    requireBothSigns(node);
    return null;
  }
  const { of, by } = parts;
  if (by === null || (of === null && node.numerator.tag !== 'name'))
    throw new ReadingError('unsupported', node.range, 'a derivative of several factors without parentheses');
  return { of, by };
}

/** `\frac{f(Z)}{\partial x_{ij}}` lacks a sign; where ∂ stands elsewhere in the other part, it may be another derivative. */
function requireBothSigns({ numerator, denominator, range }: FractionNode): void {
  const [above, below] = [numerator, denominator].map((part) => signOf(part) === 'partial');
  if (above === below) return;
  const [lacking, place] = above ? [denominator, 'denominator'] : [numerator, 'numerator'];
  if (differentiates(lacking))
    throw new ReadingError('unsupported', range, '∂ does not begin both parts of the fraction');
  const other = above ? 'numerator' : 'denominator';
  throw new ReadingError('ill-formed', range, `the ${place} lacks the ∂ that the ${other} has`, null, true);
}

/**
 * A product in which an operator `\frac{\partial}{\partial w}` is joined with what follows it: parentheses, an entry
 * or a sum, if that is the last factor.
 */
export function applied(node: ProductNode, signs: Signs = both): Occurrence | null {
  const [operator, of] = node.factors.slice(-2).map(({ factor }) => factor);
  if (operator?.tag !== 'fraction' || of === undefined) return null;
  const derivative = asDerivative(operator, signs);
  const single = of.tag === 'group' || of.tag === 'subscript' || of.tag === 'reduction';
  if (derivative === null || derivative.of !== null || !single || node.factors.at(-1)?.operator !== '')
    return null;
  return { of: bare(of), by: derivative.by, bound: new Set() };
}

/** The derivatives in a formula, outermost first. Throws ReadingError at one that has another form. */
export function derivativesIn(node: Node, signs: Signs): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const visit = (n: Node, bound: ReadonlySet<string>): void => {
    const operator = n.tag === 'product' ? applied(n, signs) : null;
    const fraction = n.tag === 'fraction' ? asDerivative(n, signs) : null;
    if (operator !== null) found.push({ ...operator, bound });
    if (fraction !== null && fraction.of !== null) found.push({ of: fraction.of, by: fraction.by, bound });
    const inner = n.tag === 'reduction' ? new Set([...bound, ...n.binders.map((b) => b.name)]) : bound;
    for (const child of children(n)) visit(child, inner);
  };
  visit(node, new Set());
  return found;
}

/** Whether a formula has the sign ∂, or a fraction whose two parts begin with d. */
export function differentiates(node: Node): boolean {
  if (node.tag === 'name') return node.name === 'partial';
  if (node.tag === 'fraction' && signOf(node.numerator) !== null && signOf(node.denominator) !== null)
    return true;
  return children(node).some(differentiates);
}

/** `diff(of, by)` as the native notation has it; `rank` tells tensors. Throws ReadingError at what is not read yet. */
export function asDiff({ of, by }: Derivative, whole: Node, rank: (name: string) => number | null): Node {
  const { range } = whole;
  if (of === null)
    throw new ReadingError('unsupported', range, 'what is differentiated does not follow as one factor');
  const isTensor = (node: Node): boolean => node.tag === 'name' && (rank(node.name) ?? 0) > 0;
  if (isTensor(by)) {
    const what = isTensor(of) ? 'of a tensor by a tensor' : 'by a tensor';
    throw new ReadingError('unsupported', range, `a derivative ${what} is not read yet`);
  }
  if (isTensor(of))
    throw new ReadingError('unsupported', range, 'a derivative of a tensor by an entry is not read yet');
  const isNumber = by.tag === 'name' && rank(by.name) === 0;
  if (by.tag !== 'subscript' && !isNumber)
    throw new ReadingError(
      'unsupported',
      range,
      'a derivative by what is no entry of a tensor is not read yet',
    );
  return {
    tag: 'product',
    range,
    factors: [
      { operator: '', factor: { tag: 'name', name: 'diff', range } },
      { operator: '', factor: { tag: 'group', delimiter: '(', items: [of, by], range } },
    ],
  };
}
