// What goes to standard output and standard error, and the exit code.

import type { Style } from '../report/style.js';

/** 0: nothing refuted or ill-formed; 1: something is; 2: usage, an unreadable file, a syntax error, the budget; 130: stopped. */
export type ExitCode = 0 | 1 | 2 | 130;

/** The worst code so far is the one that counts. */
export function exitWith(code: ExitCode): void {
  process.exitCode = Math.max(code, Number(process.exitCode ?? 0));
}

/** A reader that has gone away (`convproof … | head`) ends the work, silently. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      process.stderr.write(`convproof: ${error.message}\n`);
      process.exit(2);
    });
  }
}

export function print(text: string): void {
  process.stdout.write(text);
}

/** One line for a person on standard error: `convproof: <message>`. */
export function complain(message: string): void {
  process.stderr.write(`convproof: ${message}\n`);
}

/** For what should never happen. */
export function complainInternal(error: unknown, where: string): void {
  const what = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
  complain(`internal error in ${where} (${what}); please report it together with the input`);
  exitWith(2);
}

/** Colours and width only where standard output is a terminal. */
export function styleOf(colour: boolean): Style {
  const { isTTY, columns } = process.stdout;
  const { NO_COLOR, TERM } = process.env;
  const wanted = colour && (NO_COLOR ?? '') === '' && TERM !== 'dumb';
  return {
    colour: isTTY === true && wanted,
    width: isTTY === true ? Math.max(columns ?? 80, 40) : Number.POSITIVE_INFINITY,
  };
}

/** A bar on standard error, where that is a terminal, once the whole has taken a second. */
export class Progress {
  readonly #start = performance.now();
  #shown = false;

  /** `total` files; of 0 nothing is shown. */
  constructor(
    readonly total: number,
    readonly stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'> = process.stderr,
    readonly patience = 1000,
  ) {}

  /** `[########········] 4 of 8 files` */
  show(count: number): void {
    if (this.total === 0 || this.stream.isTTY !== true) return;
    if (performance.now() - this.#start < this.patience) return;
    const label = ` ${count} of ${this.total} ${this.total === 1 ? 'file' : 'files'}`;
    const width = Math.min(40, (this.stream.columns ?? 80) - label.length - 3);
    const filled = Math.round((Math.max(width, 0) * count) / this.total);
    const bar = width < 4 ? '' : `[${'#'.repeat(filled)}${'·'.repeat(width - filled)}]`;
    this.stream.write(`\r\u001b[K${bar}${label}`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.stream.write('\r\u001b[K');
    this.#shown = false;
  }
}
