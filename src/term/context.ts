// The context of a .conv file: what its statements declare, assume and define, and the claims they make.
// Contexts are immutable; each statement gives the next one.

import type {
  BinderNode,
  DeclaratorNode,
  DefineStatement,
  DimensionNode,
  Node,
  Range,
  RelationNode,
  RelationOperator,
  Statement,
} from '../../grammar/tree.js';
import { atLeast, type Cond, conjuncts, namesOfCond } from './cond.js';
import { elaborateCondition } from './condition.js';
import { elaborate, elaborateIndex, findTensor } from './elaborate.js';
import {
  type Dim,
  type Env,
  genericEntry,
  type OpParam,
  type Parameter,
  ShapeError,
  shapeOf,
  upTo,
} from './env.js';
import { integerValue, namesOf, one, type Poly, variable } from './poly.js';
import { asScalar, type Names, type Reading, ReadingError } from './reading.js';
import { elaborateBinders } from './reductions.js';
import { roundings } from './rounding.js';
import { freeNames } from './subst.js';
import { children } from './walk.js';

/** A free index of the claims; without a range it is any integer. */
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
  return { env: prelude, sizes: [], assumptions: [], indices: [] };
}

export function namesIn(context: Context): Names {
  const equations = context.assumptions.flatMap(conjuncts).flatMap((c) => (c.tag === 'eq' ? [c.form] : []));
  return { env: context.env, indices: new Set(context.indices.map((index) => index.name)), equations };
}

/** The context after a declaration. Throws ReadingError when the statement cannot mean anything. */
export function declare(
  context: Context,
  statement: Exclude<Statement, { tag: 'theorem' }>,
  prelude: Env,
): Context {
  return atRange(statement.range, () => {
    switch (statement.tag) {
      case 'fresh':
        return emptyContext(prelude);
      case 'size':
        return withSizes(context, statement.names);
      case 'tensor':
        return statement.declarators.reduce(declareTensor, context);
      case 'function':
        return {
          ...context,
          env: statement.functions.reduce(
            (env, { name, parameters }) => env.withFunction(name, parameters.map(kindOf)),
            context.env,
          ),
        };
      case 'assume': {
        const sized = withSizes(
          context,
          undeclaredNames(context, statement.conditions).filter((name) => /^\p{Lu}/u.test(name)),
        );
        return {
          ...sized,
          assumptions: [
            ...sized.assumptions,
            ...statement.conditions.map((c) => elaborateCondition(namesIn(sized), c)),
          ],
        };
      }
      case 'index':
        return statement.binders.reduce(declareIndex, context);
      case 'define':
        return define(context, statement);
    }
  });
}

/** A parameter written large may be a tensor: `function f(Z)`; one written small is a number: `function a(z)`. */
function kindOf(parameter: string): Parameter {
  return /^\p{Lu}/u.test(parameter) ? 'any' : 'number';
}

