// What the postprocessors of latex.ne build with, beyond nodes.ts: items of a list, scripts, limits of big operators,
// conditions of cases.

import { NOTE } from './latexRows.js';
import {
  type Head,
  type List,
  type Mark,
  mark,
  more,
  one,
  place,
  placed,
  seal,
  span,
  step,
  type Token,
} from './nodes.js';
import type { Sign } from './operators.js';
import type {
  BinderNode,
  CasesNode,
  GroupNode,
  NameNode,
  Node,
  Range,
  ReductionOperator,
  RelationNode,
  RelationOperator,
} from './tree.js';

/** `&&`: a note at the right of the line begins. */
export type Separator = ',' | ';' | 'words' | '&&' | '';

/** One item of a list, with what stands between it and the item before. */
export interface Entry {
  readonly node: Node;
  readonly separatorBefore: Separator;
}

type Entries = List<Entry>;

/** Limits that do not fit together; latex.ts makes a NotationError of it. */
export class LimitProblem extends Error {
  constructor(
    readonly range: Range,
    readonly advice: string,
  ) {
    super(advice);
  }
}

export function firstEntry(node: Node): Entries {
  return one({ node, separatorBefore: '' as Separator }, node);
}

/** One item more; a gap (a wide space) separates, but is no sign. */
export function nextEntry(list: Entries, separator: Token | 'words' | null, node: Node): Entries {
  const sign =
    separator === null || separator === 'words'
      ? (separator ?? '')
      : separator.type === 'gap'
        ? separator.value === NOTE
          ? NOTE
          : ''
        : separator.type === 'comma'
          ? ','
          : ';';
  return more(list, { node, separatorBefore: sign }, node);
}

/** The items of a list that is complete. */
function entriesOf(list: Entries): readonly Entry[] {
  return seal(list) as unknown as readonly Entry[];
}

function nodesOf(list: Entries | null): readonly Node[] {
  return list === null ? [] : entriesOf(list).map(({ node }) => node);
}

export function words(token: Token): Node {
  return { tag: 'words', text: token.value, range: place(token) };
}

/** A cell without anything in it. */
export function emptyCell(token: Token): Node {
  return { tag: 'words', text: '', range: place(token) };
}

// ---- brackets and scripts ------------------------------------------------------------------------

/** A factor with its own sign, a sum of one term. */
export function signed(sign: Mark<Sign>, factor: Node): Node {
  const terms = [{ sign: sign.value, term: factor }];
  return { tag: 'sum', terms, range: span(sign, factor) };
}

/** `( … )`; an inner product `\langle a, b \rangle` has no delimiter in the tree and is a command. */
export function group(open: Token, list: Entries | null, close: Token): Node {
  const range = span(open, close);
  const items = nodesOf(list);
  if (open.value === 'angle') return { tag: 'command', command: 'angle', args: items, range };
  return { tag: 'group', delimiter: open.value as GroupNode['delimiter'], items, range };
}

/** A group in TeX's braces: the node inside, standing where the braces stand. */
export function braced(open: Token, node: Node, close: Token): Node {
  return placed(node, span(open, close));
}

export function subscript(base: Node, list: Entries, close: Token): Node {
  return { tag: 'subscript', base, subscripts: nodesOf(list), range: span(base, close) };
}

/** `x^{…}`; several items `x^{i,j}` are one group in braces. */
export function superscript(base: Node, open: Token, list: Entries, close: Token): Node {
  const items = nodesOf(list);
  const only = items[0];
  const raised: Node =
    items.length === 1 && only !== undefined
      ? only
      : { tag: 'group', delimiter: '{', items, range: span(open, close) };
  return { tag: 'superscript', base, superscript: raised, range: span(base, close) };
}

/** A prime belongs to the name it stands on, also behind its scripts: `y_{kl}'` is y' with subscripts. */
export function primed(base: Node, token: Token): Node {
  const named = withPrimes(base, token.value);
  const range = span(base, token);
  if (named !== null) return { ...named, range };
  const prime: Node = { tag: 'command', command: 'prime', args: [], range: place(token) };
  return { tag: 'superscript', base, superscript: prime, range };
}

