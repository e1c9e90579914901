// JSON with the place of every value, so that what is wrong with a setting can be shown where it stands (RFC 8259).

/** A value and where it begins in the text. */
export type Json = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
);

export interface Member {
  readonly key: string;
  /** Of the key. */
  readonly start: number;
  readonly end: number;
  readonly value: Json;
}

/** What cannot be read, and where. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  constructor(
    readonly start: number,
    message: string,
  ) {
    super(message);
  }
}

const deepest = 50;

/** `parseJson('[1]')` is an array of the number 1. Throws JsonError. */
export function parseJson(text: string): Json {
  return new Parser(text).whole();
}

class Parser {
  #at = 0;

  constructor(readonly text: string) {}

  whole(): Json {
    const value = this.#value(0);
    if (this.#peek() !== '') throw new JsonError(this.#at, 'nothing may follow the closing brace');
    return value;
  }

  /** The next character that is no blank, `''` at the end. */
  #peek(): string {
    while (/[ \t\r\n\uFEFF]/.test(this.text.charAt(this.#at))) this.#at += 1;
    return this.text.charAt(this.#at);
  }

  #value(depth: number): Json {
    const first = this.#peek();
    const start = this.#at;
    if (depth > deepest) throw new JsonError(start, 'nested too deeply');
    if (first === '{') {
      const members = this.#list('}', () => this.#member(depth));
      return { kind: 'object', members, start, end: this.#at };
    }
    if (first === '[') {
      const items = this.#list(']', () => this.#value(depth + 1));
      return { kind: 'array', items, start, end: this.#at };
    }
    if (first === '"') return { kind: 'string', value: this.#string(), start, end: this.#at };
    return this.#word(start);
  }

  #list<T>(close: '}' | ']', read: () => T): readonly T[] {
    this.#at += 1;
    const items: T[] = [];
    if (this.#peek() === close) {
      this.#at += 1;
      return items;
    }
    for (;;) {
      items.push(read());
      const next = this.#peek();
      if (next !== ',' && next !== close)
        throw new JsonError(this.#at, `a comma or ${close} is missing here`);
      this.#at += 1;
      if (next === close) return items;
    }
  }

  #member(depth: number): Member {
    if (this.#peek() !== '"')
      throw new JsonError(this.#at, 'a name in double quotation marks is missing here');
    const start = this.#at;
    const key = this.#string();
    const end = this.#at;
    if (this.#peek() !== ':') throw new JsonError(this.#at, 'a colon is missing here');
    this.#at += 1;
    return { key, start, end, value: this.#value(depth + 1) };
  }

  #string(): string {
    const quoted = /"(?:[^"\\\r\n]|\\.)*"/y;
    quoted.lastIndex = this.#at;
    const [source] = quoted.exec(this.text) ?? [];
    if (source === undefined) throw new JsonError(this.#at, 'this text is not closed on its line');
    try {
      const value: unknown = JSON.parse(source);
      this.#at += source.length;
      return String(value);
    } catch {
      throw new JsonError(
        this.#at,
        'a backslash in this text is not one of JSON; write \\\\ for a backslash',
      );
    }
  }

  #word(start: number): Json {
    const word = /[^\s,:[\]{}"]*/y;
    word.lastIndex = start;
    const [source = ''] = word.exec(this.text) ?? [];
    this.#at = start + source.length;
    const end = this.#at;
    if (source === 'true' || source === 'false')
      return { kind: 'boolean', value: source === 'true', start, end };
    if (source === 'null') return { kind: 'null', start, end };
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(source))
      return { kind: 'number', value: Number(source), start, end };
    throw new JsonError(start, source === '' ? 'a value is missing here' : `${source} is no value of JSON`);
  }
}
