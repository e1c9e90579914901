// What stands before parentheses: an operation, an opaque function or one of its derivatives, the derivative `diff`.

import type { GroupNode, Node, Range } from '../../grammar/tree.js';
import { elaborate, elaborateIndex } from './elaborate.js';
import type { Env, Parameter } from './env.js';
import { isRecurrence, shapeOf } from './env.js';
import { sameTerm } from './key.js';
import { operation } from './operation.js';
import { constant, integerValue, one, type Poly, variable } from './poly.js';
import { asScalar, type Names, type Reading, ReadingError } from './reading.js';
import { rounded, roundings } from './rounding.js';
import { showTerm } from './show.js';
import { freeNames } from './subst.js';
import { tensorsIn } from './tensorsIn.js';
import {
  apply,
  binder,
  diff,
  type Extremum,
  entry,
  isTensor,
  matrix,
  type Place,
  reduce,
  type Scalar,
  type Tensor,
} from './term.js';

/** `rot180`, `f`, `f''` or `f'_<k,l>`, to be applied to what is in parentheses after it. */
export interface Applied {
  readonly name: string;
  readonly subscripts: readonly Node[];
}

/** Whether a factor before parentheses is applied to them: a declared function or an operation, unless it is an index. */
export function appliedIn({ env, indices }: Names, factor: Node): Applied | null {
  const name = factor.tag === 'subscript' ? factor.base : factor;
  if (name.tag !== 'name' || indices.has(name.name) || env.sizes.has(name.name)) return null;
  const isFunction = env.parametersOf(functionOf(name.name)) !== undefined;
  if (factor.tag === 'subscript')
    return isFunction && name.name.endsWith("'") && !env.tensors.has(name.name)
      ? { name: name.name, subscripts: factor.subscripts }
      : null;
  const known =
    isFunction ||
    name.name === 'diff' ||
    extremes.has(name.name) ||
    roundings.has(name.name) ||
    [...env.ops.values()].some((decl) => decl.symbol === name.name);
  return known ? { name: name.name, subscripts: [] } : null;
}

/** The words for the largest and the smallest of what is in parentheses after them. */
const extremes: ReadonlyMap<string, Extremum> = new Map([
  ['max', 'max'],
  ['min', 'min'],
]);

