// Is it a formula? Between two dollar signs may stand `x_1`, or the words between two prices.
//
// One pass over a stretch of text counts what speaks for mathematics (commands, subscripts, operators) and what
// speaks against it (words in a row, sentences). Text in `\text{…}` and the like counts for neither side.

/** What a stretch of text consists of. */
export interface Evidence {
  readonly empty: boolean;
  /** `\frac`, `\,`, `\{`: TeX beyond doubt. */
  readonly commands: number;
  /** `_` or `^`. */
  readonly scripts: boolean;
  /** `=`, `+`, `*`, `<`, `>`, `×`, Greek letters and other mathematical characters. */
  readonly operators: boolean;
  readonly letters: number;
  readonly digits: number;
  /** The most words of two or more letters in a row. */
  readonly words: number;
  /** The most Chinese, Japanese or Korean characters in a row. */
  readonly cjk: number;
  /** A full stop of Chinese. */
  readonly sentence: boolean;
  readonly backtick: boolean;
  /** A dollar sign outside `\text{…}` that is not escaped. */
  readonly dollar: boolean;
}

/** Commands whose argument is words or a name. */
const wordy =
  /^(?:text\w*|mbox|hbox|intertext|tag|label|begin|end|math(?:rm|sf|tt|bf|it|ord|op)|operatorname|color|ref|eqref)$/;

export function takesWords(command: string): boolean {
  return wordy.test(command);
}

export function weigh(text: string, from: number, to: number): Evidence {
  let [commands, letters, digits, words, cjk] = [0, 0, 0, 0, 0];
  let [scripts, operators, sentence, backtick, dollar, empty] = [false, false, false, false, false, true];
  let [row, run, depth] = [0, 0, 0];
  let isPending = false;
  // A `>` at the beginning of a line is a quotation mark.
  let isLineBegin = false;
  for (let i = from; i < to; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit === 92) {
      [empty, isLineBegin] = [false, false];
      const end = commandEnd(text, i, to);
      if (end > i + 1 || !isMarkdownEscape(text.charCodeAt(i + 1))) commands += 1;
      if (depth === 0) isPending = end > i + 1 && takesWords(text.slice(i + 1, end));
      i = Math.max(i + 1, end - 1);
      [row, run] = [0, 0];
      continue;
    }
    if (isBlank(unit)) {
      if (unit === 10 || unit === 13) isLineBegin = true;
      run = 0;
      continue;
    }
    if (unit === 62 && isLineBegin) continue;
    isLineBegin = false;
    empty = false;
    if (unit === 123 && (isPending || depth > 0)) depth += 1;
    else if (unit === 125 && depth > 0) depth -= 1;
    if (unit !== 42) isPending = false;
    if (depth > 0) continue;
    if (isLetter(unit)) {
      const end = wordEnd(text, i, to);
      letters += end - i;
      if (end - i > 1) row += 1;
      words = Math.max(words, row);
      i = end - 1;
      run = 0;
      continue;
    }
    if (isCjk(unit)) {
      run += 1;
      cjk = Math.max(cjk, run);
      row = 0;
      continue;
    }
    run = 0;
    if (unit !== 44 && unit !== 39) row = 0;
    if (unit >= 48 && unit <= 57) digits += 1;
    else if (unit === 95 || unit === 94) scripts = true;
    else if (unit === 96) backtick = true;
    else if (unit === 36) dollar = true;
    else if (isOperator(unit)) operators = true;
    else if (unit === 0x3002 || unit === 0xff01 || unit === 0xff1f) sentence = true;
  }
  return { empty, commands, scripts, operators, letters, digits, words, cjk, sentence, backtick, dollar };
}

/** Sentences rather than a formula. */
export function isProse({ words, cjk, sentence }: Evidence): boolean {
  return words >= 4 || cjk >= 8 || (sentence && cjk >= 2);
}

/** Speaks for mathematics, and does not read as sentences. */
export function isMathematical(evidence: Evidence): boolean {
  const { commands, scripts, operators, dollar } = evidence;
  return (commands > 0 || scripts || operators) && !isProse(evidence) && !dollar;
}

/** Written as TeX, whether or not it is well delimited. */
export function isTex({ commands, scripts }: Evidence): boolean {
  return commands > 0 || scripts;
}

