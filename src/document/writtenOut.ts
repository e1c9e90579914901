// What a section shows of tensors that it never declares: `z_{11} = w_{11} a_{11} + w_{12} a_{12} + b` writes entries with
// digits as subscripts. They are unknowns of their own; the tensor has as many dimensions as they have subscripts and
// reaches as far as they do, so that no entry written lies outside. Names beside them without subscripts are numbers.

import { NotationError } from '../../grammar/errors.js';
import { printNode } from '../../grammar/print.js';
import type { Node, RelationNode } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { partsOfDerivative } from './derivatives.js';
import { hasDots } from './dots.js';
import { labelLetter } from './labels.js';
import { type Equation, family, isOfLayer, layered } from './layers.js';
import { parsed } from './parsed.js';
import type { Saying } from './sayings.js';
import type { Piece } from './scan.js';
import { asShape } from './sides.js';
import { parametersOf, subjectOf } from './subjects.js';
import { boundNames, limitsIn, mapChildren, namesIn } from './trees.js';

export interface WrittenOut {
  /** For each tensor, by the name that its entries have, the largest value of each subscript. */
  readonly tensors: ReadonlyMap<string, readonly number[]>;
  /** Names of numbers, `b`. */
  readonly numbers: ReadonlySet<string>;
  /** What the section says something of, with `=` after it or after an entry of it; by shared names. */
  readonly given: ReadonlySet<string>;
  /** The names whose entries stand at the left of an equation, with letters as subscripts. */
  readonly stated: ReadonlySet<string>;
  /** For a name, or a function, that stands alone at the left of an equation, the names at its right. */
  readonly said: ReadonlyMap<string, ReadonlySet<string>>;
  /** What is differentiated: for each name, without subscripts, the names of what it is differentiated by. */
  readonly differentiated: ReadonlyMap<string, ReadonlySet<string>>;
  /** The tensors of layers that occur, by their names. */
  readonly layers: ReadonlySet<string>;
  /** What the section says of errors, `\delta_{ij} = \frac{\partial J}{\partial z_{ij}}`, by their names. */
  readonly errors: ReadonlyMap<string, Equation>;
  /** What it says of them as wholes, `\delta^l = \frac{\partial J}{\partial z^l}`, by the symbols with their places open. */
  readonly wholeErrors: ReadonlyMap<string, Saying>;
  /** \delta_{11} is an error of an example that drops the layers which the text has around it. */
  readonly ofExample: boolean;
  /** What `\delta_{z11}` names as that by which the loss is differentiated. */
  readonly marked: ReadonlySet<string>;
}

export const nothingWritten: WrittenOut = {
  tensors: new Map(),
  numbers: new Set(),
  given: new Set(),
  stated: new Set(),
  said: new Map(),
  differentiated: new Map(),
  layers: new Set(),
  errors: new Map(),
  wholeErrors: new Map(),
  ofExample: false,
  marked: new Set(),
};

/** The name that `w` and `W` share. */
export function sharedName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The name that the sign of a back-propagated error has. */
export const errorSign = 'delta';

/** `\delta_{z11}`, `\delta_{z_{11}}`: the entry by which the loss is differentiated, as a node of its own. */
export function markedEntry(node: Node): (Node & { tag: 'subscript' }) | null {
  if (node.tag !== 'subscript' || node.base.tag !== 'name' || node.base.name !== errorSign) return null;
  const [only] = node.subscripts;
  if (only === undefined || node.subscripts.length > 1) return null;
  if (only.tag === 'subscript' && only.base.tag === 'name') return { ...only, range: node.range };
  if (only.tag !== 'product') return null;
  const [name, digits] = only.factors.map(({ factor }) => factor);
  if (only.factors.length !== 2 || name?.tag !== 'name' || digits?.tag !== 'number') return null;
  return { tag: 'subscript', base: name, subscripts: [digits], range: node.range };
}

/** The subscripts of an entry, digit by digit, as `11` has them; null where they are not digits alone. */
export function digitsOf(subscripts: readonly Node[]): readonly number[] | null {
  const texts = subscripts.map((s) => (s.tag === 'number' && /^\d+$/.test(s.text) ? s.text : null));
  if (texts.includes(null)) return null;
  const all = texts as readonly string[];
  return all.length === 1 ? [...(all[0] as string)].map(Number) : all.map(Number);
}

interface Sighting {
  readonly name: string;
  readonly digits: readonly number[];
  /** In the subscript of an error, which may name a slice. */
  readonly marked: boolean;
}

