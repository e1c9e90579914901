// Native text → statements, each a list of tokens.
//
// The end of a line ends a statement, unless a bracket is open, the line ends in an operator, or the next line
// (comments and blank lines aside) starts with an operator or is indented deeper than the statement. The brackets
// are kept here, and what can be told from neighbouring tokens alone is refused here.

import type moo from 'moo';
import { NotationError, type NotationErrorKind } from './errors.js';
import type { Token } from './nodes.js';
import { operators } from './operators.js';
import { lexerFor, maximalDepth, maximalText, maximalTokens, nameSource } from './tokens.js';

const closers: Readonly<Record<string, string>> = {
  lparen: 'rparen',
  lbracket: 'rbracket',
  lbrace: 'rbrace',
  lsub: 'rsub',
  reduction: 'rsub',
};
const closing: Readonly<Record<string, string>> = { rparen: ')', rbracket: ']', rbrace: '}', rsub: '>' };

/** After these a line goes on, and a line that starts with one goes on from the line before. */
const joining = new Set(['sign', 'product', 'relation', 'caret', 'comma', 'colon', 'dots', 'word']);
/** A line may end with these all the same: `index l in 0..` says all there is to say. */
const complete = new Set(['down', 'otherwise', '..']);

/** An open bracket; of the outermost level it is null. */
interface Level {
  readonly open: Token | null;
  /** Big operators, guards and `not` that the present product stands under. */
  heads: number;
  /** A comparison was seen: `[` and `]` around it are a guard. */
  compared: boolean;
}

/**
 * The statements of a text, one after the other, a separator line as one token of its own:
 * `[...statements('size M; size N')].length` is 2. In a formula the ends of lines mean nothing.
 * Throws NotationError at what cannot be read.
 */
export function* statements(text: string, as: 'file' | 'formula' = 'file'): Generator<readonly Token[]> {
  if (text.length > maximalText) {
    const range = { start: maximalText, end: maximalText };
    throw new NotationError(text, { kind: 'text-too-long', range, advice: String(maximalText) });
  }
  const input = lexerFor(text);
  let statement = new StatementTokens(text, as);
  let newLine = false;
  let indent = indentation(text, 0);
  for (let token = next(input); token !== undefined; token = next(input)) {
    if (token.type === 'space' || token.type === 'comment') continue;
    if (token.type === 'newline') {
      newLine = true;
      indent = indentation(text, token.offset + token.text.length);
      continue;
    }
    const ends = token.type === 'separator' || statement.endsBefore(token, newLine, indent);
    if (ends && !statement.empty) {
      yield statement.finish();
      statement = new StatementTokens(text, as);
    }
    newLine = false;
    if (token.type === 'separator') yield [token];
    else if (token.type !== 'semicolon' || !ends) statement.add(token, indent);
    input.setState(statement.state);
  }
  if (!statement.empty) yield statement.finish();
}

function next(input: moo.Lexer): Token | undefined {
  return input.next() as Token | undefined;
}

/** The tokens of one statement while it is being read. */
class StatementTokens {
  private readonly tokens: Token[] = [];
  private readonly levels: Level[] = [{ open: null, heads: 0, compared: false }];
  private depth = 0;
  private indent = 0;
  private header = false;

  constructor(
    private readonly text: string,
    private readonly as: 'file' | 'formula',
  ) {}

  get empty(): boolean {
    return this.tokens.length === 0;
  }

  /** The state in which the next token is to be read. */
  get state(): 'main' | 'subscript' | 'title' {
    if (this.header) return 'title';
    const open = this.level.open?.type;
    return open === 'lsub' || open === 'reduction' ? 'subscript' : 'main';
  }

  private get level(): Level {
    return this.levels[this.levels.length - 1] as Level;
  }

  /** Whether the token lies behind the end of this statement; `indent` is that of its line. */
  endsBefore(token: Token, newLine: boolean, indent: number): boolean {
    if (this.levels.length > 1) return false;
    if (token.type === 'semicolon') return true;
    const last = this.tokens[this.tokens.length - 1];
    if (!newLine || last === undefined || this.as === 'formula') return false;
    if (joining.has(token.type) || (joining.has(last.type) && !complete.has(last.text))) return false;
    return indent <= this.indent;
  }

  add(token: Token, indent: number): void {
    const first = this.tokens.length === 0;
    if (first) this.indent = indent;
    this.check(token);
    this.tokens.push(token);
    if (this.tokens.length > maximalTokens)
      throw this.error('too-many-tokens', token, { advice: String(maximalTokens) });
    if (first && token.text === 'theorem') this.header = this.as === 'file';
    else if (token.type !== 'title') this.header = false;
    this.count(token);
  }

  /** The tokens, all brackets being closed. */
  finish(): readonly Token[] {
    const open = this.level.open;
    if (open !== null) throw this.unclosed(open);
    return this.tokens;
  }

