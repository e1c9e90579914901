// The author's own commands, written out: with `\newcommand{\conv}[2]{#1 \circledast #2}` the formula `\conv{W}{X}`
// is `W \circledast X`.
//
// Commands are replaced from left to right, and what replaces one is read again, as TeX does it. Every unit of the
// result knows where it comes from: an argument from where it stands, what the definition adds from the whole use.

import type { Formula, Piece } from './scan.js';
import type { Macro } from './scanMacros.js';

/** Uses of commands in one formula, and units that it may grow to: a definition may double itself. */
const mostUses = 1000;
const mostUnits = 10_000;

type Meaning = Pick<Macro, 'parameters' | 'preset' | 'body'> & {
  /** A command of TeX itself under another name: it is not read again. */
  readonly isFinal: boolean;
};

const nothing: Meaning = { parameters: 0, preset: null, body: '', isFinal: true };
const silent = ['\\xspace', '\\relax', '\\protect', '\\nobreak'];

/** The pieces with every command written out that was defined before; one that cannot be is trouble. */
export function expandMacros(pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.every(({ kind }) => kind !== 'macro')) return pieces;
  const known = new Map<string, Meaning>(silent.map((name) => [name, nothing]));
  const passing: Passing[] = [];
  return pieces.map((piece): Piece => {
    while ((passing.at(-1)?.until ?? Infinity) <= piece.start) restore(known, passing.pop() as Passing);
    if (piece.kind === 'macro') {
      if (piece.until !== undefined)
        passing.push({ name: piece.name, before: known.get(piece.name), until: piece.until });
      define(known, piece);
      const { start, end, name } = piece;
      const message = `how ${name} is defined is not understood`;
      return piece.body === null ? { kind: 'trouble', message, start, end } : piece;
    }
    if (piece.kind !== 'formula') return piece;
    try {
      const formula = expanded(piece.formula, known);
      return formula === piece.formula ? piece : { ...piece, formula };
    } catch (error) {
      if (!(error instanceof Unexpandable)) throw error;
      const { start, end } = piece;
      return { kind: 'trouble', message: error.message, start, end };
    }
  });
}

class Unexpandable extends Error {}

/** A command that is defined in a group, and what it meant before it. */
interface Passing {
  readonly name: string;
  readonly before: Meaning | undefined;
  readonly until: number;
}

function restore(known: Map<string, Meaning>, { name, before }: Passing): void {
  if (before === undefined) known.delete(name);
  else known.set(name, before);
}

/** `\let\old\sum` keeps what `\sum` means now. */
function define(known: Map<string, Meaning>, { name, parameters, preset, body, isSynonym }: Macro): void {
  const present = isSynonym && body !== null ? known.get(body) : undefined;
  known.set(name, present ?? { parameters, preset, body, isFinal: isSynonym });
}