/** All that is seen of one name, `w` or `W`. */
interface Sightings {
  readonly entries: Sighting[];
  /** Subscripts with letters, dots in the formula, a layer: then what is written is not all. */
  open: boolean;
  /** Without subscripts, in a formula with entries. */
  bare: Set<string>;
}

/** What the pieces of a section write out. */
export function writtenOut(pieces: readonly Piece[]): WrittenOut {
  const names = new Map<string, Sightings>();
  const given = new Set<string>();
  const stated = new Set<string>();
  const said = new Map<string, Set<string>>();
  const differentiated = new Map<string, Set<string>>();
  const functions = new Set<string>();
  const marked = new Set<string>();
  const layers = new Set<string>();
  const errors = new Map<string, Equation>();
  const wholeErrors = new Map<string, Saying>();
  for (const piece of pieces) {
    if (piece.kind !== 'formula') continue;
    const formula = parsed(piece.formula);
    if (formula instanceof NotationError) continue;
    for (const { node } of formula.rows.flatMap(({ items }) => items)) {
      if (node.tag === 'relation') {
        if (node.rest[0]?.operator !== '->') note(given, node.first);
        const [left = null] = node.first === null ? [] : layered([node.first]);
        if (left?.tag === 'subscript' && left.base.tag === 'name') stated.add(left.base.name);
        noteSaid(said, node);
        for (const name of equalEntries(node)) sightingsOf(names, name).open = true;
        const whole = statedWhole(node);
        if (whole !== null) sightingsOf(names, whole).open = true;
      }
      for (const name of namesIn(layered([node])[0] as Node)) if (isOfLayer(name)) layers.add(name);
      noteErrors(errors, node);
      noteWholeError(wholeErrors, node);
      look(namesErrors(node) ?? node, { names, differentiated, functions, marked });
    }
  }
  const tensors = new Map<string, readonly number[]>();
  for (const seen of names.values()) {
    const [name, extents] = spanOf(seen) ?? [];
    if (name !== undefined && extents !== undefined) tensors.set(name, extents);
  }
  const numbers = [...names.values()].flatMap(({ entries, open, bare }) =>
    entries.length > 0 || open ? [] : [...bare].filter((name) => isNumber(name) && !functions.has(name)),
  );
  return {
    tensors,
    numbers: new Set(numbers),
    given,
    stated,
    said,
    differentiated,
    layers,
    errors,
    wholeErrors,
    ofExample: false,
    marked,
  };
}

function note(given: Set<string>, left: Node | null): void {
  const entry = left?.tag === 'subscript' && digitsOf(left.subscripts) !== null;
  const name = entry || left?.tag === 'name' ? nameAlone(left) : null;
  if (name !== null) given.add(sharedName(name));
}

/** X of `X = [x_{ij}]`, of a matrix that is written out, as `X_1` may be, of `X \in …`: the text says itself what shape X has. */
function statedWhole({ first, rest }: RelationNode): string | null {
  const [step] = rest;
  const says = step?.operator === 'in' || rest.some(({ right }) => isMatrix(right));
  return says ? nameAlone(first) : null;
}

/** k of `k_1 = k_2 = k`: a number that several others are equal to, and no tensor of which they are entries. */
function equalEntries({ first, rest }: RelationNode): readonly string[] {
  const sides = [first, ...rest.map(({ right }) => right)];
  const bare = new Set(sides.flatMap((side) => (side?.tag === 'name' ? [side.name] : [])));
  return sides.flatMap((side) => {
    const name = side?.tag === 'subscript' ? nameAlone(side) : null;
    return name !== null && bare.has(name) ? [name] : [];
  });
}

/** The derivative in `\delta_{kl} = \frac{\partial J}{\partial z_{kl}}`, by z alone: of what entries z has it says nothing. */
function namesErrors(node: Node): Node | null {
  const [step, ...more] = node.tag === 'relation' ? node.rest : [];
  const parts = step?.right.tag === 'fraction' ? partsOfDerivative(step.right) : null;
  if (node.tag !== 'relation' || step === undefined || more.length > 0 || parts?.by?.tag !== 'subscript')
    return null;
  const [own, theirs] = [node.first, parts.by].map((each) =>
    each?.tag === 'subscript' && digitsOf(each.subscripts) === null
      ? each.subscripts.map(printNode).join()
      : null,
  );
  return own != null && own === theirs ? withoutSubscripts(step.right, parts.by) : null;
}

