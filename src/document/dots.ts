// Dots between terms: `w_1 x_1 + w_2 x_2 + \dots + w_n x_n` is the sum of w_k x_k over k from 1 to n. The first and the last
// term are the same formula but for subscripts and other numbers; these change in step, and the terms that are written
// between have them as they would be there. Products likewise.

import { printNode } from '../../grammar/print.js';
import type { Node, ProductNode, Range, SumNode } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import { mapNode, namesIn } from './trees.js';

/** The formula with sums and products in the place of dots, where they can be told; `note` is told that they were. */
export function withoutDots(node: Node, note: () => void): Node {
  if (!hasDots(node)) return node;
  const inner = mapNode(node, (child) => withoutDots(child, note));
  const found = inner.tag === 'sum' ? inSum(inner) : inner.tag === 'product' ? inProduct(inner) : null;
  if (found === null) return inner;
  note();
  return found;
}

export function hasDots(node: Node): boolean {
  return node.tag === 'dots' || children(node).some(hasDots);
}

function inSum(node: SumNode): Node | null {
  const { terms } = node;
  const at = onlyDots(terms.map(({ term }) => term));
  const run =
    at === null || terms[at]?.sign !== '+'
      ? null
      : runAround(
          terms.map(({ term }) => term),
          at,
        );
  if (run === null || !terms.slice(run.start, run.end).every(({ sign }) => sign === '+')) return null;
  const whole = { sign: '+' as const, term: reduction('sum', run) };
  const all = [...terms.slice(0, run.start), whole, ...terms.slice(run.end)];
  return all.length === 1 ? whole.term : { ...node, terms: all };
}

function inProduct(node: ProductNode): Node | null {
  const { factors } = node;
  const at = onlyDots(factors.map(({ factor }) => factor));
  const run =
    at === null
      ? null
      : runAround(
          factors.map(({ factor }) => factor),
          at,
        );
  if (run === null) return null;
  const joined = factors.slice(run.start + 1, run.end).map(({ operator }) => operator);
  if (!joined.every((operator) => ['', 'cdot', 'times'].includes(operator))) return null;
  const { operator } = factors[run.start] as ProductNode['factors'][number];
  const whole = { operator, factor: reduction('prod', run) };
  const all = [...factors.slice(0, run.start), whole, ...factors.slice(run.end)];
  return all.length === 1 ? whole.factor : { ...node, factors: all };
}

/** The place of the dots; null where there are none, or several. */
function onlyDots(nodes: readonly Node[]): number | null {
  const places = nodes.flatMap(({ tag }, i) => (tag === 'dots' ? [i] : []));
  return places.length === 1 && (places[0] ?? 0) > 0 ? (places[0] as number) : null;
}

/** Terms that stand for all from the first to the last: those from `start` up to, and without, `end`. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly from: Node;
  readonly to: Node;
  readonly body: Node;
  readonly range: Range;
}

/** As many of the terms before the dots as go with the one behind them. */
function runAround(terms: readonly Node[], dots: number): Run | null {
  const last = terms[dots + 1];
  if (last === undefined) return null;
  for (let start = 0; start < dots; start++) {
    const run = runOf(terms.slice(start, dots), last, terms);
    // 1 of `1 + 3 + \dots + 9` would belong to the others if they were 3, 4, and so on.
    const before = terms[start - 1];
    if (before !== undefined && changesBetween(before, terms[start] as Node) !== null) return null;
    if (run !== null) return { ...run, start, end: dots + 2 };
  }
  return null;
}

function runOf(before: readonly Node[], last: Node, all: readonly Node[]): Omit<Run, 'start' | 'end'> | null {
  const [first, ...more] = before as [Node, ...Node[]];
  const changes = changesBetween(first, last);
  // The letter runs through the values of one place, one that begins with a number if there is such; the others go with it
  // or against it.
  const own = changes?.find(({ from }) => Object.keys(from.of).length === 0) ?? changes?.[0];
  if (changes == null || own === undefined) return null;
  const name = freshName(all);
  const steps = changes.map(({ from, to }) => stepOf(difference(to, from), difference(own.to, own.from)));
  if (steps.includes(null)) return null;
  const valueAt = (i: number, k: Affine): Affine =>
    plus((changes[i] as Change).from, difference(k, own.from), steps[i] as 1 | -1);
  const isNext = more.every((term, n) =>
    changesBetween(
      first,
      term,
      changes.map(({ path }) => path),
    )?.every(({ to }, i) => same(to, valueAt(i, plus(own.from, { of: {}, constant: n + 1 }, 1)))),
  );
  if (!isNext) return null;
  const letter: Affine = { of: { [name]: 1 }, constant: 0 };
  const range = { start: first.range.start, end: last.range.end };
  const body = changes.reduce(
    (term, { path }, i) => replaced(term, path, (place) => written(valueAt(i, letter), place.range)),
    first,
  );
  return { name, from: written(own.from, first.range), to: written(own.to, last.range), body, range };
}

/** A number, and names with numbers before them. */
interface Affine {
  readonly of: Readonly<Record<string, number>>;
  readonly constant: number;
}