/** A text of which each unit has its source. */
interface Units {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const token = /%[^\r\n]*|\\[A-Za-z@]+|\\[\s\S]|[^\\%]/y;

function expanded(formula: Formula, known: ReadonlyMap<string, Meaning>): Formula {
  if (![...formula.text.matchAll(/\\[A-Za-z@]+/g)].some(([command]) => known.has(command))) return formula;
  let rest: Units = {
    text: formula.text,
    starts: formula.offsets.slice(0, -1),
    ends: formula.offsets.slice(0, -1).map((offset) => offset + 1),
  };
  let done: Units = { text: '', starts: [], ends: [] };
  let uses = 0;
  for (let at = 0; at < rest.text.length; ) {
    token.lastIndex = at;
    const [command = ''] = token.exec(rest.text) ?? [];
    const end = at + Math.max(command.length, 1);
    const meaning = known.get(command);
    if (meaning === undefined) {
      at = end;
      continue;
    }
    uses += 1;
    if (uses > mostUses || done.text.length + rest.text.length > mostUnits)
      throw new Unexpandable(`${command} leads back to itself, or to a formula that is too long`);
    if (at > 0) done = joined(done, part(rest, 0, at));
    const use = useOf(command, meaning, rest, at, end);
    if (meaning.isFinal) done = joined(done, use.result);
    rest = meaning.isFinal ? use.rest : joined(use.result, use.rest);
    at = 0;
  }
  const { text, starts, ends } = joined(done, rest);
  const { offsets, text: written } = formula;
  return {
    ...formula,
    text,
    offsets: [...starts, offsets.at(-1) as number],
    written: { text: written, offsets, ends },
  };
}

/** What replaces the command between two offsets, with its arguments, and what stands behind them. */
function useOf(
  command: string,
  { parameters, preset, body }: Meaning,
  from: Units,
  start: number,
  behind: number,
): { readonly result: Units; readonly rest: Units } {
  if (body === null) throw new Unexpandable(`how ${command} is defined is not understood`);
  const { text } = from;
  const values: Units[] = [];
  // \abs*{x}: the delimiters grow.
  let end = preset === '' && text.charAt(behind) === '*' ? behind + 1 : behind;
  while (values.length < parameters) {
    const at = end + (/^\s*/.exec(text.slice(end)) as RegExpExecArray)[0].length;
    const isPreset = values.length === 0 && preset !== null;
    if (isPreset && text.charAt(at) !== '[') values.push(constant(preset, from, start, behind));
    else {
      const place = isPreset ? optionAt(text, at) : argumentAt(text, at);
      if (place === null) {
        const wanted = `${parameters} ${parameters === 1 ? 'argument' : 'arguments'}`;
        throw new Unexpandable(`${command} takes ${wanted}, and ${values.length} can be found`);
      }
      values.push(part(from, place.from, place.to));
      end = place.end;
    }
  }
  let result: Units = { text: '', starts: [], ends: [] };
  for (const [piece, number] of body.matchAll(/#(\d)|(?:[^#]|#(?!\d))+/g)) {
    const value = number === undefined ? undefined : values[Number(number) - 1];
    result = joined(result, value ?? constant(piece, from, start, end));
  }
  return { result, rest: part(from, end, text.length) };
}

interface Argument {
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** A group, a command or a single character. */
function argumentAt(text: string, at: number): Argument | null {
  if (text.charAt(at) === '{') return closing(text, at, '}');
  token.lastIndex = at;
  const [found] = token.exec(text) ?? [];
  if (found === undefined || /^[}&%]/.test(found)) return null;
  const width = String.fromCodePoint(text.codePointAt(at) as number).length;
  const end = at + Math.max(found.length, width);
  return { from: at, to: end, end };
}

function optionAt(text: string, at: number): Argument | null {
  return closing(text, at, ']');
}

/** The inside of the bracket that opens at `at`; braces in it are balanced. */
function closing(text: string, at: number, close: '}' | ']'): Argument | null {
  let depth = 0;
  for (let i = at + 1; i < text.length; i += 1) {
    const unit = text.charAt(i);
    if (depth === 0 && unit === close) return { from: at + 1, to: i, end: i + 1 };
    if (unit === '\\') i += 1;
    else if (unit === '{') depth += 1;
    else if (unit === '}') depth -= 1;
  }
  return null;
}

function part({ text, starts, ends }: Units, from: number, to: number): Units {
  return { text: text.slice(from, to), starts: starts.slice(from, to), ends: ends.slice(from, to) };
}

/** A text that a definition adds: all of it stands for the use from `start` to `end`. */
function constant(text: string, { starts, ends }: Units, start: number, end: number): Units {
  return {
    text,
    starts: new Array<number>(text.length).fill(starts[start] as number),
    ends: new Array<number>(text.length).fill(ends[end - 1] as number),
  };
}

/** One after the other; a command is kept apart from letters that come to stand behind it. */
function joined(a: Units, b: Units): Units {
  if (a.text === '') return b;
  const space = /\\[A-Za-z@]+$/.test(a.text) && /^[A-Za-z@]/.test(b.text) ? constant(' ', b, 0, 1) : null;
  return {
    text: a.text + (space?.text ?? '') + b.text,
    starts: a.starts.concat(space?.starts ?? [], b.starts),
    ends: a.ends.concat(space?.ends ?? [], b.ends),
  };
}
