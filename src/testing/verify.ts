// A function against a formula, or against the gradient of one.

import { type Formula, Uncomputable } from '../compute/formula.js';
import { type Gradient, gradientOf } from '../compute/gradient.js';
import { findTensor } from '../term/elaborate.js';
import { mul, type Scalar, unit } from '../term/term.js';
import type { Order } from './arrays.js';
import { failureOf, type Task } from './check.js';
import { diagnosis, namedSlips } from './diagnosis.js';
import { type Arrayed, type Layout, ordersOf } from './layout.js';
import { failureMessage } from './message.js';
import { rolesOf } from './roles.js';
import { boundsOf, type SizeRanges } from './sizes.js';
import { changed, type Slip } from './slips/slip.js';
import { tokenSlips } from './slips/tokens.js';
import { readSubject, type Subject, subjectOf } from './subject.js';
import { requireTolerance, type Tolerance } from './tolerance.js';

export interface TestOptions {
  /** In which order the function has the dimensions of its arrays; as in the formula, if nothing is said. */
  readonly layout?: Layout;
  /** A number for each size, or its least and its greatest; `{ S: 2, I: [5, 9] }`. Else they are small. */
  readonly sizes?: SizeRanges;
  /** Whether arrays are nested, or flat ones (Float64Array), the last subscript running fastest. */
  readonly arrays?: 'nested' | 'flat';
  /** On how many problems the function is tried; 30, if nothing is said. */
  readonly runs?: number;
  /** What sizes and entries are made from; a failure says which it was. */
  readonly seed?: number;
  readonly tolerance?: Tolerance;
}

export interface GradientOptions extends TestOptions {
  /** The input by whose entries is differentiated. */
  readonly by: string;
}

export interface Result {
  readonly pass: boolean;
  readonly message: () => string;
}

/** A function under test; it is called with the inputs in the order of their declaration, and with the sizes. */
export type Tested = (...args: readonly never[]) => unknown;

const defaultRuns = 30;

/** Whether `tested` computes what a text ends in. Throws where the text or the options cannot be read. */
export function computes(tested: Tested, text: string, options: TestOptions = {}): Result {
  const subject = readSubject(text, Object.keys(options.sizes ?? {}));
  const { inputs } = subject.formula;
  const orders = ordersOf(options.layout ?? 'NCHW', arraysOf(subject));
  const result = orders.get(subject.output) ?? null;
  return verified(
    tested,
    { subject, apart: null, passed: inputs, orders, result, slips: () => slipsOf(subject) },
    options,
  );
}

/** The same of the gradient: `tested` is called with the inputs, the derivatives by the output, and the sizes. */
export function computesGradient(tested: Tested, text: string, options: GradientOptions): Result {
  const forward = readSubject(text, Object.keys(options.sizes ?? {}));
  const { formula } = forward;
  const by = findTensor(formula.env, options.by);
  if (by === null || !formula.inputs.includes(by))
    throw new Uncomputable(`${options.by} is no input of the formula: ${formula.inputs.join(', ')}`);
  const derived = gradientOfOutput(formula, by);
  const { inputs } = derived;
  const isNumber = formula.dims.length === 0;
  const subject = subjectOf(derived, isNumber ? `∂${forward.output}/∂${by}` : `∂E/∂${by}`);
  const slips = function* (): Generator<Slip> {
    for (const slip of slipsOf(forward)) {
      const gradient = gradientSlip(slip, by);
      if (gradient !== null) yield gradient;
    }
    yield* namedSlips(subject.formula);
  };
  const orders = new Map(ordersOf(options.layout ?? 'NCHW', arraysOf(forward)));
  const result = orders.get(by) ?? null;
  // The derivatives by the output are laid out as the output is.
  const outer = orders.get(forward.output);
  if (outer !== undefined) orders.set(derived.outer, outer);
  const apart = derived.derived.supposed.length > 0 ? forward : null;
  return verified(tested, { subject, apart, passed: inputs, orders, result, slips }, options);
}

/** A gradient with all inputs of the formula, and with the derivatives by the output if this is not a single number. */
function gradientOfOutput(formula: Formula, by: string): Gradient {
  const derived = gradientOf(formula, by);
  if (formula.dims.length > 0) return { ...derived, inputs: [...formula.inputs, derived.outer] };
  const isOuter = (part: Scalar): boolean =>
    part.tag === 'entry' && part.tensor.tag === 'tensor' && part.tensor.name === derived.outer;
  const body = changed(derived.body, (part) => {
    if (isOuter(part)) return unit;
    return part.tag === 'mul' && part.args.some(isOuter)
      ? mul(part.args.filter((arg) => !isOuter(arg)))
      : null;
  });
  return { ...derived, body, inputs: formula.inputs };
}

/** The inputs and the output. */
function arraysOf({ formula, output }: Subject): readonly Arrayed[] {
  const { axes } = rolesOf(formula);
  const kernels = new Set(axes.map(({ tap }) => tap?.tensor));
  const inputs = formula.inputs.map((name) => ({
    name,
    rank: formula.env.tensors.get(name)?.dims.length ?? 0,
    isKernel: kernels.has(name),
  }));
  return [...inputs, { name: output, rank: formula.dims.length, isKernel: false }];
}

function* slipsOf({ formula, written }: Subject): Generator<Slip> {
  yield* namedSlips(formula);
  if (written !== null) yield* tokenSlips(formula, written);
}

/** The gradient of a formula with a slip in it; null where it has none, or the slip is one of reading the input. */
function gradientSlip(slip: Slip, by: string): Slip | null {
  if (slip.taken !== undefined) return null;
  try {
    return {
      ...slip,
      says: `${slip.says}, in what is differentiated`,
      formula: gradientOfOutput(slip.formula, by),
    };
  } catch (error) {
    if (error instanceof Uncomputable) return null;
    throw error;
  }
}

/** What a function is tested for. */
interface Claim {
  readonly subject: Subject;
  /** What is differentiated, where the gradient is one only if no maximum in it is attained twice. */
  readonly apart: Subject | null;
  /** The inputs that it is called with. */
  readonly passed: readonly string[];
  readonly orders: ReadonlyMap<string, Order>;
  readonly result: Order | null;
  readonly slips: () => Iterable<Slip>;
}

function verified(tested: Tested, claim: Claim, options: TestOptions): Result {
  const { sizes = {}, arrays = 'nested', runs = defaultRuns, tolerance = 'exact' } = options;
  const { subject, apart, passed, orders, result, slips } = claim;
  requireTolerance(tolerance);
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const task: Task = {
    subject,
    apart,
    call: tested as Task['call'],
    passed,
    isFlat: arrays === 'flat',
    orders,
    resultOrder: result,
    bounds: boundsOf(subject, sizes),
    tolerance,
  };
  const failure = failureOf(task, runs, seed);
  const { statement } = subject;
  if (failure === null)
    return { pass: true, message: () => `the function computes ${statement} on all ${runs} problems` };
  const message = (): string => {
    const found = diagnosis(subject.formula, slips(), failure.smallest, failure.observed);
    return failureMessage(task, statement, failure, found, replay(options, seed));
  };
  return { pass: false, message };
}

/** The options with the seed, as they are written. */
function replay(options: TestOptions, seed: number): string {
  const given = Object.entries({ ...options, seed }).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  );
  return `{ ${given.join(', ')} }`.replaceAll('"', "'");
}