  /** Brackets and nesting, so that no later step can run out of stack. */
  private count(token: Token): void {
    const level = this.level;
    if (token.type in closers) {
      this.levels.push({ open: token, heads: 0, compared: false });
      this.depth += 1;
    } else if (token.type in closing) {
      this.close(token, level);
    } else if (token.text === 'not') {
      this.addHead();
    } else if (['sign', 'relation', 'comma', 'semicolon', 'word'].includes(token.type)) {
      this.depth -= level.heads;
      level.heads = 0;
      if (token.type === 'relation' || token.text === 'divides') level.compared = true;
    }
    if (this.depth > maximalDepth) throw this.error('too-deep', token, { advice: String(maximalDepth) });
  }

  private close(token: Token, level: Level): void {
    const { open } = level;
    if (open === null) throw this.error('unopened', token);
    if (closers[open.type] !== token.type) throw this.unclosed(open);
    this.levels.pop();
    this.depth -= 1 + level.heads;
    if (open.type === 'reduction' || (open.type === 'lbracket' && level.compared)) this.addHead();
  }

  private addHead(): void {
    this.level.heads += 1;
    this.depth += 1;
  }

  private check(token: Token): void {
    const before = this.tokens[this.tokens.length - 1];
    const touches = before !== undefined && before.offset + before.text.length === token.offset;
    if (token.type === 'unknown') throw this.unknown(token);
    if (token.type === 'comparison') throw this.error('comparison-in-subscript', token);
    if (token.type === 'under') this.underscore(token, touches ? before : undefined);
    if (token.type === 'semicolon' && ['lparen', 'lsub', 'reduction'].includes(this.level.open?.type ?? '')) {
      throw this.unclosed(this.level.open as Token);
    }
    // x^2k: everywhere else 2k belongs together, here it would not.
    const caret = this.tokens[this.tokens.length - 2];
    if (token.type === 'name' && touches && before.type === 'number' && caret?.type === 'caret') {
      const found = `^${before.text}${token.text}`;
      throw this.error('ambiguous', caret, {
        found,
        advice: `^(${before.text}${token.text}) or ^${before.text} ${token.text}`,
      });
    }
  }

  /** A lone `_` takes one name or one number, directly: `R_l`, `R_0`; more would be guesswork. */
  private underscore(token: Token, before: Token | undefined): void {
    const after = token.offset + 1;
    const base = before?.text ?? '';
    if (this.text[after] === '{') {
      const inside = /\{([^{}\r\n]*)\}/y;
      inside.lastIndex = after;
      const items = inside.exec(this.text)?.[1]?.trim() || 'i,j';
      throw this.error('braced-subscript', token, { found: '_{', advice: `${base || 'x'}_<${items}>` });
    }
    const item = new RegExp(`${nameSource}|[0-9]+`, 'uy');
    item.lastIndex = after;
    const written = item.exec(this.text)?.[0];
    const fits = before !== undefined && ['name', 'rparen', 'rbracket', 'rsub'].includes(before.type);
    if (written === undefined || !fits) throw this.error('lone-underscore', token);
    // Else print(parse(text)) would be another formula: sum_<m> begins a sum.
    if (operators.some((row) => row.kind === 'reduction' && row.value === base)) {
      throw this.error('ambiguous', before, {
        found: `${base}_${written}`,
        advice: `${base}_<${written}=1..M>`,
      });
    }
    const rest = /[_\p{L}\p{Nd}']*/uy;
    rest.lastIndex = after + written.length;
    const more = rest.exec(this.text)?.[0] ?? '';
    if (more === '' && before.type !== 'rsub') return;
    const all = `${written}${more}`;
    const list = all.split('_').join(',');
    if (before.type === 'rsub')
      throw this.error('ambiguous', token, { found: `_${all}`, advice: 'all subscripts in one, x_<i,j>' });
    const either = more.includes('_') ? '' : ` or ${base}_<${written}> ${more}`;
    throw this.error('ambiguous', before, { found: `${base}_${all}`, advice: `${base}_<${list}>${either}` });
  }

  private unknown(token: Token): NotationError {
    const character = String.fromCodePoint(token.text.codePointAt(0) ?? 0);
    const advice =
      character === '\\' ? 'commands belong to LaTeX, here it is sum_<i=1..M>, x_<i,j>, rot180(W)' : '';
    return this.error('unknown-character', token, { found: character, advice });
  }

  private unclosed(open: Token): NotationError {
    const expected = `'${closing[closers[open.type] ?? ''] ?? ''}'`;
    return this.error('unclosed', open, { expected: [expected] });
  }

  private error(
    kind: NotationErrorKind,
    at: Token,
    more: { readonly found?: string; readonly expected?: readonly string[]; readonly advice?: string } = {},
  ): NotationError {
    const found = more.found ?? at.text;
    const range = { start: at.offset, end: at.offset + found.length };
    return new NotationError(this.text, { kind, range, ...more, found });
  }
}

/** How far the line that starts here is indented; a tab reaches the next multiple of four. */
function indentation(text: string, line: number): number {
  const blank = /[^\S\r\n\uFEFF]/y;
  blank.lastIndex = text[line] === '\uFEFF' ? line + 1 : line;
  let width = 0;
  for (let found = blank.exec(text); found !== null; found = blank.exec(text)) {
    width += found[0] === '\t' ? 4 - (width % 4) : 1;
  }
  return width;
}
