// The tokens of a whole display → its rows, each ready for the grammar.
//
// A line that begins with an operator, or follows one, continues the line before it: `y &= a \\ &+ b` is one row.
// A line that begins with a relation sign stays a row of its own, whose first side is that of the row before.

import { isJoiningWord } from './latexCommands.js';
import { CLOSING, isOperandEnd, OPENING, type TexToken, type TokenType } from './latexTokens.js';

type Tokens = readonly TexToken[];

export interface TokenRow {
  readonly tokens: Tokens;
  readonly tag: string | null;
}

const OPERATORS: ReadonlySet<TokenType> = new Set<TokenType>(['sign', 'product', 'relation', 'and', 'or']);
const SEPARATORS: ReadonlySet<TokenType> = new Set<TokenType>(['comma', 'semicolon', 'gap', 'words']);
/** Beside one of these nothing is joined to a token. */
const EDGES: ReadonlySet<TokenType> = new Set<TokenType>([...SEPARATORS, 'cell', 'row', 'when']);
const PUNCTUATION: ReadonlySet<TokenType> = new Set<TokenType>(['comma', 'semicolon', 'period']);

/** The value of a gap before a note. */
export const NOTE = '&&';

/** `a = b \\ c = d \tag{1}` → two rows, the second with its tag. */
export function splitRows(tokens: Tokens): readonly TokenRow[] {
  const rows: TokenRow[] = [];
  for (const line of joinRows(cut(tokens, 'break'))) {
    const { tokens: rest, tag } = takeTag(line);
    const whole = trim(rest);
    const last = rows.at(-1);
    if (whole.length === 0) {
      if (tag !== null && last !== undefined && last.tag === null) rows[rows.length - 1] = { ...last, tag };
    } else if (isWholeSystem(whole)) {
      const parts = cut(whole.slice(1, -1), 'row');
      rows.push(...parts.map((part, i) => finish(trim(part), i === parts.length - 1 ? tag : null)));
    } else rows.push(finish(whole, tag));
  }
  return rows;
}

/** Pieces between the tokens of a type that stand in no bracket. */
function cut(tokens: Tokens, type: TokenType): Tokens[] {
  const pieces: TexToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (OPENING.has(token.type)) depth += 1;
    if (CLOSING.has(token.type)) depth -= 1;
    if (token.type === type && depth === 0) pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  return pieces;
}

/** Puts continued lines together and removes the alignment marks. */
export function joinRows(lines: readonly Tokens[]): readonly Tokens[] {
  const rows: TexToken[][] = [];
  for (const line of lines) {
    const bare = withoutMarks(line);
    const before = rows.at(-1);
    if (before !== undefined) dropRepeated(before, bare);
    if (before !== undefined && isNote(line)) before.push(...besides(bare));
    else if (before !== undefined && bare.length > 0 && continues(before, line, bare)) before.push(...bare);
    else if (bare.length > 0 || before === undefined) rows.push(bare);
  }
  return rows;
}

/**
 * An alignment mark is a space: in `x &= 1 & y &= 2` the second one sets two equations apart. Two of them, with nothing
 * between, set a note apart from the line it stands beside: `&= 2x && \text{since } y = x`.
 */
function withoutMarks(line: Tokens): TexToken[] {
  const bare: TexToken[] = [];
  let marks = 0;
  for (const token of line) {
    if (token.type === 'align') marks += 1;
    else if (token.type !== 'void') {
      if (marks > 1 && bare.length > 0) bare.push({ ...gapBefore(token), value: NOTE });
      bare.push(marks > 0 ? { ...token, wide: true } : token);
      marks = 0;
    }
  }
  return bare;
}

/** A line that begins with words further in is a note on the one before: `&= 2x \\ &\quad \text{since } y = x`. */
function isNote(line: Tokens): boolean {
  const first = line.find(({ type }) => type !== 'align' && type !== 'void');
  return line[0]?.type === 'align' && first?.type === 'words' && first.wide;
}

