// Text for a terminal: colours, widths, and nothing in it that a terminal would obey.

export type Colour = 'green' | 'red' | 'yellow' | 'dim' | 'bold';

/** How text is to be written. */
export interface Style {
  readonly colour: boolean;
  /** Columns of the terminal; infinite where there is none. */
  readonly width: number;
}

const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  dim: [2, 22],
  bold: [1, 22],
};

/** `paint({ colour: true, … }, 'red', 'no')` is `no` in red; without colour the text as it is. */
export function paint({ colour }: Style, as: Colour, text: string): string {
  const [on, off] = codes[as];
  return colour ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

/** One line without control characters, so that a file cannot write to the terminal: `'a\n b'` is `'a b'`. */
export function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}

/** Columns that a text takes; Chinese, Japanese and Korean characters take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columns(character);
  return width;
}

function columns(character: string): number {
  if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) return 0;
  const wide =
    /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
  return wide.test(character) ? 2 : 1;
}

/** The beginning of a text that fits, with `…` where something is left out. */
export function trimmed(text: string, width: number): string {
  // No character is wider than two columns, so most texts need no counting.
  if (text.length * 2 <= width || widthOf(text) <= width) return text;
  let shown = '';
  let used = 0;
  for (const character of text) {
    used += columns(character);
    if (used > Math.max(width, 1) - 1) break;
    shown += character;
  }
  return `${shown}…`;
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** The lines of a sentence, broken between words. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
