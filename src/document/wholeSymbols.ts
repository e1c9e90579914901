// The symbols of matrices and vectors that a text introduces as wholes, `z^l`, `W^{(l,p)}`, `\hat y`: a letter and its
// labels, which may be counted up and down, and the formula that the text gives for it.

import { printNode } from '../../grammar/print.js';
import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { partsOfDerivative } from './derivatives.js';
import { labelLetter } from './labels.js';
import { type Notebook, otherCase } from './notebook.js';
import { instance, linear } from './sayings.js';
import { subjectOf } from './subjects.js';
import { mapNode } from './trees.js';

/** `l - 1` */
export interface Label {
  /** Empty where it is a number. */
  readonly letter: string;
  readonly offset: number;
}

export interface WholeSymbol {
  readonly base: string;
  readonly labels: readonly Label[];
  /** A name for it that no other symbol has. */
  readonly name: string;
  readonly node: Node;
}

/** The symbol that a node is; null for an entry, a power, or anything else. */
export function symbolOf(node: Node): WholeSymbol | null {
  if (node.tag === 'name') return node.name === 'partial' ? null : symbol(node, node.name, []);
  if (node.tag === 'accent')
    return node.base.tag === 'name' ? symbol(node, `${node.base.name}${node.accent}`, []) : null;
  if (node.tag === 'subscript') return marked(node);
  if (node.tag !== 'superscript') return null;
  const inner = symbolOf(node.base);
  const labels = inner === null || inner.labels.length > 0 ? null : labelsOf(node.superscript);
  return inner === null || labels === null ? null : symbol(node, inner.base, labels);
}