function withPrimes(base: Node, primes: string): Node | null {
  if (base.tag === 'name') return { ...base, name: base.name + primes };
  if (base.tag !== 'subscript' && base.tag !== 'superscript' && base.tag !== 'accent') return null;
  const inner = withPrimes(base.base, primes);
  return inner === null ? null : { ...base, base: inner };
}

export function accent(token: Token, base: Node, close: Token): Node {
  return { tag: 'accent', accent: token.value, base, range: span(token, close) };
}

export function fraction(token: Token, numerator: Node, denominator: Node, close: Token): Node {
  return { tag: 'fraction', numerator, denominator, range: span(token, close) };
}

export function symbol(token: Token): Node {
  return { tag: 'command', command: token.value, args: [], range: place(token) };
}

/** Determinants and norms are groups of a matrix, other brackets belong to it. */
export function matrix(open: Token, rows: List<List<Node>>, close: Token): Node {
  const range = span(open, close);
  const node: Node = { tag: 'matrix', rows: seal(rows) as unknown as readonly (readonly Node[])[], range };
  if (open.value !== '|' && open.value !== 'norm') return node;
  return { tag: 'group', delimiter: open.value, items: [node], range };
}

/** Equations behind one brace, inside a larger formula. */
export function system(open: Token, rows: List<Entries>, close: Token): Node {
  const args = (seal(rows) as unknown as readonly (readonly Entry[])[]).flat().map(({ node }) => node);
  return { tag: 'command', command: 'system', args, range: span(open, close) };
}

/** The relation sign at the beginning of a row, with its right side. */
export function firstStep(token: Token, right: Node): List<RelationNode['rest'][number]> {
  return one(step(mark(token) as Mark<RelationOperator>, right), { range: span(token, right) });
}

// ---- big operators -------------------------------------------------------------------------------

/** `\sum_{m=1}^{M}`: the parts under and over the sign become binders. */
export function limits(token: Token, lower: Entries | null, upper: Entries | null, end: Token): Head {
  const range = span(token, end);
  const operator = token.value as ReductionOperator;
  const under = nodesOf(lower);
  const over = nodesOf(upper);
  const binders = operator === 'int' ? integral(under, over, range) : bind(under, over, range);
  return { tag: 'reduction', operator, binders, range };
}

const UNBOUND = { name: '', from: null, to: null, down: false, condition: null } as const;

/** The variable of an integral stands in its differential, which stays in the body. */
function integral(under: readonly Node[], over: readonly Node[], range: Range): BinderNode[] {
  if (under.length > 1 || over.length > 1)
    throw new LimitProblem(range, 'an integral has one lower and one upper limit');
  return [{ ...UNBOUND, from: under[0] ?? null, to: over[0] ?? null, range }];
}

function bind(under: readonly Node[], over: readonly Node[], range: Range): readonly BinderNode[] {
  const binders: BinderNode[] = [];
  let following: BinderNode | null = null;
  // From the right, because in `i, j = 1` and `i, j \in S` the last item speaks for those before it.
  for (const node of [...under].reverse()) {
    const binder: BinderNode =
      node.tag === 'name' && following !== null ? shared(node, following) : binderOf(node);
    following = binder.name === '' || (binder.from === null && binder.condition === null) ? null : binder;
    binders.unshift(binder);
  }
  if (over.length === 0) return binders;
  if (binders.length === 0) binders.push({ ...UNBOUND, range });
  const [only] = over;
  if (over.length !== 1 && over.length !== binders.length)
    throw new LimitProblem(range, 'as many upper limits as lower ones, or one for all');
  return binders.map((binder, i) => ({ ...binder, to: (over.length === 1 ? only : over[i]) ?? null }));
}

