// Raw LaTeX tokens → the tokens of the grammar, in which every argument, group, matrix and list of cases is bracketed.
//
// This does what a grammar does badly: arguments without braces (`\frac JN`), fonts and layout that mean nothing,
// `|` that opens or closes, what `&` and `\\` separate. Braces of TeX are not brackets on paper, so they vanish,
// except where a script hangs on them: `{W^{(t)}}^T`.

import {
  ACCENTS,
  CALLS,
  DECORATED_RELATIONS,
  DOTS,
  FONTS,
  isJoiningWord,
  LAYOUT,
  NAMES,
  NEGATED,
  OPERATION_WORD,
  SILENT,
  TEXTS,
  UPRIGHT,
  UPRIGHT_SWITCHES,
  WIDE,
  WORD_COMMANDS,
  WRAPPERS,
} from './latexCommands.js';
import { readEnvironment, readOpenCases } from './latexEnvironments.js';
import {
  type Mode,
  type Raw,
  type TexToken,
  type TokenType,
  delimiterOf,
  isOperandEnd,
  maximalDepth,
  rawTokens,
} from './latexTokens.js';
import { classifyText } from './latexText.js';
import { NotationError, type NotationErrorKind } from './errors.js';
import type { RelationOperator } from './tree.js';

type Ends = (raw: Raw) => boolean;

export class Reader {
  private readonly raws: Raw[];
  private position = 0;
  private depth = 0;
  /** Offset where the last token consumed ends. */
  private consumed = 0;
  /** Several letters in a row are one name. */
  private upright = false;
  /** A wide space stands before the next token. */
  private wide = false;
  out: TexToken[] = [];

  constructor(readonly text: string) {
    this.raws = [...rawTokens(text)];
  }

  /** All tokens; row breaks and alignment marks of the display itself stay in as `break` and `align`. */
  read(): readonly TexToken[] {
    this.readSequence('rows', () => false);
    return this.out;
  }

  // ---- moving along ------------------------------------------------------------------------------

  peek(): Raw | undefined {
    while (this.raws[this.position]?.type === 'space') this.position += 1;
    return this.raws[this.position];
  }

  /** Consumes tokens; spaces do not count. */
  skip(count = 1): void {
    for (let i = 0; i < count; i += 1) {
      this.peek();
      this.moveTo(this.position + 1);
    }
  }

  private moveTo(position: number): void {
    this.position = position;
    this.consumed = this.raws[position - 1]?.end ?? this.consumed;
  }

  /** The raw tokens from here on, spaces included. */
  ahead(offset: number): Raw | undefined {
    return this.raws[this.position + offset];
  }

  fail(kind: NotationErrorKind, at: { readonly start: number; readonly end: number }, advice = ''): never {
    const found = this.text.slice(at.start, Math.min(at.end, at.start + 40));
    throw new NotationError(this.text, { kind, range: { start: at.start, end: at.end }, found, advice });
  }

  emit(type: TokenType, value: string, start: number, end: number): TexToken {
    const wide = this.wide && type !== 'void';
    const token: TexToken = { type, value, text: this.text.slice(start, end), offset: start, wide };
    if (type !== 'void') this.wide = false;
    this.out.push(token);
    return token;
  }

  /** The last token that is not a placeholder. */
  private last(): TexToken | undefined {
    for (let i = this.out.length - 1; i >= 0; i -= 1) if (this.out[i]?.type !== 'void') return this.out[i];
    return undefined;
  }

  /** Runs `inside` one level deeper. */
  nested<T>(at: Raw, inside: () => T): T {
    this.depth += 1;
    if (this.depth > maximalDepth) this.fail('too-deep', at, String(maximalDepth));
    const result = inside();
    this.depth -= 1;
    return result;
  }

  // ---- sequences ---------------------------------------------------------------------------------

  /** Reads up to a raw token that ends the sequence (which is left), or to the end of the text. */
  readSequence(mode: Mode, ends: Ends): void {
    for (let raw = this.peek(); raw !== undefined && !ends(raw); raw = this.peek()) this.readUnit(raw, mode);
  }

