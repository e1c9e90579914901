// Definitions of commands in the text: `\newcommand`, `\DeclareMathOperator`, `\def`, `\let`.

import type { Piece } from './scan.js';

export type Macro = Extract<Piece, { kind: 'macro' }>;

const definitions = /\\(?:(?:re|provide)?newcommand|providecommand|DeclareMathOperator|def|let)\b/y;
const head =
  /\\((?:re)?newcommand|providecommand|DeclareMathOperator)(\*?)\s*(?:\{\s*(\\[A-Za-z@]+)\s*\}|(\\[A-Za-z@]+))\s*(?:\[(\d)\])?\s*(?:\[[^\][{}\n]{0,200}\])?\s*(?=\{)/y;
const definition = /\\def\s*(\\[A-Za-z@]+)((?:#\d)*)\s*(?=\{)/y;
const synonym = /\\let\s*(\\[A-Za-z@]+)\s*=?\s*(\\[A-Za-z@]+)/y;

/** Whether a definition begins at `at`. */
export function definesAt(text: string, at: number): boolean {
  definitions.lastIndex = at;
  return definitions.test(text);
}

/**
 * The definition that begins at `at` and ends before `limit`; null where it cannot be read. In `text` the comments may
 * be masked; the body comes from `source`.
 */
export function macroAt(text: string, at: number, limit: number, source = text): Macro | null {
  synonym.lastIndex = at;
  const same = synonym.exec(text);
  if (same !== null && synonym.lastIndex <= limit) {
    return macro(same[1], 0, same[2] ?? '', at, synonym.lastIndex);
  }
  head.lastIndex = at;
  const command = head.exec(text);
  definition.lastIndex = at;
  const primitive = command === null ? definition.exec(text) : null;
  const open = command === null ? definition.lastIndex : head.lastIndex;
  if (command === null && primitive === null) return null;
  const end = groupEnd(text, open, limit);
  if (end === -1) return null;
  const body = source.slice(open + 1, end - 1);
  if (command === null) return macro(primitive?.[1], (primitive?.[2] ?? '').length / 2, body, at, end);
  const [, kind, star, braced, bare, parameters] = command;
  const isOperator = kind === 'DeclareMathOperator';
  return macro(
    braced ?? bare,
    isOperator ? 0 : Number(parameters ?? 0),
    isOperator ? `\\operatorname${star}{${body}}` : body,
    at,
    end,
  );
}

function macro(
  name: string | undefined,
  parameters: number,
  body: string,
  start: number,
  end: number,
): Macro {
  return { kind: 'macro', name: name ?? '', parameters, body, start, end };
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
