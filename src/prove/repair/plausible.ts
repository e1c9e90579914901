// Which of several repairs a person would have meant. The cost of an edit says how likely the slip is; what the claim
// becomes says how likely anyone would have written it: entries inside their tensors, sums whose index is used,
// nothing lost, nothing that is true only because nothing is left.

import { printNode } from '../../../grammar/print.js';
import type { Node, NumberNode } from '../../../grammar/tree.js';
import type { ClaimReading } from '../../term/context.js';
import { termKey } from '../../term/key.js';
import type { Reading } from '../../term/reading.js';
import { tensorsIn } from '../../term/tensorsIn.js';
import { isTensor, type Scalar } from '../../term/term.js';
import { children } from '../../term/walk.js';
import { idleBinders, namesIn, sites } from './edit.js';
import { isTurn } from './turns.js';
import type { Values } from './values.js';

/** A claim with the values of its sides. */
export interface Weighed {
  readonly claim: ClaimReading;
  readonly left: Values;
  readonly right: Values;
}

/** How much less likely `after` is to be written than `before`, on the scale of the edits' costs. */
export function strangeness(before: Weighed, after: Weighed): number {
  const [was, is] = [features(before), features(after)];
  return (
    0.5 * (is.outside - was.outside) +
    (is.outside > 0 && was.outside === 0 ? 0.5 : 0) +
    0.2 * Math.sign(is.often - was.often) +
    0.6 * (is.unreached - was.unreached) +
    0.8 * (is.idle - was.idle) +
    0.25 * (is.repeated - was.repeated) +
    2 * Math.max(0, is.trivial - was.trivial) +
    0.06 * (is.tokens - was.tokens) +
    0.12 * (is.numbers - was.numbers) +
    0.3 * (is.limits - was.limits) +
    0.15 * (is.disorder - was.disorder) +
    0.5 * Math.max(0, was.tensors - is.tensors) +
    (is.vanishes && !was.vanishes ? 3 : 0) +
    3 * Math.max(0, is.turnedTwice - was.turnedTwice) +
    (is.same === 'written' ? 1 : is.same === 'renamed' ? 0.3 : 0)
  );
}

interface Features {
  /** Entries that are outside their shape somewhere, and those that no sum ever comes to. */
  readonly outside: number;
  readonly unreached: number;
  /** How often an entry was outside. */
  readonly often: number;
  /** Sums whose index nothing uses. */
  readonly idle: number;
  /** Neighbours in a list that are the same: `w_<m,m>`. */
  readonly repeated: number;
  /** Comparisons of something with itself: `k <= k`. */
  readonly trivial: number;
  readonly tokens: number;
  /** Numbers other than 0 and 1. */
  readonly numbers: number;
  /** Sums that do not begin at 1, or go beyond a size. */
  readonly limits: number;
  /** Tensors that the two sides mention in another order, indices used in another order than bound. */
  readonly disorder: number;
  readonly tensors: number;
  /** Turns of what is turned there already, `rot180(rot180(W))`: nobody writes W so. */
  readonly turnedTwice: number;
  /** Whether both sides are 0 everywhere. */
  readonly vanishes: boolean;
  /** Whether both sides are the same formula, perhaps up to the names of indices. */
  readonly same: 'written' | 'renamed' | null;
}

const known = new WeakMap<Weighed, Features>();

/** The features of a claim; those of the refuted one are asked for with every candidate. */
function features(weighed: Weighed): Features {
  let found = known.get(weighed);
  if (found === undefined) {
    found = measured(weighed);
    known.set(weighed, found);
  }
  return found;
}

function measured({ claim, left, right }: Weighed): Features {
  const nodes = [claim.leftNode, claim.rightNode];
  const values = [...left.all(), ...right.all()].filter((value) => value !== null);
  const entries = [claim.left, claim.right].flatMap(entriesOf);
  const somewhere = (which: 'reached' | 'outside'): number =>
    entries.filter((entry) => values.some((value) => value[which].has(entry))).length;
  const [a, b] = [claim.left, claim.right].map((reading) => tensorNames(reading));
  return {
    outside: somewhere('outside'),
    often: values.reduce((sum, value) => sum + value.missed, 0),
    unreached: entries.length - somewhere('reached'),
    idle: total(nodes, idleBinders),
    repeated: total(nodes, repeated),
    trivial: total(nodes, trivial),
    tokens: total(nodes, tokens),
    numbers: total(nodes, unusual),
    limits: total(nodes, oddLimits),
    disorder: disorder(a as readonly string[], b as readonly string[]) + total(nodes, crossed),
    tensors: new Set(a).size + new Set(b).size,
    turnedTwice: total(nodes, turnedTwice),
    vanishes: values.every((value) => value.vanishes),
    same:
      bare(claim.leftNode) === bare(claim.rightNode)
        ? 'written'
        : keyOf(claim.left) === keyOf(claim.right)
          ? 'renamed'
          : null,
  };
}

