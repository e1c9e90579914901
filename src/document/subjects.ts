// What the left side of an equation speaks of, looked at as it is written: `h(t)`, `Z^{(l)}_k`, `(f \circledast g)(t)`,
// `loss`. A text introduces such things by an equation, whether or not the right side can be read.

import type { Node, ProductNode } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { isBareLabel } from './labels.js';

/** What an equation introduces if nothing has been said of it before. */
export interface Subject {
  /** The symbol with its places left open: `h(.)`, `Z^(.)_.`, `(.(*).)(.)`. */
  readonly key: string;
  /** The name at its head; null for an operation, which stands between two names. */
  readonly head: string | null;
  /** The names that must be new for it to be new: its head, or those that an operation stands between. */
  readonly names: readonly string[];
  /** What stands in the open places. */
  readonly places: readonly Node[];
  /** Whether another value of the open places may be used to say what it is, as layers are said by those before. */
  readonly inTurn: boolean;
}

/** The subject of a left side, or null: a sum or a product of several things is none. */
export function subjectOf(node: Node): Subject | null {
  switch (node.tag) {
    case 'name':
      return named(node.name);
    case 'accent':
      return node.base.tag === 'name' ? named(`${node.base.name}${node.accent}`) : null;
    case 'subscript':
      return subscripted(node.base, node.subscripts);
    case 'superscript':
      return raised(node.base, node.superscript);
    case 'product':
      return application(node) ?? word(node) ?? operation(node) ?? change(node);
    case 'matrix':
      return column(node.rows.flat());
    default:
      return null;
  }
}

function named(name: string): Subject {
  return { key: name, head: name, names: [name], places: [], inTurn: false };
}

/** `H_{Output}` is one name, `z_{kl}` one for all k and l, and `(f * g)_{kl}` is `(f * g)(k, l)`. */
function subscripted(base: Node, subscripts: readonly Node[]): Subject | null {
  const joined = bare(base);
  if (joined !== null && joined !== base && joined.tag === 'product')
    return at(operation(joined), subscripts.flatMap(letters));
  const inner = ofLayer(base) ?? subjectOf(base);
  if (inner === null || inner.head === null) return null;
  const places = subscripts.flatMap(letters);
  const [only] = subscripts;
  if (subscripts.length === 1 && only !== undefined) {
    const label = labelOf(only);
    if (label !== null) return named(`${inner.key}_${label}`);
  }
  // A colon, which stands for a whole dimension, is no place that something else may take.
  const open = places.map(({ tag }) => (tag === 'words' ? ':' : '.')).join(',');
  return {
    ...inner,
    key: `${inner.key}_${open}`,
    places: [...inner.places, ...places.filter(({ tag }) => tag !== 'words')],
    inTurn: true,
  };
}

/** x^0 and x^1 of `x^0_{ij}`, two layers: no one writes an entry to the power of 0 or 1. */
function ofLayer(node: Node): Subject | null {
  if (node.tag !== 'superscript' || node.superscript.tag !== 'number') return null;
  const inner = /^[01]$/u.test(node.superscript.text) ? subjectOf(node.base) : null;
  return inner === null || inner.head === null ? null : named(`${inner.key}^${node.superscript.text}`);
}

/** A word, a capital letter or a number below another letter is part of its name: `X_R`, `W_1`, `H_{in}`. */
function labelOf(node: Node): string | null {
  if (node.tag === 'number') return node.text;
  const text = node.tag === 'name' ? node.name : node.tag === 'product' ? numbered(node) : null;
  return text !== null && (text.length > 1 || /^\p{Lu}/u.test(text)) && !/^\p{L}'+$/u.test(text)
    ? text
    : null;
}

/** A word, perhaps with a number after it: `out`, `out1`. */
function numbered(node: ProductNode): string | null {
  const last = node.factors.at(-1)?.factor;
  if (last?.tag !== 'number') return wordOf(node);
  const range = { start: node.range.start, end: last.range.start };
  const text = wordOf({ ...node, range, factors: node.factors.slice(0, -1) });
  return text === null ? null : `${text}${last.text}`;
}

