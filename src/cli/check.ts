// `convproof check` and `convproof prove`: texts in, verdicts out. One bad file does not stop the others.

import { isAbsolute, join, relative } from 'node:path';
import { noConventions } from '../document/conventions.js';
import { type FormatName, formats } from '../report/formats.js';
import type { FileReport, Kind, Report, VerdictKind } from '../report/report.js';
import { pathName } from '../report/text.js';
import { version } from '../report/version.js';
import { type LoadedConfig, loadConfig } from './config.js';
import { endingComments, findSources, isDocument, readText, UserError } from './input.js';
import { exitWith, Progress, print, styleOf } from './output.js';
import { inOrder } from './pool.js';
import type { Manner, Task } from './work.js';

/** The options that all commands share. */
export interface CommonOptions {
  /** `check` has all of them, the other commands the first two. */
  readonly format: FormatName;
  readonly budget: number;
  /** Seconds a claim may take. */
  readonly timeout: number;
  /** Seconds that the search for a repair may take. */
  readonly repair: number;
  readonly quiet?: true;
  readonly color: boolean;
}

/** The options of `check`, and which of all were given by hand: these go before the configuration file. */
export interface CheckOptions extends CommonOptions {
  readonly as?: Kind;
  readonly config?: string;
  readonly fix?: true;
  readonly watch?: true;
  readonly given: ReadonlySet<string>;
}

/** `check FILE…` */
export async function check(paths: readonly string[], options: CheckOptions): Promise<void> {
  const loaded = loadConfig(options.config);
  const chosen = paths.length > 0 ? paths : filesOf(loaded);
  if (chosen.length === 0)
    throw new UserError(
      "missing required argument 'file': name files or folders, or list them in a configuration file",
    );
  if (options.fix && chosen.includes('-'))
    throw new UserError('--fix writes into files; standard input is none');
  if (options.watch) {
    const { watch } = await import('./watch.js');
    return watch(chosen, options);
  }
  await run(await tasksOf(chosen, options.as), manner(loaded, options), failOn(loaded));
}

/** `prove -e TEXT`, `prove FILE.conv` */
export async function prove(
  paths: readonly string[],
  options: CheckOptions & { readonly expression?: string },
): Promise<void> {
  const { expression } = options;
  if ((expression === undefined) === (paths.length === 0))
    throw new UserError('prove takes either -e TEXT or a .conv file');
  if (expression !== undefined) {
    const loaded = loadConfig(options.config);
    const task: Task = { path: '-e', kind: 'conv', text: endingComments(expression) };
    return run([task], manner(loaded, options), failOn(loaded));
  }
  const documents = paths.filter((path) => isDocument(path));
  if (documents.length > 0)
    throw new UserError(
      `prove reads native notation; for ${pathName(documents[0] as string)} it is convproof check`,
    );
  return check(paths, { ...options, as: 'conv' });
}

/** The files that the configuration lists, as seen from the working folder. */
function filesOf({ config, folder }: LoadedConfig): readonly string[] {
  return (config.files ?? []).map((path) => {
    const full = isAbsolute(path) ? path : join(folder, path);
    return relative(process.cwd(), full) || '.';
  });
}

/** What there is to read; standard input is read at once. */
export async function tasksOf(paths: readonly string[], as: Kind | undefined): Promise<readonly Task[]> {
  return Promise.all(
    findSources(paths, as).map(async (found): Promise<Task> => {
      if (!('kind' in found)) return { path: found.path, kind: 'conv', error: found.error };
      if (found.path !== '-') return found;
      try {
        return { ...found, text: await readText('-', found.kind) };
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { ...found, error: error.message };
      }
    }),
  );
}

/** What was given by hand goes before the configuration, the configuration before what holds without it. */
export function manner({ config }: LoadedConfig, options: CheckOptions): Manner {
  const { given, format, color, quiet, fix } = options;
  const limit = (name: 'timeout' | 'budget' | 'repair'): number =>
    given.has(name) ? options[name] : (config[name] ?? options[name]);
  return {
    format,
    options: {
      timeout: limit('timeout') * 1000,
      budget: limit('budget'),
      repair: limit('repair') * 1000,
      conventions: {
        macros: config.macros ?? noConventions.macros,
        indexBase: config.indexBase ?? null,
        star: config.operators?.['*'] ?? null,
      },
    },
    style: styleOf(color),
    quiet: quiet === true,
    fix: fix === true,
  };
}

export function failOn({ config }: LoadedConfig): ReadonlySet<VerdictKind> {
  return new Set(config.failOn ?? ['refuted', 'ill-formed']);
}

/** Judges all, prints, and sets the exit code. */
export async function run(
  tasks: readonly Task[],
  how: Manner,
  failing: ReadonlySet<VerdictKind>,
): Promise<void> {
  const start = performance.now();
  const { format, style, quiet } = how;
  const { flows, whole } = formats[format];
  const progress = new Progress(quiet ? 0 : tasks.length);
  const files: FileReport[] = [];
  const shown: string[] = [];
  progress.show(0);
  for await (const done of inOrder(tasks, how, (count) => progress.show(count))) {
    progress.clear();
    process.stderr.write(done.complaint);
    files.push(done.report);
    if (flows) print(done.shown);
    else shown.push(done.shown);
    if (done.report.claims.some(({ verdict }) => failing.has(verdict))) exitWith(1);
    if (done.exceeded || done.report.error !== undefined) exitWith(2);
  }
  progress.clear();
  const report: Report = { tool: { name: 'convproof', version }, files };
  print(await whole(report, shown, { style, quiet, milliseconds: performance.now() - start }));
}