function besides([first, ...more]: Tokens): Tokens {
  return first === undefined ? [] : [{ ...gapBefore(first), value: NOTE }, first, ...more];
}

function continues(before: Tokens, line: Tokens, bare: Tokens): boolean {
  const end = before.findLast(({ type }) => type !== 'tag');
  const first = bare[0];
  if (end === undefined || first === undefined) return false;
  if (OPERATORS.has(end.type) && before.length > 1) return first.type !== 'relation';
  if (!isOperandEnd(end)) return false;
  if (first.type === 'product' || first.type === 'and' || first.type === 'or' || PUNCTUATION.has(first.type))
    return bare.length > 1 || PUNCTUATION.has(first.type);
  if (first.type !== 'sign' || bare.length === 1) return false;
  // `-x &= 2` is an equation of its own, `&- x` and `- x` go on.
  return first.value !== '-' || line[0]?.type === 'align' || !bare.some(({ type }) => type === 'relation');
}

/** Words behind a line, of which a single one is read like a name: `\\quad \\text{counted}`. */
function isAside({ type, value, wide }: TexToken): boolean {
  return type === 'words' || type === 'gap' || (type === 'name' && wide === true && value.length > 1);
}

/** `a = \\ = b`: a relation sign at the end of a line and again at the beginning of the next one is one sign. */
function dropRepeated(before: TexToken[], [first]: Tokens): void {
  const end = before.at(-1);
  const isRepeated = end?.type === 'relation' && first?.type === 'relation' && end.value === first.value;
  if (isRepeated && before.length > 1) before.pop();
}

function takeTag(line: Tokens): TokenRow {
  const tag = line.findLast(({ type }) => type === 'tag')?.value ?? null;
  const tokens = line.filter(({ type }) => type !== 'tag');
  // y = x \qquad (3), perhaps with words after it
  const end = tokens.findLastIndex((token) => !isAside(token)) + 1;
  const [open, number, close] = tokens.slice(Math.max(end - 3, 0), end);
  const written =
    open?.type === 'open' &&
    open.value === '(' &&
    open.wide &&
    number?.type === 'number' &&
    close?.type === 'close';
  if (tag === null && written && end > 3)
    return { tokens: [...tokens.slice(0, end - 3), ...tokens.slice(end)], tag: number.value };
  return { tokens, tag };
}

/** Without the punctuation at the end. */
function trim(tokens: Tokens): Tokens {
  const last = tokens.findLastIndex(({ type }) => !PUNCTUATION.has(type));
  return last + 1 === tokens.length ? tokens : tokens.slice(0, last + 1);
}

function isWholeSystem(tokens: Tokens): boolean {
  if (tokens[0]?.type !== 'systemOpen') return false;
  return tokens.findIndex(({ type }) => type === 'systemClose') === tokens.length - 1;
}

function finish(tokens: Tokens, tag: string | null): TokenRow {
  return { tokens: addGaps(markLeading(normalise(tokens))), tag };
}

/** A relation sign at the beginning of a row is told from others, so that only there a left side may be missing. */
function markLeading(tokens: Tokens): Tokens {
  const first = tokens[0];
  return first?.type === 'relation' ? [{ ...first, type: 'leading' }, ...tokens.slice(1)] : tokens;
}

/** Small repairs that need the neighbours of a token. */
function normalise(tokens: Tokens): Tokens {
  const out: TexToken[] = [];
  tokens.forEach((token, i) => {
    const [before, after] = [out.at(-1), tokens[i + 1]];
    if (token.type === 'void' || token.type === 'align') return;
    if (token.type === 'words' && before?.type !== 'words' && isName(token, before, after))
      out.push({ ...token, type: 'name' });
    else if (isRemark(token, before, after)) out.push({ ...token, type: 'words' });
    else if (token.type === 'number' && before?.type === 'name' && /^rot$/i.test(before.value)) {
      // \text{rot}180
      out[out.length - 1] = merge(before, token, `${before.value}${token.value}`);
    } else if (token.type === 'dots' && before?.type === 'dots')
      out[out.length - 1] = merge(before, token, '');
    else if (isLone(token, before, after)) out.push({ ...token, type: 'symbol' });
    else out.push(token);
  });
  return out;
}