/** Whether a word below a letter makes a name of it that no one has by chance: `\delta_{out}`. */
export function isLabelled({ key, head }: Subject): boolean {
  return head !== null && /_\p{L}{2,}\d*$/u.test(key);
}

/** What stands in the places of `x_{ij}`, one letter in each. */
function letters(node: Node): readonly Node[] {
  const apart = node.tag === 'product' && node.factors.every(({ operator }) => operator === '');
  return apart ? node.factors.map(({ factor }) => factor) : [node];
}

/** `Z^{(l)}`, `Z^{(l,p)}`, `Z^l`: the layer is a place that is open; `Z^c` is one name; `W^T` and `x^2` are none. */
function raised(base: Node, superscript: Node): Subject | null {
  const inner = subjectOf(base);
  if (inner === null || inner.head === null) return null;
  if (
    superscript.tag === 'name' &&
    /^\p{Lu}/u.test(inner.head) &&
    /^(?![ijklmnt])\p{Ll}$/u.test(superscript.name)
  )
    return named(`${inner.key}^${superscript.name}`);
  const places = countsOf(superscript);
  if (places === null) return null;
  return {
    ...inner,
    key: `${inner.key}^(${places.map(() => '.').join(',')})`,
    places: [...inner.places, ...places],
    inTurn: true,
  };
}

/** What a superscript counts: l and p of `^{(l,p)}`, l - 1 of `^{l-1}`; null where it may be something else. */
function countsOf(superscript: Node): readonly Node[] | null {
  const places = superscript.tag === 'group' ? superscript.items : [superscript];
  const counts = superscript.tag === 'group' ? isCount : isBareLabel;
  return places.length > 0 && places.every(counts) ? places : null;
}

/** `l`, `0`, `l - 1`: the number of a layer. */
function isCount(node: Node): boolean {
  if (node.tag === 'sum') return node.terms.every(({ term }) => isCount(term));
  return node.tag === 'number' || node.tag === 'name';
}

/** `[x'; y'; 1]`: the names in a matrix of names and numbers. */
function column(cells: readonly Node[]): Subject | null {
  const names = cells.flatMap((cell) => (cell.tag === 'name' ? [cell.name] : []));
  const plain = cells.every(({ tag }) => tag === 'name' || tag === 'number');
  if (!plain || names.length === 0) return null;
  return { key: `[${names.join(', ')}]`, head: null, names, places: [], inTurn: false };
}

/** `h(t)`, `Z^c[p, q]`, `(f \circledast g)(t)` and `(f * g)[n]`, and `h(X, s)_{ij}`, an entry of what a function gives. */
function application(node: ProductNode): Subject | null {
  const [applied, given, ...more] = node.factors;
  if (given === undefined || more.length > 0 || given.operator !== '') return null;
  const entry = given.factor.tag === 'subscript' ? given.factor : null;
  const factor = entry === null ? given.factor : entry.base;
  const base = bare(applied?.factor);
  const joined = base?.tag === 'product';
  const bracketed = joined || base?.tag === 'superscript';
  if (base === null || factor.tag !== 'group') return null;
  if (factor.delimiter !== '(' && !(factor.delimiter === '[' && bracketed)) return null;
  const inner = at(joined ? operation(base) : subjectOf(base), factor.items);
  if (entry === null || inner === null) return inner;
  const places = entry.subscripts.flatMap(letters);
  return {
    ...inner,
    key: `${inner.key}_${places.map(() => '.').join(',')}`,
    places: [...inner.places, ...places],
  };
}

/** What is said of a function, or of the result of an operation, at open places. */
function at(inner: Subject | null, places: readonly Node[]): Subject | null {
  if (inner === null) return null;
  const open = places.map(() => '.').join(',');
  return {
    ...inner,
    key: `${inner.key}(${open})`,
    places: [...inner.places, ...places],
    inTurn: false,
  };
}

function bare(node: Node | undefined): Node | null {
  if (node === undefined) return null;
  const isAround = node.tag === 'group' && (node.delimiter === '(' || node.delimiter === '[');
  return isAround && node.items.length === 1 ? bare(node.items[0]) : node;
}