  /** One unit of the source: a letter, a group, a command with its arguments. */
  private readUnit(raw: Raw, mode: Mode): void {
    switch (raw.type) {
      case 'letter':
        return this.readLetters(raw);
      case 'number':
      case 'sign':
      case 'product':
      case 'relation':
      case 'dots':
        this.skip();
        this.emit(raw.type, raw.value, raw.start, raw.end);
        return;
      case 'logic':
        return this.simple(raw.value as 'and' | 'or' | 'not', raw.value, raw);
      case 'reduction':
        return this.readReduction(raw);
      case 'cjk':
        this.skip();
        this.emit('words', raw.value, raw.start, raw.end);
        return;
      case 'prime':
        this.skip();
        this.emit('prime', "'".repeat(raw.end - raw.start), raw.start, raw.end);
        return;
      case 'punctuation':
        return this.readPunctuation(raw);
      case 'break':
        this.skip();
        return this.separate('break', raw, mode);
      case 'command':
        return this.readCommand(raw, mode);
      default:
        return this.readCharacter(raw, mode);
    }
  }

  private readPunctuation(raw: Raw): void {
    this.skip();
    const types: Readonly<Record<string, TokenType>> = { ',': 'comma', ';': 'semicolon', '.': 'period' };
    const type = types[raw.value];
    if (type === undefined) this.emit('words', raw.value, raw.start, raw.end);
    else this.emit(type, raw.value, raw.start, raw.end);
  }

  private readCharacter(raw: Raw, mode: Mode): void {
    const delimiter = delimiterOf(raw);
    if (delimiter !== null) return this.readDelimiter(raw, mode);
    switch (raw.value) {
      case '{':
        return this.readBraces(raw, mode);
      case '}':
        return this.fail('unopened', raw);
      case '_':
      case '^':
        return this.readScript(raw);
      case '&':
        this.skip();
        return this.separate('align', raw, mode);
      case '!':
      case '\\%':
        this.skip();
        this.emit('symbol', raw.value.slice(-1), raw.start, raw.end);
        return;
      case '\\_':
        return this.readLetters(raw);
    }
    if (raw.type !== 'escape') this.fail('unknown-character', raw);
    // \, \; \! \: \> and the escaped space
    if (!/^\\[,;!:>/\s-]$/.test(raw.value)) this.fail('unknown-command', raw);
    this.skip();
  }

  /** A row break or an alignment mark, by what encloses it. */
  private separate(type: 'break' | 'align', raw: Raw, mode: Mode): void {
    this.wide = false;
    if (mode === 'argument') this.fail('unread', raw, 'it stands inside an argument or a cell');
    if (mode === 'list' && type === 'break' && isOperandEnd(this.last()))
      this.emit('comma', ',', raw.start, raw.end);
    if (mode === 'rows' || (mode === 'fold' && type === 'break')) this.emit(type, '', raw.start, raw.end);
  }

  /** Row breaks inside a bracket only fold a long line: beside an operator they go, elsewhere they are an error. */
  unfold(from: number): void {
    for (let i = from; i < this.out.length; i += 1) {
      const token = this.out[i] as TexToken;
      if (token.type !== 'break') continue;
      const joins = new Set<string>(['sign', 'product', 'relation', 'comma', 'semicolon', 'and', 'or']);
      const edges = new Set<string>(['open', 'close', 'break', 'void']);
      const [before, after] = [this.out[i - 1]?.type ?? 'open', this.out[i + 1]?.type ?? 'close'];
      if (![before, after].some((type) => joins.has(type) || edges.has(type))) {
        this.fail(
          'unread',
          { start: token.offset, end: token.offset + token.text.length },
          'a new row cannot begin inside a bracket',
        );
      }
      this.out[i] = { ...token, type: 'void' };
    }
  }

  // ---- letters and words -------------------------------------------------------------------------

