// A counterexample for reading: the sizes, then both sides there; of tensors the whole matrices, the cells that
// differ marked, where they are small enough.

import type { Ranges } from '../kernel/alphabet.js';
import { Budget, NoValue } from '../kernel/budget.js';
import { Expansion } from '../kernel/evaluate.js';
import type { Theorem } from '../kernel/kernel.js';
import { showPolynomial } from '../prove/polynomial.js';
import { isTensor } from '../term/term.js';
import { aligned, type Cell, extents, inRows, writtenOut } from './grid.js';
import type { CounterexampleReport } from './report.js';
import { padded, paint, type Style, trimmed, widthOf } from './style.js';

/** The lines under a refuted claim: the sides, unless the message has said all there is. */
export function showCounterexample(
  found: CounterexampleReport,
  message: string,
  theorem: Theorem | undefined,
  style: Style,
): readonly string[] {
  const { sizes = {}, indices = {}, left, right, difference } = found;
  const values = Object.entries({ ...sizes, ...indices });
  const grids =
    theorem === undefined || values.some(([, n]) => Number(n) > 99) ? null : matrices(theorem, values, style);
  if (grids !== null) return grids;
  if (
    found.shapes !== undefined ||
    left === right ||
    (message.includes(`side is ${left}, `) && message.includes(`side is ${right}`))
  )
    return [];
  const rows = [
    ['left side', left],
    ['right side', right],
    ...([left, right].some(isNumber) ? [] : [['difference', difference]]),
  ] as const;
  return rows.map(
    ([label, text]) => `  ${paint(style, 'dim', label.padEnd(10))}  ${trimmed(text ?? '', style.width - 18)}`,
  );
}

function isNumber(polynomial: string): boolean {
  return /^-?\d+(\/\d+)?$/.test(polynomial);
}

type Lines = readonly string[];
type Values = readonly (readonly [name: string, value: number | string])[];

const mostCells = 64;

/** Both sides as matrices beside each other; null when they are not matrices or do not fit. */
function matrices({ claim, env }: Theorem, values: Values, style: Style): readonly string[] | null {
  if (claim.tag !== 'differ' || !isTensor(claim.left) || !isTensor(claim.right)) return null;
  const { left, right } = claim;
  const at = new Map(values.map(([name, n]) => [name, BigInt(n)]));
  let sides: readonly [Side, Side];
  try {
    const expansion = new Expansion(env, at, new Budget(20_000));
    const cells = [left, right].map((side) => expansion.cells(side));
    if (cells.some(({ ranges, count }) => ranges.length > 2 || count === 0 || count > mostCells)) return null;
    sides = cells.map((side) => ({ ranges: side.ranges, cells: writtenOut(side) })) as [Side, Side];
  } catch (error) {
    if (error instanceof NoValue) return null;
    throw error;
  }
  const [a, b] = sides.map((side, i) => grid(side, sides[1 - i] as Side)) as [Lines, Lines];
  const width = Math.max(widthOf('left side'), ...a.map(widthOf)) + 6;
  if (width + Math.max(widthOf('right side'), ...b.map(widthOf)) + 6 > style.width) return null;
  const height = Math.max(a.length, b.length);
  const body = Array.from({ length: height }, (_, r) => `  ${padded(a[r] ?? '', width)}${b[r] ?? ''}`);
  const head = paint(style, 'dim', `  ${padded('left side', width)}right side`);
  return [
    head,
    ...body.map((line) => marked(line, style)),
    ...(style.colour ? [] : ['  (* where they differ)']),
  ];
}

interface Side {
  readonly ranges: Ranges;
  readonly cells: readonly Cell[];
}

/** Cells that the other side does not have, or has otherwise, begin with a star. */
function grid({ ranges, cells }: Side, other: Side): Lines {
  const theirs = new Map(other.cells.map(({ at, value }) => [at.join(','), value]));
  const texts = cells.map(({ at, value }) => {
    const same = theirs.get(at.join(','));
    const differs = same === undefined || !same.equals(value);
    return `${differs ? '*' : ''}${showPolynomial(value, 6)}`;
  });
  const width = extents(ranges).at(-1) ?? 1;
  const starred = texts.some((text) => text.startsWith('*'))
    ? texts.map((text) => (text.startsWith('*') ? text : ` ${text}`))
    : texts;
  return aligned(inRows(starred, width));
}

/** On a terminal with colours the stars become a colour. */
function marked(line: string, style: Style): string {
  if (!style.colour) return line;
  return line.replaceAll(/\*(\S+(?: \S+)*)/g, (_, cell: string) => ` ${paint(style, 'red', cell)}`);
}
