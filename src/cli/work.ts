// The work on one file, from its path to what is shown of it. All that goes in and comes out is plain data, so that
// another thread can do it; nothing is thrown.

import { NotationError } from '../../grammar/errors.js';
import { type FormatName, formats } from '../report/formats.js';
import { fileReport, type JudgedFile, type JudgeOptions, judge } from '../report/judge.js';
import { type FileReport, type FixReport, type Kind, summarise } from '../report/report.js';
import type { Style } from '../report/style.js';
import { pathName } from '../report/text.js';
import { fixed, overwrite } from './fix.js';
import { readText, reason, UserError } from './input.js';

/** A text that is still to be read, and what it is called. */
export interface Task {
  readonly path: string;
  readonly kind: Kind;
  /** The text itself, where it is not that of the file. */
  readonly text?: string;
  /** Why there is nothing to read. */
  readonly error?: string;
}

/** How all files are judged and shown. */
export interface Manner {
  readonly format: FormatName;
  readonly options: JudgeOptions;
  readonly style: Style;
  readonly quiet: boolean;
  /** The proved repairs are written into the files. */
  readonly fix: boolean;
}

export interface Done {
  readonly report: FileReport;
  /** The part of the output that is about this file. */
  readonly shown: string;
  /** For standard error. */
  readonly complaint: string;
  /** The budget or the time was used up. */
  readonly exceeded: boolean;
}

/** Reads, judges and shows one file; `number` is its place among all. */
export async function perform(task: Task, manner: Manner, number: number): Promise<Done> {
  const { path, kind } = task;
  const name = path === '-e' ? path : pathName(path);
  try {
    if (task.error !== undefined) throw new UserError(task.error);
    const text = task.text ?? (await readText(path, kind));
    const judged = await judge(path, text, kind, manner.options);
    const { judged: final, fixes } = manner.fix
      ? await mended(task, judged, manner)
      : { judged, fixes: null };
    const report = { ...fileReport(final), ...(fixes === null ? {} : { fixes }) };
    const { style, quiet, options } = manner;
    const macros = options.conventions?.macros ?? {};
    return {
      report,
      shown: await formats[manner.format].file(final, report, { kind, style, quiet, number, macros }),
      complaint: (fixes ?? []).map((fix) => `${name}:${saying(fix)}\n`).join(''),
      exceeded: final.judged.some(({ exceeded }) => exceeded),
    };
  } catch (error) {
    return failed(path, name, error);
  }
}

/** The file with its repairs, written. Throws UserError where it cannot be. */
async function mended(
  { path, kind }: Task,
  before: JudgedFile,
  { options }: Manner,
): Promise<{ readonly judged: JudgedFile; readonly fixes: readonly FixReport[] }> {
  const after = await fixed(before, (text) => judge(path, text, kind, options));
  if (after.judged === before) return after;
  let problem: string | null;
  try {
    problem = overwrite(path, before.text, after.judged.text);
  } catch (error) {
    problem = reason(error);
  }
  if (problem !== null) throw new UserError(`the repairs were not written: ${problem}`);
  return after;
}

/** `12:8: wrote l+N-n for l+M-n` */
function saying({ edits, refused }: FixReport): string {
  const [first] = edits;
  const place = first === undefined ? '' : `${first.line}:${first.column}: `;
  if (refused !== undefined) return `${place}not repaired: ${refused}`;
  const what = edits.map(({ was, text }) => {
    if (was === '') return `added ${text.trim()}`;
    return text.trim() === '' ? `took out ${was.trim()}` : `wrote ${text.trim()} for ${was.trim()}`;
  });
  return `${place}${what.join(', ')}`;
}

function failed(path: string, name: string, error: unknown): Done {
  const done = (message: string, complaint: string, place = {}): Done => ({
    report: { path, claims: [], summary: summarise([]), error: { message, ...place } },
    shown: '',
    complaint: `${complaint}\n`,
    exceeded: false,
  });
  if (error instanceof NotationError) {
    const { line, column } = error.data;
    const message = error.message.replace(/^line \d+, column \d+: /, '');
    const place = { line, column };
    return done(message.split('\n')[0] as string, `${name}:${line}:${column}: ${message}`, place);
  }
  if (error instanceof UserError) return done(error.message, `convproof: ${name}: ${error.message}`);
  const what = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
  return done(
    'internal error',
    `convproof: internal error in ${name} (${what}); please report it together with the input`,
  );
}

/** What is left to say when a thread has ended over a file. */
export function lost(task: Task, why: string): Done {
  return failed(task.path, pathName(task.path), new Error(why));
}