function total(nodes: readonly Node[], count: (node: Node) => number): number {
  return nodes.reduce((sum, node) => sum + count(node), 0);
}

/** The entries that a formula is written with. */
function entriesOf(reading: Reading): readonly Scalar[] {
  const found: Scalar[] = [];
  const visit = (term: Scalar): void => {
    if (term.tag === 'entry') found.push(term);
    if (term.tag === 'add' || term.tag === 'mul') for (const arg of term.args) visit(arg);
    if (term.tag === 'apply') for (const arg of term.args) if (!isTensor(arg)) visit(arg);
    if (term.tag === 'pow') visit(term.base);
    if (term.tag === 'reduce') visit(term.body);
  };
  if (reading.sort === 'scalar') visit(reading.term);
  return found;
}

/** A formula without spaces and parentheses. */
function bare(node: Node): string {
  return printNode(node).replaceAll(/[\s()]/g, '');
}

function trivial(node: Node): number {
  const sides = node.tag === 'relation' ? [node.first, ...node.rest.map(({ right }) => right)] : [];
  const texts = sides.map((side) => (side === null ? '' : printNode(side)));
  const own = texts.filter((text, i) => i > 0 && text === texts[i - 1]).length;
  return own + total(children(node), trivial);
}

function repeated(node: Node): number {
  let count = 0;
  for (const { node: each } of sites(node)) {
    const list =
      each.tag === 'subscript'
        ? each.subscripts
        : each.tag === 'group'
          ? each.items
          : each.tag === 'sum'
            ? each.terms.map(({ term }) => term)
            : [];
    for (let i = 1; i < list.length; i++)
      if (printNode(list[i] as Node) === printNode(list[i - 1] as Node)) count++;
  }
  return count;
}

/** Neighbours in the order of one side that stand the other way round on the other. */
function disorder(left: readonly string[], right: readonly string[]): number {
  const [a, b] = [[...new Set(left)], [...new Set(right)]];
  let count = 0;
  for (let i = 1; i < a.length; i++) {
    const [first, second] = [b.indexOf(a[i - 1] as string), b.indexOf(a[i] as string)];
    if (first >= 0 && second >= 0 && second < first) count++;
  }
  return count;
}

function tokens(node: Node): number {
  let count = 0;
  for (const site of sites(node)) count += site.node.tag === 'group' ? 0 : 1;
  return count;
}

function unusual(node: Node): number {
  let count = 0;
  for (const { node: each } of sites(node))
    if (each.tag === 'number') count += Math.min(3, Math.log2(1 + numberOf(each)) / 2);
  return count;
}

function oddLimits(node: Node): number {
  let count = 0;
  for (const { node: each } of sites(node)) {
    if (each.tag !== 'reduction') continue;
    for (const { from, to, down } of each.binders) {
      const [low, high] = down ? [to, from] : [from, to];
      if (low?.tag === 'number' && numberOf(low) !== 1) count++;
      if (low?.tag === 'sum' && low.terms.some(({ sign, term }) => sign === '-' && term.tag === 'name'))
        count += 2;
      if (low?.tag === 'name' && high?.tag === 'number') count += 2;
      if (high?.tag === 'sum' && high.terms.some(({ sign, term }) => sign === '+' && term.tag === 'number'))
        count++;
    }
  }
  return count;
}

/** Neighbours among the names that a sum binds which its body uses the other way round. */
function crossed(node: Node): number {
  let count = 0;
  for (const { node: each } of sites(node)) {
    if (each.tag !== 'reduction') continue;
    const subscripts = [...sites(each.body)].filter(
      ({ parent, isBase }) => parent?.tag === 'subscript' && !isBase,
    );
    const used = subscripts.flatMap(({ node: at }) => [...namesIn(at)]);
    count += disorder(
      each.binders.map(({ name }) => name),
      used,
    );
  }
  return count;
}

function numberOf({ text }: NumberNode): number {
  return Number(text.replaceAll(',', ''));
}

/** The tensors of a formula in the order in which they are written. */
function tensorNames(reading: Reading): readonly string[] {
  const names: string[] = [];
  if (reading.sort !== 'index')
    tensorsIn(reading.term, (tensor) => {
      if (tensor.tag === 'tensor') names.push(tensor.name);
    });
  return names;
}

function keyOf(reading: Reading): string {
  return reading.sort === 'index' ? JSON.stringify(reading.poly, bigints) : termKey(reading.term);
}

const bigints = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

function turnedTwice(node: Node): number {
  let count = 0;
  for (const { node: each } of sites(node)) {
    if (each.tag !== 'product') continue;
    for (const [i, { factor }] of each.factors.entries()) {
      const argument = each.factors[i + 1]?.factor;
      const [inner] = argument?.tag === 'group' && argument.items.length === 1 ? argument.items : [];
      const [first] = inner?.tag === 'product' ? inner.factors : [];
      if (isTurn(factor) && first !== undefined && isTurn(first.factor)) count++;
    }
  }
  return count;
}
