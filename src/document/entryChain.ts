// The chain rule through the entries of tensors, `\frac{\partial E}{\partial w_i} = \sum_k \frac{\partial E}{\partial z_k}
// \frac{\partial z_k}{\partial w_i}`, where nothing is said of how z comes from w. The derivatives say it themselves: E is
// a function of z, and z of w. At a point only the derivatives of z there matter, so that without loss of generality z is
// linear in w, z_k = \sum_i u_{k,i} w_i, with coefficients of which nothing is known.

import { printNode } from '../../grammar/print.js';
import type { BinderNode, Node, ProductNode, Range, RelationOperator } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import type { Dim } from '../term/env.js';
import { equal, one, type Poly, variable } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { apply, type Binder, binder, diff, entry, mul, type Scalar, sum, tensor } from '../term/term.js';
import { isFunction, isWhole } from './chain.js';
import { partsOfDerivative } from './derivatives.js';
import { dependsOn } from './ingredients.js';
import { inNative } from './inNative.js';
import { equationFor, layered, writtenName } from './layers.js';
import { splitSubscripts } from './normalise.js';
import { Notebook } from './notebook.js';
import type { Outcome } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { genericSubscripts } from './sides.js';
import { mapNode } from './trees.js';
import { errorSign } from './writtenOut.js';

/** A letter, as it is printed, and the letters below it. */
interface Quantity {
  readonly letter: string;
  readonly at: readonly string[];
}

interface Step {
  readonly of: Quantity;
  readonly by: Quantity;
}

/** What a side is a sum over, and the derivatives of which it is a product. */
interface Chain {
  readonly binders: readonly BinderNode[];
  readonly steps: readonly Step[];
}

/** The verdict on such a relation; null for any other, and where it is not proved. */
export function entryChainRule(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  at: Range,
): Outcome | null {
  if (operator !== '=' || sides.setting.hypothesis) return null;
  const [a, b] = layered(withinBars([left, right])).map((node) => chainIn(sides, node));
  const [whole, ...others] = a?.steps ?? [];
  if (b == null || whole === undefined || others.length > 0 || (a?.binders.length ?? 1) > 0) return null;
  const path = pathOf(whole, b.steps);
  if (path === null || !runsOverAll(sides, path, b.binders) || isDirect(sides, path)) return null;
  const { notebook, first, second } = theoremOn(path);
  const claim = { name: null, operator, at, leftNode: left, rightNode: right };
  const verdict = judge(
    notebook.context(),
    { ...claim, left: { sort: 'scalar', term: first }, right: { sort: 'scalar', term: second } },
    sides.setting.options,
  );
  if (verdict.verdict !== 'proved') return null;
  const through = path.slice(1, -1).map(({ letter }) => writtenName(letter));
  const message = `the chain rule, the sum being over all entries of ${through.join(' and ')}, and ${writtenName(path[0]?.letter ?? '')} a function of ${through[0]}`;
  return { verdict: { ...verdict, message }, reading: inNative(sides, left, operator, right) };
}

/** a and b of `|a| = |b|`, which holds where they are equal. */
function withinBars(nodes: readonly Node[]): readonly Node[] {
  const inner = nodes.map((node) =>
    node.tag === 'group' && node.delimiter === '|' && node.items.length === 1 ? node.items[0] : undefined,
  );
  return inner.includes(undefined) ? nodes : (inner as readonly Node[]);
}

