// Runs the audit: workers judge statements, this process hands them out, counts and prints.

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { kindOf } from './failure.js';
import { type FamilyName, families, statement } from './families.js';
import { smallestFailing } from './smallest.js';
import type { Statement } from './statement.js';
import { Tally } from './tally.js';
import { type Finding, judged } from './verdict.js';

/** A statement by its family and number. */
interface Job {
  readonly family: FamilyName;
  readonly which: number;
}

export interface Report extends Job {
  readonly made: Statement['made'];
  readonly text: string;
  readonly findings: readonly Finding[];
  /** A smaller statement that fails in the same way. */
  readonly smallest: string | null;
}

interface Options {
  readonly seed: number;
  /** Milliseconds a claim may take. */
  readonly timeout: number;
  /** Milliseconds for finding a smaller statement that fails. */
  readonly shrink: number;
}

/** A worker that has not answered after this many claims' time does not keep its limits. */
const patience = 12;

const usage = `npm run audit -- [options]
  --count N      statements (20000)
  --seed N       where chance begins (a new one each time)
  --family NAME  only this family; may be repeated
  --from N       the number of the first statement of each family (0)
  --seconds T    no new statements after T seconds
  --timeout T    seconds that a claim may take (10)
  --shrink T     seconds for making a failing statement smaller (0)
  --workers N    processes (2)
families: ${Object.keys(families).join(' ')}`;

function report(job: Job, { seed, timeout, shrink }: Options): Report {
  const made = statement(job.family, seed, job.which);
  const findings = judged(made, timeout);
  const kinds = findings.map(kindOf).filter((kind) => kind !== null);
  let smallest: string | null = null;
  if (kinds.length > 0 && shrink > 0) {
    const fails = (s: Statement): boolean =>
      judged(s, Math.min(timeout, 2000)).some((finding) => kinds.some((kind) => kind === kindOf(finding)));
    const found = smallestFailing(made, fails, shrink);
    if (found !== made) smallest = found.text;
  }
  return { ...job, made: made.made, text: made.text, findings, smallest };
}

/** In a worker: a report for every job that comes; an error is one, too. */
function work(options: Options): void {
  process.on('message', (job: Job) => {
    try {
      process.send?.(report(job, options));
    } catch (error) {
      process.send?.(
        lost(job, options, error instanceof Error ? (error.stack ?? error.message) : String(error)),
      );
    }
  });
}

/** Hands the jobs to workers and their reports on. */
function share(
  jobs: Iterator<Job>,
  workers: number,
  options: Options,
  note: (report: Report) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let busy = 0;
    const next = (worker: ChildProcess): void => {
      worker.removeAllListeners('message').removeAllListeners('exit');
      const { value: job, done } = jobs.next();
      if (done) {
        worker.kill();
        if (--busy === 0) resolve();
        return;
      }
      const fail = (why: string): void => {
        worker.removeAllListeners('message').removeAllListeners('exit');
        worker.kill('SIGKILL');
        note(lost(job, options, why));
        busy--;
        start();
      };
      const timer = setTimeout(
        () => fail('no verdict long after the time limit'),
        patience * options.timeout + 2 * options.shrink,
      );
      worker.once('message', (answer: Report) => {
        clearTimeout(timer);
        note(answer);
        next(worker);
      });
      worker.once('exit', () => {
        clearTimeout(timer);
        fail('the process ended');
      });
      worker.send(job);
    };
    const start = (): void => {
      busy++;
      next(fork(fileURLToPath(import.meta.url), [JSON.stringify(options)]));
    };
    for (let i = 0; i < workers; i++) start();
  });
}

/** What is said of a statement that took a worker with it. */
function lost(job: Job, { seed }: Options, why: string): Report {
  const { made, text } = statement(job.family, seed, job.which);
  const finding: Finding = {
    outcome: 'unknown',
    message: why,
    milliseconds: 0,
    brute: 'none',
    wrong: why,
    smallest: false,
    undecided: null,
  };
  return { ...job, made, text, findings: [finding], smallest: null };
}

function* jobsOf(names: readonly FamilyName[], count: number, from: number, end: number): Generator<Job> {
  for (let i = 0; i < count; i++) {
    if (performance.now() > end) return;
    yield { family: names[i % names.length] as FamilyName, which: from + Math.floor(i / names.length) };
  }
}

function numberOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) throw new Error(`${text} is no number\n\n${usage}`);
  return number;
}

/** The whole audit; the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      count: text,
      seed: text,
      family: { type: 'string', multiple: true },
      from: text,
      seconds: text,
      timeout: text,
      shrink: text,
      workers: text,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const names = (values.family ?? Object.keys(families)) as readonly FamilyName[];
  for (const name of names)
    if (!Object.hasOwn(families, name)) throw new Error(`no family ${name}\n\n${usage}`);
  const options: Options = {
    seed: numberOf(values.seed, Date.now() % 2 ** 31),
    timeout: 1000 * numberOf(values.timeout, 10),
    shrink: 1000 * numberOf(values.shrink, 0),
  };
  const count = numberOf(values.count, 20_000);
  const end = performance.now() + 1000 * numberOf(values.seconds, 1e9);
  console.log(`audit: ${count} statements, seed ${options.seed}`);
  const tally = new Tally();
  const jobs = jobsOf(names, count, numberOf(values.from, 0), end);
  await share(jobs, numberOf(values.workers, 2), options, (found) => {
    tally.note(found);
    if (process.stderr.isTTY && tally.statements % 50 === 0) process.stderr.write(`\r${tally.statements} `);
  });
  console.log(tally.show());
  return tally.failures === 0 ? 0 : 1;
}

const [own] = process.argv.slice(2);
if (process.send !== undefined && own !== undefined) work(JSON.parse(own) as Options);
