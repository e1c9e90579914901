// The chain rule between quantities of which only how they depend is said, `\frac{\partial C}{\partial z^l} =
// \frac{\partial C}{\partial a^l} \frac{\partial a^l}{\partial z^l}`. The derivatives say it themselves: C is a function of
// a, and a of z. For numbers that is a theorem on opaque functions, C(a(z)); of vectors the same is said with the products
// of their Jacobians. Entries are left alone: there a sum over them may be missing.

import { printNode } from '../../grammar/print.js';
import type { Node, ProductNode, Range, RelationOperator } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import { isName } from '../term/env.js';
import { partsOfDerivative } from './derivatives.js';
import { inNative } from './inNative.js';
import { Notebook } from './notebook.js';
import type { Outcome } from './outcome.js';
import { instance, type Saying } from './sayings.js';
import type { SideReader } from './sideReader.js';
import { subjectOf, subjectsIn } from './subjects.js';
import { multiplied } from './wholeLoss.js';
import { headOf, isTransposed } from './wholeSymbols.js';

/** `\frac{\partial a}{\partial z}`: the symbols a and z, as they are printed. */
interface Step {
  readonly of: string;
  readonly by: string;
}

/** The verdict on a relation between products of such derivatives; null for any other, and where it is not proved. */
export function chainRule(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  at: Range,
): Outcome | null {
  if (operator !== '=' || sides.setting.hypothesis) return null;
  const said = { notebook: sides.notebook, errors: sides.setting.written.wholeErrors };
  const [a, b] = [left, right].map((node) => stepsIn(said, node)) as [Steps, Steps];
  if (a === null || b === null) return null;
  const path = pathOf(a.length >= b.length ? a : b);
  if (path === null || path.length < 3 || skips(sides.notebook, path, [left, right])) return null;
  const names = namesFor(path);
  const [first, second] = [a, b].map((steps) => asProduct(steps, path, names, at)) as [
    Node | null,
    Node | null,
  ];
  if (first === null || second === null) return null;
  const reader = sides.reading(contextOf(names));
  const [x, y] = [reader.elaborated(first), reader.elaborated(second)];
  const claim = { name: null, left: x, operator, right: y, at, leftNode: first, rightNode: second };
  const verdict = judge(reader.notebook.context(), claim, sides.setting.options);
  if (verdict.verdict !== 'proved') return null;
  const message = `the chain rule, where ${dependence(path)}`;
  return {
    verdict: { ...verdict, scope: 'for numbers', message },
    reading: inNative(reader, first, operator, second),
  };
}

type Steps = readonly Step[] | null;

/** What the text says of symbols, and of errors in the section. */
interface Said {
  readonly notebook: Notebook;
  readonly errors: ReadonlyMap<string, Saying>;
}

/** The derivatives that a side is a product of; null where it is something else. */
function stepsIn(said: Said, node: Node): Steps {
  const named = multiplied(node);
  if (named !== null) {
    const links = named.map((each) => stepsIn(said, each));
    return links.includes(null) ? null : links.flatMap((link) => link ?? []);
  }
  if (node.tag === 'product') return transposed(said, node) ?? inProduct(said, node);
  if (node.tag === 'group' && node.delimiter === '(' && node.items.length === 1)
    return stepsIn(said, node.items[0] as Node);
  if (node.tag === 'fraction') {
    const { of, by } = partsOfDerivative(node) ?? {};
    if (of == null || by == null || !isWhole(by)) return null;
    return isWhole(of) || isFunction(of) ? [{ of: headOf(of) ?? printNode(of), by: printNode(by) }] : null;
  }
  return written(said, node);
}