function chainIn(sides: SideReader, node: Node): Chain | null {
  if (node.tag === 'reduction') {
    const inner = node.operator === 'sum' ? chainIn(sides, node.body) : null;
    return inner === null ? null : { ...inner, binders: [...node.binders, ...inner.binders] };
  }
  if (node.tag === 'group' && /^[([]$/u.test(node.delimiter) && node.items.length === 1)
    return chainIn(sides, node.items[0] as Node);
  if (node.tag === 'product') return inProduct(sides, node);
  const step = stepOf(node) ?? stepOf(asDerivative(sides, node));
  return step === null ? null : { binders: [], steps: [step] };
}

function inProduct(sides: SideReader, { factors }: ProductNode): Chain | null {
  const parts = factors.map(({ operator, factor }) =>
    ['', 'cdot', 'times', '*'].includes(operator) ? chainIn(sides, factor) : null,
  );
  if (parts.includes(null)) return null;
  const chains = parts as readonly Chain[];
  return {
    binders: chains.flatMap(({ binders }) => binders),
    steps: chains.flatMap(({ steps }) => steps),
  };
}

function stepOf(node: Node | null): Step | null {
  const { of, by } = (node?.tag === 'fraction' ? partsOfDerivative(node) : null) ?? {};
  const [above, below] = [of, by].map((part) => (part == null ? null : quantityOf(part)));
  return above == null || below == null ? null : { of: above, by: below };
}

function quantityOf(node: Node): Quantity | null {
  if (isWhole(node) || isFunction(node)) return { letter: printNode(node), at: [] };
  if (node.tag !== 'subscript' || !isWhole(node.base)) return null;
  const at = genericSubscripts(splitSubscripts(node.subscripts, null));
  return at === null || at.includes(null) ? null : { letter: printNode(node.base), at: at as string[] };
}

/** `\delta_{kl}` as the derivative that the text says it is. */
function asDerivative({ setting }: SideReader, node: Node): Node | null {
  if (node.tag !== 'subscript' || node.base.tag !== 'name' || !node.base.name.startsWith(errorSign))
    return null;
  const said = equationFor(setting.written.errors, node.base.name);
  if (said?.left.tag !== 'subscript') return null;
  const [own, theirs] = [node, said.left].map(({ subscripts }) => splitSubscripts(subscripts, null)) as [
    readonly Node[],
    readonly Node[],
  ];
  const names = genericSubscripts(theirs);
  if (names === null || own.length !== names.length) return null;
  const meant = new Map(names.map((name, i) => [name, own[i] as Node]));
  const replaced = (part: Node): Node =>
    (part.tag === 'name' ? meant.get(part.name) : undefined) ?? mapNode(part, replaced);
  return replaced(said.right);
}

/** From what is differentiated to that by which it is: each step begins where the one before ends. */
function pathOf({ of, by }: Step, steps: readonly Step[]): readonly Quantity[] | null {
  const path = [of];
  for (let left = [...steps]; left.length > 0; ) {
    const [next, ...more] = left.filter((step) => same(step.of, path.at(-1) as Quantity));
    if (next === undefined || more.length > 0) return null;
    path.push(next.by);
    left = left.filter((step) => step !== next);
  }
  const letters = new Set(path.map(({ letter }) => letter));
  const isPath = path.length > 2 && letters.size === path.length && of.at.length === 0;
  return isPath && same(path.at(-1) as Quantity, by) ? path : null;
}

function same(a: Quantity, b: Quantity): boolean {
  return a.letter === b.letter && a.at.join() === b.at.join();
}

/** Whether the sums run over all entries of what stands between, each letter being a subscript of its own. */
function runsOverAll(sides: SideReader, path: readonly Quantity[], binders: readonly BinderNode[]): boolean {
  const letters = path.slice(1).flatMap(({ at }) => at);
  const between = path.slice(1, -1).flatMap(({ at }) => at);
  const bound = new Map(binders.map((each) => [each.name, each]));
  if (new Set(letters).size !== letters.length || between.length === 0) return false;
  if (bound.size !== binders.length || bound.size !== between.length) return false;
  return path.slice(1, -1).every(({ letter, at }) => {
    const shape = sides.shapeOfKnown(letter);
    return at.every((name, d) => {
      const limits = bound.get(name);
      return (
        limits !== undefined &&
        limits.condition === null &&
        (shape === null || covers(sides, limits, shape[d]))
      );
    });
  });
}

/** Whether limits are the ends of a known dimension, or are left out. */
function covers(sides: SideReader, { from, to }: BinderNode, dim: Dim | undefined): boolean {
  if (dim === undefined) return false;
  if (from === null || to === null) return from === null && to === null;
  const { notebook } = sides;
  try {
    const ends = [from, to].map((node) => notebook.resolved(sides.sizeExpression(node)));
    return [dim.lo, dim.hi].every((end, i) => equal(notebook.resolved(end), ends[i] as Poly));
  } catch (error) {
    if (error instanceof ReadingError) return false;
    throw error;
  }
}

/** Whether the text says that something depends on what comes later on the path in another way, too. */
function isDirect({ notebook, setting }: SideReader, path: readonly Quantity[]): boolean {
  return path.slice(0, -2).some(({ letter }, i) =>
    path.slice(i + 2).some(({ letter: later }) => {
      const said = setting.written.said.get(letter)?.has(later) === true;
      const isKnown = i > 0 && notebook.tensor(letter) !== null && notebook.tensor(later) !== null;
      const next = path[i + 1]?.letter ?? '';
      return said || (isKnown && dependsOn(notebook.withoutTensor(next), tensor(letter), later));
    }),
  );
}

/** A quantity of the path under a name of its own, with a size for each direction. */
interface Place {
  readonly name: string;
  readonly at: readonly string[];
  readonly dims: readonly Dim[];
}

interface Theorem {
  readonly notebook: Notebook;
  readonly first: Scalar;
  readonly second: Scalar;
}

/** The theorem on a function of which nothing is known: what it is about, and its sides. */
function theoremOn(path: readonly Quantity[]): Theorem {
  const places = path.slice(1).map(({ at }, i): Place => {
    const dims = at.map((_, d) => ({ lo: one, hi: variable(`N${i}${d}`) }));
    return { name: `t${i}`, at, dims };
  });
  const [outer, last] = [places[0], places.at(-1)] as [Place, Place];
  const whole = apply(loss, [tensor(outer.name)]);
  const factors = places.map((place, i) => {
    const of = i === 0 ? whole : entry(tensor(`t${i - 1}`), (places[i - 1] as Place).at.map(variable));
    return diff(of, place.name, place.at.map(variable));
  });
  const between = places.slice(0, -1).flatMap(({ at, dims }) => bindersOf(at, dims));
  return {
    notebook: linearIn(places).withApplied(loss, outer.name).withLetters(last.at),
    first: diff(whole, last.name, last.at.map(variable)),
    second: sum(between, mul(factors)),
  };
}

const loss = 'E';

function bindersOf(names: readonly string[], dims: readonly Dim[]): readonly Binder[] {
  return names.map((name, d) => binder(name, one, (dims[d] as Dim).hi));
}

/** Each quantity linear in the next one, the last one free. */
function linearIn(places: readonly Place[]): Notebook {
  return places.reduce((notebook, { name, dims }, i) => {
    const next = places[i + 1];
    if (next === undefined) return notebook.withTensor({ name, dims, definition: null });
    const [slopes, indices] = [`u${i}`, dims.map((_, d) => `k#${d}`)];
    const inner = next.dims.map((_, d) => `l#${d}`);
    const slope = entry(tensor(slopes), [...indices, ...inner].map(variable));
    const term = mul([slope, entry(tensor(next.name), inner.map(variable))]);
    const body = sum(bindersOf(inner, next.dims), term);
    return notebook
      .withTensor({ name: slopes, dims: [...dims, ...next.dims], definition: null })
      .withTensor({ name, dims, definition: { form: 'entries', indices, body } });
  }, Notebook.empty);
}