  private readLetters(first: Raw): void {
    this.peek();
    let end = this.position;
    let text = '';
    for (let raw: Raw | undefined = first; raw !== undefined; raw = this.raws[end]) {
      const piece =
        raw.type === 'letter' || raw.type === 'number' ? raw.value : raw.value === '\\_' ? '_' : '';
      if (piece === '' || piece.includes('.')) break;
      text += piece;
      end += 1;
    }
    // rot-90
    const [minus, angle] = [this.raws[end], this.raws[end + 1]];
    if (/^rot$/i.test(text) && minus?.value === '-' && angle?.type === 'number') {
      text += `-${angle.value}`;
      end += 2;
    }
    const run = this.raws.slice(this.position, end);
    const stop = run.at(-1)?.end ?? first.end;
    if (text === '_') this.fail('unknown-command', first);
    if (OPERATION_WORD.test(text) || text.includes('_') || (this.upright && text.length > 1)) {
      this.moveTo(end);
      const type = this.upright && isJoiningWord(text) ? 'words' : 'name';
      this.emit(type, text, first.start, stop);
      return;
    }
    for (const raw of run) {
      this.skip();
      this.emit(raw.type === 'number' ? 'number' : 'name', raw.value, raw.start, raw.end);
    }
  }

  /** `\text{…}` and `\mathrm{…}`: a name, words, or mathematics in an upright font. */
  private readText(command: Raw, mode: Mode): void {
    this.skip();
    const open = this.peek();
    if (open?.value !== '{') return this.readUpright(() => this.readSingle(command));
    const from = this.position;
    const close = this.matching(from);
    const content = this.raws.slice(from + 1, close);
    const inside = this.text.slice(open.end, this.raws[close]?.start);
    const pieces = classifyText(inside, content, TEXTS.has(command.value));
    if (pieces === 'mathematics') return this.readUpright(() => this.readBraces(open, mode));
    if (pieces === 'mixed') return this.readMixed(close, mode);
    this.moveTo(close + 1);
    const end = this.raws[close]?.end ?? open.end;
    for (const { type, value } of pieces) this.emit(type, value, command.start, end);
  }

  private readUpright(inside: () => void): void {
    const before = this.upright;
    this.upright = true;
    inside();
    this.upright = before;
  }

  /** `\text{for $i<j$ and $k$}`: words outside the dollars, mathematics inside. */
  private readMixed(close: number, mode: Mode): void {
    let mathematics = false;
    this.position += 1;
    while (this.position < close) {
      let end = this.position;
      while (end < close && this.raws[end]?.value !== '$') end += 1;
      const [first, last] = [this.raws[this.position], this.raws[end - 1]];
      if (first !== undefined && last !== undefined && end > this.position) {
        const words = this.text.slice(first.start, last.end).trim();
        if (mathematics) {
          while (this.position < end && this.peek()?.value !== '$')
            this.readUnit(this.peek() as Raw, mode === 'rows' ? 'fold' : mode);
        } else if (words !== '') this.emit('words', words, first.start, last.end);
      }
      this.moveTo(end + 1);
      mathematics = !mathematics;
    }
    this.moveTo(close + 1);
  }

  /** Where the brace that stands at a position is closed. */
  matching(open: number): number {
    let depth = 0;
    for (let i = open; i < this.raws.length; i += 1) {
      const raw = this.raws[i] as Raw;
      if (raw.type !== 'char') continue;
      if (raw.value === '{') depth += 1;
      if (raw.value === '}') depth -= 1;
      if (depth === 0) return i;
    }
    return this.fail('unclosed', this.raws[open] as Raw, '`}`');
  }

  // ---- braces, arguments, scripts ----------------------------------------------------------------

  private readBraces(open: Raw, mode: Mode): void {
    const upright = this.upright;
    const [bracket, fraction, numerator] = this.placeholders(open);
    this.skip();
    const close = this.nested(open, () => this.readToBrace(open, mode, fraction, numerator));
    this.upright = upright;
    const script = this.peek();
    const hangs =
      script !== undefined &&
      (script.type === 'prime' || (script.type === 'char' && (script.value === '^' || script.value === '_')));
    const content = this.out.slice(fraction).filter(({ type }) => type !== 'void');
    if (!hangs || content.length === 0) return;
    if (content.length === 1 && content[0]?.type !== 'words')
      return this.widen(fraction, open.start, close.end);
    for (const { type, offset } of content) {
      if (type === 'break' || type === 'align')
        this.fail(
          'unread',
          { start: offset, end: offset + 1 },
          'a row cannot end inside braces with a script',
        );
    }
    this.place(bracket, 'argOpen', '{', open);
    this.emit('argClose', '}', close.start, close.end);
  }

