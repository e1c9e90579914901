// The configuration file: what holds for all files of a project, so that it need not be said with every command.
// `schema/convproof.config.schema.json` states the same for editors; a test compares the two.

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NotationError } from '../../grammar/errors.js';
import type { Range } from '../../grammar/tree.js';
import type { Conventions } from '../document/conventions.js';
import { decode, type Json, type Key, parseJson } from '../document/json.js';
import { excerpt } from '../report/excerpt.js';
import { Lines } from '../report/lines.js';
import { type VerdictKind, verdictKinds } from '../report/report.js';
import { reason, statsOf, UserError } from './input.js';

const configName = 'convproof.config.json';

/** The settings of a file; what is missing is as without a file. */
export interface Config {
  /** Files and folders that are checked where the command names none; as seen from the folder of the file. */
  readonly files?: readonly string[];
  /** The verdicts of which one is enough for exit code 1. */
  readonly failOn?: readonly VerdictKind[];
  readonly timeout?: number;
  readonly budget?: number;
  readonly repair?: number;
  readonly macros?: Conventions['macros'];
  readonly indexBase?: 0 | 1;
  readonly operators?: { readonly '*'?: NonNullable<Conventions['star']> };
}

export interface LoadedConfig {
  readonly config: Config;
  /** The folder of the file, or the working folder where there is none. */
  readonly folder: string;
}

/** The settings of the file at `path`, or else of the first one from the working folder upward. Throws UserError. */
export function loadConfig(path = findConfig()): LoadedConfig {
  if (path === null) return { config: {}, folder: process.cwd() };
  try {
    return { config: readConfig(path, readFileSync(path, 'utf8')), folder: dirname(resolve(path)) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${path}: ${reason(error)}`);
  }
}

/** The configuration file of a folder: its own, or that of the nearest folder above that has one. */
export function findConfig(from = process.cwd()): string | null {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const path = join(folder, configName);
    if (statsOf(path)?.isFile()) return path;
    if (folder === dirname(folder)) return null;
  }
}

/** A setting that is not as it should be, and where. */
class Misfit extends Error {
  constructor(
    readonly at: Range,
    message: string,
  ) {
    super(message);
  }
}

/** `path` is for messages. Throws UserError, which shows the place. */
export function readConfig(path: string, text: string): Config {
  try {
    const source = text.replace(/^\uFEFF/, ' ');
    return record(parseJson(source), settings, 'the configuration')(source) as Config;
  } catch (error) {
    if (error instanceof Misfit) throw new UserError(placed(path, text, error.at, error.message));
    if (!(error instanceof NotationError)) throw error;
    const message = (error.message.split('\n')[0] as string).replace(/^line \d+, column \d+: /, '');
    throw new UserError(placed(path, text, error.data.range, message));
  }
}

/** `convproof.config.json:2:3: there is no setting "macro"`, and the line with carets. */
function placed(path: string, text: string, { start, end }: Range, message: string): string {
  const lines = new Lines(text);
  const { line, column, endLine, endColumn } = lines.place(start, end);
  const first = { line, column, endLine: line, endColumn: endLine === line ? endColumn : column + 1 };
  const shown = excerpt(lines, [first], { colour: false, width: Number.POSITIVE_INFINITY });
  return [`${path}:${line}:${column}: ${message}`, ...shown.map((each) => `  ${each}`)].join('\n');
}

/** What a value is once the text is there that it stands in. Throws Misfit. */
type Read = (source: string) => unknown;
type Reader = (value: Json) => Read;

const settings: Readonly<Record<string, Reader>> = {
  $schema: text,
  files: list(text),
  failOn: list(oneOf(verdictKinds)),
  timeout: number('a number of seconds, more than 0', (n) => n > 0 && n <= 1e6),
  budget: number('a whole number of terms, 1 or more', (n) => Number.isSafeInteger(n) && n >= 1),
  repair: number('a number of seconds, or 0', (n) => n >= 0 && n <= 1e6),
  macros: (value) => entries(value, command, text),
  indexBase: number('0 or 1', (n) => n === 0 || n === 1),
  operators: (value) => record(value, { '*': oneOf(['correlation', 'convolution']) }, 'operators'),
};

function record(value: Json, readers: Readonly<Record<string, Reader>>, what: string): Read {
  const known = Object.keys(readers).filter((name) => name !== '$schema');
  return entries(
    value,
    ({ name, range }) => {
      if (!Object.hasOwn(readers, name))
        throw new Misfit(range, `${what} has no setting "${name}"; there are ${known.join(', ')}`);
    },
    (item, name) => (readers[name] as Reader)(item),
  );
}

function entries(value: Json, check: (key: Key) => void, read: (item: Json, name: string) => Read): Read {
  if (value.kind !== 'object')
    throw new Misfit(value.range, `an object is expected here, not ${kindOf(value)}`);
  const seen = new Set<string>();
  for (const key of value.keys) {
    if (seen.has(key.name)) throw new Misfit(key.range, `"${key.name}" is said twice`);
    seen.add(key.name);
    check(key);
  }
  return (source) =>
    Object.fromEntries([...value.members].map(([name, item]) => [name, read(item, name)(source)]));
}

function command({ name, range }: Key): void {
  if (!/^\\(?:[A-Za-z@]+|[^A-Za-z@\s])$/.test(name))
    throw new Misfit(
      range,
      `"${name}" is no command; its name begins with a backslash, written \\\\ in JSON`,
    );
}

function list(read: Reader): Reader {
  return (value) => {
    if (value.kind !== 'array')
      throw new Misfit(value.range, `a list in [ ] is expected here, not ${kindOf(value)}`);
    return (source) => value.items.map((item) => read(item)(source));
  };
}

function text(value: Json): Read {
  if (value.kind !== 'string')
    throw new Misfit(value.range, `text in double quotation marks is expected here, not ${kindOf(value)}`);
  return (source) => decode(source, value).text;
}

function oneOf(allowed: readonly string[]): Reader {
  return (value) => (source) => {
    const said = value.kind === 'string' ? decode(source, value).text : null;
    if (said !== null && allowed.includes(said)) return said;
    const listed = allowed.map((each) => `"${each}"`).join(', ');
    throw new Misfit(value.range, `one of ${listed} is expected here`);
  };
}

function number(what: string, fits: (n: number) => boolean): Reader {
  return (value) => () => {
    if (value.kind === 'plain' && typeof value.value === 'number' && fits(value.value)) return value.value;
    const is = kindOf(value);
    throw new Misfit(value.range, `${what}, is expected here${is === 'a number' ? '' : `, not ${is}`}`);
  };
}

function kindOf(value: Json): string {
  const kinds = { object: 'an object', array: 'a list', string: 'text' } as const;
  if (value.kind !== 'plain') return kinds[value.kind];
  if (value.value === null) return 'null';
  return typeof value.value === 'number' ? 'a number' : 'a truth value';
}