/** Errors of the term floor get the place of the statement they arose in. */
function atRange<T>(range: Range, action: () => T): T {
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
function undeclaredNames(context: Context, nodes: readonly Node[]): readonly string[] {
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

function declareTensor(context: Context, node: DeclaratorNode): Context {
  const existing = findTensor(context.env, node.name);
  if (existing !== null)
    throw new ReadingError(
      'ill-formed',
      node.range,
      `${node.name} is declared already${existing === node.name ? '' : ` as ${existing}`}; a line --- starts a fresh context`,
    );
  const { sized, dims } = elaborateDims(context, node.dimensions);
  return { ...sized, env: sized.env.withTensor(node.name, dims) };
}

function elaborateDims(
  context: Context,
  nodes: readonly DimensionNode[],
): { readonly sized: Context; readonly dims: readonly Dim[] } {
  const bounds = nodes.flatMap(({ from, to }) => (from === null ? [to] : [from, to]));
  const sized = withSizes(context, undeclaredNames(context, bounds));
  const names = namesIn(sized);
  for (const { from, to } of nodes) {
    const size = from === null ? integerValue(elaborateIndex(names, to)) : null;
    if (size !== null && size < 1n)
      throw new ReadingError('ill-formed', to.range, `a size is at least 1, not ${size}`);
  }
  return {
    sized,
    dims: nodes.map(({ from, to }) => ({
      lo: from === null ? one : elaborateIndex(names, from),
      hi: elaborateIndex(names, to),
    })),
  };
}

function declareIndex(context: Context, node: BinderNode): Context {
  const { name, from, to, range } = node;
  if (context.env.sizes.has(name))
    throw new ReadingError('ill-formed', range, `${name} is a size and cannot be an index`);
  if (context.env.tensors.has(name))
    throw new ReadingError('ill-formed', range, `${name} is a tensor and cannot be an index`);
  const others = context.indices.filter((index) => index.name !== name);
  if (from === null || to === null) return { ...context, indices: [...others, { name, lo: null, hi: null }] };
  const sized = withSizes(
    context,
    undeclaredNames(context, [from, to]).filter((n) => n !== name),
  );
  const names = namesIn({ ...sized, indices: others });
  const { binders } = elaborateBinders(names, [node]);
  const [bound] = binders;
  return { ...sized, indices: [...others, { name, lo: bound?.lo ?? null, hi: bound?.hi ?? null }] };
}

function define(context: Context, statement: DefineStatement): Context {
  const { head } = statement;
  if (statement.conditions.length > 0)
    throw new ReadingError('unsupported', statement.range, 'recurrences are not understood yet');
  if (head.form !== 'name') return defineOperation(context, statement);
  const existing = findTensor(context.env, head.name);
  if (existing !== null)
    throw new ReadingError(
      'ill-formed',
      head.range,
      `${head.name} is declared already${existing === head.name ? '' : ` as ${existing}`}; a line --- starts a fresh context`,
    );
  const sized = withSizes(context, boundSizes(context, statement.body));
  if (statement.subscripts.length === 0 && statement.dimensions === null) {
    const reading = elaborate(namesIn(sized), statement.body);
    if (reading.sort === 'tensor') {
      const dims = shapeOf(sized.env, reading.term);
      const indices = dims.map((_, d) => freshIndex(sized, d));
      return {
        ...sized,
        env: sized.env.withDefinition(head.name, dims, indices, genericEntry(reading.term, indices)),
      };
    }
    return {
      ...sized,
      env: sized.env.withDefinition(head.name, [], [], asScalar(reading, statement.body.range)),
    };
  }
  const indices = subscriptNames(statement);
  const given = statement.dimensions === null ? null : elaborateDims(sized, statement.dimensions);
  const scope = given?.sized ?? sized;
  const dims =
    given?.dims ?? indices.map((name, i) => rangeOf(scope, name, (statement.subscripts[i] as Node).range));
  const names: Names = {
    env: scope.env,
    indices: new Set([...scope.indices.map((index) => index.name), ...indices]),
  };
  const body = asScalar(elaborate(names, statement.body), statement.body.range);
  return { ...scope, env: scope.env.withDefinition(head.name, dims, indices, body) };
}

function freshIndex(context: Context, dimension: number): string {
  let name = ['k', 'l', 'r', 's'][dimension] ?? `k${dimension}`;
  while (context.env.sizes.has(name)) name += "'";
  return name;
}

function subscriptNames(statement: DefineStatement): readonly string[] {
  return statement.subscripts.map((node) => {
    if (node.tag === 'number')
      throw new ReadingError('unsupported', node.range, 'recurrences are not understood yet');
    if (node.tag !== 'name')
      throw new ReadingError(
        'ill-formed',
        node.range,
        'a definition is for every subscript: write a name here',
      );
    return node.name;
  });
}

function rangeOf(context: Context, name: string, range: Range): Dim {
  const declared = context.indices.find((index) => index.name === name);
  if (declared === undefined || declared.lo === null || declared.hi === null)
    throw new ReadingError(
      'ill-formed',
      range,
      `the range of ${name} is not known; write \`index ${name} in 1..K\` before, or give the shape: define y[K]_<${name}> = …`,
    );
  return { lo: declared.lo, hi: declared.hi };
}

/** A prelude-style definition: the parameters are the only names its body knows. */
function defineOperation(context: Context, statement: DefineStatement): Context {
  const { head } = statement;
  if (head.form === 'name') throw new RangeError('not an operation');
  const formals = head.form === 'operator' ? [head.left, head.right] : head.parameters;
  const symbol = head.form === 'operator' ? head.operator : head.name;
  const params: OpParam[] = formals.map((formal) => {
    if ('tag' in formal) return { kind: 'index', name: formal.name };
    return {
      kind: 'tensor',
      name: formal.name,
      sizes: formal.dimensions.map((dim) => {
        if (dim.from !== null || dim.to.tag !== 'name')
          throw new ReadingError(
            'ill-formed',
            dim.range,
            'a parameter is declared with names for its sizes, X[I,J]',
          );
        return dim.to.name;
      }),
    };
  });
  if (statement.dimensions === null)
    throw new ReadingError(
      'ill-formed',
      statement.range,
      `the shape of ${symbol} is missing: define ${symbol}(X[I])[I]_<i> = …`,
    );
  let env = context.env
    .operationsOnly()
    .withSizes(params.flatMap((p) => (p.kind === 'tensor' ? p.sizes : [p.name])));
  for (const p of params) if (p.kind === 'tensor') env = env.withTensor(p.name, p.sizes.map(upTo));
  const indices = subscriptNames(statement);
  const local: Names = { env, indices: new Set(indices) };
  const dims = statement.dimensions.map(({ from, to }) => ({
    lo: from === null ? one : elaborateIndex(local, from),
    hi: elaborateIndex(local, to),
  }));
  const body = asScalar(elaborate(local, statement.body), statement.body.range);
  const key = `${symbol}/${params.map((p) => (p.kind === 'tensor' ? p.sizes.length : '_')).join(',')}`;
  return { ...context, env: context.env.withOp({ key, symbol, params, dims, indices, body }) };
}

/** Capital names in the bounds of sums that nothing declares: `sum_<m=1..M>` makes M a size. */
function boundSizes(context: Context, node: Node): readonly string[] {
  const bounds: Node[] = [];
  const visit = (n: Node): void => {
    if (n.tag === 'reduction')
      for (const b of n.binders) for (const bound of [b.from, b.to]) if (bound !== null) bounds.push(bound);
    for (const child of children(n)) visit(child);
  };
  visit(node);
  return undeclaredNames(context, bounds).filter((name) => /^\p{Lu}/u.test(name));
}

/** The relations of a theorem, read in the context; sizes that only its sums mention are added to it. */
export function readClaim(
  context: Context,
  name: string | null,
  claim: RelationNode,
): { readonly context: Context; readonly claims: readonly ClaimReading[] } {
  return atRange(claim.range, () => {
    const sized = withSizes(context, boundSizes(context, claim));
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

/** What may be assumed of a claim's names: sizes are at least 1, what `assume` says, the ranges of its free indices. */
export function hypotheses(context: Context, free: ReadonlySet<string>): readonly Cond[] {
  // An assumption about an index is one about the points of its range.
  const relevant = new Set([...free, ...context.assumptions.flatMap((cond) => [...namesOfCond(cond)])]);
  const ranges: Cond[] = [];
  // A range may mention other indices, whose ranges then count too.
  for (const index of [...context.indices].reverse()) {
    if (!relevant.has(index.name) || index.lo === null || index.hi === null) continue;
    ranges.unshift(atLeast(variable(index.name), index.lo), atLeast(index.hi, variable(index.name)));
    for (const name of [...namesOf(index.lo), ...namesOf(index.hi)]) relevant.add(name);
  }
  return [...context.sizes.map((size) => atLeast(variable(size), one)), ...context.assumptions, ...ranges];
}

export function freeNamesOf(reading: Reading): Set<string> {
  return reading.sort === 'index' ? namesOf(reading.poly) : freeNames(reading.term);
}