function shared(name: NameNode, { from, condition }: BinderNode): BinderNode {
  const own = { ...UNBOUND, name: name.name, range: name.range };
  if (condition?.tag !== 'relation') return { ...own, from };
  return { ...own, condition: { ...condition, first: name, range: span(name, condition) } };
}

function binderOf(node: Node): BinderNode {
  const { range } = node;
  if (node.tag === 'name') return { ...UNBOUND, name: node.name, range };
  if (node.tag !== 'relation') return { ...UNBOUND, condition: node, range };
  const step = node.rest[0];
  if (node.first?.tag !== 'name' || step === undefined)
    return { ...UNBOUND, name: middleName(node), condition: node, range };
  if (node.rest.length === 1 && step.operator === '=')
    return { ...UNBOUND, name: node.first.name, from: step.right, range };
  return { ...UNBOUND, name: node.first.name, condition: node, range };
}

/** `1 \le m \le M` binds m. */
function middleName({ rest }: RelationNode): string {
  const middle = rest.length === 2 ? rest[0]?.right : undefined;
  return middle?.tag === 'name' ? middle.name : '';
}

// ---- cases ---------------------------------------------------------------------------------------

type Arm = CasesNode['arms'][number];

const OTHERWISE = /^(?:otherwise|else|elsewhere|others?|否则|其[他它余].*)[\s.,;:。，；]*$/i;
const OPENERS = /^(?:if|when|for|where|当|若|如果|对|对于)[:：,]?$/i;
const CLOSERS = /^(?:时|的时候)$/;
const CONNECTIVES: ReadonlyMap<string, 'and' | 'or'> = new Map<string, 'and' | 'or'>([
  ...(['and', '且', '并且', '和', '与'] as const).map((word) => [word, 'and'] as const),
  ...(['or', '或', '或者'] as const).map((word) => [word, 'or'] as const),
]);

export function caseArm(value: Node, when: Entries): Arm {
  return { value, conditions: conditionsOf(entriesOf(when)) };
}

/** `if i < j and k = 1` is two conditions; words that are not understood stay among them. */
function conditionsOf(entries: readonly Entry[]): readonly Node[] | 'otherwise' {
  const [only] = entries;
  if (entries.length === 1 && only?.node.tag === 'words' && OTHERWISE.test(only.node.text))
    return 'otherwise';
  let rest = entries;
  if (rest.length > 1 && isWords(rest[0], OPENERS)) rest = rest.slice(1);
  if (rest.length > 1 && isWords(rest.at(-1), CLOSERS)) rest = rest.slice(0, -1);
  // A comma separates conditions, `or` alternatives, `and` (or nothing) what belongs together.
  const conditions: Node[][][] = [[[]]];
  let connected = true;
  rest.forEach(({ node, separatorBefore }, i) => {
    const connective =
      node.tag === 'words' && i > 0 && i + 1 < rest.length
        ? CONNECTIVES.get(node.text.toLowerCase())
        : undefined;
    const last = conditions.at(-1) as Node[][];
    if (connective === 'or') last.push([]);
    else if (connective === undefined) {
      if ((separatorBefore === ',' || separatorBefore === ';') && !connected) conditions.push([[node]]);
      else last.at(-1)?.push(node);
    }
    connected = connective !== undefined;
  });
  return conditions.flatMap((alternatives) =>
    alternatives.length === 1 ? (alternatives[0] ?? []) : [either(alternatives)],
  );
}

function isWords(entry: Entry | undefined, pattern: RegExp): boolean {
  return entry?.node.tag === 'words' && pattern.test(entry.node.text);
}

function either(alternatives: readonly (readonly Node[])[]): Node {
  const args = alternatives
    .filter((all) => all.length > 0)
    .map((all) => (all.length === 1 ? (all[0] as Node) : logic('and', all)));
  return logic('or', args);
}

function logic(operator: 'and' | 'or', args: readonly Node[]): Node {
  return { tag: 'logic', operator, args, range: span(args[0] as Node, args.at(-1) as Node) };
}