function merge(first: TexToken, last: TexToken, value: string): TexToken {
  const length = last.offset + last.text.length - first.offset;
  // Only the length of the text counts for a name; what lies between the two is its own source.
  return { ...first, value, text: first.text.padEnd(length) };
}

/** Words that stand where a quantity stands: `\text{步幅} = 2`, `X_{\text{in}}`. */
function isName(token: TexToken, before: TexToken | undefined, after: TexToken | undefined): boolean {
  if (after?.type === 'sub' || after?.type === 'sup' || after?.type === 'prime') return true;
  if (before?.type === 'argOpen' && after?.type === 'argClose') return true;
  if (isJoiningWord(token.value) || /^[|:∀∃∴∵]$/.test(token.value)) return false;
  const operand = (neighbour: TexToken | undefined): boolean =>
    neighbour?.type === 'relation' || neighbour?.type === 'product' || neighbour?.type === 'sign';
  return operand(after) || operand(before);
}

/** A note of one word, `&& \text{computed}`, names nothing. */
function isRemark(token: TexToken, before: TexToken | undefined, after: TexToken | undefined): boolean {
  return token.type === 'name' && before?.value === NOTE && after === undefined && /^\\text/.test(token.text);
}

/** An operator that is only mentioned: `$*$`, `a(\cdot)`, `x^*`. */
function isLone(token: TexToken, before: TexToken | undefined, after: TexToken | undefined): boolean {
  if (!OPERATORS.has(token.type) && token.type !== 'reduction') return false;
  const open = before === undefined || OPENING.has(before.type) || EDGES.has(before.type);
  const close = after === undefined || CLOSING.has(after.type) || EDGES.has(after.type);
  return open && close;
}

/** `a = b \quad c = d`: the space between two relations separates them as a comma would. */
function addGaps(tokens: Tokens): Tokens {
  if (!tokens.some(({ wide }) => wide)) return tokens;
  const gaps = new Set<TexToken>();
  const levels: Level[] = [{ related: false, candidate: null }];
  tokens.forEach((token, i) => {
    if (CLOSING.has(token.type)) levels.pop();
    const level = levels.at(-1) as Level;
    if (SEPARATORS.has(token.type) || token.type === 'row') {
      level.candidate = null;
      level.related = false;
    } else if (token.type === 'relation' || token.type === 'leading') {
      if (level.candidate !== null) gaps.add(level.candidate);
      level.candidate = null;
      level.related = true;
    } else if (token.wide && level.related && isOperandEnd(tokens[i - 1]) && !OPERATORS.has(token.type)) {
      if (holdsRelation(tokens, i)) gaps.add(token);
      else level.candidate = token;
    }
    if (OPENING.has(token.type)) levels.push({ related: false, candidate: null });
  });
  return tokens.flatMap((token) => (gaps.has(token) ? [gapBefore(token), token] : [token]));
}

interface Level {
  /** There is a relation since the last separator. */
  related: boolean;
  /** A token after a wide space since then: should a relation follow, the space separates. */
  candidate: TexToken | null;
}

const gapBefore = (token: TexToken): TexToken => ({ ...token, type: 'gap', value: '', text: '' });

/** `y_i = x_i \quad (i = 1, 2)`: the group that opens here is a remark with a relation in it. */
function holdsRelation(tokens: Tokens, open: number): boolean {
  if (tokens[open]?.type !== 'open') return false;
  let depth = 0;
  for (const { type } of tokens.slice(open)) {
    if (OPENING.has(type)) depth += 1;
    if (CLOSING.has(type)) depth -= 1;
    if (depth === 0) return false;
    if (depth === 1 && type === 'relation') return true;
  }
  return false;
}
