// Numbers that were computed wrongly: the number, or the few cells of a matrix, that the other side gives instead.

import type { Node } from '../../../grammar/tree.js';
import type { Edit } from './edit.js';
import { prime } from './sample.js';
import type { Value } from './values.js';

/** Cells that may be wrong; where more are, another matrix was meant. */
const mostCells = 2;

/** A residue as the small integer that it surely is, or null. */
function small(residue: number): number | null {
  const value = residue > prime / 2 ? residue - prime : residue;
  return Math.abs(value) < 1_000_000 ? value : null;
}

/** The edit that writes what the other side is, `own` and `other` being both sides' values where all is in numbers. */
export function* computed(node: Node, own: Value, other: Value): Generator<Edit> {
  if (node.tag === 'number') {
    const value = small(other.numbers[0] as number);
    if (value !== null && value >= 0) yield numbersAt([node], [value], () => literal(node, value), 0.9);
    return;
  }
  if (node.tag !== 'matrix' || own.numbers.length !== other.numbers.length) return;
  const cells = node.rows.flat();
  // Before the entries stand two numbers for each of the two dimensions, which agree.
  const shape = own.numbers.length - cells.length;
  if (shape !== 4 || own.numbers.slice(0, 4).some((n, i) => n !== other.numbers[i])) return;
  const wrong = cells.flatMap((cell, i) => {
    const value = other.numbers[i + 4] as number;
    return own.numbers[i + 4] === value ? [] : [{ cell, value: small(value) }];
  });
  const values = wrong.map(({ value }) => value);
  if (wrong.length === 0 || wrong.length > mostCells || values.includes(null)) return;
  const replaced = new Map(wrong.map(({ cell, value }) => [cell, literal(cell, value ?? 0)] as const));
  yield numbersAt(
    wrong.map(({ cell }) => cell),
    values.map((value) => value ?? 0),
    (old) =>
      old.tag !== 'matrix'
        ? old
        : { ...old, rows: old.rows.map((row) => row.map((cell) => replaced.get(cell) ?? cell)) },
    0.9 * wrong.length,
  );
}

function literal({ range }: Node, value: number): Node {
  const number: Node = { tag: 'number', text: String(Math.abs(value)), range };
  return value >= 0 ? number : { tag: 'sum', terms: [{ sign: '-', term: number }], range };
}

function numbersAt(
  nodes: readonly Node[],
  values: readonly number[],
  change: Edit['change'],
  cost: number,
): Edit {
  const splices = nodes.map(({ range }, i) => ({ range, text: String(values[i]) }));
  return { path: [], change, splices, cost };
}
