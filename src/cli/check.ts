// `convproof check` and `convproof prove`: texts in, verdicts out. One bad file does not stop the others.

import { NotationError } from '../../grammar/errors.js';
import { githubCommands } from '../report/github.js';
import { fileReport, type JudgedFile, judge, type ProveOptions } from '../report/judge.js';
import { type FileError, type FileReport, type Kind, type Report, summarise } from '../report/report.js';
import { sarifLog } from '../report/sarif.js';
import { isFault, pathName, showFile, showSummary } from '../report/text.js';
import { version } from '../report/version.js';
import { findSources, isDocument, readText, UserError } from './input.js';
import { complain, complainInternal, exitWith, Progress, print, styleOf } from './output.js';

/** The options that all commands share. */
export interface CommonOptions {
  /** `check` has all four, the other commands the first two. */
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly budget: number;
  /** Seconds a claim may take. */
  readonly timeout: number;
  /** Seconds that the search for a repair may take. */
  readonly repair: number;
  readonly quiet?: true;
  readonly color: boolean;
}

/** A text that is still to be read, and what it is called. */
interface Job {
  readonly path: string;
  readonly kind: Kind;
  readonly text: () => string | Promise<string>;
}

/** `check FILE…` */
export async function check(
  paths: readonly string[],
  options: CommonOptions & { readonly as?: Kind },
): Promise<void> {
  const jobs = findSources(paths, options.as).map((found): Job => {
    if ('kind' in found) return { ...found, text: () => readText(found.path, found.kind) };
    const { path, error } = found;
    return { path, kind: 'conv', text: () => Promise.reject(new UserError(error)) };
  });
  await run(jobs, options);
}

/** `prove -e TEXT`, `prove FILE.conv` */
export async function prove(
  paths: readonly string[],
  options: CommonOptions & { readonly expression?: string },
): Promise<void> {
  const { expression } = options;
  if ((expression === undefined) === (paths.length === 0))
    throw new UserError('prove takes either -e TEXT or a .conv file');
  if (expression !== undefined)
    return run([{ path: '-e', kind: 'conv', text: () => endingComments(expression) }], options);
  const documents = paths.filter((path) => isDocument(path));
  if (documents.length > 0)
    throw new UserError(
      `prove reads native notation; for ${pathName(documents[0] as string)} it is convproof check`,
    );
  return check(paths, { ...options, as: 'conv' });
}

async function run(jobs: readonly Job[], options: CommonOptions): Promise<void> {
  const start = performance.now();
  const style = styleOf(options.color);
  const progress = new Progress(options.quiet === true);
  const limits: ProveOptions = {
    timeout: options.timeout * 1000,
    budget: options.budget,
    repair: options.repair * 1000,
  };
  const files: FileReport[] = [];
  for (const [i, job] of jobs.entries()) {
    progress.show(`checking ${pathName(job.path)} (${i + 1} of ${jobs.length})`);
    const outcome = await attempt(job, limits, () => progress.clear());
    if ('error' in outcome)
      files.push({ path: job.path, claims: [], summary: summarise([]), error: outcome.error });
    else {
      const report = fileReport(outcome);
      files.push(report);
      if (report.claims.some(({ verdict }) => isFault(verdict))) exitWith(1);
      if (outcome.judged.some(({ exceeded }) => exceeded)) exitWith(2);
      if (options.format === 'text') print(showFile(outcome, style, options.quiet === true));
    }
  }
  progress.clear();
  const report: Report = { tool: { name: 'convproof', version }, files };
  if (options.format !== 'text') print(forPrograms[options.format](report));
  else if (options.quiet !== true) print(showSummary(files, performance.now() - start, style));
}

/** A whole report for each of the other formats. */
const forPrograms: Readonly<Record<Exclude<CommonOptions['format'], 'text'>, (report: Report) => string>> = {
  json: asJson,
  sarif: (report) => asJson(sarifLog(report)),
  github: githubCommands,
};

function asJson(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** The verdicts on one text, or why there are none, which is also said on standard error. */
async function attempt(
  job: Job,
  limits: ProveOptions,
  clear: () => void,
): Promise<JudgedFile | { readonly error: FileError }> {
  const name = job.path === '-e' ? '-e' : pathName(job.path);
  try {
    return await judge(job.path, await job.text(), job.kind, limits);
  } catch (error) {
    clear();
    if (error instanceof NotationError) {
      const { line, column } = error.data;
      const message = error.message.replace(/^line \d+, column \d+: /, '');
      process.stderr.write(`${name}:${line}:${column}: ${message}\n`);
      exitWith(2);
      return { error: { message: message.split('\n')[0] as string, line, column } };
    }
    if (error instanceof UserError) {
      complain(`${name}: ${error.message}`);
      exitWith(2);
      return { error: { message: error.message } };
    }
    complainInternal(error, name);
    return { error: { message: 'internal error' } };
  }
}

/** On one line `;` stands for the end of a line, which ends a comment, too. */
function endingComments(text: string): string {
  return text.replaceAll(/(#[^;\n]*);/gu, '$1\n');
}
