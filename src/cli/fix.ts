// `--fix`: the repairs that are proved, written into the file, and nothing else. A repair is kept only if the file
// with it, checked as a whole, has the repaired relation proved and no other relation worse than before: in a chain
// A = B = C, a change of B that makes the first relation true may make the second one false.

import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { NotationError } from '../../grammar/errors.js';
import type { Judged, JudgedFile } from '../report/judge.js';
import { Lines } from '../report/lines.js';
import type { EditReport, FixReport } from '../report/report.js';
import { isFault } from '../report/text.js';

/** A text with repairs made, the verdicts on it, and what was done and what was not. */
export interface Fixed {
  readonly judged: JudgedFile;
  readonly fixes: readonly FixReport[];
}

/** The repair of the claim of number `claim`, as edits of the text by offsets. */
interface Repairing {
  readonly claim: number;
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** The text of a judged file with what repairs can be made together; `judge` gives the verdicts on a changed text. */
export async function fixed(
  before: JudgedFile,
  judge: (text: string) => Promise<JudgedFile>,
): Promise<Fixed> {
  const lines = new Lines(before.text);
  const { chosen, overlapping } = apart(repairings(before, lines));
  const refused = new Map(overlapping.map((each) => [each, 'it changes what another repair changes']));
  let kept: readonly Repairing[] = [];
  let after = before;
  const attempt = async (repairs: readonly Repairing[]): Promise<string | null> => {
    try {
      const judged = await judge(edited(before.text, repairs));
      const problem = worse(before, judged, repairs);
      if (problem === null) [kept, after] = [repairs, judged];
      return problem;
    } catch (error) {
      if (error instanceof NotationError) return 'with it the file could not be read';
      throw error;
    }
  };
  // Mostly all can be made; where not, one after the other is tried.
  if (chosen.length > 0 && (await attempt(chosen)) !== null)
    for (const each of chosen) {
      const problem = await attempt([...kept, each]);
      if (problem !== null) refused.set(each, problem);
    }
  const report = (each: Repairing): FixReport => {
    const { edits = [] } = before.judged[each.claim]?.claim.repair ?? {};
    const why = refused.get(each);
    return {
      edits: edits.map((edit, i) => ({ ...edit, was: wasAt(before.text, each, i) })),
      ...(why === undefined ? {} : { refused: why }),
    };
  };
  const all = [...kept, ...refused.keys()].sort((a, b) => a.claim - b.claim);
  return { judged: after, fixes: all.map(report) };
}

function repairings({ judged }: JudgedFile, lines: Lines): readonly Repairing[] {
  return judged.flatMap(({ claim: { verdict, repair } }, i) =>
    verdict === 'refuted' && repair?.edits !== undefined
      ? [{ claim: i, edits: repair.edits.map((edit) => offsetsOf(edit, lines)) }]
      : [],
  );
}

/** In a notebook the text of a cell is a string of JSON, and what is written into it has its backslashes doubled. */
function offsetsOf({ file, text, ...place }: EditReport, lines: Lines): Repairing['edits'][number] {
  const { line, column, endLine, endColumn } = file ?? place;
  return {
    start: lines.offset(line, column),
    end: lines.offset(endLine, endColumn),
    text: file === undefined ? text : JSON.stringify(text).slice(1, -1),
  };
}

function wasAt(text: string, { edits }: Repairing, i: number): string {
  const edit = edits[i];
  return edit === undefined ? '' : text.slice(edit.start, edit.end);
}

/** Repairs that touch different places, the earlier ones first; a repair that another one makes, too, counts once. */
function apart(repairs: readonly Repairing[]): {
  chosen: readonly Repairing[];
  overlapping: readonly Repairing[];
} {
  const chosen: Repairing[] = [];
  const overlapping: Repairing[] = [];
  for (const each of repairs) {
    const meets = chosen.some((other) => other.edits.some((a) => each.edits.some((b) => touch(a, b))));
    (meets ? overlapping : chosen).push(each);
  }
  return { chosen, overlapping };
}

function touch(a: Repairing['edits'][number], b: Repairing['edits'][number]): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** The text with all edits made. */
function edited(text: string, repairs: readonly Repairing[]): string {
  const edits = repairs.flatMap((each) => each.edits).sort((a, b) => b.start - a.start);
  return edits.reduce((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text);
}

/** Why the repairs are not to be made, if they are not. */
function worse(before: JudgedFile, after: JudgedFile, repairs: readonly Repairing[]): string | null {
  if (before.judged.length !== after.judged.length) return 'with it the text reads otherwise';
  const repaired = new Set(repairs.map(({ claim }) => claim));
  const verdictAt = (file: JudgedFile, i: number) => (file.judged[i] as Judged).claim.verdict;
  for (const i of before.judged.keys()) {
    const [was, is] = [verdictAt(before, i), verdictAt(after, i)];
    if (repaired.has(i) ? is === 'proved' : was === is || (isFault(was) && !isFault(is))) continue;
    const { line, column } = (before.judged[i] as Judged).claim;
    return repaired.has(i)
      ? 'it is not proved where it stands'
      : `the relation at ${line}:${column} would no longer be ${was}, but ${is}`;
  }
  return null;
}

/**
 * Writes a text over another one, at once. Returns why not where the file is not as it was read; a byte order mark
 * and the file's permissions stay.
 */
export function overwrite(path: string, before: string, after: string): string | null {
  const target = realpathSync(path);
  const bytes = readFileSync(target);
  if (new TextDecoder().decode(bytes) !== before) return 'it was changed while it was checked';
  const mark = bytes.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? '\uFEFF' : '';
  const beside = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, mark + after, { mode: statSync(target).mode, flag: 'wx' });
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  return null;
}
