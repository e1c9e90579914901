// `convproof diff TEXT --wrt 'x_<i,j>'`: the derivative of a formula by an entry, as a formula.

import { parseFormula } from '../../grammar/native.js';
import type { Node } from '../../grammar/tree.js';
import { type Differentiated, differentiate, Undifferentiated } from '../prove/derivative.js';
import { version } from '../report/version.js';
import { type Cond, showCond } from '../term/cond.js';
import { type Context, type IndexDecl, namesIn, withSizes } from '../term/context.js';
import { elaborate, findTensor } from '../term/elaborate.js';
import { genericEntry, type Reach, shapeOf } from '../term/env.js';
import { splitExpression } from '../term/expression.js';
import { add, namesOf, numerator, show, sub, variable } from '../term/poly.js';
import { asScalar } from '../term/reading.js';
import { roundings } from '../term/rounding.js';
import { showScalar } from '../term/show.js';
import { diff as derivativeOf, type Scalar } from '../term/term.js';
import { children } from '../term/walk.js';
import type { CommonOptions } from './check.js';
import { reading } from './faults.js';
import { UserError } from './input.js';
import { print } from './output.js';

/** `diff TEXT --wrt ENTRY`. Throws UserError for everything a person can mend. */
export function diff(text: string, options: CommonOptions & { readonly wrt: string }): void {
  const start = performance.now();
  const limits = { timeout: options.timeout * 1000, budget: options.budget };
  const read = (): string => {
    const { context, term } = readDerivative(text, options.wrt);
    const found = differentiate(context, term, limits);
    const milliseconds = Math.round((performance.now() - start) * 100) / 100;
    return options.format === 'json' ? json(term, found, milliseconds) : layout(term, found);
  };
  print(reading(text, read, [Undifferentiated]));
}

type Derivative = Scalar & { tag: 'diff' };

/** The derivative that is asked for, and the context in which its indices are declared. */
export function readDerivative(
  text: string,
  wrt: string,
): { readonly context: Context; readonly term: Derivative } {
  const { context: declared, node } = splitExpression(text);
  const entry = parseFormula(wrt);
  let context = withEntryIndices(declared, entry);
  for (const name of [...indexNames(entry), ...indexNames(node)]) context = withName(context, name);
  const by = reading(wrt, () => elaborate(namesIn(context), entry));
  if (by.sort !== 'scalar' || by.term.tag !== 'entry' || by.term.tensor.tag !== 'tensor')
    throw new UserError(`--wrt takes an entry of a declared or defined tensor, such as x_<i,j>, not ${wrt}`);
  const { tensor, at } = by.term;
  const found = elaborate(namesIn(context), node);
  if (found.sort !== 'tensor')
    return { context, term: derivativeOf(asScalar(found, node.range), tensor.name, at) };
  // Of a tensor, the derivative of each of its entries.
  const dims = shapeOf(context.env, found.term);
  const names: string[] = [];
  for (const [d, dim] of dims.entries()) {
    let name = ['k', 'l', 'r', 's'][d] ?? `k${d}`;
    while (isKnown(context, name)) name += "'";
    names.push(name);
    context = withIndex(context, name, dim);
  }
  return { context, term: derivativeOf(genericEntry(found.term, names), tensor.name, at) };
}

/** Names that stand alone as subscripts of the entry and that nothing declares are indices over the tensor's shape. */
function withEntryIndices(context: Context, entry: Node): Context {
  const name =
    entry.tag === 'subscript' && entry.base.tag === 'name' ? findTensor(context.env, entry.base.name) : null;
  if (name === null || entry.tag !== 'subscript') return context;
  const dims = context.env.tensors.get(name)?.dims ?? [];
  return entry.subscripts.reduce((before, node, d) => {
    const dim = dims[d];
    return node.tag !== 'name' || dim === undefined || isKnown(before, node.name)
      ? before
      : withIndex(before, node.name, dim);
  }, context);
}

function withIndex(context: Context, name: string, { lo, hi }: Reach): Context {
  return { ...context, indices: [...context.indices, { name, lo, hi }] };
}

/** What is not declared is a size when it is written large, else any integer. */
function withName(context: Context, name: string): Context {
  if (isKnown(context, name)) return context;
  if (/^\p{Lu}/u.test(name)) return withSizes(context, [name]);
  return { ...context, indices: [...context.indices, { name, lo: null, hi: null }] };
}

function isKnown({ env, indices }: Context, name: string): boolean {
  return (
    env.sizes.has(name) ||
    roundings.has(name) ||
    findTensor(env, name) !== null ||
    indices.some((index) => index.name === name)
  );
}