/** Where two formulas differ, and what stands there in each. */
interface Change {
  readonly path: readonly number[];
  readonly from: Affine;
  readonly to: Affine;
}

/** Where two formulas differ, at `places` or wherever they do; null where they are not alike otherwise. */
function changesBetween(a: Node, b: Node, places?: readonly (readonly number[])[]): readonly Change[] | null {
  const found: Change[] = [];
  // Of two letters one does not come of the other, but where they number something.
  const visit = (x: Node, y: Node, path: readonly number[], isNumber: boolean): boolean => {
    const isPlace = places?.some((place) => place.join() === path.join()) ?? false;
    if (!isPlace && printNode(x) === printNode(y)) return true;
    const [from, to] = [affine(x), affine(y)];
    const mayChange = isNumber || x.tag === 'number';
    if (from !== null && to !== null && (places === undefined ? mayChange : isPlace)) {
      found.push({ path, from, to });
      return true;
    }
    const [inner, other] = [children(x), children(y)];
    if (isPlace || x.tag !== y.tag || inner.length === 0 || inner.length !== other.length) return false;
    if (!alike(x, y)) return false;
    return inner.every((child, i) =>
      visit(
        child,
        other[i] as Node,
        [...path, i],
        numbered.has(x.tag) ? i > 0 : isNumber || x.tag === 'group',
      ),
    );
  };
  return visit(a, b, [], false) ? found : null;
}

/** What has a number behind its base. */
const numbered: ReadonlySet<Node['tag']> = new Set(['subscript', 'superscript', 'power']);

/** Whether two nodes are the same but for their children. */
function alike(a: Node, b: Node): boolean {
  const hole: Node = { tag: 'number', text: '0', range: a.range };
  return printNode(mapNode(a, () => hole)) === printNode(mapNode(b, () => hole));
}

function affine(node: Node): Affine | null {
  if (node.tag === 'number')
    return /^\d{1,6}$/u.test(node.text) ? { of: {}, constant: Number(node.text) } : null;
  if (node.tag === 'name') return { of: { [node.name]: 1 }, constant: 0 };
  if (node.tag === 'group' && node.delimiter === '(' && node.items.length === 1)
    return affine(node.items[0] as Node);
  if (node.tag !== 'sum') return null;
  return node.terms.reduce<Affine | null>((total, { sign, term }) => {
    const part = affine(term);
    return total === null || part === null || sign === '+-' ? null : plus(total, part, sign === '+' ? 1 : -1);
  }, nought);
}

const nought: Affine = { of: {}, constant: 0 };

function plus(a: Affine, b: Affine, times: 1 | -1): Affine {
  const names = new Set([...Object.keys(a.of), ...Object.keys(b.of)]);
  const coefs = [...names].map((name) => [name, (a.of[name] ?? 0) + times * (b.of[name] ?? 0)] as const);
  return {
    of: Object.fromEntries(coefs.filter(([, coef]) => coef !== 0)),
    constant: a.constant + times * b.constant,
  };
}

function difference(a: Affine, b: Affine): Affine {
  return plus(a, b, -1);
}

function same(a: Affine, b: Affine): boolean {
  return isNought(difference(a, b));
}

function isNought({ of, constant }: Affine): boolean {
  return constant === 0 && Object.keys(of).length === 0;
}

/** 1 where two differences are the same, -1 where they are opposite. */
function stepOf(a: Affine, b: Affine): 1 | -1 | null {
  if (same(a, b)) return 1;
  return isNought(plus(a, b, 1)) ? -1 : null;
}

/** `k - 2`, `n - k`, as it would be written. */
function written({ of, constant }: Affine, range: Range): Node {
  const number = (value: number): Node => ({ tag: 'number', text: `${Math.abs(value)}`, range });
  const parts = Object.entries(of).flatMap(([name, coef]) =>
    Array.from({ length: Math.abs(coef) }, () => ({
      sign: coef < 0 ? ('-' as const) : ('+' as const),
      term: { tag: 'name', name, range } as Node,
    })),
  );
  const terms = [...parts].sort((a, b) => (a.sign === b.sign ? 0 : a.sign === '+' ? -1 : 1));
  if (constant !== 0 || terms.length === 0)
    terms.push({ sign: constant < 0 ? '-' : '+', term: number(constant) });
  const [only] = terms;
  return terms.length === 1 && only?.sign === '+' ? only.term : { tag: 'sum', terms, range };
}

/** The formula with something else at a place. */
function replaced(node: Node, path: readonly number[], by: (place: Node) => Node): Node {
  const [next, ...rest] = path;
  if (next === undefined) return by(node);
  const target = children(node)[next];
  return mapNode(node, (child) => (child === target ? replaced(child, rest, by) : child));
}

function freshName(nodes: readonly Node[]): string {
  const used = new Set(nodes.flatMap((node) => [...namesIn(node)]));
  return ['k', 'i', 'j', 'm', 'l', 'p', 'q', 'r', 's', 't'].find((name) => !used.has(name)) ?? 'k#0';
}

function reduction(operator: 'sum' | 'prod', { name, from, to, body, range }: Run): Node {
  const binder = { name, range, from, to, down: false, condition: null };
  return { tag: 'reduction', operator, binders: [binder], body, range };
}
