// What a formula costs, as plain data and as text. Counts are polynomials in the sizes, kept in the factors in which they
// arose, and numbers where the sizes are given: 256*100*100*256*3*3 = 5,898,240,000.

import type { Assignment } from '../kernel/evaluate.js';
import {
  type Cost,
  type Count,
  type Counted,
  type Operation,
  operations,
  type Piece,
} from '../prove/cost/index.js';
import { and, type Cond, conjuncts, holds, namesOfCond, showCond, substituteCond } from '../term/cond.js';
import { constant, equal, evaluate, mul, namesOf, one, show, substitute } from '../term/poly.js';
import { showScalar } from '../term/show.js';

/** A count: `formula` in native notation, `atSizes` with the given sizes in it, `value` where these are all. */
export interface CountReport {
  /** null where no count can be given, for the reason in `error`. */
  readonly formula: string | null;
  readonly atSizes?: string;
  /** A text where the number is too large for a program's integers. */
  readonly value?: number | string;
  readonly error?: string;
}

type Operations = Readonly<Record<Operation, CountReport>>;

/** One of the tensors that are computed. */
export interface StageReport extends Operations {
  readonly name: string;
  readonly cells: CountReport;
}

export interface CostReport extends Operations {
  readonly reading: string;
  /** How many numbers come out. */
  readonly outputs: CountReport;
  /** How many numbers are computed, those on the way included. */
  readonly cells: CountReport;
  readonly parameters: CountReport;
  /** The tensors that the parameters are entries of. */
  readonly parametersOf: readonly string[];
  readonly stages: readonly StageReport[];
  /** The theorems that say so, each checked by the kernel. */
  readonly theorems: readonly string[];
  readonly proof: { readonly rules: number; readonly checked: true };
}

export function costReport(reading: string, cost: Cost, sizes: Assignment): CostReport {
  const { stages, outputs, parameters } = cost;
  const sumOf = (counts: readonly Count[]): CountReport => totalReport(counts, sizes);
  const all = [
    ...stages.flatMap((stage) => [stage.cells, ...operations.map((kind) => stage.operations[kind])]),
    outputs,
    ...parameters.map(({ entries }) => entries),
  ];
  const proved = all.filter((count) => 'theorem' in count);
  return {
    reading,
    ...byKind((kind) => sumOf(stages.map((stage) => stage.operations[kind]))),
    outputs: sumOf([outputs]),
    cells: sumOf(stages.map((stage) => stage.cells)),
    parameters: sumOf(parameters.map(({ entries }) => entries)),
    parametersOf: parameters.map(({ name }) => name),
    stages: stages.map((stage) => ({
      name: stage.name,
      cells: sumOf([stage.cells]),
      ...byKind((kind) => sumOf([stage.operations[kind]])),
    })),
    theorems: [...new Set(proved.filter(({ pieces }) => pieces.length > 0).map(statement))],
    proof: { rules: proved.reduce((n, { rules }) => n + rules, 0), checked: true },
  };
}

function byKind(report: (kind: Operation) => CountReport): Operations {
  return Object.fromEntries(operations.map((kind) => [kind, report(kind)])) as Operations;
}

function statement({ left, right }: Counted): string {
  return `${showScalar(left)} = ${showScalar(right)}`;
}

function totalReport(counts: readonly Count[], sizes: Assignment): CountReport {
  const problem = counts.find((count) => 'problem' in count);
  if (problem !== undefined) return { formula: null, error: `not counted: ${problem.problem}` };
  const pieces = counts.flatMap((count) => ('pieces' in count ? count.pieces : []));
  const formula = showPieces(pieces);
  const given = atSizes(pieces, sizes);
  const value = numberOf(given);
  const text = showPieces(given);
  return {
    formula,
    ...(text === formula ? {} : { atSizes: text }),
    ...(value === null ? {} : { value: Number.isSafeInteger(Number(value)) ? Number(value) : `${value}` }),
  };
}