  /** Three tokens that may become an opening brace, a fraction, and the opening of its numerator (`{a \over b}`). */
  private placeholders(open: Raw): [number, number, number] {
    const at = this.out.length;
    for (let i = 0; i < 3; i += 1) this.emit('void', '', open.start, open.end);
    return [at, at + 1, at + 2];
  }

  /** Lets the one token from an index on cover more of the source: `\mathbf{W}` is a name as a whole. */
  private widen(from: number, start: number, end: number): void {
    const index = this.out.findIndex(({ type }, i) => i >= from && type !== 'void');
    const token = this.out[index];
    if (token !== undefined) this.out[index] = { ...token, text: this.text.slice(start, end), offset: start };
  }

  private place(index: number, type: TokenType, value: string, at: Raw): void {
    const wide = this.out[index]?.wide ?? false;
    this.out[index] = { type, value, text: this.text.slice(at.start, at.end), offset: at.start, wide };
  }

  /** To the closing brace, which is consumed; `\over` on the way makes a fraction of the two halves. */
  private readToBrace(open: Raw, mode: Mode, fraction: number, numerator: number): Raw {
    const ends: Ends = (raw) =>
      (raw.type === 'char' && raw.value === '}') || (raw.type === 'command' && raw.value === 'over');
    this.readSequence(mode, ends);
    const over = this.peek();
    if (over?.type === 'command') {
      this.skip();
      this.place(fraction, 'fraction', '', open);
      this.place(numerator, 'argOpen', '', { ...open, end: open.start });
      this.emit('argClose', '', over.start, over.start);
      this.emit('argOpen', '', over.end, over.end);
      this.readSequence(mode, ends);
      const again = this.peek();
      if (again?.type === 'command') this.fail('unread', again, 'one group can have one \\over');
    }
    const close = this.peek();
    if (close === undefined) return this.fail('unclosed', open, '`}`');
    this.skip();
    if (over?.type === 'command') this.emit('argClose', '}', close.start, close.end);
    return close;
  }

  /** The argument of a command or a script: a group in braces, or the next single token. */
  readArgument(of: Raw, mode: Mode = 'argument'): void {
    const open = this.peek();
    if (open === undefined) return this.fail('missing-argument', of);
    if (open.type === 'char' && open.value === '{') {
      const upright = this.upright;
      this.emit('argOpen', '{', open.start, open.end);
      const [, fraction, numerator] = this.placeholders(open);
      this.skip();
      const close = this.nested(open, () => this.readToBrace(open, mode, fraction, numerator));
      this.upright = upright;
      if (mode === 'list' && this.last()?.type === 'comma') this.out.pop();
      this.emit('argClose', '}', close.start, close.end);
      return;
    }
    this.emit('argOpen', '', open.start, open.start);
    this.readSingle(of);
    const last = this.last() as TexToken;
    const end = last.offset + last.text.length;
    this.emit('argClose', '', end, end);
  }

  /** The next token alone, as TeX takes it: `\frac12` is one half, `x^10` is x¹0. */
  private readSingle(of: Raw): void {
    const raw = this.peek();
    if (raw === undefined) return this.fail('missing-argument', of);
    const before = this.out.length;
    switch (raw.type) {
      case 'letter':
        this.skip();
        this.emit('name', raw.value, raw.start, raw.end);
        break;
      case 'number':
        this.raws.splice(this.position, 1, { ...raw, value: raw.value.slice(0, 1), end: raw.start + 1 });
        if (raw.value.length > 1) {
          this.raws.splice(this.position + 1, 0, { ...raw, value: raw.value.slice(1), start: raw.start + 1 });
        }
        this.skip();
        this.emit('number', raw.value.slice(0, 1), raw.start, raw.start + 1);
        break;
      case 'command':
        this.nested(raw, () => this.readCommand(raw, 'argument'));
        break;
      case 'char':
        if (raw.value === '{') {
          this.readBraces(raw, 'argument');
          break;
        }
        return this.fail('missing-argument', of);
      case 'break':
      case 'prime':
        return this.fail('missing-argument', of);
      default:
        this.readUnit(raw, 'argument');
    }
    if (this.out.length === before) this.fail('missing-argument', of);
  }

