// A text to its report. The reader of documents is loaded when the first document comes, so that native texts do
// not wait for it.

import type { Conventions } from '../document/conventions.js';
import { Theorem } from '../kernel/kernel.js';
import type { Proof } from '../kernel/proof.js';
import { defaultOptions, type ProveOptions, type Verdict } from '../prove/claim.js';
import type { Counterexample } from '../prove/counterexample.js';
import { judgeText } from '../prove/file.js';
import type { Repair } from '../prove/repair/index.js';
import { Lines } from './lines.js';
import {
  type ClaimReport,
  type CounterexampleReport,
  type EditReport,
  type FileReport,
  type Kind,
  type NoteReport,
  type Place,
  type RepairReport,
  summarise,
} from './report.js';

export { defaultOptions, type ProveOptions };

/** A claim's report together with the theorem behind its verdict, from which matrices can be written out. */
export interface Judged {
  readonly claim: ClaimReport;
  readonly theorem: Theorem | undefined;
  /** What the theorem was proved by, for reading. */
  readonly proof: Proof | undefined;
  /** The budget or the time was used up. */
  readonly exceeded: boolean;
}

export interface JudgedFile {
  readonly path: string;
  readonly text: string;
  /** The texts of the cells of a notebook; null for other files. */
  readonly cells: readonly string[] | null;
  readonly judged: readonly Judged[];
  readonly notes: readonly NoteReport[];
  /** Formulas that comments have silenced. */
  readonly silenced: number;
}

/** The limits of the work, and what is agreed on of documents. */
export interface JudgeOptions extends ProveOptions {
  readonly conventions?: Conventions;
}

/** The verdicts on a native text. Throws NotationError when it does not parse. */
export function judgeNative(path: string, text: string, options: ProveOptions): JudgedFile {
  const lines = new Lines(text);
  const judged = judgeText(text, options).map(({ name, range, ...outcome }) => {
    const { verdict, repair } = outcome;
    const parts: Parts = {
      fault: verdict.at === undefined ? null : lines.place(verdict.at.start, verdict.at.end),
      edits:
        repair?.splices?.map((splice) => ({
          ...lines.place(splice.range.start, splice.range.end),
          text: splice.text,
        })) ?? null,
    };
    return {
      claim: claimReport(name, lines.place(range.start, range.end), outcome, parts),
      theorem: outcome.verdict.theorem,
      proof: outcome.verdict.proof,
      exceeded: outcome.verdict.exceeded === true,
    };
  });
  return { path, text, cells: null, judged, notes: [], silenced: 0 };
}

/** The verdicts on a text of any kind. Throws NotationError when a native text does not parse. */
export async function judge(
  path: string,
  text: string,
  kind: Kind,
  options: JudgeOptions,
): Promise<JudgedFile> {
  if (kind === 'conv') return judgeNative(path, text, options);
  const { examine } = await import('../document/index.js');
  const { claims, cells, notes, silenced } = examine(text, { ...options, as: kind });
  const judged = claims.map(
    ({ name, source, reading, verdict, fault, repair, edits, milliseconds, ...place }): Judged => ({
      claim: claimReport(name, place, { source, reading, verdict, repair, milliseconds }, { fault, edits }),
      theorem: verdict.theorem,
      proof: verdict.proof,
      exceeded: verdict.exceeded === true,
    }),
  );
  return { path, text, cells, judged, notes, silenced };
}

/** The plain data of a judged file. */
export function fileReport({ path, judged, notes, silenced }: JudgedFile): FileReport {
  const claims = judged.map(({ claim }) => claim);
  return {
    path,
    claims,
    summary: summarise(claims),
    ...(notes.length === 0 ? {} : { notes }),
    ...(silenced === 0 ? {} : { silenced }),
  };
}

/** Where what is wrong stands, and what is to be written there instead; null where that is not known. */
interface Parts {
  readonly fault: Place | null;
  readonly edits: readonly EditReport[] | null;
}

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
  { fault, edits }: Parts,
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
    ...(fault === null || verdict.verdict !== 'ill-formed' ? {} : { fault }),
    ...(repair === null ? {} : { repair: repairReport(repair, edits) }),
    ...(verdict.verdict === 'proved' ? { proof: { rules: rules ?? 1, checked: Theorem.is(theorem) } } : {}),
    milliseconds: Math.round(milliseconds * 100) / 100,
  };
}

function repairReport({ splices, ...repair }: Repair, edits: Parts['edits']): RepairReport {
  return splices === null || edits === null ? repair : { ...repair, edits };
}

/** Sides without symbols are told apart by their cell alone. */
function counterexampleReport({
  sizes,
  indices,
  values,
  cell,
  shapes,
  left,
  right,
  difference,
  monomial,
}: Counterexample): CounterexampleReport {
  const sides = { left, right, difference };
  if (shapes !== undefined) return { sizes, indices, shapes, ...sides };
  const numeric = [left, right].every((side) => /^-?\d+(\/\d+)?$/.test(side));
  if (cell !== undefined && numeric) return { cell, ...sides };
  const symbols = numeric || monomial === null ? {} : { monomial };
  const entries = values === undefined ? {} : { values };
  return { sizes, indices, ...entries, ...(cell === undefined ? {} : { cell }), ...sides, ...symbols };
}
