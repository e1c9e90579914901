// Layers: `x^{l}_{ij}`, `W^{(l+1)}`, `\delta_{ij}^{l}`. What stands in one layer and in the next are different tensors, of
// different shapes; each is a name of its own to the reader, xˆl for `x^l`, xˆl1 for `x^{l+1}`, xˆlˉ1 for `x^{l-1}`. What a
// text says of layer l it says of every layer: the same equation with the letter shifted.

import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { labelLetter } from './labels.js';
import type { Notebook } from './notebook.js';
import { boundNames, mapNode, namesIn } from './trees.js';

/** An equation that says what a tensor is; layers are parts of its names. */
export interface Equation {
  readonly left: Node;
  readonly right: Node;
}

/** The layer `letter + offset`. */
interface Layer {
  readonly letter: string;
  readonly offset: number;
}

/**
 * The sides of a relation with the layers as parts of the names; as they are where the letter of a layer is used for
 * something else, too, a power or the index of a sum, and with capital letters whose subscripts may number matrices.
 */
export function layered(sides: readonly Node[]): readonly Node[] {
  const letters = new Set<string>();
  const named = sides.map((side) => withLayers(side, letters));
  const others = named.flatMap((side) => [...namesIn(side), ...boundNames(side)]);
  const isClear =
    others.every((name) => !letters.has(name)) && named.every((side) => isOfEntries(side, sides));
  return letters.size > 0 && isClear ? named : sides;
}

/** Signs between tensors: what stands beside them are matrices, `Z^{(l)}_k = \sum_j V^{(l)}_{j,k} * X^{(l-1)}_j`. */
const tensorSigns: ReadonlySet<string> = new Set(['*', '(*)', 'otimes', 'star', '.*', 'circ']);

/** Whether capital letters with a layer are those of entries, `W^l_{m,n} A^{l-1}_{i+m,j+n}`; small ones always are. */
function isOfEntries(side: Node, sides: readonly Node[]): boolean {
  const isCapital = (node: Node): boolean => node.tag === 'name' && /^\p{Lu}.*ˆ/u.test(node.name);
  if (isCapital(side)) return false;
  const inner =
    side.tag === 'subscript' && isCapital(side.base) && areApart(sides) ? side.subscripts : children(side);
  return inner.every((child) => isOfEntries(child, sides));
}

function areApart(sides: readonly Node[]): boolean {
  return !sides.some(joinsCapitals);
}

/** Whether a sign between tensors stands beside a capital letter; entries of others, and derivatives, are numbers. */
function joinsCapitals(node: Node): boolean {
  const factors = node.tag === 'product' ? node.factors : [];
  const joined = factors.some(({ operator }, i) => {
    const beside = [factors[i - 1], factors[i]].flatMap((each) => each?.factor ?? []);
    return (
      tensorSigns.has(operator) && beside.some((factor) => factor.tag !== 'fraction' && hasCapital(factor))
    );
  });
  return joined || children(node).some(joinsCapitals);
}

function hasCapital(node: Node): boolean {
  return [...namesIn(node)].some((name) => /^\p{Lu}/u.test(name));
}

function withLayers(node: Node, letters: Set<string>): Node {
  const inner = mapNode(node, (child) => withLayers(child, letters));
  if (inner.tag === 'superscript') {
    const { base } = inner;
    if (base.tag !== 'subscript') return named(base, inner.superscript, letters) ?? inner;
    const name = named(base.base, inner.superscript, letters);
    return name === null ? inner : { ...base, range: inner.range, base: name };
  }
  return inner;
}

function named(base: Node, superscript: Node, letters: Set<string>): Node | null {
  const letter = base.tag === 'group' && base.items.length === 1 ? (base.items[0] as Node) : base;
  const layer = letter.tag === 'name' ? layerOf(superscript) : null;
  if (letter.tag !== 'name' || layer === null || partsOf(letter.name) !== null) return null;
  letters.add(layer.letter);
  return { tag: 'name', range: base.range, name: nameIn(letter.name, layer) };
}

/** The layer that a superscript states: `l`, `l - 1`, and any letter in parentheses. */
function layerOf(superscript: Node): Layer | null {
  const [only] =
    superscript.tag === 'group' && (superscript.delimiter === '(' || superscript.delimiter === '[')
      ? superscript.items
      : [];
  const inside = superscript.tag === 'group' && superscript.items.length === 1 ? only : undefined;
  const isCustom = /^(?:l|L|ell)$/u.test(labelLetter(superscript) ?? '');
  const count = inside ?? (isCustom ? superscript : undefined);
  if (count?.tag === 'name') return { letter: count.name, offset: 0 };
  if (count?.tag !== 'sum' || count.terms.length !== 2) return null;
  const [first, second] = count.terms;
  if (first?.sign !== '+' || first.term.tag !== 'name' || second?.term.tag !== 'number') return null;
  if (!/^\d{1,3}$/u.test(second.term.text)) return null;
  const offset = Number(second.term.text);
  return { letter: first.term.name, offset: second.sign === '-' ? -offset : offset };
}