  /** `_…`, `^…`; a raised prime is a prime. */
  private readScript(raw: Raw): void {
    this.skip();
    const at = this.out.length;
    this.emit(raw.value === '_' ? 'sub' : 'sup', raw.value, raw.start, raw.end);
    this.readArgument(raw, 'list');
    const content = this.out.slice(at + 2, -1).filter(({ type }) => type !== 'void');
    const end = this.out.at(-1) as TexToken;
    if (content.length === 0) this.out.length = at;
    else if (raw.value === '^' && content.every(({ type }) => type === 'prime')) {
      this.out.length = at;
      const primes = content.map(({ value }) => value).join('');
      this.emit('prime', primes, raw.start, end.offset + end.text.length);
    }
  }

  /** `\max` without anything under it is a function. */
  private readReduction(raw: Raw): void {
    this.skip();
    let limits = 0;
    for (let i = this.position; i < this.raws.length; i += 1) {
      const { type, value } = this.raws[i] as Raw;
      if (type === 'space' || (type === 'command' && (value === 'limits' || value === 'nolimits'))) continue;
      if (type === 'char' && (value === '_' || value === '^')) limits = i;
      break;
    }
    const named = (raw.value === 'max' || raw.value === 'min') && limits === 0;
    this.emit(named ? 'name' : 'reduction', raw.value, raw.start, raw.end);
  }

  // ---- delimiters --------------------------------------------------------------------------------

  /** The delimiter that stands next, also after `\left` or `\right`: its side, and how many raw tokens it takes. */
  private sized(raw: Raw): { delimiter: ReturnType<typeof delimiterOf>; raw: Raw; none: boolean } {
    if (raw.type !== 'command' || (raw.value !== 'left' && raw.value !== 'right' && raw.value !== 'middle')) {
      return { delimiter: delimiterOf(raw), raw, none: false };
    }
    let i = this.position + 1;
    while (this.raws[i]?.type === 'space') i += 1;
    const next = this.raws[i];
    const delimiter = delimiterOf(next);
    if (next === undefined || (delimiter === null && next.value !== '.')) this.fail('missing-argument', raw);
    const side = raw.value === 'left' ? 'open' : 'close';
    const placed =
      delimiter === null ? null : { ...delimiter, side: delimiter.side === 'either' ? side : delimiter.side };
    return {
      delimiter: placed as ReturnType<typeof delimiterOf>,
      raw: { ...raw, end: next.end },
      none: delimiter === null,
    };
  }

  /** From a `\left` on: the `\right` that matches it, and whether it draws nothing (`\right.`). */
  matchingRight(): { empty: boolean; end: number } | null {
    let depth = 0;
    for (let i = this.position; i < this.raws.length; i += 1) {
      const { type, value } = this.raws[i] as Raw;
      if (type !== 'command' || (value !== 'left' && value !== 'right')) continue;
      depth += value === 'left' ? 1 : -1;
      if (depth > 0) continue;
      const next = this.raws.slice(i + 1, i + 3).find((raw) => raw.type !== 'space');
      return next === undefined ? null : { empty: next.value === '.', end: next.end };
    }
    return null;
  }

  private skipSized(raw: Raw): void {
    this.skip(
      raw.type === 'command' && (raw.value === 'left' || raw.value === 'right' || raw.value === 'middle')
        ? 2
        : 1,
    );
  }

  private readDelimiter(raw: Raw, mode: Mode): void {
    const { delimiter, raw: whole, none } = this.sized(raw);
    if (raw.type === 'command' && raw.value === 'middle') {
      this.skipSized(raw);
      this.emit('words', '|', whole.start, whole.end);
      return;
    }
    if (none || delimiter === null) return this.skipSized(raw); // \left. and \right. draw nothing
    if (delimiter.side === 'close') return this.fail('unopened', whole);
    if (raw.value === 'left' && delimiter.kind === '{' && readOpenCases(this, raw)) return;
    this.skipSized(raw);
    if (delimiter.side === 'either' && this.separates(raw)) {
      this.emit('words', '|', raw.start, raw.end);
      return;
    }
    this.nested(raw, () => this.readGroup(whole, delimiter.kind, mode));
  }

