// Formulas run at given shapes: fractions by the interpreter, floating point by loops.

import { type Arrays, fraction, type Input, type NumberType, numbersOf } from './arrays.js';
import type { Formula } from './formula.js';
import { interpret } from './interpret.js';
import { doubleFloats, type FloatArray, type Floats, type Kernel, loops, singleFloats } from './loops.js';
import { lowered, Unlooped } from './lower.js';
import { doubles, type Rational, rationals } from './numbers.js';
import { type Partial, partiallyEvaluated } from './partial.js';
import type { Extents } from './sizes.js';
import { type Work, workOf } from './steady.js';

/** A formula ready to be computed. Its inputs stay what they are until other entries are put there. */
export interface Run<K extends NumberType> {
  /** The entries of an input, as many as its shape says. */
  put(name: string, entries: Input): void;
  /** The entries of the output, in floating point in the array given, or in a new one. */
  run(into?: Arrays[K]): Arrays[K];
  /** What is computed, where tables are made of the fixed inputs. */
  readonly formula: Formula;
}

type Runners = {
  readonly [K in NumberType]: (formula: Formula, extents: Extents, fixed: ReadonlySet<string>) => Run<K>;
};

export const runners: Runners = {
  float32: (formula, extents, fixed) => floating(formula, extents, fixed, singleFloats),
  float64: (formula, extents, fixed) => floating(formula, extents, fixed, doubleFloats),
  exact: (formula, extents) => {
    const entries = new Map<string, readonly Rational[]>();
    return {
      formula,
      put: (name, given) => entries.set(name, Array.from<Input[number], Rational>(given, fraction)),
      run: () => interpret(formula, extents, entries, rationals),
    };
  },
};

/** By loops; what these do not compute, a recurrence for one, is left to the interpreter. */
function floating<A extends FloatArray>(
  given: Formula,
  extents: Extents,
  fixed: ReadonlySet<string>,
  floats: Floats<A>,
): Kernel<A> & { readonly formula: Formula } {
  const formula = exchanged(given, extents, fixed);
  const kernel = kernelOf(formula, extents, fixed, floats);
  return { ...kernel, formula, put: (name, entries) => kernel.put(name, numbersOf(entries)) };
}

/** Products that are worth adding up for tables. */
const mostOnce = 1e9;

/** The formula with tables of what the fixed inputs give, where that is less work. */
function exchanged(formula: Formula, extents: Extents, fixed: ReadonlySet<string>): Formula {
  const partial = fixed.size === 0 ? null : partialOf(formula, fixed);
  if (partial === null) return formula;
  const before = work(formula, extents, fixed);
  const after = work(partial, extents, fixed);
  const isLess = before === null || (after !== null && after.always < before.always);
  return isLess && after !== null && after.once < mostOnce ? partial : formula;
}

/** null for what loops do not compute. */
function work(formula: Formula, extents: Extents, fixed: ReadonlySet<string>): Work | null {
  try {
    return workOf(lowered(formula, extents), fixed);
  } catch (error) {
    if (error instanceof Unlooped) return null;
    throw error;
  }
}

/** What was shown of a formula holds for all sizes. */
const partials = new WeakMap<Formula, Map<string, Partial | null>>();

function partialOf(formula: Formula, fixed: ReadonlySet<string>): Partial | null {
  const known = partials.get(formula) ?? new Map<string, Partial | null>();
  partials.set(formula, known);
  const key = [...fixed].sort().join();
  let partial = known.get(key);
  if (partial === undefined) {
    partial = partiallyEvaluated(formula, fixed);
    known.set(key, partial);
  }
  return partial;
}

function kernelOf<A extends FloatArray>(
  formula: Formula,
  extents: Extents,
  fixed: ReadonlySet<string>,
  floats: Floats<A>,
): Kernel<A> {
  try {
    return loops(formula, extents, floats, { fixed });
  } catch (error) {
    if (!(error instanceof Unlooped)) throw error;
    const inputs = new Map<string, ArrayLike<number>>();
    return {
      put: (name, entries) => inputs.set(name, Array.from(entries)),
      run: (into) => {
        const found = floats.array.from(interpret(formula, extents, inputs, doubles));
        into?.set(found);
        return into ?? found;
      },
    };
  }
}
