// The context of a .conv file: what its statements declare, assume and define, and the claims they make.
// Contexts are immutable; each statement gives the next one.

import type { DimensionNode, Node, Range, RelationNode, RelationOperator } from '../../grammar/tree.js';
import { atLeast, type Cond, conjuncts, namesOfCond } from './cond.js';
import type { Beginning } from './defineRecurrence.js';
import { elaborate, elaborateIndex, findTensor } from './elaborate.js';
import { boundsOf, type Env, insideShape, type Reach, ShapeError } from './env.js';
import { integerValue, namesOf, one, type Poly, sub, variable } from './poly.js';
import { type Names, type Reading, ReadingError } from './reading.js';
import { roundings } from './rounding.js';
import { freeNames } from './subst.js';
import { children, mentions } from './walk.js';

/** A free index of the claims: the integers lo..hi, where there are such bounds. */
export interface IndexDecl {
  readonly name: string;
  readonly lo: Poly | null;
  readonly hi: Poly | null;
}

export interface Context {
  readonly env: Env;
  /** In the order of their first mention. */
  readonly sizes: readonly string[];
  readonly assumptions: readonly Cond[];
  readonly indices: readonly IndexDecl[];
  /** The first entries of recurrences that are not complete yet. */
  readonly beginnings: readonly Beginning[];
}

/** One relation of a theorem, both sides read. */
export interface ClaimReading {
  readonly name: string | null;
  readonly left: Reading;
  readonly operator: RelationOperator;
  readonly right: Reading;
  /** Of the relation sign. */
  readonly at: Range;
  readonly leftNode: Node;
  readonly rightNode: Node;
}

/** The context that a file starts with: the prelude and nothing else. */
export function emptyContext(prelude: Env): Context {
  return { env: prelude, sizes: [], assumptions: [], indices: [], beginnings: [] };
}

export function namesIn(context: Context): Names {
  const equations = context.assumptions.flatMap(conjuncts).flatMap((c) => (c.tag === 'eq' ? [c.form] : []));
  return { env: context.env, indices: new Set(context.indices.map((index) => index.name)), equations };
}

/** Errors of the term floor get the place of the statement they arose in. */
export function atRange<T>(range: Range, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof ShapeError) throw new ReadingError('ill-formed', range, error.message);
    throw error;
  }
}

export function withSizes(context: Context, names: Iterable<string>): Context {
  const fresh = [...new Set(names)].filter((name) => !context.env.sizes.has(name));
  for (const name of fresh)
    if (context.indices.some((index) => index.name === name))
      throw new ShapeError(`${name} is an index already and cannot be a size`);
  return fresh.length === 0
    ? context
    : { ...context, env: context.env.withSizes(fresh), sizes: [...context.sizes, ...fresh] };
}

/** Names in size positions that nothing declares: they are sizes by being used as such. */
export function undeclaredNames(context: Context, nodes: readonly Node[]): readonly string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (node.tag === 'name') {
      const known =
        context.env.sizes.has(node.name) ||
        context.indices.some((index) => index.name === node.name) ||
        context.env.tensors.has(node.name) ||
        roundings.has(node.name);
      if (!known) found.push(node.name);
    } else for (const child of children(node)) visit(child);
  };
  nodes.forEach(visit);
  return found;
}

export function elaborateDims(
  context: Context,
  nodes: readonly DimensionNode[],
): { readonly sized: Context; readonly dims: readonly Reach[] } {
  const bounds = nodes.flatMap(({ from, to }) => [from, to]).filter((bound) => bound !== null);
  const sized = withSizes(context, undeclaredNames(context, bounds));
  const names = namesIn(sized);
  for (const { from, to } of nodes) {
    const size = from === null && to !== null ? integerValue(elaborateIndex(names, to)) : null;
    if (to !== null && size !== null && size < 1n)
      throw new ReadingError('ill-formed', to.range, `a size is at least 1, not ${size}`);
  }
  return {
    sized,
    dims: nodes.map(({ from, to }) => ({
      lo: from === null ? one : elaborateIndex(names, from),
      hi: to === null ? null : elaborateIndex(names, to),
    })),
  };
}

/**
 * Capital names in the bounds of sums that nothing declares: `sum_<m=1..M>` makes M a size. Throws ReadingError where M
 * stands beside the bounds as well and could be the tensor m there.
 */
