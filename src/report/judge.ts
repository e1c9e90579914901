// A text to its report. The reader of documents is loaded when the first document comes, so that native texts do
// not wait for it.

import { Theorem } from '../kernel/kernel.js';
import { defaultOptions, type ProveOptions, type Verdict } from '../prove/claim.js';
import type { Counterexample } from '../prove/counterexample.js';
import { judgeText } from '../prove/file.js';
import type { Repair } from '../prove/repair/index.js';
import { Lines } from './lines.js';
import {
  type ClaimReport,
  type CounterexampleReport,
  type FileReport,
  type Kind,
  summarise,
} from './report.js';

export { defaultOptions, type ProveOptions };

/** A claim's report together with the theorem behind its verdict, from which matrices can be written out. */
export interface Judged {
  readonly claim: ClaimReport;
  readonly theorem: Theorem | undefined;
  /** The budget or the time was used up. */
  readonly exceeded: boolean;
}

export interface JudgedFile {
  readonly path: string;
  readonly judged: readonly Judged[];
}

/** The verdicts on a native text. Throws NotationError when it does not parse. */
export function judgeNative(path: string, text: string, options: ProveOptions): JudgedFile {
  const lines = new Lines(text);
  const judged = judgeText(text, options).map(({ name, range, ...outcome }) => {
    const start = lines.at(range.start);
    const end = lines.at(range.end);
    const place = { ...start, endLine: end.line, endColumn: end.column };
    return {
      claim: claimReport(name, place, outcome),
      theorem: outcome.verdict.theorem,
      exceeded: outcome.verdict.exceeded === true,
    };
  });
  return { path, judged };
}

/** The verdicts on a text of any kind. Throws NotationError when a native text does not parse. */
export async function judge(
  path: string,
  text: string,
  kind: Kind,
  options: ProveOptions,
): Promise<JudgedFile> {
  if (kind === 'conv') return judgeNative(path, text, options);
  const { judgeDocument } = await import('../document/index.js');
  const claims = judgeDocument(text, { ...options, as: kind });
  const judged = claims.map(({ name, line, column, endLine, endColumn, ...outcome }) => ({
    claim: claimReport(name, { line, column, endLine, endColumn }, outcome),
    theorem: outcome.verdict.theorem,
    exceeded: outcome.verdict.exceeded === true,
  }));
  return { path, judged };
}

/** The plain data of a judged file. */
export function fileReport({ path, judged }: JudgedFile): FileReport {
  const claims = judged.map(({ claim }) => claim);
  return { path, claims, summary: summarise(claims) };
}

type Place = Pick<ClaimReport, 'line' | 'column' | 'endLine' | 'endColumn'>;

interface Outcome {
  readonly source: string;
  readonly reading: string | null;
  readonly verdict: Verdict;
  readonly repair: Repair | null;
  readonly milliseconds: number;
}

function claimReport(
  name: string | null,
  place: Place,
  { source, reading, verdict, repair, milliseconds }: Outcome,
): ClaimReport {
  const { scope, message, counterexample, rules, theorem } = verdict;
  return {
    ...(name === null ? {} : { name }),
    ...place,
    source,
    reading,
    verdict: verdict.verdict,
    ...(scope === undefined ? {} : { scope }),
    message,
    ...(counterexample === undefined ? {} : { counterexample: counterexampleReport(counterexample) }),
    ...(repair === null ? {} : { repair }),
    ...(verdict.verdict === 'proved' ? { proof: { rules: rules ?? 1, checked: Theorem.is(theorem) } } : {}),
    milliseconds: Math.round(milliseconds * 100) / 100,
  };
}

/** Sides without symbols are told apart by their cell alone. */
function counterexampleReport({
  sizes,
  indices,
  cell,
  left,
  right,
  difference,
  monomial,
}: Counterexample): CounterexampleReport {
  const sides = { left, right, difference };
  const numeric = [left, right].every((side) => /^-?\d+(\/\d+)?$/.test(side));
  if (cell !== undefined && numeric) return { cell, ...sides };
  const symbols = numeric || monomial === null ? {} : { monomial };
  return { sizes, indices, ...(cell === undefined ? {} : { cell }), ...sides, ...symbols };
}