/**
 * Whether the dollar signs at `open` and `close` enclose a formula: yes for `$x$`, `$ x_1 $`, `$2$`, `$f(x)$`, no for
 * `$5 and $6` or `$HOME/bin:$PATH`.
 */
export function isInline(text: string, open: number, close: number, found: Evidence): boolean {
  const { commands, words, cjk, letters, digits } = found;
  if (found.empty || found.backtick) return false;
  const first = text.charCodeAt(open + 1);
  const last = text.charCodeAt(close - 1);
  const next = text.charCodeAt(close + 1);
  const [looseLeft, looseRight] = [isBlank(first), isBlank(last)];
  const strong = isTex(found) || found.operators;
  if (commands === 0) {
    // $5 and $6; $a=1; $b=2; $HOME/bin:$PATH
    if (isDigit(next) && (isDigit(first) || looseRight)) return false;
    if (looseRight && !looseLeft && (isDigit(next) || isLetter(next) || next === 92 || next === 40))
      return false;
    if ((isDigit(next) || isLetter(next)) && isConnector(last)) return false;
    if (words >= 3 || (cjk > 0 && (!strong || isCjkPunctuation(first) || isCjkPunctuation(last))))
      return false;
  }
  if (isProse(found) && (commands === 0 || looseLeft || looseRight)) return false;
  if (text.charCodeAt(close + 1) === 36 && looseRight) return false;
  if (strong) return true;
  if (looseLeft || looseRight) {
    const inner = text.slice(open + 1, Math.min(close, open + 40)).trim();
    return looseLeft && looseRight && /^(?:[A-Za-z]'*|[A-Za-z]?\d+)$/.test(inner);
  }
  if (words >= 2) return false;
  if (letters > 0) return true;
  if (digits > 0) return !isSeparator(last);
  return close - open === 2 && !isSeparator(first);
}

/** Whether `\(` and `\)`, which also are escaped brackets in Markdown, enclose a formula. */
export function isBracketed(found: Evidence): boolean {
  if (found.empty || found.backtick) return false;
  if (isTex(found)) return !isProse(found) || found.commands > 2;
  return !isProse(found) && found.words < 2 && (found.operators || found.cjk === 0);
}

/** The end of the command whose backslash is at `at`: after its letters, or `at + 1` where none follow. */
export function commandEnd(text: string, at: number, to: number): number {
  let end = at + 1;
  while (end < to && isLetter(text.charCodeAt(end))) end += 1;
  return end;
}

function wordEnd(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && isLetter(text.charCodeAt(end))) end += 1;
  return end;
}

export function isBlank(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x3000 || unit === 0xfeff;
}

export function isLetter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

export function isCjk(unit: number): boolean {
  return (
    (unit >= 0x2e80 && unit <= 0x2fdf) ||
    (unit >= 0x3040 && unit <= 0x9fff) ||
    (unit >= 0xac00 && unit <= 0xd7af)
  );
}

/** `，。：；、！？（）` and quotation marks. */
function isCjkPunctuation(unit: number): boolean {
  return (
    (unit >= 0x3000 && unit <= 0x303f) ||
    (unit >= 0xff01 && unit <= 0xff20) ||
    unit === 0x201c ||
    unit === 0x201d
  );
}

/** `= + * < >`, Greek, arrows and mathematical operators, letters of the mathematical alphabets. */
function isOperator(unit: number): boolean {
  if (unit < 128) return unit === 61 || unit === 43 || unit === 42 || unit === 60 || unit === 62;
  if (unit >= 0x2190 && unit <= 0x22ff) return true;
  if (unit >= 0x370 && unit <= 0x3ff) return true;
  return unit === 0xd7 || unit === 0xb7 || unit === 0xb1 || unit === 0xd835;
}

/** What leads on to the next word: `$HOME/$x`, `$a:$b`. */
function isConnector(unit: number): boolean {
  return ':/-.,;(=[{+*<'.includes(String.fromCharCode(unit));
}

function isSeparator(unit: number): boolean {
  return ',;:.|"?&#@'.includes(String.fromCharCode(unit));
}

/** What Markdown lets one escape, and TeX would hardly write so: `\_`, `\*`, `\#`, `\.`, `\~`. */
function isMarkdownEscape(unit: number): boolean {
  return !Number.isNaN(unit) && '_*#.~`"\'()[]<>-+=&$@?/'.includes(String.fromCharCode(unit));
}
