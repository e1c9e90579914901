// Raw LaTeX tokens → the tokens of the grammar, in which every argument, group, matrix and list of cases is bracketed.
//
// This does what a grammar does badly: arguments without braces (`\frac JN`), fonts and layout that mean nothing,
// `|` that opens or closes, what `&` and `\\` separate. The reader holds the place and the tokens written so far;
// what a brace, a delimiter, a word, a command or an environment does stands in the files beside this one.

import { NotationError, type NotationErrorKind } from './errors.js';
import { readBraces, readScript } from './latexArguments.js';
import { readDelimiter } from './latexDelimiters.js';
import { readCommand } from './latexMacros.js';
import { isScriptForMarkdown, readLetters } from './latexText.js';
import {
  delimiterOf,
  isOperandEnd,
  type Mode,
  type Raw,
  rawTokens,
  type TexToken,
  type TokenType,
} from './latexTokens.js';
import { maximalDepth } from './tokens.js';

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Whether a sequence ends before a raw token. */
export type Ends = (raw: Raw) => boolean;

const PUNCTUATION: Readonly<Record<string, TokenType>> = { ',': 'comma', ';': 'semicolon', '.': 'period' };

/** Beside one of these a row break inside a bracket only folds a long line. */
const FOLDS: ReadonlySet<TokenType> = new Set<TokenType>([
  ...(['sign', 'product', 'relation', 'comma', 'semicolon', 'and', 'or'] as const),
  ...(['open', 'close', 'break', 'void'] as const),
]);

export class Reader {
  readonly raws: Raw[];
  /** Index of the next raw token. */
  position = 0;
  /** Offset where the last token consumed ends. */
  consumed = 0;
  /** Several letters in a row are one name. */
  upright = false;
  /** A wide space stands before the next token. */
  wide = false;
  out: TexToken[] = [];
  /** How many bars follow a bar in the same bracket, by its offset; kept for latexDelimiters.ts. */
  readonly barsAfter = new Map<number, number>();
  private depth = 0;

  constructor(readonly text: string) {
    this.raws = rawTokens(text);
  }

  /** All tokens; row breaks and alignment marks of the display itself stay in as `break` and `align`. */
  read(): readonly TexToken[] {
    this.readSequence('rows', () => false);
    return this.out;
  }

  // ---- moving along ------------------------------------------------------------------------------

  /** The next raw token that is not space. */
  peek(): Raw | undefined {
    while (this.raws[this.position]?.type === 'space') this.position += 1;
    return this.raws[this.position];
  }

  /** Consumes raw tokens; spaces do not count. */
  skip(count = 1): void {
    for (let i = 0; i < count; i += 1) {
      this.peek();
      this.moveTo(this.position + 1);
    }
  }

