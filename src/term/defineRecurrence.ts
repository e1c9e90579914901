// Recurrences: `define R_0 = 1`, then `define R_l = R_<l-1> + 2 for l >= 1`. The first entries are kept until the line
// that says how it goes on; only there the tensor is declared.

import type { DefineStatement, Node } from '../../grammar/tree.js';
import { and, type Cond, conjuncts, equals, nonNegative } from './cond.js';
import { elaborateCondition } from './condition.js';
import { boundSizes, type Context, elaborateDims, withSizes } from './context.js';
import { elaborate, elaborateIndex } from './elaborate.js';
import type { Reach } from './env.js';
import { constant, integerValue, type Poly, sub, variable } from './poly.js';
import { asScalar, type Names, ReadingError } from './reading.js';
import { substScalar } from './subst.js';
import { add, guarded, type Scalar } from './term.js';

/** One of the first entries of a recurrence: R_0 = 1, C_<0,k> = [k = 0]. */
export interface Beginning {
  readonly name: string;
  /** The subscript that is a number, and this number. */
  readonly along: number;
  readonly at: bigint;
  /** The names of all subscripts; null for the number. */
  readonly subscripts: readonly (string | null)[];
  readonly body: Scalar;
}

/** Whether a definition belongs to a recurrence: it is for some subscript alone, or from some on. */
export function isOfRecurrence({ conditions, subscripts }: DefineStatement): boolean {
  return conditions.length > 0 || subscripts.some((node) => node.tag !== 'name');
}

/** The context after a line of the recurrence of `name`. Throws ReadingError where the lines do not make one. */
export function defineRecurrence(context: Context, name: string, statement: DefineStatement): Context {
  return statement.conditions.length === 0
    ? withBeginning(context, name, statement)
    : withRecurrence(context, name, statement);
}

function withBeginning(context: Context, name: string, statement: DefineStatement): Context {
  const sized = withSizes(context, boundSizes(context, statement.body));
  const numbers = statement.subscripts.flatMap((node, d) => (node.tag === 'name' ? [] : [d]));
  const [along] = numbers as [number];
  const node = statement.subscripts[along] as Node;
  if (numbers.length > 1)
    throw new ReadingError(
      'unsupported',
      node.range,
      'the beginning of a recurrence has one number for a subscript',
    );
  const at = integerValue(elaborateIndex({ env: sized.env, indices: new Set() }, node));
  if (at === null)
    throw new ReadingError(
      'ill-formed',
      node.range,
      'a definition is for every subscript: write a name here',
    );
  const known = context.beginnings.filter((beginning) => beginning.name === name);
  if (known.some((beginning) => beginning.along === along && beginning.at === at))
    throw new ReadingError('ill-formed', statement.range, `${name}_${at} is given already`);
  const subscripts = statement.subscripts.map((s) => (s.tag === 'name' ? s.name : null));
  const names = within(
    sized,
    subscripts.filter((s) => s !== null),
  );
  const body = asScalar(elaborate(names, statement.body), statement.body.range);
  return { ...sized, beginnings: [...sized.beginnings, { name, along, at, subscripts, body }] };
}

function withRecurrence(context: Context, name: string, statement: DefineStatement): Context {
  const sized = withSizes(context, boundSizes(context, statement.body));
  const given = statement.dimensions === null ? null : elaborateDims(sized, statement.dimensions);
  const scope = given?.sized ?? sized;
  const indices = statement.subscripts.map((node) => {
    if (node.tag !== 'name')
      throw new ReadingError(
        'ill-formed',
        node.range,
        'a recurrence is for every subscript: write a name here',
      );
    return node.name;
  });
  const names = within(scope, indices);
  const { along, from } = growth(names, indices, statement);
  const beginnings = context.beginnings.filter((b) => b.name === name && b.along === along);
  const first = requireBeginnings(name, indices[along] as string, beginnings, from, statement);
  const dims = indices.map((index, d): Reach => {
    if (given !== null) return given.dims[d] as Reach;
    if (d === along) return { lo: constant(first), hi: null };
    const declared = scope.indices.find((other) => other.name === index);
    return { lo: declared?.lo ?? null, hi: declared?.hi ?? null };
  });
  const inside = { ...names, env: scope.env.withTensor(name, dims) };
  const step = asScalar(elaborate(inside, statement.body), statement.body.range);
  const l = variable(indices[along] as string);
  const body = add([
    ...beginnings.map((b) => guarded(equals(l, constant(b.at)), renamed(b, indices))),
    guarded(nonNegative(sub(l, constant(from))), step),
  ]);
  return {
    ...scope,
    env: scope.env.withRecurrence(name, dims, indices, along, body),
    beginnings: scope.beginnings.filter((b) => b.name !== name),
  };
}

/** What the lines of a recurrence may use: their own subscripts, and no index of the claims. */
function within({ env }: Context, names: readonly string[]): Names {
  return { env, indices: new Set(names) };
}

/** Which subscript grows, and from which number on: `for l >= 1`. */
function growth(
  names: Names,
  indices: readonly string[],
  { conditions }: DefineStatement,
): { readonly along: number; readonly from: bigint } {
  const [node] = conditions as [Node];
  const cond: Cond = and(conditions.map((c) => elaborateCondition(names, c)));
  const [only, ...more] = conjuncts(cond);
  const form: Poly | null = only?.tag === 'ge' && more.length === 0 ? only.form : null;
  const along = indices.findIndex(
    (name) => form !== null && integerValue(sub(variable(name), form)) !== null,
  );
  const from =
    form === null || along < 0 ? null : integerValue(sub(variable(indices[along] as string), form));
  if (from === null)
    throw new ReadingError(
      'unsupported',
      node.range,
      `a recurrence goes on from some number: for ${indices[0] ?? 'l'} >= 1`,
    );
  return { along, from };
}

/** The smallest subscript; all before `from` are to be given, each once. */
function requireBeginnings(
  name: string,
  index: string,
  beginnings: readonly Beginning[],
  from: bigint,
  { range }: DefineStatement,
): bigint {
  if (beginnings.length === 0)
    throw new ReadingError(
      'ill-formed',
      range,
      `where ${name} begins is not said; write \`define ${name}_${from - 1n} = …\` before`,
    );
  const numbers = beginnings.map(({ at }) => at).sort((a, b) => Number(a - b));
  const late = numbers.find((at) => at >= from);
  if (late !== undefined)
    throw new ReadingError('ill-formed', range, `${name} is given twice at ${index} = ${late}`);
  const first = numbers[0] as bigint;
  const missing = numbers.findIndex((at, i) => at !== first + BigInt(i));
  const gap = missing >= 0 ? first + BigInt(missing) : first + BigInt(numbers.length);
  if (gap < from) throw new ReadingError('ill-formed', range, `${name} is not given at ${index} = ${gap}`);
  return first;
}

/** The first entry in the names that the recurrence has for the subscripts. */
function renamed({ subscripts, body }: Beginning, indices: readonly string[]): Scalar {
  const by = subscripts.flatMap((name, d): readonly (readonly [string, Poly])[] =>
    name === null ? [] : [[name, variable(indices[d] as string)]],
  );
  return substScalar(body, new Map(by));
}