  private readGroup(open: Raw, kind: string, mode: Mode): void {
    const at = this.out.length;
    this.emit('open', kind, open.start, open.end);
    const bar = kind === '|' || kind === 'norm';
    const ends: Ends = (raw) => {
      if (raw.type === 'char' && (raw.value === '}' || (raw.value === '&' && mode === 'argument')))
        return true;
      if (raw.type === 'command' && raw.value === 'end') return true;
      if (raw.type === 'break' && mode === 'argument') return true;
      const { delimiter } = this.sized(raw);
      if (delimiter === null) return false;
      return (
        delimiter.side === 'close' ||
        (bar && delimiter.side === 'either' && delimiter.kind === kind && isOperandEnd(this.last()))
      );
    };
    this.readSequence(mode === 'rows' ? 'fold' : mode, ends);
    const raw = this.peek();
    const sized = raw === undefined ? null : this.sized(raw);
    if (raw === undefined || sized === null || sized.delimiter === null)
      return this.fail('unclosed', open, 'its other half');
    if (sized.delimiter.kind !== kind) {
      return this.fail(
        'mismatched',
        { start: open.start, end: open.end },
        `\`${this.text.slice(sized.raw.start, sized.raw.end)}\``,
      );
    }
    this.skipSized(raw);
    this.unfold(at + 1);
    if (this.absorbs(at, kind, sized.raw)) return;
    this.emit('close', kind, sized.raw.start, sized.raw.end);
  }

  /** `\left[ \begin{array} … \right]`: a matrix without delimiters of its own takes these. */
  private absorbs(at: number, kind: string, close: Raw): boolean {
    const [open, matrix, last] = [this.out[at], this.out[at + 1], this.out.at(-1)];
    if (
      (kind !== '(' && kind !== '[') ||
      open === undefined ||
      matrix?.type !== 'matrixOpen' ||
      last?.type !== 'matrixClose'
    )
      return false;
    let depth = 0;
    const first = this.out.findIndex((token, i) => {
      if (i <= at) return false;
      if (token.type === 'matrixOpen') depth += 1;
      if (token.type === 'matrixClose') depth -= 1;
      return depth === 0;
    });
    if (matrix.value !== '' || first !== this.out.length - 1) return false;
    this.out[at] = { ...open, type: 'matrixOpen', value: '(' };
    this.out[at + 1] = { ...matrix, type: 'void' };
    this.out.pop();
    this.emit('matrixClose', '', close.start, close.end);
    return true;
  }

  /** A bar after a complete factor, without a second bar in the same bracket, separates: `\{ x | x > 0 \}`. */
  private separates(bar: Raw): boolean {
    if (!isOperandEnd(this.last())) return false;
    let [depth, bars] = [0, 0];
    for (let i = this.position; i < this.raws.length && depth >= 0; i += 1) {
      const raw = this.raws[i] as Raw;
      const side =
        raw.type === 'char' && raw.value === '{'
          ? 'open'
          : raw.type === 'char' && raw.value === '}'
            ? 'close'
            : delimiterOf(raw)?.side;
      if (side === 'open') depth += 1;
      else if (side === 'close') depth -= 1;
      else if (side === 'either' && raw.value === bar.value && depth === 0) bars += 1;
    }
    return bars % 2 === 0;
  }

  // ---- commands ----------------------------------------------------------------------------------

  private readCommand(raw: Raw, mode: Mode): void {
    const command = raw.value;
    const name = NAMES.get(command);
    const words = WORD_COMMANDS.get(command);
    const arity = CALLS.get(command);
    const relation = DECORATED_RELATIONS.get(command);
    const silent = SILENT.get(command);
    const wrapper = WRAPPERS.get(command);
    if (name !== undefined) this.simple('name', name, raw);
    else if (DOTS.has(command)) this.simple('dots', '', raw);
    else if (words !== undefined) this.simple('words', words, raw);
    else if (command === 'prime') this.simple('prime', "'", raw);
    else if (WIDE.has(command)) {
      this.skip();
      this.wide = true;
    } else if (LAYOUT.has(command)) this.skip();
    else if (UPRIGHT_SWITCHES.has(command)) {
      this.skip();
      this.upright = true;
    } else if (TEXTS.has(command) || UPRIGHT.has(command)) this.nested(raw, () => this.readText(raw, mode));
    else if (FONTS.has(command)) this.readFont(raw, mode);
    else if (ACCENTS.has(command)) this.simpleWithArguments('accent', command, raw, 1);
    else if (arity !== undefined) this.readCall(raw, arity);
    else if (/^[cdt]?frac$/.test(command)) this.simpleWithArguments('fraction', '', raw, 2);
    else if (relation !== undefined) this.readDecorated(raw, relation);
    else if (/^(left|right|middle)$/.test(command) || delimiterOf(raw) !== null)
      this.readDelimiter(raw, mode);
    else if (command === 'begin') readEnvironment(this, raw, mode);
    else if (command === 'end') this.fail('unopened', raw);
    else if (silent !== undefined) this.skipArguments(raw, silent);
    else if (wrapper !== undefined) {
      this.skipArguments(raw, wrapper);
      this.readFontArgument(raw, mode);
    } else this.readSpecial(raw, mode);
  }

