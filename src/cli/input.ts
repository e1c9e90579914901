// Files to read: what the arguments stand for, and their texts. Whatever can be wrong with a file is said in words.

import { createReadStream, type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Kind } from '../report/report.js';

/** Thrown for what a person can mend: a missing file, a wrong option. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

const kinds: Readonly<Record<string, Kind>> = {
  '.md': 'md',
  '.markdown': 'md',
  '.tex': 'tex',
  '.rst': 'rst',
  '.ipynb': 'ipynb',
  '.conv': 'conv',
};

const endings = listed(Object.keys(kinds), 'and');

/** What `--as` may say. */
export const kindNames: readonly Kind[] = [...new Set(Object.values(kinds))];

/** `.md, .tex and .conv` */
function listed(words: readonly string[], word: 'and' | 'or'): string {
  return `${words.slice(0, -1).join(', ')} ${word} ${words.at(-1)}`;
}

/** Bytes of one file; the chapter of a book has about a tenth of a million, a notebook holds its pictures, too. */
export const maximalBytes = 5_000_000;
const maximalNotebook = 50_000_000;

export interface Source {
  readonly path: string;
  readonly kind: Kind;
}

/** A file, or what is wrong with an argument. */
export type Found = Source | { readonly path: string; readonly error: string };

/** The files that the arguments stand for; a directory stands for all in it. `as` is the kind of standard input. */
export function findSources(paths: readonly string[], as: Kind | undefined): readonly Found[] {
  const found = paths.flatMap((path) => findSource(path, as));
  const seen = new Set<string>();
  return found.filter(({ path }) => !seen.has(path) && seen.add(path));
}

function findSource(path: string, as: Kind | undefined): readonly Found[] {
  if (path === '-') {
    if (as === undefined)
      return [{ path, error: `standard input needs its kind: --as ${listed(kindNames, 'or')}` }];
    return [{ path, kind: as }];
  }
  try {
    if (statSync(path).isDirectory()) {
      const inside = walk(path);
      return inside.length > 0
        ? inside
        : [{ path, error: `no ${endings.replace(' and ', ' or ')} file in this directory` }];
    }
  } catch (error) {
    return [{ path, error: reason(error) }];
  }
  const kind = kindOf(path) ?? as;
  if (kind !== undefined) return [{ path, kind }];
  const ending = extname(path) === '' ? 'a file without an ending' : `a ${extname(path)} file`;
  return [{ path, error: `${ending} is not read; ${endings} are, others with --as` }];
}

function kindOf(path: string): Kind | undefined {
  return kinds[extname(path).toLowerCase()];
}

/** Whether the ending of a file says that it holds formulas among words. */
export function isDocument(path: string): boolean {
  return (kindOf(path) ?? 'conv') !== 'conv';
}

/** Hidden folders and installed packages are passed by. */
function walk(folder: string): readonly Found[] {
  let entries: readonly Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return [{ path: folder, error: reason(error) }];
  }
  return [...entries]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): readonly Found[] => {
      const path = join(folder, entry.name);
      if (entry.isDirectory())
        return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : walk(path);
      const kind = kindOf(entry.name);
      return kind === undefined ? [] : [{ path, kind }];
    });
}

/** The text of a file or of standard input. Throws UserError. */
export async function readText(path: string, kind?: Kind): Promise<string> {
  const bytes = await readBytes(path, kind === 'ipynb' ? maximalNotebook : maximalBytes);
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw new UserError(`a binary file: byte ${zero + 1} is NUL`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`not UTF-8: byte ${firstInvalidByte(bytes)} cannot be read; save the file as UTF-8`);
  }
}

async function readBytes(path: string, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    const stream = path === '-' ? process.stdin : createReadStream(path);
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > most)
        throw new UserError(`more than ${most / 1_000_000} MB; split the text into several files`);
    }
  } catch (error) {
    throw error instanceof UserError ? error : new UserError(reason(error));
  }
  return Buffer.concat(chunks);
}

/** From 1: the first byte that decodes to U+FFFD without being written so. */
function firstInvalidByte(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  let from = 0;
  let offset = 0;
  for (;;) {
    const at = text.indexOf('\uFFFD', from);
    offset += Buffer.byteLength(text.slice(from, at < 0 ? text.length : at));
    if (at < 0 || !bytes.subarray(offset, offset + 3).equals(written)) return offset + 1;
    from = at + 1;
    offset += 3;
  }
}

const written = Buffer.from('\uFFFD');

/** Size, times and kind of a file; null where there is none that can be asked. */
export function statsOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'no such file: a part of the path is not a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a symbolic link that leads to itself',
  ENAMETOOLONG: 'the name is too long',
  EISDIR: 'a directory',
};

export function reason(error: unknown): string {
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
}

/** On one line `;` stands for the end of a line, which ends a comment, too. */
export function endingComments(text: string): string {
  return text.replaceAll(/(#[^;\n]*);/gu, '$1\n');
}