function symbol(node: Node, base: string, labels: readonly Label[]): WholeSymbol {
  const marks = labels.map(({ letter, offset }) => {
    if (letter === '') return `${offset}`.replace('-', 'ˉ');
    return offset === 0 ? letter : `${letter}${`${offset}`.replace('-', 'ˉ')}`;
  });
  const [, stem = base, primes = ''] = /^(.*?)('*)$/u.exec(base) ?? [];
  const name = marks.length === 0 ? base : `${stem}ˆ${marks.join('ˌ')}${primes}`;
  return { base, labels, name, node };
}

/** `W_1` and `W_{hh}`, but not the entry `w_i`: a number or a word below a letter is part of its name. */
function marked(node: Node & { tag: 'subscript' }): WholeSymbol | null {
  const subject = subjectOf(node);
  const [only, ...more] = node.subscripts;
  if (subject === null || subject.places.length > 0 || node.base.tag !== 'name' || more.length > 0)
    return null;
  const mark = only?.tag === 'number' ? only.text : only === undefined ? '' : printNode(only);
  return /^[\p{L}\p{N}]+$/u.test(mark) ? symbol(node, `${node.base.name}ˌ${mark}`, []) : null;
}

/** The labels of `^{(l-1,d)}` and of `^l`; null of a power, and of a T that transposes. */
function labelsOf(superscript: Node): readonly Label[] | null {
  const isGroup = superscript.tag === 'group' && superscript.delimiter !== '{';
  if (!isGroup && labelLetter(superscript) === null) return null;
  const items = isGroup ? superscript.items : [superscript];
  const labels = items.map((item): Label | null => {
    const parts = linear(item);
    const [letter = '', ...more] = [...(parts?.keys() ?? [])].filter((key) => key !== '');
    const isCount = parts !== null && more.length === 0 && (letter === '' || parts.get(letter) === 1);
    return isCount ? { letter, offset: parts.get('') ?? 0 } : null;
  });
  return labels.includes(null) ? null : labels.flatMap((label) => label ?? []);
}

/** δ^l and u, v of `(\delta^l)_{u,v}`, `\delta^l_{uv}` and `\delta_{u,v}^l`. */
export function entryIn(node: Node): { readonly base: Node; readonly subscripts: readonly Node[] } | null {
  if (node.tag === 'subscript') return node;
  if (node.tag !== 'superscript' || node.base.tag !== 'subscript') return null;
  return { base: { ...node, base: node.base.base }, subscripts: node.base.subscripts };
}

/** The symbols in a formula, those that functions are applied to included, the functions not. */
export function symbolsIn(node: Node): readonly WholeSymbol[] {
  if (isTransposed(node)) return symbolsIn(node.base);
  const own = symbolOf(node);
  if (own !== null) return [own];
  if (node.tag === 'superscript' || node.tag === 'subscript')
    return symbolsIn(entryIn(node)?.base ?? node.base);
  if (node.tag !== 'product') return children(node).flatMap(symbolsIn);
  return node.factors.flatMap(({ factor }, i) => (isApplied(node, i) ? [] : symbolsIn(factor)));
}

/** `X^T` */
export function isTransposed(node: Node): node is Node & { tag: 'superscript' } {
  return node.tag === 'superscript' && node.superscript.tag === 'name' && node.superscript.name === 'T';
}

const functionName = /^(?:[fg]|sigma|phi|varphi|psi|tanh|sigmoid|relu|ReLU|rot180|flip)'*$/u;

/** Whether the factor is the name of a function that is applied to what stands in parentheses after it. */
export function isApplied({ factors }: Node & { tag: 'product' }, i: number): boolean {
  const [fn, next] = [factors[i]?.factor, factors[i + 1]];
  const isList = next?.factor.tag === 'group' && next.factor.delimiter === '(' && next.operator === '';
  return isList && fn?.tag === 'name' && functionName.test(fn.name);
}

/** The formula that the text gave last for a symbol, or for it in another layer; null where there is none. */
export function formulaOf({ spoken }: Notebook, { node, base, labels }: WholeSymbol): Node | null {
  const key = subjectOf(node)?.key;
  const literally = spoken.get(printNode(node))?.at(-1)?.right;
  const general = key === undefined ? undefined : spoken.get(key)?.at(-1);
  const places = labels.map((label) => nodeOf(label, node));
  if (general?.parameters != null) return instance(general, places);
  const [label, ...more] = labels;
  if (literally !== undefined || label === undefined || more.length > 0 || label.letter === '')
    return literally ?? null;
  // z^{l+1} = W^{l+1} a^l, and z^l is asked for.
  for (const [said, sayings] of spoken) {
    const [, own, letter, sign, count] = /^(.+)\^\(?\(?(\p{L}+) ([+-]) (\d+)\)?\)?$/u.exec(said) ?? [];
    const saying = sayings.at(-1);
    if (own !== base || letter !== label.letter || saying === undefined) continue;
    const offset = label.offset - Number(`${sign}${count}`);
    return instance({ ...saying, parameters: [letter] }, [nodeOf({ letter, offset }, node)]);
  }
  return null;
}

/**
 * The formula for a symbol where a letter may lack the layer that it has elsewhere: b of `z^l = W^l * a^{l-1} + b` is b^l in a
 * formula that speaks of that.
 */
export function formulaBeside(
  notebook: Notebook,
  symbol: WholeSymbol,
  others: readonly WholeSymbol[],
): Node | null {
  const formula = formulaOf(notebook, symbol);
  if (formula === null) return null;
  const inside = symbolsIn(formula);
  const isMeant = ({ base, name, labels }: WholeSymbol): boolean =>
    labels.length > 0 &&
    name === symbol.name.replace(symbol.base, base) &&
    inside.some((each) => each.base === base) &&
    inside.every((each) => each.base !== base || each.labels.length === 0);
  return others.filter(isMeant).reduce((node, other) => withLabels(node, other), formula);
}

function withLabels(node: Node, other: WholeSymbol): Node {
  if (node.tag === 'name') return node.name === other.base ? other.node : node;
  return mapNode(node, (child) => withLabels(child, other));
}

/** W for the w of an entry `w^l_{jk}`, where the text speaks of W^l and of no w^l. */
export function ownerSaid({ spoken }: Notebook, owner: WholeSymbol): WholeSymbol {
  const bases = new Set(
    [...spoken.values()].flatMap((sayings) =>
      sayings.flatMap(({ right }) => symbolsIn(right).map(({ base }) => base)),
    ),
  );
  const large = otherCase(owner.base);
  if (bases.has(owner.base) || !bases.has(large) || large === owner.base) return owner;
  return symbolOf(withBase(owner.node, owner.base, large)) ?? owner;
}

function withBase(node: Node, from: string, to: string): Node {
  if (node.tag === 'name') return node.name === from ? { ...node, name: to } : node;
  return mapNode(node, (child) => withBase(child, from, to));
}

/** Whether a side is an entry of what the text introduced as a whole, `\delta^l_j` after `\delta^l`. */
export function isEntryOfSaid({ spoken }: Notebook, node: Node): boolean {
  const entry = entryIn(node);
  const key = entry === null ? undefined : subjectOf(entry.base)?.key;
  return key !== undefined && spoken.has(key);
}

function nodeOf({ letter, offset }: Label, { range }: Node): Node {
  const number: Node = { tag: 'number', text: `${Math.abs(offset)}`, range };
  if (letter === '') return number;
  const name: Node = { tag: 'name', name: letter, range };
  if (offset === 0) return name;
  return {
    tag: 'sum',
    range,
    terms: [
      { sign: '+', term: name },
      { sign: offset < 0 ? '-' : '+', term: number },
    ],
  };
}

/** ∂z/∂w, with what is differentiated as it is written. */
export interface Quotient {
  readonly of: Node;
  readonly by: WholeSymbol;
  /** The subscripts of the entry by which is differentiated; null of a whole. */
  readonly at: readonly Node[] | null;
}

/** The derivative by a whole, or by an entry of one, that a fraction is, or null. */
export function quotientOf(node: Node): Quotient | null {
  const { of, by } = node.tag === 'fraction' ? (partsOfDerivative(node) ?? {}) : {};
  if (of == null || by == null) return null;
  const whole = symbolOf(by);
  if (whole !== null) return { of, by: whole, at: null };
  const entry = entryIn(by);
  const owner = entry === null ? null : symbolOf(entry.base);
  return entry === null || owner === null ? null : { of, by: owner, at: entry.subscripts };
}

/** The same with the letter of the matrix for that of its entries. */
export function quotientSaid(notebook: Notebook, node: Node): Quotient | null {
  const quotient = quotientOf(node);
  return quotient === null || quotient.at === null
    ? quotient
    : { ...quotient, by: ownerSaid(notebook, quotient.by) };
}

/** The head of a loss, J of J and of J(W, b); null for anything else. */
export function headOf(of: Node): string | null {
  if (of.tag === 'name') return of.name;
  const [fn, given, ...more] = of.tag === 'product' ? of.factors : [];
  const isCall = more.length === 0 && given?.operator === '' && given.factor.tag === 'group';
  return isCall && fn?.factor.tag === 'name' ? fn.factor.name : null;
}

/** The derivative of the loss that a symbol stands for, `\delta^l` after `\delta^l = \frac{\partial J}{\partial z^l}`. */
export function errorOf(notebook: Notebook, node: Node): Quotient | null {
  const own = symbolOf(node);
  const formula = own === null ? null : formulaOf(notebook, own);
  return formula === null ? null : quotientOf(formula);
}
