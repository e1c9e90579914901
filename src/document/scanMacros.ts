// Definitions of commands in the text: `\newcommand`, `\DeclareMathOperator`, `\def`, `\let` and their kin.

import type { Piece } from './scan.js';

export type Macro = Extract<Piece, { kind: 'macro' }>;

type Signature = Pick<Macro, 'name' | 'parameters' | 'preset' | 'body' | 'isSynonym'>;

/** One way to define a command: what it begins with, how many groups follow, and what the whole says. */
interface Form {
  readonly head: RegExp;
  readonly groups: number;
  readonly read: (head: RegExpExecArray, bodies: readonly string[]) => Signature | null;
}

const name = '\\s*(?:\\{\\s*(\\\\[A-Za-z@]+)\\s*\\}|(\\\\[A-Za-z@]+))\\s*';
const argument = '(?:\\[([^\\][{}\\n]{0,200})\\])?\\s*';

function plain(to: string | undefined, body: string | null): Signature {
  return { name: to ?? '', parameters: 0, preset: null, body, isSynonym: false };
}

const forms: readonly Form[] = [
  {
    head: /\\let\s*(\\[A-Za-z@]+)\s*=?\s*(\\[A-Za-z@]+)/y,
    groups: 0,
    read: ([, to, from = '']) => ({ ...plain(to, from), isSynonym: true }),
  },
  {
    head: new RegExp(
      `\\\\(?:(?:re)?newcommand|providecommand)\\*?${name}(?:\\[(\\d)\\])?\\s*${argument}`,
      'y',
    ),
    groups: 1,
    read: ([, braced, bare, count, preset], [body = '']) => ({
      ...plain(braced ?? bare, body),
      parameters: Number(count ?? 0),
      preset: preset ?? null,
    }),
  },
  {
    head: new RegExp(`\\\\DeclareMathOperator(\\*?)${name}`, 'y'),
    groups: 1,
    read: ([, star, braced, bare], [body = '']) => plain(braced ?? bare, `\\operatorname${star}{${body}}`),
  },
  {
    head: /\\[gex]?def\s*(\\[A-Za-z@]+)((?:#\d)*)\s*/y,
    groups: 1,
    read: ([, to, parameters = ''], [body = '']) => ({
      ...plain(to, body),
      parameters: parameters.length / 2,
    }),
  },
  {
    // The size of the delimiters is the optional argument.
    head: new RegExp(`\\\\DeclarePairedDelimiter${name}`, 'y'),
    groups: 2,
    read: ([, braced, bare], [left = '', right = '']) => ({
      ...plain(braced ?? bare, `${left} #2 ${right}`),
      parameters: 2,
      preset: '',
    }),
  },
  {
    // Of the kinds of arguments those that \newcommand has, too: {O{x} m m}
    head: new RegExp(
      `\\\\(?:New|Renew|Provide|Declare)DocumentCommand${name}\\{\\s*(O\\s*\\{([^{}\\n]{0,200})\\})?([m\\s]*)\\}\\s*`,
      'y',
    ),
    groups: 1,
    read: ([, braced, bare, optional, preset, mandatory = ''], [body = '']) => ({
      ...plain(braced ?? bare, body),
      parameters: mandatory.replace(/\s/g, '').length + (optional === undefined ? 0 : 1),
      preset: preset ?? null,
    }),
  },
  {
    // All else: what is defined, but not as what.
    head: new RegExp(`\\\\[A-Za-z]+\\*?${name}`, 'y'),
    groups: 0,
    read: ([, braced, bare]) => plain(braced ?? bare, null),
  },
];

const definitions =
  /\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator|DeclarePairedDelimiter|(?:New|Renew|Provide|Declare)DocumentCommand|[gex]?def|let)(?![A-Za-z@])/y;

/** Keeps the search for the ends of definitions that have none short. */
const longestBody = 2000;

/** Whether a definition begins at `at`. */
export function definesAt(text: string, at: number): boolean {
  definitions.lastIndex = at;
  return definitions.test(text);
}

/**
 * The definition that begins at `at` and ends before `limit`. Where only the name can be read, the body is null; where
 * not even that, the result is. In `text` the comments may be masked; the body comes from `source`.
 */
export function macroAt(text: string, at: number, limit: number, source = text): Macro | null {
  for (const { head, groups, read } of forms) {
    head.lastIndex = at;
    const found = head.exec(text);
    if (found === null || head.lastIndex > limit) continue;
    const bodies: string[] = [];
    let end = head.lastIndex;
    while (bodies.length < groups && text.charAt(end) === '{') {
      const close = groupEnd(text, end, Math.min(limit, end + longestBody));
      if (close === -1) break;
      bodies.push(source.slice(end + 1, close - 1));
      end = close;
    }
    const signature = bodies.length === groups ? read(found, bodies) : null;
    if (signature !== null) return { kind: 'macro', ...signature, start: at, end };
  }
  return null;
}

/** Keeps the search for the group around a definition short. */
const longestGroup = 5000;

/** Where the group ends in which a definition in TeX lies, so that it is forgotten there; null where it lies in none. */
export function groupAround(text: string, { start, end }: Macro): number | null {
  if (text.startsWith('\\g', start) || text.startsWith('\\x', start)) return null;
  let depth = 0;
  for (let at = end; at < Math.min(text.length, end + longestGroup); at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 92) at += 1;
    else if (unit === 123) depth += 1;
    else if (unit === 125 && --depth < 0) return at;
  }
  return null;
}

/** The end of the group whose brace is at `open`, or -1. */
export function groupEnd(text: string, open: number, limit: number): number {
  let depth = 0;
  for (let at = open; at < limit; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 92) at += 1;
    else if (unit === 123) depth += 1;
    else if (unit === 125 && --depth === 0) return at + 1;
  }
  return -1;
}