/** `f \circledast g`: the operation, for the two names. */
function operation(node: ProductNode): Subject | null {
  const [left, right, ...more] = node.factors;
  if (left === undefined || right === undefined || more.length > 0 || right.operator === '') return null;
  const places = [left.factor, right.factor];
  const names = places.flatMap((place) => (place.tag === 'name' ? [place.name] : []));
  if (names.length < places.length) return null;
  return {
    key: `(.${right.operator}.)`,
    head: null,
    names,
    places,
    inTurn: false,
  };
}

/** `\Delta W`: the change of W. */
function change(node: ProductNode): Subject | null {
  const [sign, changed, ...more] = node.factors;
  if (sign?.factor.tag !== 'name' || sign.factor.name !== 'Delta' || changed?.operator !== '') return null;
  const inner = more.length === 0 ? subjectOf(changed.factor) : null;
  if (inner === null || inner.head === null) return null;
  const head = `Delta ${inner.head}`;
  return { ...inner, key: `Delta ${inner.key}`, head, names: [head] };
}

/** `loss`, `flops_{forward}`: three letters or more in a row, each a name for the parser, are a word. */
function word(node: ProductNode): Subject | null {
  const text = wordOf(node);
  if (text !== null) return named(text);
  const last = node.factors.at(-1)?.factor;
  if (last?.tag !== 'subscript') return null;
  const unscripted = {
    ...node,
    range: { start: node.range.start, end: last.base.range.end },
    factors: [...node.factors.slice(0, -1), { operator: '' as const, factor: last.base }],
  };
  const base = wordOf(unscripted);
  return base === null ? null : subscripted({ tag: 'name', name: base, range: node.range }, last.subscripts);
}

/** The word that letters in a row are, or null. */
function wordOf({ factors, range }: ProductNode): string | null {
  if (factors.length < 3 || range.end - range.start > factors.length) return null;
  const all = factors.map(({ operator, factor }) =>
    operator === '' && factor.tag === 'name' && /^[a-z]$/iu.test(factor.name) ? factor.name : null,
  );
  return all.includes(null) ? null : all.join('');
}

/** The names in the open places, where the equation is said of all; null where something else stands in one. */
export function parametersOf({ places }: Subject): readonly string[] | null {
  const names = places.flatMap((place) => (place.tag === 'name' ? [place.name] : []));
  return names.length === places.length && new Set(names).size === names.length ? names : null;
}

/** Whether the equation is said of all values: letters in the open places, `\tau_1` and `\hat y` being letters, too. */
export function isGeneral({ places }: Subject): boolean {
  const letters = places.map((place) => {
    const [number] = place.tag === 'subscript' && place.subscripts.length === 1 ? place.subscripts : [];
    const base = place.tag === 'subscript' && number?.tag === 'number' ? place.base : place;
    if (base.tag === 'accent') return subjectOf(base)?.key ?? null;
    return base.tag === 'name' ? `${base.name}${number?.tag === 'number' ? number.text : ''}` : null;
  });
  return !letters.includes(null) && new Set(letters).size === letters.length;
}

/** The subjects that occur anywhere in a formula. */
export function subjectsIn(node: Node): readonly { readonly subject: Subject; readonly node: Node }[] {
  const own = subjectOf(node);
  const within = own === null ? children(node) : placesOf(node);
  const inner = within.flatMap(subjectsIn);
  return own === null ? inner : [{ subject: own, node }, ...inner];
}

/** What stands in the places of a symbol: l of `Z^{(l)}`, but not Z. */
function placesOf(node: Node): readonly Node[] {
  switch (node.tag) {
    case 'subscript':
      return [...(node.base.tag === 'superscript' ? [node.base.superscript] : []), ...node.subscripts];
    case 'superscript':
      return [...(node.base.tag === 'subscript' ? node.base.subscripts : []), node.superscript];
    case 'product':
      return node.factors.flatMap(({ factor }) => (factor.tag === 'group' ? factor.items : []));
    default:
      return [];
  }
}