/** The first such equation counts: what is said of another layer follows from it. */
function noteErrors(errors: Map<string, Equation>, node: Node): void {
  const [step, ...more] = node.tag === 'relation' ? node.rest : [];
  if (node.tag !== 'relation' || node.first === null || (step?.operator !== '=' && step?.operator !== '=='))
    return;
  // `\in \mathbb{R}^{K \times L}` behind it says how many there are.
  if (more.some(({ operator }) => operator !== 'in')) return;
  const [left, right] = layered([node.first, step.right]) as [Node, Node];
  const name = nameAlone(left);
  const isError = name?.startsWith(errorSign) === true;
  if (!isError || namesErrors({ ...node, first: left, rest: [{ ...step, right }] }) === null) return;
  if (!errors.has(family(name))) errors.set(family(name), { left, right });
}

/** The first such equation counts here, too; what `\delta^{l-1} = \frac{\partial J}{\partial z^{l-1}}` says, it says of every layer. */
function noteWholeError(errors: Map<string, Saying>, node: Node): void {
  const first = node.tag === 'relation' ? node.first : null;
  const subject = first?.tag === 'superscript' ? subjectOf(first) : null;
  const right = node.tag === 'relation' ? node.rest[0]?.right : undefined;
  const by = right?.tag === 'fraction' ? (partsOfDerivative(right)?.by ?? null) : null;
  if (subject?.head !== errorSign || right === undefined || by?.tag !== 'superscript') return;
  const parameters = parametersOf(subject);
  const saying = parameters === null ? ofEveryLayer(subject.places, right, by) : { right, parameters };
  if (saying !== null && !errors.has(subject.key)) errors.set(subject.key, { ...saying, inTurn: false });
}

/** The same of layer l, where it is said of l - 1 on both sides. */
function ofEveryLayer(
  places: readonly Node[],
  right: Node,
  by: Node & { tag: 'superscript' },
): Pick<Saying, 'right' | 'parameters'> | null {
  const [place, ...more] = places;
  const letter = place === undefined || more.length > 0 ? null : labelLetter(place);
  if (place === undefined || letter === null || printNode(place) !== printNode(by.superscript)) return null;
  const general = (node: Node): Node =>
    node === by.superscript ? { tag: 'name', name: letter, range: node.range } : mapChildren(node, general);
  return { right: general(right), parameters: [letter] };
}

function withoutSubscripts(node: Node, entry: Node & { tag: 'subscript' }): Node {
  if (node !== entry) return mapChildren(node, (child) => withoutSubscripts(child, entry));
  const [named] = layered([entry]);
  return named?.tag === 'subscript' ? named.base : entry.base;
}

function isMatrix(node: Node): boolean {
  if (node.tag === 'matrix' || (node.tag === 'group' && node.delimiter === '[')) return true;
  return node.tag === 'subscript' ? isMatrix(node.base) : false;
}

function sightingsOf(names: Map<string, Sightings>, name: string): Sightings {
  const key = sharedName(name);
  const seen = names.get(key) ?? { entries: [], open: false, bare: new Set<string>() };
  names.set(key, seen);
  return seen;
}

/** L of `L = (y_1 - t_1)^2` and of `L(w) = …`. */
function noteSaid(said: Map<string, Set<string>>, { first, rest }: RelationNode): void {
  const head = first?.tag === 'product' && first.factors.length === 2 ? first.factors[0]?.factor : first;
  if (head?.tag !== 'name') return;
  const names = rest.flatMap(({ right }) => [...namesIn(right)]);
  said.set(head.name, new Set([...(said.get(head.name) ?? []), ...names]));
}

/** Small letters and Greek ones: a capital is a size or a matrix. */
function isNumber(name: string): boolean {
  return /^(?![d-eijklmno])\p{Ll}'*$/u.test(name) || /^(?:alpha|beta|gamma|theta|eta|lambda)$/.test(name);
}

interface Found {
  readonly names: Map<string, Sightings>;
  readonly differentiated: Map<string, Set<string>>;
  readonly functions: Set<string>;
  readonly marked: Set<string>;
}

