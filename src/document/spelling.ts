// Other ways to write an entry: `x[i, j]` as programs do, `[\mathsf V]_{a,b}` and `(W)_{a,b}` as numerical texts do,
// `\hat{x}_i` with a mark over the letter. All of them are `x_{i,j}` to the reader; and `\partial Loss` is `\partial L`, and
// `25 \text{ pixels}` the number 25.

import { printNode } from '../../grammar/print.js';
import type { GroupNode, Node, ProductNode, RelationNode, SubscriptNode } from '../../grammar/tree.js';
import { mapNode, namesIn } from './trees.js';

/** The same formula with every entry written as a letter with subscripts. */
export function spelled(node: Node): Node {
  const inner = mapNode(node, spelled);
  switch (inner.tag) {
    case 'product':
      return withEntries(withWord(inner));
    case 'subscript':
      if (isTurn(inner)) return { tag: 'name', name: 'rot180', range: inner.range };
      return { ...inner, base: marked(bare(inner.base)) };
    case 'superscript':
      return transposedLayer(inner) ?? inner;
    case 'relation':
      return withoutUnits(inner);
    default:
      return inner;
  }
}

/** `W^{[l]T}`, `a^{(l-1)\top}` and `a^{l-1,T}`, the transposed matrix of a layer. */
function transposedLayer(node: Node & { tag: 'superscript' }): Node | null {
  const { base, superscript, range } = node;
  const parts =
    superscript.tag === 'product'
      ? superscript.factors.map(({ factor }) => factor)
      : superscript.tag === 'group' && superscript.delimiter === '{'
        ? superscript.items
        : [];
  const [layer, sign, ...more] = parts;
  const isSign = sign?.tag === 'name' && sign.name === 'T';
  if (layer === undefined || !isSign || more.length > 0 || base.tag !== 'name') return null;
  const ofLayer: Node = { tag: 'superscript', base, superscript: layer, range };
  return { tag: 'superscript', base: ofLayer, superscript: sign, range };
}

/** A calculation, `5 \times 5 = 25 \text{ pixels}`, without the words that say what is counted. */
function withoutUnits(chain: RelationNode): RelationNode {
  const rest = chain.rest.map((step) => ({ ...step, right: withoutUnit(step.right) }));
  const sides = [chain.first, ...rest.map(({ right }) => right)];
  return sides.every((side) => side !== null && namesIn(side).size === 0) ? { ...chain, rest } : chain;
}

function withoutUnit(node: Node): Node {
  const word = node.tag === 'product' ? node.factors.at(-1)?.factor : undefined;
  if (node.tag !== 'product' || word?.tag !== 'name' || !/^[a-z]{4,}$/u.test(word.name)) return node;
  const factors = node.factors.slice(0, -1);
  const [only] = factors;
  if (node.factors.at(-1)?.operator !== '' || !factors.every(({ factor }) => namesIn(factor).size === 0))
    return node;
  return factors.length === 1 && only !== undefined ? only.factor : { ...node, factors };
}

/** `\text{rot}_{180}`, `\text{rot}_{180^\circ}` */
function isTurn({ base, subscripts: [angle, ...more] }: SubscriptNode): boolean {
  const degrees =
    angle?.tag === 'superscript' && printNode(angle.superscript) === 'circ' ? angle.base : angle;
  const isWord = base.tag === 'name' && /^(?:rot|rotate)$/iu.test(base.name);
  return isWord && more.length === 0 && degrees?.tag === 'number' && degrees.text === '180';
}

function isTurned(node: Node | undefined): boolean {
  return node?.tag === 'name' && node.name === 'rot180';
}

/** `\text{rot}_{180}\{w\}` is rot180(w). */
function inParentheses(node: Node): Node {
  return node.tag === 'group' && node.delimiter === '{' ? { ...node, delimiter: '(' } : node;
}

/** V of `[V]` and of `(V)`. */
function bare(node: Node): Node {
  const [only] = node.tag === 'group' && (node.delimiter === '[' || node.delimiter === '(') ? node.items : [];
  const isLetter = only?.tag === 'name' || only?.tag === 'accent';
  return node.tag === 'group' && node.items.length === 1 && isLetter ? only : node;
}

/** `\hat{x}` as the name that it is. */
function marked(node: Node): Node {
  if (node.tag !== 'accent' || node.base.tag !== 'name') return node;
  return { tag: 'name', range: node.range, name: `${node.base.name}${node.accent}` };
}

/** Behind `\partial`, three letters or more without anything between them are the name of one thing. */
function withWord(node: ProductNode): ProductNode {
  const [sign, ...letters] = node.factors;
  if (sign?.factor.tag !== 'name' || sign.factor.name !== 'partial' || letters.length < 3) return node;
  const names = letters.map(({ operator, factor }) =>
    operator === '' && factor.tag === 'name' && /^[A-Za-z]$/u.test(factor.name) ? factor.name : null,
  );
  const [first, last] = [letters[0]?.factor.range, letters.at(-1)?.factor.range];
  if (names.includes(null) || first === undefined || last === undefined) return node;
  const range = { start: first.start, end: last.end };
  if (range.end - range.start > letters.length) return node;
  return { ...node, factors: [sign, { operator: '', factor: { tag: 'name', range, name: names.join('') } }] };
}

/** A letter and the brackets right behind it are one factor. */
function withEntries(node: ProductNode): Node {
  const factors: ProductNode['factors'][number][] = [];
  for (const { operator, factor: given } of node.factors) {
    const before = factors.at(-1);
    const factor = isTurned(before?.factor) ? inParentheses(given) : given;
    const entry = before === undefined || operator !== '' ? null : indexed(before.factor, factor);
    if (before === undefined || entry === null) factors.push({ operator, factor });
    else factors[factors.length - 1] = { ...before, factor: entry };
  }
  const [only] = factors;
  return factors.length === 1 && only !== undefined ? only.factor : { ...node, factors };
}

/**
 * `x[i, j]`, and `x[n]`, `X[k]` with one subscript: a capital letter before a sum in brackets may be a factor, as in
 * `S[k - 1]`.
 */
function indexed(letter: Node, brackets: Node): Node | null {
  const base = marked(letter);
  if (brackets.tag !== 'group' || brackets.delimiter !== '[' || base.tag !== 'name') return null;
  if (letter.range.end !== brackets.range.start || !brackets.items.every(isSubscript)) return null;
  const several = brackets.items.length > 1;
  if (!several && !/^\p{Ll}/u.test(base.name) && !isSmallLetter(brackets)) return null;
  return {
    tag: 'subscript',
    range: { start: letter.range.start, end: brackets.range.end },
    base,
    subscripts: brackets.items,
  };
}

function isSmallLetter({ items: [only] }: GroupNode): boolean {
  return only?.tag === 'name' && /^\p{Ll}$/u.test(only.name);
}

/** Arithmetic with letters and numbers, or the colon that stands for a whole dimension, `a[0, :]`. */
function isSubscript(node: Node): boolean {
  switch (node.tag) {
    case 'name':
    case 'number':
      return true;
    case 'words':
      return node.text === ':';
    case 'sum':
      return node.terms.every(({ term }) => isSubscript(term));
    case 'product':
      return node.factors.every(
        ({ operator, factor }) => /^(?:|\*|cdot|times)$/u.test(operator) && isSubscript(factor),
      );
    case 'group':
      return node.delimiter === '(' && node.items.every(isSubscript);
    default:
      return false;
  }
}