/** The names in subscripts, bounds, conditions and denominators that nothing in the formula binds. */
function indexNames(node: Node, bound: ReadonlySet<string> = new Set(), asIndex = false): readonly string[] {
  const index = (part: Node | null): readonly string[] =>
    part === null ? [] : indexNames(part, bound, true);
  switch (node.tag) {
    case 'name':
      return asIndex && !bound.has(node.name) ? [node.name] : [];
    case 'subscript':
      return [...indexNames(node.base, bound), ...node.subscripts.flatMap(index)];
    case 'guard':
      return [...node.conditions.flatMap(index), ...indexNames(node.body, bound, asIndex)];
    case 'cases':
      return node.arms.flatMap(({ value, conditions }) => [
        ...indexNames(value, bound, asIndex),
        ...(conditions === 'otherwise' ? [] : conditions.flatMap(index)),
      ]);
    case 'reduction': {
      const inner = new Set(bound);
      const names = node.binders.flatMap(({ name, from, to }) => {
        const own = [from, to].flatMap((part) => (part === null ? [] : indexNames(part, inner, true)));
        inner.add(name);
        return own;
      });
      return [...names, ...indexNames(node.body, inner, asIndex)];
    }
    case 'product':
      return node.factors.flatMap(({ operator, factor }) =>
        indexNames(factor, bound, asIndex || operator === '/'),
      );
    default:
      return children(node).flatMap((child) => indexNames(child, bound, asIndex));
  }
}

// ---- output --------------------------------------------------------------------------------------

/**
 *     w_<i-k+1,j-l+1>
 *       for k <= i <= k+M-1, l <= j <= l+N-1, else 0
 *       with k in 1..I-M+1, l in 1..J-N+1, i in 1..I, j in 1..J
 */
function layout(term: Derivative, { derivative, inside, indices, supposed }: Differentiated): string {
  const lines = [showScalar(derivative)];
  if (inside.length > 0) lines.push(`  for ${ranges(inside, namesFirst(term)).join(', ')}, else 0`);
  if (indices.length > 0) lines.push(`  with ${indices.map(showIndex).join(', ')}`);
  for (const values of supposed) lines.push(`  for ${values}`);
  return `${lines.join('\n')}\n`;
}

function json(term: Derivative, found: Differentiated, milliseconds: number): string {
  const { derivative, inside, indices, supposed, rules } = found;
  const report = {
    tool: { name: 'convproof', version },
    reading: showScalar(term),
    derivative: showScalar(derivative),
    inside: ranges(inside, namesFirst(term)),
    indices: indices.map(({ name, lo, hi }) => ({
      name,
      from: lo === null ? null : show(lo),
      to: hi === null ? null : show(hi),
    })),
    ...(supposed.length > 0 ? { supposed } : {}),
    proof: { rules, checked: true },
    milliseconds,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function showIndex({ name, lo, hi }: IndexDecl): string {
  return lo === null || hi === null ? `any ${name}` : `${name} in ${show(lo)}..${show(hi)}`;
}

/** The indices of the entry by which is differentiated: conditions are solved for these. */
function namesFirst({ at }: Derivative): readonly string[] {
  return at.flatMap((subscript) => [...namesOf(subscript)]);
}

/** Conditions as ranges of the names: `k <= i <= k+M-1`; those that give no range for a name as they are. */
function ranges(conds: readonly Cond[], names: readonly string[]): readonly string[] {
  const shown = new Set<string>();
  for (const cond of conds) {
    const name = names.find((n) => boundOn(cond, n) !== null);
    if (name === undefined) shown.add(showCond(cond));
    else {
      const bounds = conds.map((other) => boundOn(other, name)).filter((bound) => bound !== null);
      const [lower, upper] = ['lower', 'upper'].map((kind) => bounds.filter((b) => b.kind === kind));
      // Several bounds on one side are no chain.
      const single = lower?.length === 1 && upper?.length === 1;
      shown.add(
        single ? `${lower[0]?.text} <= ${name} <= ${upper[0]?.text}` : showBound(name, boundOn(cond, name)),
      );
    }
  }
  return [...shown];
}

interface Bound {
  readonly kind: 'lower' | 'upper';
  readonly text: string;
}

function showBound(name: string, bound: Bound | null): string {
  return bound?.kind === 'upper' ? `${name} <= ${bound.text}` : `${bound?.text} <= ${name}`;
}

/** What a condition says of a name: its bound, or null where it says something else. */
function boundOn(cond: Cond, name: string): Bound | null {
  if (cond.tag !== 'ge') return null;
  const { form } = cond;
  const c = numerator(form, name);
  const rest = c === 1n ? sub(variable(name), form) : add(variable(name), form);
  if ((c !== 1n && c !== -1n) || namesOf(rest).has(name)) return null;
  return { kind: c === 1n ? 'lower' : 'upper', text: show(rest) };
}