function look(formula: Node, { names, differentiated, functions, marked }: Found): void {
  const of = (name: string): Sightings => sightingsOf(names, name);
  const dotted = hasDots(formula);
  const showsEntries = hasEntry(formula);
  const bound = boundNames(formula);
  const entry = (name: string, subscripts: readonly Node[], isMarked = false): void => {
    const digits = digitsOf(subscripts);
    if (digits === null || dotted || digits.includes(0)) of(name).open = true;
    else of(name).entries.push({ name, digits, marked: isMarked });
  };
  // A letter in a subscript is an index, u of `f_{11} g_{u1}`.
  const visit = (node: Node, isSubscript = false): void => {
    if (node.tag === 'fraction') {
      const parts = partsOfDerivative(node);
      const [by = null] = parts?.by == null ? [] : layered([parts.by]);
      const [above, below] = [nameAlone(parts?.of ?? null), nameAlone(by)];
      if (above !== null && below !== null && parts?.of?.tag === 'name')
        differentiated.set(above, new Set([...(differentiated.get(above) ?? []), below]));
    }
    const by = markedEntry(node);
    if (by !== null && by.base.tag === 'name') {
      marked.add(by.base.name);
      entry(by.base.name, by.subscripts, true);
      return;
    }
    if (node.tag === 'superscript' && isLayer(node.superscript)) {
      for (const name of baseNames(node.base)) of(name).open = true;
    }
    // `\sum_{m=1}^{k_1}` and `k_1 \times k_2` are about sizes.
    const sizes = node.tag === 'reduction' ? limitsIn(node) : (asShape([node]) ?? []);
    for (const name of sizes.flatMap(baseNamesIn)) of(name).open = true;
    if (node.tag === 'product') {
      node.factors.forEach(({ factor }, i) => {
        const next = node.factors[i + 1];
        if (factor.tag === 'name' && next?.operator === '' && next.factor.tag === 'group')
          functions.add(factor.name);
      });
    }
    if (node.tag === 'subscript' && node.base.tag === 'name') {
      if (node.base.name !== errorSign || digitsOf(node.subscripts) !== null)
        entry(node.base.name, node.subscripts);
      if (node.base.name !== errorSign) for (const each of node.subscripts) visit(each, true);
      return;
    }
    const isBare = node.tag === 'name' && showsEntries && !isSubscript && !bound.has(node.name);
    if (isBare) of(node.name).bare.add(node.name);
    for (const child of children(node)) visit(child, isSubscript);
  };
  visit(formula);
}

function hasEntry(node: Node): boolean {
  if (node.tag === 'subscript' && node.base.tag === 'name' && digitsOf(node.subscripts) !== null) return true;
  return children(node).some(hasEntry);
}

/** y of `y` and of `y_{11}`. */
function nameAlone(node: Node | null): string | null {
  if (node?.tag === 'subscript') return nameAlone(node.base);
  return node?.tag === 'name' ? node.name : null;
}

/**
 * A superscript that is neither a power nor a turn nor a shape, `(1)`, `(k)`; `W^{[l]}` of every layer, like `W^l`, is not the W
 * of an example without layers.
 */
function isLayer(superscript: Node): boolean {
  if (superscript.tag !== 'group' || asShape(superscript.items) !== null) return false;
  const [only, ...more] = superscript.items;
  const letter = only === undefined || more.length > 0 ? null : labelLetter(only);
  return letter === null || !/^(?:[lL]|ell)$/u.test(letter);
}

/** The names of what has subscripts anywhere in a formula. */
function baseNamesIn(node: Node): readonly string[] {
  return node.tag === 'subscript' ? baseNames(node) : children(node).flatMap(baseNamesIn);
}

function baseNames(node: Node): readonly string[] {
  if (node.tag === 'subscript') return baseNames(node.base);
  return node.tag === 'name' ? [node.name] : [];
}

/**
 * The name of the entries and the largest values of their subscripts. `Z_1` beside `z_{111}` is a slice; numbers of
 * different lengths otherwise, `x_9` and `x_{10}`, are not told apart from several subscripts.
 */
function spanOf({ entries, open }: Sightings): readonly [string, readonly number[]] | null {
  const rank = Math.max(0, ...entries.map(({ digits }) => digits.length));
  const full = entries.filter(({ digits }) => digits.length === rank);
  const [first] = full;
  if (first === undefined || open || full.some(({ name }) => name !== first.name)) return null;
  const others = entries.filter(({ digits }) => digits.length < rank);
  if (others.some(({ name, marked }) => name === first.name && !marked)) return null;
  const extents = first.digits.map((_, d) => Math.max(...entries.map(({ digits }) => digits[d] ?? 1)));
  return [first.name, extents];
}