  private readSpecial(raw: Raw, mode: Mode): void {
    switch (raw.value) {
      case 'tag':
      case 'tag*':
        return this.readTag(raw);
      case 'not':
        return this.readNot(raw);
      case 'stackrel':
      case 'overset':
        return this.readStacked(raw);
      case 'underset':
        return this.readUnderset(raw);
      case 'substack':
        this.skip();
        return this.readFontArgument(raw, 'list');
      case 'pmod':
        this.skip();
        this.emit('open', '(', raw.start, raw.end);
        this.emit('name', 'mod', raw.start, raw.end);
        this.readFontArgument(raw, 'argument');
        this.emit('close', '(', raw.end, this.end());
        return;
      case 'underbrace':
      case 'overbrace':
        return this.readBrace(raw);
      case 'over':
        return this.fail('unread', raw, 'it stands between braces: {a \\over b}');
      case 'cancel':
      case 'sout':
        return this.fail('unread', raw);
      default:
        return this.readMacro(raw, mode);
    }
  }

  private end(): number {
    const last = this.last();
    return last === undefined ? 0 : last.offset + last.text.length;
  }

  private simple(type: TokenType, value: string, raw: Raw): void {
    this.skip();
    this.emit(type, value, raw.start, raw.end);
  }

  private simpleWithArguments(type: TokenType, value: string, raw: Raw, count: number): void {
    this.simple(type, value, raw);
    for (let i = 0; i < count; i += 1) this.readArgument(raw);
  }

  /** `\sqrt[3]{x}` has the arguments x and 3. */
  private readCall(raw: Raw, count: number): void {
    this.skip();
    const root = this.peek();
    const option = raw.value === 'sqrt' && root?.type === 'char' && root.value === '[' ? this.option() : null;
    this.emit(option !== null || count === 2 ? 'binary' : 'root', raw.value, raw.start, raw.end);
    for (let i = 0; i < count; i += 1) this.readArgument(raw);
    if (option === null) return;
    const { start, end } = option;
    this.emit('argOpen', '[', start, start);
    if (!/^\d+$/.test(this.text.slice(start + 1, end - 1)))
      this.fail('unread', option, 'only a number can be the degree of a root');
    this.emit('number', this.text.slice(start + 1, end - 1), start + 1, end - 1);
    // Placed where the root ends, so that the node covers its source.
    this.emit('argClose', ']', this.end(), this.end());
  }

  /** Skips `[ … ]`, without brackets inside. */
  option(): { start: number; end: number } | null {
    const open = this.peek();
    if (open === undefined || open.value !== '[') return null;
    let end = this.position;
    while (end < this.raws.length && this.raws[end]?.value !== ']') end += 1;
    const close = this.raws[end];
    if (close === undefined) return this.fail('unclosed', open, '`]`');
    this.moveTo(end + 1);
    return { start: open.start, end: close.end };
  }

  /** Skips the braces (or the one token) that follow. */
  skipArgument(of: Raw): { start: number; end: number } {
    const open = this.peek();
    if (open === undefined) return this.fail('missing-argument', of);
    const close = open.type === 'char' && open.value === '{' ? this.matching(this.position) : this.position;
    this.moveTo(close + 1);
    return { start: open.start, end: this.raws[close]?.end ?? open.end };
  }

  private skipArguments(raw: Raw, count: number): void {
    this.skip();
    for (let i = 0; i < count; i += 1) this.skipArgument(raw);
  }

