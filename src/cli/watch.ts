// `--watch`: checks again whenever a file is written, until Ctrl-C. The folders are asked twice a second, which works
// on every file system, also for editors that put a new file in the place of the old one.

import { type CheckOptions, failOn, manner, run, tasksOf } from './check.js';
import { findConfig, loadConfig } from './config.js';
import { findSources, statsOf, UserError } from './input.js';
import { complain } from './output.js';

const pause = 500;

/** Checks `paths`, and what has changed of them later. Ends with the code of the last check. */
export async function watch(paths: readonly string[], options: CheckOptions): Promise<void> {
  if (paths.includes('-')) throw new UserError('--watch waits for files to change; standard input is none');
  const stop = interrupted();
  let config = '';
  let files: ReadonlyMap<string, string> = new Map();
  while (!stop.now) {
    const now = statesOf(paths, options);
    const settings = configState(options);
    const changed = [...now].filter(([path, state]) => files.get(path) !== state).map(([path]) => path);
    const gone = [...files.keys()].some((path) => !now.has(path));
    if (changed.length > 0 || gone || settings !== config) {
      await checkAgain(settings !== config || gone ? paths : changed, options);
      complain(`watching ${now.size} ${now.size === 1 ? 'file' : 'files'}; Ctrl-C ends`);
      config = settings;
      // What --fix has written is no change.
      files = options.fix ? statesOf(paths, options) : now;
    }
    await stop.after(pause);
  }
}

async function checkAgain(paths: readonly string[], options: CheckOptions): Promise<void> {
  process.exitCode = 0;
  try {
    const loaded = loadConfig(options.config);
    await run(await tasksOf(paths, options.as), manner(loaded, options), failOn(loaded));
  } catch (error) {
    // A configuration that is being edited may be wrong for a moment.
    if (!(error instanceof UserError)) throw error;
    complain(error.message);
    process.exitCode = 2;
  }
}

/** For each file when it was written and how long it is. */
function statesOf(paths: readonly string[], { as }: CheckOptions): Map<string, string> {
  return new Map(findSources(paths, as).map(({ path }) => [path, stateOf(path)]));
}

function configState({ config }: CheckOptions): string {
  const path = config ?? findConfig();
  return path === null ? 'none' : `${path} ${stateOf(path)}`;
}

function stateOf(path: string): string {
  const found = statsOf(path);
  return found === null ? 'missing' : `${found.mtimeMs} ${found.size}`;
}

/** Ctrl-C, once asked for, ends the waiting; the check that is under way is finished. */
function interrupted(): { readonly now: boolean; readonly after: (milliseconds: number) => Promise<void> } {
  let now = false;
  let wake = (): void => {};
  process.once('SIGINT', () => {
    now = true;
    wake();
  });
  return {
    get now() {
      return now;
    },
    after: (milliseconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, now ? 0 : milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