function inProduct(said: Said, { factors }: ProductNode): Steps {
  const parts = factors.map(({ operator, factor }) =>
    ['', 'cdot', 'times', '*'].includes(operator) ? stepsIn(said, factor) : null,
  );
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

/**
 * `(\frac{\partial z}{\partial x})^T \frac{\partial C}{\partial z}`: of columns, the Jacobians transposed and from the last to the
 * first. In any other order the product is that of no vectors.
 */
function transposed(said: Said, { factors }: ProductNode): Steps {
  const [gradient, ...jacobians] = factors.map(({ factor }) => factor).reverse();
  const isPlain = factors.every(({ operator }) => operator === '' || operator === 'cdot');
  if (!isPlain || gradient === undefined || jacobians.length === 0 || !jacobians.every(isTransposed))
    return null;
  const links = [gradient, ...jacobians.map(({ base }) => base)].map((node) => stepsIn(said, node));
  const steps = links.flatMap((link) => link ?? []);
  const isInOrder = steps.every(({ by }, i) => i === steps.length - 1 || steps[i + 1]?.of === by);
  return links.every((link) => link?.length === 1) && isInOrder ? steps : null;
}

/** `\delta^{l+1}` as the derivative by which `\delta^l` was introduced. */
function written({ notebook, errors }: Said, node: Node): Steps {
  const subject = isWhole(node) ? subjectOf(node) : null;
  const error = subject === null ? undefined : errors.get(subject.key);
  const [saying, ...more] =
    subject === null ? [] : error ? [error] : (notebook.spoken.get(subject.key) ?? []);
  if (subject === null || saying === undefined || more.length > 0 || saying.right.tag !== 'fraction')
    return null;
  const meant = instance(saying, subject.places);
  return meant === null ? null : stepsIn({ notebook, errors }, meant);
}

/** A letter, with an accent or a layer: `a`, `a^{(l)}`, but no entry of something. */
export function isWhole(node: Node): boolean {
  if (node.tag === 'accent' || node.tag === 'superscript')
    return isWhole(node.base) && subjectOf(node) !== null;
  return node.tag === 'name';
}

/** `L(y, t)` */
export function isFunction(node: Node): boolean {
  const [fn, given, ...more] = node.tag === 'product' ? node.factors : [];
  return more.length === 0 && fn?.factor.tag === 'name' && given?.factor.tag === 'group';
}

/** The symbols from the one that depends on all others to the one that depends on none; null where steps do not join. */
function pathOf(steps: readonly Step[]): readonly string[] | null {
  const [start, ...others] = steps.filter(({ of }) => !steps.some(({ by }) => by === of));
  if (start === undefined || others.length > 0) return null;
  const path = [start.of, start.by];
  for (let i = 1; i < steps.length; i++) {
    const [next, ...more] = steps.filter(({ of }) => of === path.at(-1));
    if (next === undefined || more.length > 0) return null;
    path.push(next.by);
  }
  return new Set(path).size === path.length ? path : null;
}

/** Whether the text says that something depends on what comes after the next one on the path, and not through it. */
function skips(notebook: Notebook, path: readonly string[], sides: readonly Node[]): boolean {
  const nodes = new Map(sides.flatMap(subjectsIn).map(({ node }) => [printNode(node), node]));
  return path.slice(0, -2).some((symbol, i) => {
    const used = new Set(sayingsOf(notebook, nodes.get(symbol)).flatMap(symbolsIn));
    return path.slice(i + 2).some((later) => used.has(later));
  });
}

/** What the text says of a symbol, other than that it is a derivative. */
function sayingsOf({ spoken }: Notebook, node: Node | undefined): readonly Node[] {
  const subject = node === undefined ? null : subjectOf(node);
  if (subject === null) return [];
  return (spoken.get(subject.key) ?? []).flatMap((saying) => {
    const meant = instance(saying, subject.places);
    return meant === null || meant.tag === 'fraction' ? [] : [meant];
  });
}

function symbolsIn(node: Node): readonly string[] {
  return subjectsIn(node).map(({ node: symbol }) => printNode(symbol));
}

/** How the symbols are called in the theorem: by their letters where these are names, and by others. */
function namesFor(path: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [i, symbol] of path.entries())
    names.set(symbol, isName(symbol) && symbol !== 'diff' ? symbol : `${'uvwpqrsxyz'[i] ?? 'u'}#${i}`);
  return names;
}

/** Functions of a number, and the number at the end of the path. */
function contextOf(names: ReadonlyMap<string, string>): Notebook {
  const all = [...names.values()];
  const last = all.pop() ?? '';
  const notebook = Notebook.empty.withTensor({ name: last, dims: [], definition: null });
  return all.reduce((known, name) => known.withFunction(name, ['number']), notebook);
}

/** `C'(a(z)) a'(z)`; null where a derivative reaches over a symbol, other than by the last one. */
function asProduct(
  steps: readonly Step[],
  path: readonly string[],
  names: ReadonlyMap<string, string>,
  range: Range,
): Node | null {
  const name = (text: string): Node => ({ tag: 'name', name: text, range });
  const group = (items: readonly Node[]): Node => ({ tag: 'group', delimiter: '(', items, range });
  const applied = (fn: string, items: readonly Node[]): Node => ({
    tag: 'product',
    range,
    factors: [name(fn), group(items)].map((factor) => ({ operator: '', factor })),
  });
  const called = (i: number): string => names.get(path[i] ?? '') ?? '';
  const value = (i: number): Node =>
    i === path.length - 1 ? name(called(i)) : applied(called(i), [value(i + 1)]);
  const factors = steps.map(({ of, by }): Node | null => {
    const [from, to] = [path.indexOf(of), path.indexOf(by)];
    if (from < 0 || to <= from) return null;
    if (to === from + 1) return applied(`${called(from)}'`, [value(to)]);
    return to === path.length - 1 ? applied('diff', [value(from), name(called(to))]) : null;
  });
  if (factors.includes(null)) return null;
  return {
    tag: 'product',
    range,
    factors: factors.map((factor) => ({ operator: '', factor: factor as Node })),
  };
}

function dependence(path: readonly string[]): string {
  return path
    .slice(0, -2)
    .map((symbol, i) => `${symbol} depends on ${path[i + 2]} through ${path[i + 1]} only`)
    .join(', ');
}
