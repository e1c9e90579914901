// JSON with places: what a value is, and where in the text it stands. JSON.parse would not tell where a string of a
// notebook is, nor, in every version of Node, where a text is broken.

import { NotationError } from '../../grammar/errors.js';
import type { Range } from '../../grammar/tree.js';

/** A value; strings are decoded only when they are asked for, because a notebook holds pictures, too. */
export type Json = {
  readonly range: Range;
} /** Of a name that stands twice the last value counts; `keys` has both. */ & (
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Json>; readonly keys: readonly Key[] }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'string' }
  | { readonly kind: 'plain'; readonly value: number | boolean | null }
);

/** The name of a member, and where it stands, with its quotes. */
export interface Key {
  readonly name: string;
  readonly range: Range;
}

/** The text of a string, and where the source of each of its units begins and ends. */
export interface Decoded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const deepest = 200;
const blanks = /[ \t\r\n]*/y;
const plains = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The value that a text is: `parseJson('[1, "a"]')` is an array. Throws NotationError where it is not JSON. */
export function parseJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** The text of a string with the place of each unit: of `"a\n"` these are 1 to 2 and 2 to 4. */
export function decode(source: string, { range }: Json): Decoded {
  const starts: number[] = [];
  const ends: number[] = [];
  const units: string[] = [];
  for (let at = range.start + 1; at < range.end - 1; at = ends.at(-1) as number) {
    const mark = source.charAt(at) === '\\' ? source.charAt(at + 1) : '';
    const width = mark === '' ? 1 : mark === 'u' ? 6 : 2;
    units.push(
      mark === ''
        ? source.charAt(at)
        : (escapes[mark] ?? String.fromCharCode(Number.parseInt(source.slice(at + 2, at + 6), 16))),
    );
    starts.push(at);
    ends.push(at + width);
  }
  return { text: units.join(''), starts, ends };
}

class Reader {
  #at = 0;

  constructor(readonly text: string) {}

  value(depth: number): Json {
    this.#skipBlanks();
    const start = this.#at;
    const first = this.text.charAt(start);
    if (depth > deepest) {
      const advice = `values are nested more than ${deepest} deep`;
      const range = { start, end: start + 1 };
      throw new NotationError(this.text, { kind: 'unread', range, found: first, advice });
    }
    if (first === '"') return { kind: 'string', range: this.#string() };
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#array(depth);
    plains.lastIndex = start;
    const [found] = plains.exec(this.text) ?? [];
    if (found === undefined) this.#fail(['a value']);
    this.#at = start + found.length;
    return { kind: 'plain', value: JSON.parse(found), range: { start, end: this.#at } };
  }

  /** Nothing but blanks may follow. */
  end(): void {
    this.#skipBlanks();
    if (this.#at < this.text.length) this.#fail(['the end']);
  }

  #object(depth: number): Json {
    const start = this.#at;
    const members = new Map<string, Json>();
    const keys: Key[] = [];
    this.#at += 1;
    for (let isFirst = true; !this.#takes('}'); isFirst = false) {
      if (!isFirst) this.#require([',', '}']);
      this.#skipBlanks();
      if (this.text.charAt(this.#at) !== '"')
        this.#fail(isFirst ? ['a name in quotes', "'}'"] : ['a name in quotes']);
      const range = this.#string();
      this.#require([':']);
      const name = decode(this.text, { kind: 'string', range }).text;
      keys.push({ name, range });
      members.set(name, this.value(depth + 1));
    }
    return { kind: 'object', members, keys, range: { start, end: this.#at } };
  }

  #array(depth: number): Json {
    const start = this.#at;
    const items: Json[] = [];
    this.#at += 1;
    for (let isFirst = true; !this.#takes(']'); isFirst = false) {
      if (!isFirst) this.#require([',', ']']);
      items.push(this.value(depth + 1));
    }
    return { kind: 'array', items, range: { start, end: this.#at } };
  }

  /** The place of the string that begins here, with its quotes. */
  #string(): Range {
    const { text } = this;
    const start = this.#at;
    for (let at = start + 1; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 34) {
        this.#at = at + 1;
        return { start, end: at + 1 };
      }
      if (unit < 32) break;
      if (unit !== 92) continue;
      if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at, at + 6))) {
        const range = { start: at, end: at + 2 };
        const advice = 'JSON has \\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t and \\u0000';
        throw new NotationError(text, { kind: 'unread', range, found: text.slice(at, at + 2), advice });
      }
      at += 1;
    }
    const range = { start, end: start + 1 };
    throw new NotationError(text, {
      kind: 'unclosed',
      range,
      found: '"',
      expected: ["'\"' on the same line"],
    });
  }

  #takes(mark: string): boolean {
    this.#skipBlanks();
    if (this.text.charAt(this.#at) !== mark) return false;
    this.#at += 1;
    return true;
  }

  /** Takes the first of the marks; the others are what could have stood there, too. */
  #require(marks: readonly [string, ...string[]]): void {
    if (!this.#takes(marks[0])) this.#fail(marks.map((mark) => `'${mark}'`));
  }

  #fail(expected: readonly string[]): never {
    const start = Math.min(this.#at, this.text.length);
    const found = this.text.slice(start, start + 1);
    const range = { start, end: start + found.length };
    throw new NotationError(this.text, {
      kind: found === '' ? 'unexpected-end' : 'unexpected',
      range,
      found: found.trim() === '' ? 'the end of the line' : found,
      expected,
    });
  }

  #skipBlanks(): void {
    blanks.lastIndex = this.#at;
    blanks.test(this.text);
    this.#at = blanks.lastIndex;
  }
}
