// convproof as a library. The tower, lowest floor first; each floor uses only those below it:
//
//   grammar    text to a surface tree, native notation and LaTeX
//   term       what a formula is: terms, shapes, the prelude of operations, printing
//   sets       integer sets: affine conditions, deciding them, certificates
//   kernel     the rules and the checker of proofs: the only floor to trust
//   calculus   derivatives carried down to the entries, with their proofs
//   prove      the search: normal forms, comparison, counterexamples
//   compute    numbers: formulas as functions over arrays
//   explain    a proof as a derivation: the steps that a teacher would write, in words and LaTeX
//   document   Markdown, TeX, reStructuredText, notebooks: relations in their context
//   report     verdicts as plain data and as text
//   network    layers, each a formula, and networks of them
//   cli        the command line; this file stands beside it
//
// `src/kernel/kernel.ts` is where to start reading.

import { costsOf } from './cli/costs.js';
import type { CostReport } from './report/cost.js';
import { type DerivationOptions, type DerivationReport, derivationsIn } from './report/derivation.js';
import { defaultOptions, fileReport, judge, judgeNative, type ProveOptions } from './report/judge.js';
import type { FileReport, Kind } from './report/report.js';

export { NotationError } from '../grammar/errors.js';
export type { Arrays, Input, NumberType } from './compute/arrays.js';
export {
  type Compiled,
  type CompiledGradient,
  type CompileOptions,
  compile,
  gradient,
} from './compute/compile.js';
export type { Rational } from './compute/numbers.js';
export type { CostReport, CountReport, StageReport } from './report/cost.js';
export type { DerivationOptions, DerivationReport, PartReport, StepReport } from './report/derivation.js';
export type {
  ClaimReport,
  CounterexampleReport,
  FileReport,
  Kind,
  Summary,
  VerdictKind,
} from './report/report.js';
export { version } from './report/version.js';
export type { ProveOptions };

/** What a text is written in, and the limits of the work; `path` is only repeated in the report. */
export interface CheckOptions extends Partial<ProveOptions> {
  readonly as: Kind;
  readonly path?: string;
}

/**
 * The verdicts on every relation in a text.
 *
 * ```ts
 * const { summary } = await check('tensor w[M]\ntheorem t: rot180(rot180(W)) = W', { as: 'conv' });
 * summary.proved; // 1
 * ```
 *
 * Rejects with NotationError when a native text does not parse, or a notebook is none.
 */
export async function check(text: string, options: CheckOptions): Promise<FileReport> {
  const { as, path = '', ...limits } = options;
  return fileReport(await judge(path, text, as, { ...defaultOptions, ...limits }));
}

/** What is known beside a formula whose cost is asked for. */
export interface CostOptions extends Partial<ProveOptions> {
  readonly sizes?: Readonly<Record<string, number>>;
  /** The tensors whose entries are parameters, else all but the input. */
  readonly parameters?: readonly string[];
}

/**
 * What the formulas cost that a text ends in, an expression or the sides of a relation, each count a theorem of the
 * kernel's.
 *
 * ```ts
 * const [layer] = cost('tensor w[M], x[I]; assume M <= I; W * X', { sizes: { M: 3, I: 10 } });
 * layer?.multiplications; // { formula: '(I-M+1)*M', atSizes: '8*3', value: 24 }
 * ```
 *
 * Throws an Error that says why when it cannot be read or counted.
 */
export function cost(text: string, options: CostOptions = {}): readonly CostReport[] {
  const { sizes = {}, parameters = null, ...limits } = options;
  const given = {
    sizes: new Map(Object.entries(sizes).map(([name, n]) => [name, BigInt(n)])),
    parameters,
    limits: { ...defaultOptions, ...limits },
  };
  return costsOf(text, null, given).map((formula) => {
    if ('error' in formula) throw new Error(`${formula.reading}: ${formula.error}`);
    return formula;
  });
}

/**
 * The verdicts on every theorem of a text in native notation; `;` may stand for the end of a line.
 *
 * ```ts
 * const { claims } = prove('tensor w[M]; theorem t: rot180(W) = W');
 * claims[0]?.verdict; // 'refuted'
 * claims[0]?.counterexample?.sizes; // { M: 2 }
 * ```
 *
 * Throws NotationError when it does not parse.
 */
export function prove(text: string, limits: Partial<ProveOptions> = {}): FileReport {
  return fileReport(judgeNative('', text, { ...defaultOptions, ...limits }));
}

/**
 * The derivation of each theorem of a text in native notation, as data: of what is proved the steps that a teacher would
 * write, each with its rule, its formulas and the rule in words.
 *
 * ```ts
 * const [turn] = derive('tensor w[M], x[I]; assume M <= I; theorem t: rot180(W) * X = W (*) X');
 * const entries = turn?.steps[0]?.parts[0];
 * entries?.steps[1]?.words; // 'definition of the half turn'
 * entries?.steps[2]?.rule; // 'substitution'
 * entries?.steps[2]?.to.native; // 'sum_<p=1..M> w_<p> x_<M+k-p>'
 * ```
 *
 * Throws NotationError when the text does not parse.
 */
export function derive(text: string, options: DerivationOptions = {}): readonly DerivationReport[] {
  return derivationsIn(text, options);
}