/** x, l - 1 -> xˆlˉ1; primes stay at the end, as names have them. */
function nameIn(name: string, { letter, offset }: Layer): string {
  const [, stem = name, primes = ''] = /^(.*?)('*)$/u.exec(name) ?? [];
  const step = offset === 0 ? '' : offset < 0 ? `ˉ${-offset}` : `${offset}`;
  return `${stem}ˆ${letter}${step}${primes}`;
}

function partsOf(name: string): (Layer & { readonly name: string }) | null {
  const [, stem, letter, minus, digits, primes] = /^(.+)ˆ(\p{L}+?)(ˉ?)(\d*)('*)$/u.exec(name) ?? [];
  if (stem === undefined || letter === undefined) return null;
  const offset = Number(digits ?? '') * (minus === '' ? 1 : -1);
  return { name: `${stem}${primes}`, letter, offset };
}

/** Whether a name is that of a tensor of a layer. */
export function isOfLayer(name: string): boolean {
  return partsOf(name) !== null;
}

/** Whether two tensors are of layers that are counted by one letter, l and l + 1; not of l and of the last one, L. */
export function areAlongside(a: string, b: string): boolean {
  const [one, other] = [partsOf(a), partsOf(b)];
  return one === null || other === null || one.letter === other.letter;
}

/** The name that a tensor has in every layer: xˆl of xˆl1. */
export function family(name: string): string {
  const parts = partsOf(name);
  return parts === null ? name : nameIn(parts.name, { letter: parts.letter, offset: 0 });
}

/** The names as in the last of the layers that a section has, wherever that is behind theirs: xˆl1 for xˆl where there is a wˆl1. */
export function lifted(names: Iterable<string>, layers: ReadonlySet<string>): readonly string[] {
  const present = [...layers].flatMap((name) => partsOf(name) ?? []);
  return [...names].flatMap((name) => {
    const parts = partsOf(name);
    if (parts === null) return [];
    const { letter } = parts;
    const offset = Math.max(
      ...present.filter((other) => other.letter === letter).map((other) => other.offset),
    );
    return offset > parts.offset ? [nameIn(parts.name, { letter, offset })] : [];
  });
}

/** A name as a text would write it: x^{l-1} for xˆlˉ1. */
export function writtenName(name: string): string {
  const parts = partsOf(name);
  if (parts === null) return name;
  const { letter, offset } = parts;
  const layer = offset === 0 ? letter : `{${letter}${offset < 0 ? '-' : '+'}${Math.abs(offset)}}`;
  return `${parts.name}^${layer}`;
}

/** The symbol of a layer as the text writes it, `a^{l-1}` for the name aˆlˉ1; null for another node. */
export function symbolWritten(node: Node): Node | null {
  const parts = node.tag === 'name' ? partsOf(node.name) : null;
  if (parts === null) return null;
  const { range } = node;
  const letter: Node = { tag: 'name', name: parts.letter, range };
  const count: Node = { tag: 'number', text: `${Math.abs(parts.offset)}`, range };
  const terms = [
    { sign: '+' as const, term: letter },
    { sign: parts.offset < 0 ? ('-' as const) : ('+' as const), term: count },
  ];
  return {
    tag: 'superscript',
    range,
    base: { tag: 'name', name: parts.name, range },
    superscript: parts.offset === 0 ? letter : { tag: 'sum', range, terms },
  };
}

/** The notebook after the text has said what a tensor of a layer is. */
export function withLayerEquation(notebook: Notebook, owner: string, equation: Equation): Notebook {
  return isOfLayer(owner) ? notebook.withLayerEquation(family(owner), equation) : notebook;
}

/**
 * What is said of `name`, or of it in another layer, as it is for the layer of `name`; null if nothing is. What is said of
 * layer l is said of the last one, L.
 */
export function equationFor(said: ReadonlyMap<string, Equation>, name: string): Equation | null {
  const parts = partsOf(name);
  const known = said.get(family(name)) ?? (parts === null ? undefined : said.get(general(parts)));
  const owner = known === undefined ? null : headOf(known.left);
  const from = owner === null ? null : partsOf(owner);
  if (known === undefined || parts === null || from === null) return known ?? null;
  const by = { letter: parts.letter, offset: parts.offset - from.offset };
  return { left: shifted(known.left, from.letter, by), right: shifted(known.right, from.letter, by) };
}

/** zˆl of zˆL. */
function general({ name, letter }: Layer & { readonly name: string }): string {
  return nameIn(name, { letter: letter.toLowerCase(), offset: 0 });
}

/** The name whose entries, or which itself, stands at the left. */
export function headOf(left: Node): string | null {
  const base = left.tag === 'subscript' ? left.base : left;
  return base.tag === 'name' ? base.name : null;
}

function shifted(node: Node, letter: string, by: Layer): Node {
  const parts = node.tag === 'name' ? partsOf(node.name) : null;
  if (node.tag !== 'name' || parts === null || parts.letter !== letter)
    return mapNode(node, (child) => shifted(child, letter, by));
  return { ...node, name: nameIn(parts.name, { letter: by.letter, offset: parts.offset + by.offset }) };
}
