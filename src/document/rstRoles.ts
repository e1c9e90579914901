// What stands between backticks in reStructuredText: `:math:` roles, inline literals, links.

export type Role =
  | {
      readonly kind: 'formula';
      readonly start: number;
      readonly from: number;
      readonly to: number;
      readonly end: number;
    }
  | { readonly kind: 'trouble'; readonly end: number; readonly message: string }
  | { readonly kind: 'words'; readonly end: number };

const prefix = /:([A-Za-z][\w.+:-]{0,60}):`/y;
const suffix = /:([A-Za-z][\w.+:-]{0,60}):(?!`)/y;

export class RolesOf {
  /** Roles that are mathematics. */
  readonly #math = new Set(['math']);
  #isDefault = false;
  /** Up to where it is known that no backtick closes anything. */
  #openUntil = -1;

  constructor(readonly text: string) {}

  /** `.. default-role:: math` */
  setDefault(role: string): void {
    this.#isDefault = this.#math.has(role);
  }

  /** `.. role:: m(math)` */
  define(argument: string): void {
    const [, name, base] = /^([\w.+:-]+)\s*\(\s*([\w.+:-]+)\s*\)$/.exec(argument) ?? [];
    if (name !== undefined && base !== undefined && this.#math.has(base)) this.#math.add(name);
  }

  /** What begins at a backslash, a colon or a backtick, in a text that ends at `limit`. */
  at(at: number, limit: number): Role {
    const { text } = this;
    const unit = text.charAt(at);
    if (unit === '\\') return { kind: 'words', end: at + 2 };
    if (unit === '`' && text.charAt(at + 1) === '`') {
      const close = text.indexOf('``', at + 2);
      let end = close === -1 || close >= limit ? at + 2 : close + 2;
      while (end > at + 2 && text.charAt(end) === '`') end += 1;
      return { kind: 'words', end };
    }
    prefix.lastIndex = at;
    const name = unit === ':' ? prefix.exec(text)?.[1] : '';
    if (name === undefined || /[\w]/.test(text.charAt(at - 1))) return { kind: 'words', end: at + 1 };
    const from = name === '' ? at + 1 : prefix.lastIndex;
    const to = this.#closing(from, limit);
    const isNamed = this.#math.has(name);
    if (to === -1)
      return isNamed
        ? { kind: 'trouble', end: limit, message: `a formula opened with :${name}:\` is not closed` }
        : { kind: 'words', end: from };
    if (isNamed) return { kind: 'formula', start: at, from, to, end: to + 1 };
    return name === '' ? this.#bare(at, to) : { kind: 'words', end: to + 1 };
  }

  /** `x`:math:, a link `text <address>`_, or text in the default role. */
  #bare(at: number, to: number): Role {
    suffix.lastIndex = to + 1;
    const name = suffix.exec(this.text)?.[1];
    const end = name === undefined ? to + 1 : suffix.lastIndex;
    const isLink = this.text.charAt(to + 1) === '_';
    const isMath = name === undefined ? this.#isDefault && !isLink : this.#math.has(name);
    return isMath ? { kind: 'formula', start: at, from: at + 1, to, end } : { kind: 'words', end };
  }

  /** The backtick that closes: not one after a blank, nor an escaped one. */
  #closing(from: number, limit: number): number {
    const { text } = this;
    if (from < this.#openUntil || /\s/.test(text.charAt(from))) return -1;
    for (let at = from; at < limit; at += 1) {
      const unit = text.charAt(at);
      if (unit === '\\') at += 1;
      else if (unit === '`' && !/\s/.test(text.charAt(at - 1))) return at;
    }
    this.#openUntil = limit;
    return -1;
  }
}