export function boundSizes(context: Context, node: Node): readonly string[] {
  const bounds: Node[] = [];
  const beside: (Node & { tag: 'name' })[] = [];
  const visit = (n: Node): void => {
    const own =
      n.tag === 'reduction' ? n.binders.flatMap(({ from, to }) => [from, to].filter((b) => b !== null)) : [];
    bounds.push(...own);
    if (n.tag === 'name') beside.push(n);
    // In an entry M_<m> it is a tensor anyway.
    const named = n.tag === 'subscript' && n.base.tag === 'name' ? n.base : null;
    for (const child of children(n)) if (child !== named && !own.includes(child)) visit(child);
  };
  visit(node);
  const names = undeclaredNames(context, bounds).filter((name) => /^\p{Lu}/u.test(name));
  const doubtful = beside.find(({ name }) => names.includes(name) && findTensor(context.env, name) !== null);
  if (doubtful !== undefined)
    throw new ReadingError(
      'ill-formed',
      doubtful.range,
      `${doubtful.name} is a size in the bounds and a tensor here; to make it a size, write \`size ${doubtful.name}\` before`,
    );
  return names;
}

/**
 * The relations of a theorem, read in the context; sizes that only its sums mention are added to it. An index that the
 * claim is shown by induction on and that nothing declares runs from where the recurrences of the claim begin.
 */
export function readClaim(
  context: Context,
  name: string | null,
  claim: RelationNode,
  induction: string | null = null,
): { readonly context: Context; readonly claims: readonly ClaimReading[] } {
  return atRange(claim.range, () => {
    const indexed = induction === null ? context : withInduction(context, induction, claim);
    const sized = withSizes(indexed, boundSizes(indexed, claim));
    const names = namesIn(sized);
    if (claim.first === null) throw new ReadingError('ill-formed', claim.range, 'the left side is missing');
    const nodes = [claim.first, ...claim.rest.map((r) => r.right)];
    const sides = nodes.map((node) => elaborate(names, node));
    const claims = claim.rest.map(({ operator, at }, i) => ({
      name,
      left: sides[i] as Reading,
      operator,
      right: sides[i + 1] as Reading,
      at,
      leftNode: nodes[i] as Node,
      rightNode: nodes[i + 1] as Node,
    }));
    return { context: sized, claims };
  });
}

function withInduction(context: Context, name: string, claim: RelationNode): Context {
  const { env, indices } = context;
  if (env.sizes.has(name) || indices.some((index) => index.name === name)) return context;
  const used = [...env.tensors.values()].filter(
    (decl) => decl.definition?.along != null && mentions(claim, decl.name),
  );
  const beginnings = used.map(({ dims, definition }) => dims[definition?.along ?? 0]?.lo as Poly);
  const [first] = beginnings.toSorted((a, b) => Number((integerValue(b) ?? 0n) - (integerValue(a) ?? 0n)));
  if (first === undefined)
    throw new ReadingError(
      'ill-formed',
      claim.range,
      `from where ${name} runs is not known; write \`index ${name} in 0..\` before`,
    );
  return { ...context, indices: [...indices, { name, lo: first, hi: null }] };
}

/** That sizes are at least 1, but for those of which an assumption says that they begin below, `assume P >= 0`. */
export function sizeBounds(sizes: Iterable<string>, assumptions: readonly Cond[]): readonly Cond[] {
  return [...sizes].flatMap((size) =>
    leastValue(size, assumptions) < 1 ? [] : [atLeast(variable(size), one)],
  );
}

/** The least value that a size has: 1, if no condition says of another one. */
export function leastValue(size: string, conds: readonly Cond[]): number {
  const values = conds.flatMap(conjuncts).flatMap((cond) => firstValue(cond, size) ?? []);
  return values.length === 0 ? 1 : Math.max(...values.map(Number));
}

/** c of `P >= c`; null of any other condition. */
function firstValue(cond: Cond, size: string): bigint | null {
  if (cond.tag !== 'ge') return null;
  return integerValue(sub(variable(size), cond.form));
}

/** What may be assumed of a claim's names: the least sizes, what `assume` says, the ranges of its free indices. */
export function hypotheses(context: Context, free: ReadonlySet<string>): readonly Cond[] {
  // An assumption about an index is one about the points of its range.
  const relevant = new Set([...free, ...context.assumptions.flatMap((cond) => [...namesOfCond(cond)])]);
  const ranges: Cond[] = [];
  // A range may mention other indices, whose ranges then count too.
  for (const index of [...context.indices].reverse()) {
    if (!relevant.has(index.name)) continue;
    ranges.unshift(...insideShape([index], [variable(index.name)]));
    for (const bound of boundsOf([index])) for (const name of namesOf(bound)) relevant.add(name);
  }
  return [...sizeBounds(context.sizes, context.assumptions), ...context.assumptions, ...ranges];
}

export function freeNamesOf(reading: Reading): Set<string> {
  return reading.sort === 'index' ? namesOf(reading.poly) : freeNames(reading.term);
}