  private readFont(raw: Raw, mode: Mode): void {
    this.skip();
    this.readFontArgument(raw, mode);
  }

  /** What a font applies to, as if the font were not there. */
  private readFontArgument(raw: Raw, mode: Mode): void {
    const next = this.peek();
    if (next === undefined) return this.fail('missing-argument', raw);
    const from = this.out.length;
    this.nested(raw, () => {
      if (next.type === 'char' && next.value === '{') this.readBraces(next, mode);
      else this.readSingle(raw);
    });
    if (this.out.slice(from).filter(({ type }) => type !== 'void').length === 1)
      this.widen(from, raw.start, this.consumed);
  }

  private readTag(raw: Raw): void {
    this.skip();
    const { start, end } = this.skipArgument(raw);
    this.emit(
      'tag',
      this.text
        .slice(start, end)
        .replace(/^\{|\}$/g, '')
        .trim(),
      raw.start,
      end,
    );
  }

  private readNot(raw: Raw): void {
    this.skip();
    const relation = this.peek();
    const negated =
      relation?.type === 'relation' ? NEGATED.get(relation.value as RelationOperator) : undefined;
    if (relation === undefined || negated === undefined)
      return this.fail('unread', raw, 'it can stand before = and \\in');
    this.skip();
    this.emit('relation', negated, raw.start, relation.end);
  }

  /** `\xlongequal[a]{b}` */
  private readDecorated(raw: Raw, value: RelationOperator): void {
    this.skip();
    this.option();
    const next = this.peek();
    const end = next?.value === '{' ? this.skipArgument(raw).end : raw.end;
    this.emit('relation', value, raw.start, end);
  }

  /** `\stackrel{\text{def}}{=}`: a definition; with anything else above it, the sign itself. */
  private readStacked(raw: Raw): void {
    this.skip();
    const above = this.skipArgument(raw);
    const at = this.out.length;
    this.readFontArgument(raw, 'argument');
    const signs = this.out.slice(at).filter(({ type }) => type !== 'void');
    const sign = signs[0];
    if (signs.length !== 1 || sign === undefined || !/^(relation|product)$/.test(sign.type))
      return this.fail('unread', raw, 'it can stand over a relation');
    const defines =
      sign.value === '=' &&
      /def|\\(triangle|Delta|vartriangle)|Δ|定义/.test(this.text.slice(above.start, above.end));
    this.out.length = at;
    this.emit(sign.type, defines ? ':=' : sign.value, raw.start, this.consumed);
  }

  /** `\underset{x}{\max} f` is `\max_x f`. */
  private readUnderset(raw: Raw): void {
    this.skip();
    const start = this.position;
    this.skipArgument(raw);
    const at = this.out.length;
    this.readFontArgument(raw, 'argument');
    const end = this.position;
    const above = this.out.slice(at).filter(({ type }) => type !== 'void');
    const base = above[0];
    if (above.length !== 1 || base === undefined || base.type !== 'name')
      return this.fail('unread', raw, 'it can stand under max, min or a name');
    if (base.value === 'max' || base.value === 'min') {
      this.out.length = at;
      this.out.push({ ...base, type: 'reduction' });
    }
    this.emit('sub', '_', raw.start, raw.start);
    this.position = start;
    this.readArgument(raw, 'list');
    this.position = end;
  }

  /** `\underbrace{x}_{label}`: the label is a remark. */
  private readBrace(raw: Raw): void {
    this.skip();
    this.nested(raw, () => this.readArgument(raw));
    const script = this.peek();
    if (script?.value !== '_' && script?.value !== '^') return;
    this.skip();
    this.skipArgument(script);
  }

  /** A command in no table: with one argument in braces it is taken for a font. */
  private readMacro(raw: Raw, mode: Mode): void {
    const [first, second] = [this.ahead(1), this.ahead(2)];
    const open = first?.type === 'space' ? second : first;
    if (open?.type !== 'char' || open.value !== '{') return this.fail('unknown-command', raw);
    const close = this.matching(this.position + (first?.type === 'space' ? 2 : 1));
    if (this.raws[close + 1]?.value === '{') return this.fail('unknown-command', raw);
    this.readFont(raw, mode);
  }
}