function atSizes(pieces: readonly Piece[], sizes: Assignment): readonly Piece[] {
  const by = new Map([...sizes].map(([name, n]) => [name, constant(n)]));
  return pieces.flatMap(({ guard, factors }) => {
    const conds = conjuncts(and(guard.map((cond) => substituteCond(cond, by))));
    const open = conds.filter((cond) => namesOfCond(cond).size > 0);
    if (!conds.every((cond) => open.includes(cond) || holdsNow(cond))) return [];
    return [{ guard: open, factors: factors.map((factor) => substitute(factor, by)) }];
  });
}

function holdsNow(cond: Cond): boolean {
  return holds(cond, (form) => evaluate(form, () => 0n).num);
}

/** The number that a count is, if nothing in it is open. */
function numberOf(pieces: readonly Piece[]): bigint | null {
  let total = 0n;
  for (const { guard, factors } of pieces) {
    if (guard.length > 0 || factors.some((factor) => namesOf(factor).size > 0)) return null;
    const { num, den } = evaluate(factors.reduce(mul, one), () => 0n);
    total += num / den;
  }
  return total;
}

/** `K*L*(M*N-1)`; `[M <= I] (I-M+1)` where it is so under a condition, and else 0. */
function showPieces(pieces: readonly Piece[]): string {
  if (pieces.length === 0) return '0';
  return pieces
    .map(({ guard, factors }, i) => {
      const isNegative = factors.some((factor) => equal(factor, minusOne));
      const shown = isNegative ? factors.filter((factor) => !equal(factor, minusOne)) : factors;
      const alone = guard.length === 0 && shown.length === 1 && pieces.length === 1 && !isNegative;
      const texts = shown.map((factor) => {
        const text = show(factor);
        return alone || (factor.terms.length === 1 && !text.startsWith('-')) ? text : `(${text})`;
      });
      const sign = isNegative ? (i === 0 ? '-' : ' - ') : i === 0 ? '' : ' + ';
      const conds = guard.length === 0 ? '' : `[${guard.map(showCond).join(', ')}] `;
      return `${sign}${conds}${texts.join('*') || '1'}`;
    })
    .join('');
}

const minusOne = constant(-1n);

// ---- text ----------------------------------------------------------------------------------------

/**
 *     multiplications  K*L*M*N = 100*100*3*3 = 90,000
 *     additions        K*L*(M*N-1) = 100*100*8 = 80,000
 *     outputs          K*L = 100*100 = 10,000
 *     parameters       M*N = 3*3 = 9, the entries of w
 */
export function costText(cost: CostReport): string {
  const { outputs, cells, parameters, parametersOf, stages } = cost;
  const learned = parametersOf.length === 0 ? '' : `, the entries of ${parametersOf.join(', ')}`;
  const lines = [
    ...operationLines(cost),
    line('outputs', outputs),
    ...(textOf(cells) === textOf(outputs) ? [] : [line('all cells', cells)]),
    `${line('parameters', parameters)}${learned}`,
    ...(stages.length < 2 ? [] : stages.flatMap(stageLines)),
  ];
  return lines.map((text) => `${text}\n`).join('');
}

function stageLines(stage: StageReport): readonly string[] {
  return [stage.name, ...[...operationLines(stage), line('cells', stage.cells)].map((text) => `  ${text}`)];
}

/** Multiplications and additions always, the rest where there is any. */
function operationLines(counts: Operations): readonly string[] {
  return operations
    .filter((kind) => kind === 'multiplications' || kind === 'additions' || textOf(counts[kind]) !== '0')
    .map((kind) => line(kind, counts[kind]));
}

/** `additions        K*L*(M*N-1) = 100*100*8 = 80,000` */
function line(label: string, count: CountReport): string {
  return `${label.padEnd(15)}  ${textOf(count)}`;
}

function textOf(count: CountReport): string {
  const { formula, atSizes: given, value, error } = count;
  if (formula === null) return error ?? '';
  const number = value === undefined ? [] : [`${value}`.replace(/\B(?=(\d{3})+$)/g, ',')];
  const steps = [formula, ...(given === undefined ? [] : [given])].filter((step) => step !== `${value}`);
  return [...steps, ...number].join(' = ');
}
