// Slips in how a kernel lies on its input: turned around, its height taken for its width, strides, dilation and padding
// left out or applied along one axis only, the window one place off.

import type { Formula } from '../../compute/formula.js';
import { add, constant, equal, integerValue, mul, type Poly, sub, variable } from '../../term/poly.js';
import { substScalar } from '../../term/subst.js';
import type { Axis, Place } from '../roles.js';
import { dimOf, reflected, type Slip, withSubscripts } from './slip.js';

const one = constant(1);

/** How axes are called, the first one running down the rows. */
export function axisNames(count: number): readonly string[] {
  if (count === 1) return ['the input'];
  return count === 2 ? ['rows', 'columns'] : Array.from({ length: count }, (_, a) => `axis ${a + 1}`);
}

export function* windowSlips(formula: Formula, axes: readonly Axis[]): Generator<Slip> {
  yield* turnedAround(formula, axes);
  yield* exchanged(formula, axes);
  yield* along(formula, axes, 'stride', strideIgnored);
  yield* along(formula, axes, 'dilation', dilationIgnored);
  yield* along(formula, axes, 'padding', paddingIgnored);
  yield* shifted(formula, axes);
}

// ---- the kernel ----------------------------------------------------------------------------------

function* turnedAround(formula: Formula, axes: readonly Axis[]): Generator<Slip> {
  const taps = axes.flatMap(({ tap }) => (tap === null ? [] : [tap]));
  const [first] = taps;
  if (first === undefined) return;
  const kernel = kernelName(first);
  const mistaken = 'convolution and correlation were mistaken for each other';
  yield {
    says:
      taps.length === 1
        ? `${kernel} was reversed: ${mistaken}`
        : `${kernel} was rotated by a half turn: ${mistaken}`,
    formula: taps.reduce(reflected, formula),
    isTold: true,
  };
  if (taps.length < 2) return;
  for (const [a, tap] of taps.entries()) {
    const way = taps.length > 2 ? `along axis ${a + 1}` : a === 0 ? 'top to bottom' : 'left to right';
    yield {
      says: `${kernel} was turned over ${way}, and not rotated by a half turn`,
      formula: reflected(formula, tap),
      isTold: true,
    };
  }
}

function kernelName({ tensor }: Place): string {
  return `the kernel ${tensor}`;
}

/** Height and width taken for each other, in the kernel, the input or the output. */
function* exchanged(formula: Formula, axes: readonly Axis[]): Generator<Slip> {
  const [rows, columns] = axes;
  if (rows === undefined || columns === undefined || axes.length > 2) return;
  if (rows.tap !== null && columns.tap?.tensor === rows.tap.tensor)
    yield {
      says: `height and width of ${kernelName(rows.tap)} were swapped`,
      formula: withExchanged(formula, rows.tap, columns.tap),
      isTold: true,
    };
  if (rows.window.tensor === columns.window.tensor)
    yield {
      says: `height and width of the input ${rows.window.tensor} were swapped`,
      formula: withExchanged(formula, rows.window, columns.window),
      isTold: true,
    };
  const [k, l] = [rows.output, columns.output];
  const renaming = new Map([
    [k, variable(l)],
    [l, variable(k)],
  ]);
  yield {
    says: 'height and width of the output were swapped',
    formula: { ...formula, body: substScalar(formula.body, renaming) },
    isTold: true,
  };
  if (equal(rows.stride, columns.stride)) return;
  const strided = withStride(formula, rows, columns.stride);
  yield {
    says: 'the strides of rows and columns were swapped',
    formula: withStride(strided, columns, rows.stride),
    isTold: true,
  };
}

function withExchanged(formula: Formula, a: Place, b: Place): Formula {
  return withSubscripts(formula, a.tensor, (at) =>
    at.map((s, d) => (d === a.dim ? at[b.dim] : d === b.dim ? at[a.dim] : undefined) ?? s),
  );
}

// ---- the window ----------------------------------------------------------------------------------

/** A change along all axes on which it is one, or on one of them. */
function* along(
  formula: Formula,
  axes: readonly Axis[],
  what: string,
  change: (formula: Formula, axis: Axis) => Formula | null,
): Generator<Slip> {
  const names = axisNames(axes.length);
  const concerned = axes.flatMap((axis, a) => (change(formula, axis) === null ? [] : [{ axis, a }]));
  if (concerned.length === 0) return;
  const all = concerned.reduce((result, { axis }) => change(result, axis) ?? result, formula);
  yield { says: `the ${what} was ignored`, formula: all, isTold: true };
  if (concerned.length < 2) return;
  for (const { a: kept } of concerned) {
    const others = concerned.filter(({ a }) => a !== kept);
    const some = others.reduce((result, { axis }) => change(result, axis) ?? result, formula);
    yield { says: `the ${what} was applied to ${names[kept]} only`, formula: some, isTold: true };
  }
}

function strideIgnored(formula: Formula, axis: Axis): Formula | null {
  return integerValue(axis.stride) === 1n ? null : withStride(formula, axis, one);
}

/** With another step of the window, which begins where it began. */
function withStride(formula: Formula, axis: Axis, stride: Poly): Formula {
  const begin = formula.dims[formula.indices.indexOf(axis.output)]?.lo ?? one;
  return moved(formula, axis, mul(sub(stride, axis.stride), sub(variable(axis.output), begin)));
}

function dilationIgnored(formula: Formula, axis: Axis): Formula | null {
  const slope = integerValue(axis.dilation);
  if (slope === 1n || slope === -1n) return null;
  return moved(formula, axis, mul(sub(one, axis.dilation), sub(variable(axis.summed), one)));
}

function paddingIgnored(formula: Formula, axis: Axis): Formula | null {
  const { lo } = dimOf(formula, axis.window);
  // Sizes are positive.
  const isAhead = axis.dilation.terms.every(({ coef }) => coef > 0n);
  return equal(axis.first, lo) || !isAhead ? null : moved(formula, axis, sub(lo, axis.first));
}

function* shifted(formula: Formula, axes: readonly Axis[]): Generator<Slip> {
  const names = axes.length === 2 ? ['row', 'column'] : axes.map(() => 'place');
  for (const by of [1, -1]) {
    const side = by > 0 ? 'too far on' : 'too early';
    const all = axes.reduce((result, axis) => moved(result, axis, constant(by)), formula);
    for (const [a, axis] of axes.entries())
      yield {
        says: `the window begins one ${names[a]} ${side}`,
        formula: moved(formula, axis, constant(by)),
        isTold: true,
      };
    if (axes.length > 1)
      yield { says: `the window begins one place ${side} in each direction`, formula: all, isTold: true };
  }
}

/** With something added to the subscript of the window. */
function moved(formula: Formula, { window }: Axis, by: Poly): Formula {
  return withSubscripts(formula, window.tensor, (at) =>
    at.map((s, d) => (d === window.dim ? add(s, by) : s)),
  );
}