function functionOf(name: string): string {
  return name.replace(/'+$/, '');
}

/** What `applied` means for the arguments in parentheses; `range` is its own. Throws ReadingError. */
export function elaborateApplication(
  names: Names,
  applied: Applied,
  group: GroupNode,
  range: Range,
): Reading {
  const whole = { start: range.start, end: group.range.end };
  if (applied.name === 'diff') return { sort: 'scalar', term: derivative(names, group, whole) };
  const args = group.items.map((item) => elaborate(names, item));
  const parameters = names.env.parametersOf(functionOf(applied.name));
  if (parameters !== undefined) return opaque(names, applied, parameters, args, group, whole);
  const extreme = extremes.get(applied.name);
  if (extreme !== undefined) return { sort: 'scalar', term: largest(extreme, args, group, whole) };
  if (roundings.has(applied.name))
    return { sort: 'index', poly: rounded(applied.name, args, names.env, whole) };
  return operation(
    names,
    applied.name,
    args.map((arg, i) => {
      if (arg.sort === 'scalar')
        throw new ReadingError(
          'ill-formed',
          (group.items[i] as Node).range,
          `${applied.name} takes tensors and index expressions, not an entry or a sum`,
        );
      return arg.sort === 'tensor' ? arg.term : arg.poly;
    }),
    whole,
  );
}

/** `max(a, b)`: the maximum of the entries of the row [a, b]. */
function largest(op: Extremum, readings: readonly Reading[], group: GroupNode, whole: Range): Scalar {
  if (readings.length < 2)
    throw new ReadingError(
      'ill-formed',
      whole,
      `${op} takes two numbers or more, or a range: ${op}_<m=1..M>`,
    );
  const cells = readings.map((reading, i) => asScalar(reading, (group.items[i] as Node).range));
  const row = matrix([cells]);
  const used = new Set(cells.flatMap((cell) => [...freeNames(cell)]));
  let name = 'i';
  while (used.has(name)) name += "'";
  return reduce(op, [binder(name, one, constant(cells.length))], entry(row, [one, variable(name)]));
}

function opaque(
  names: Names,
  { name, subscripts }: Applied,
  parameters: readonly Parameter[],
  readings: readonly Reading[],
  group: GroupNode,
  whole: Range,
): Reading {
  const arity = parameters.length;
  if (readings.length !== arity)
    throw new ReadingError(
      'ill-formed',
      whole,
      `${name} takes ${arity} ${arity === 1 ? 'argument' : 'arguments'}, not ${readings.length}`,
    );
  const fn = functionOf(name);
  const args = readings.map((reading, i): Scalar | Tensor => {
    if (reading.sort !== 'tensor') return asScalar(reading, (group.items[i] as Node).range);
    if (parameters[i] !== 'any')
      throw new ReadingError(
        'ill-formed',
        (group.items[i] as Node).range,
        `${fn} takes a number here, not the tensor ${showTerm(reading.term)}; \`function ${fn}(Z)\` takes a tensor`,
      );
    return reading.term;
  });
  const by = places(names, name, args, subscripts, whole);
  return { sort: 'scalar', term: apply(fn, args, by) };
}

/**
 * What each prime of `f''_<…>` differentiates by: its share of the subscripts is an entry of the argument, and before
 * it the number of the argument, if there are several.
 */
function places(
  { env, ...names }: Names,
  name: string,
  args: readonly (Scalar | Tensor)[],
  subscripts: readonly Node[],
  whole: Range,
): readonly Place[] {
  const indices = subscripts.map((node) => elaborateIndex({ env, ...names }, node));
  let next = 0;
  const take = (): Poly => {
    const index = indices[next++];
    if (index === undefined)
      throw new ReadingError(
        'ill-formed',
        whole,
        `${name} lacks subscripts that say what it is differentiated by`,
      );
    return index;
  };
  const found = Array.from({ length: name.length - functionOf(name).length }, (): Place => {
    const number = args.length === 1 ? 1n : integerValue(take());
    const arg = number === null ? undefined : args[Number(number) - 1];
    if (arg === undefined)
      throw new ReadingError(
        'ill-formed',
        whole,
        `the first subscript of ${name} is the number of an argument, 1 to ${args.length}`,
      );
    const rank = isTensor(arg) ? shapeOf(env, arg).length : 0;
    return { arg: Number(number) - 1, at: Array.from({ length: rank }, take) };
  });
  if (next < indices.length)
    throw new ReadingError(
      'ill-formed',
      whole,
      `${name} has ${indices.length} subscripts, ${next} are expected`,
    );
  return found;
}

/** `diff(e, x_<i,j>)` */
function derivative(names: Names, group: GroupNode, whole: Range): Scalar {
  const [of, by] = group.items;
  if (of === undefined || by === undefined || group.items.length !== 2)
    throw new ReadingError('ill-formed', whole, 'diff takes a formula and an entry: diff(x_<1>^2, x_<1>)');
  const reading = elaborate(names, by);
  if (reading.sort !== 'scalar' || reading.term.tag !== 'entry' || reading.term.tensor.tag !== 'tensor')
    throw new ReadingError(
      'ill-formed',
      by.range,
      'a derivative is by an entry of a declared or defined tensor, such as x_<i,j>',
    );
  const { tensor, at } = reading.term;
  const scalar = asScalar(elaborate(names, of), of.range);
  if (isRecurrence(names.env, tensor)) {
    const partial = partialBy(names.env, scalar, reading.term);
    if (partial !== null) return partial;
    throw new ReadingError(
      'unsupported',
      by.range,
      `${tensor.name} is a recurrence: how later entries depend on this one is not looked into`,
    );
  }
  return diff(scalar, tensor.name, at);
}

/**
 * `diff(f(l, y_<l>), y_<l>)` as f'_<2>(l, y_<l>): of a function by one of its arguments, where no definition makes another
 * one depend on that. null for any other formula.
 */
function partialBy(env: Env, of: Scalar, by: Scalar): Scalar | null {
  if (of.tag !== 'apply') return null;
  const places = of.args.flatMap((arg, i) => (!isTensor(arg) && sameTerm(arg, by) ? [i] : []));
  const [arg] = places;
  if (arg === undefined || places.length > 1) return null;
  const isFree = (other: Scalar | Tensor): boolean => {
    let free = true;
    tensorsIn(other, (part) => {
      free &&= part.tag === 'tensor' && env.tensors.get(part.name)?.definition === null;
    });
    return free;
  };
  if (!of.args.every((other, i) => i === arg || isFree(other))) return null;
  return apply(of.fn, of.args, [...of.by, { arg, at: [] }]);
}