  moveTo(position: number): void {
    this.position = position;
    this.consumed = this.raws[position - 1]?.end ?? this.consumed;
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

  fail(kind: NotationErrorKind, { start, end }: Place, advice = ''): never {
    const found = this.text.slice(start, Math.min(end, start + 40));
    throw new NotationError(this.text, { kind, range: { start, end }, found, advice });
  }

  /** Runs `inside` one level deeper. */
  nested<T>(at: Place, inside: () => T): T {
    this.depth += 1;
    if (this.depth > maximalDepth) this.fail('too-deep', at, String(maximalDepth));
    const result = inside();
    this.depth -= 1;
    return result;
  }

  // ---- writing tokens ----------------------------------------------------------------------------

  emit(type: TokenType, value: string, start: number, end: number): void {
    const wide = this.wide && type !== 'void';
    if (type !== 'void') this.wide = false;
    this.out.push({ type, value, text: this.text.slice(start, end), offset: start, wide });
  }

  /** Consumes a raw token and writes it as one of the grammar. */
  simple(type: TokenType, value: string, raw: Raw): void {
    this.skip();
    this.emit(type, value, raw.start, raw.end);
  }

  /** The last token that is not a placeholder. */
  last(): TexToken | undefined {
    return this.out.findLast(({ type }) => type !== 'void');
  }

  /** Where the last token ends. */
  end(): number {
    const last = this.last();
    return last === undefined ? 0 : last.offset + last.text.length;
  }

  /** The tokens from an index on, without placeholders. */
  written(from: number): readonly TexToken[] {
    return this.out.slice(from).filter(({ type }) => type !== 'void');
  }

  /** Lets the first token from an index on cover more of the source: `\mathbf{W}` is a name as a whole. */
  widen(from: number, start: number, end: number): void {
    let index = from;
    while (this.out[index]?.type === 'void') index += 1;
    const token = this.out[index];
    if (token !== undefined) this.out[index] = { ...token, text: this.text.slice(start, end), offset: start };
  }

  // ---- sequences ---------------------------------------------------------------------------------

  /** Reads up to a raw token that ends the sequence (which is left), or to the end of the text. */
  readSequence(mode: Mode, ends: Ends): void {
    for (let raw = this.peek(); raw !== undefined && !ends(raw); raw = this.peek()) this.readUnit(raw, mode);
  }

  /** One unit of the source: a letter, a group, a command with its arguments. */
  readUnit(raw: Raw, mode: Mode): void {
    switch (raw.type) {
      case 'letter':
        readLetters(this, raw);
        break;
      case 'number':
      case 'sign':
      case 'product':
      case 'relation':
      case 'dots':
        this.simple(raw.type, raw.value, raw);
        break;
      case 'logic':
        this.simple(raw.value as 'and' | 'or' | 'not', raw.value, raw);
        break;
      case 'reduction':
        this.readReduction(raw);
        break;
      case 'cjk':
        this.simple('words', raw.value, raw);
        break;
      case 'prime':
        this.simple('prime', "'".repeat(raw.end - raw.start), raw);
        break;
      case 'punctuation':
        this.simple(PUNCTUATION[raw.value] ?? 'words', raw.value, raw);
        break;
      case 'break':
        this.separate('break', raw, mode);
        break;
      case 'command':
        readCommand(this, raw, mode);
        break;
      default:
        this.readCharacter(raw, mode);
        break;
    }
  }

  private readCharacter(raw: Raw, mode: Mode): void {
    if (delimiterOf(raw) !== null) readDelimiter(this, raw, mode);
    else if (raw.value === '{') readBraces(this, raw, mode);
    else if (raw.value === '}') this.fail('unopened', raw);
    else if (raw.value === '_' || raw.value === '^') readScript(this, raw);
    else if (raw.value === '&') this.separate('align', raw, mode);
    else if (raw.value === '!' || raw.value === '\\%') this.simple('symbol', raw.value.slice(-1), raw);
    else if (isScriptForMarkdown(this, this.position)) readScript(this, { ...raw, value: '_' });
    else if (raw.value === '\\_') readLetters(this, raw);
    else if (raw.value === '\\*') this.simple('product', '*', raw);
    else if (raw.type !== 'escape') this.fail('unknown-character', raw);
    // \, \; \! \: \> and the escaped space
    else if (/^\\[,;!:>/\s-]$/.test(raw.value)) this.readSpace(raw);
    else this.fail('unknown-command', raw);
  }

  /** Two escaped spaces or more, `\ \ \ (3)`, set apart what stands after them as `\quad` does. */
  private readSpace(raw: Raw): void {
    let i = this.position - 1;
    while (this.raws[i]?.type === 'space') i -= 1;
    const before = this.raws[i];
    this.skip();
    if (isSpace(raw) && before !== undefined && isSpace(before)) this.wide = true;
  }

  /** `\max` without anything under it is a function. */
  private readReduction(raw: Raw): void {
    const isLayout = ({ type, value }: Raw): boolean =>
      type === 'space' || (type === 'command' && (value === 'limits' || value === 'nolimits'));
    const next = this.raws.slice(this.position + 1, this.position + 6).find((it) => !isLayout(it));
    const limits = next?.type === 'char' && (next.value === '_' || next.value === '^');
    const named = (raw.value === 'max' || raw.value === 'min') && !limits;
    this.simple(named ? 'name' : 'reduction', raw.value, raw);
  }

  // ---- rows --------------------------------------------------------------------------------------

  /** A row break or an alignment mark, by what encloses it. */
  private separate(type: 'break' | 'align', raw: Raw, mode: Mode): void {
    if (mode === 'argument') this.fail('unread', raw, 'it stands inside an argument or a cell');
    this.skip();
    this.wide = false;
    if (mode === 'rows' || (mode === 'fold' && type === 'break')) this.emit(type, '', raw.start, raw.end);
    else if (mode === 'list' && type === 'break' && isOperandEnd(this.last())) {
      this.emit('comma', ',', raw.start, raw.end);
    }
  }

  /** Row breaks that mean no more than the end of a line. */
  joinLines(from: number): void {
    for (let i = from; i < this.out.length; i += 1) {
      const token = this.out[i] as TexToken;
      if (token.type === 'break') this.out[i] = { ...token, type: 'void' };
    }
  }

  /** Row breaks inside a bracket fold a long line beside an operator; elsewhere they are an error. */
  unfold(from: number): void {
    for (let i = from; i < this.out.length; i += 1) {
      const token = this.out[i] as TexToken;
      if (token.type !== 'break') continue;
      const neighbours = [this.out[i - 1]?.type ?? 'open', this.out[i + 1]?.type ?? 'close'];
      if (!neighbours.some((type) => FOLDS.has(type as TokenType))) {
        const place = { start: token.offset, end: token.offset + token.text.length };
        this.fail('unread', place, 'a new row cannot begin inside a bracket');
      }
      this.out[i] = { ...token, type: 'void' };
    }
  }
}

/** `\ ` */
function isSpace({ type, value }: Raw): boolean {
  return type === 'escape' && /^\\\s$/u.test(value);
}
