// The configuration file: what holds for all files of a project, so that it need not be said with every command.
// `schema/convproof.config.schema.json` states the same for editors; a test compares the two.

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Conventions } from '../document/conventions.js';
import { excerpt } from '../report/excerpt.js';
import { Lines } from '../report/lines.js';
import { type VerdictKind, verdictKinds } from '../report/report.js';
import { reason, statsOf, UserError } from './input.js';
import { type Json, JsonError, parseJson } from './json.js';

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
    readonly at: { readonly start: number; readonly end: number },
    message: string,
  ) {
    super(message);
  }
}

/** `path` is for messages. Throws UserError, which shows the place. */
export function readConfig(path: string, text: string): Config {
  try {
    return record(parseJson(text), settings, 'the configuration') as Config;
  } catch (error) {
    if (error instanceof JsonError) throw new UserError(placed(path, text, error.start, error.start, error));
    if (error instanceof Misfit) throw new UserError(placed(path, text, error.at.start, error.at.end, error));
    throw error;
  }
}

/** `convproof.config.json:2:3: there is no setting macro`, and the line with a caret. */
function placed(path: string, text: string, start: number, end: number, { message }: Error): string {
  const lines = new Lines(text);
  const place = lines.place(start, Math.max(end, start));
  const shown = excerpt(lines, [{ ...place, endLine: place.line, endColumn: sameLine(place) }], {
    colour: false,
    width: Number.POSITIVE_INFINITY,
  });
  return [`${path}:${place.line}:${place.column}: ${message}`, ...shown.map((line) => `  ${line}`)].join(
    '\n',
  );
}

function sameLine(place: { line: number; column: number; endLine: number; endColumn: number }): number {
  return place.endLine === place.line ? place.endColumn : place.column + 1;
}

type Reader = (value: Json) => unknown;

const settings: Readonly<Record<string, Reader>> = {
  $schema: (value) => text(value),
  files: (value) => list(value, text),
  failOn: (value) => list(value, (item) => oneOf(item, verdictKinds)),
  timeout: (value) => number(value, 'a number of seconds, more than 0', (n) => n > 0 && n <= 1e6),
  budget: (value) =>
    number(value, 'a whole number of terms, 1 or more', (n) => Number.isSafeInteger(n) && n >= 1),
  repair: (value) => number(value, 'a number of seconds, or 0', (n) => n >= 0 && n <= 1e6),
  macros: (value) => entries(value, command, text),
  indexBase: (value) => number(value, '0 or 1', (n) => n === 0 || n === 1),
  operators: (value) =>
    record(value, { '*': (item) => oneOf(item, ['correlation', 'convolution']) }, 'operators'),
};

function record(value: Json, readers: Readonly<Record<string, Reader>>, what: string): object {
  return entries(
    value,
    (key, at) => {
      if (Object.hasOwn(readers, key)) return;
      const known = Object.keys(readers).filter((name) => name !== '$schema');
      throw new Misfit(at, `${what} has no setting "${key}"; there are ${known.join(', ')}`);
    },
    (item, key) => (readers[key] as Reader)(item),
  );
}

function entries(
  value: Json,
  name: (key: string, at: { readonly start: number; readonly end: number }) => void,
  read: (item: Json, key: string) => unknown,
): Readonly<Record<string, unknown>> {
  if (value.kind !== 'object') throw new Misfit(value, `an object is expected here, not ${kindOf(value)}`);
  const seen = new Set<string>();
  for (const member of value.members) {
    if (seen.has(member.key)) throw new Misfit(member, `"${member.key}" is said twice`);
    seen.add(member.key);
    name(member.key, member);
  }
  return Object.fromEntries(value.members.map(({ key, value: item }) => [key, read(item, key)]));
}

function command(name: string, at: { readonly start: number; readonly end: number }): void {
  if (!/^\\(?:[A-Za-z@]+|[^A-Za-z@\s])$/.test(name))
    throw new Misfit(at, `"${name}" is no command; its name begins with a backslash, written \\\\ in JSON`);
}

function list(value: Json, read: (item: Json) => unknown): readonly unknown[] {
  if (value.kind !== 'array') throw new Misfit(value, `a list in [ ] is expected here, not ${kindOf(value)}`);
  return value.items.map(read);
}

function text(value: Json): string {
  if (value.kind !== 'string')
    throw new Misfit(value, `text in double quotation marks is expected here, not ${kindOf(value)}`);
  return value.value;
}

function oneOf(value: Json, allowed: readonly string[]): string {
  if (value.kind === 'string' && allowed.includes(value.value)) return value.value;
  throw new Misfit(value, `one of ${allowed.map((each) => `"${each}"`).join(', ')} is expected here`);
}

function number(value: Json, what: string, fits: (n: number) => boolean): number {
  if (value.kind === 'number' && fits(value.value)) return value.value;
  throw new Misfit(
    value,
    `${what}, is expected here${value.kind === 'number' ? '' : `, not ${kindOf(value)}`}`,
  );
}

function kindOf(value: Json): string {
  return {
    object: 'an object',
    array: 'a list',
    string: 'text',
    number: 'a number',
    boolean: 'a truth value',
    null: 'null',
  }[value.kind];
}
