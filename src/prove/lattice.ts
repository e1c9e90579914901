// Integer matrices in column echelon form: which directions of the index space the subscripts do not see.
// Schrijver, Theory of Linear and Integer Programming, §4.1 (Hermite normal form).

/** By rows. */
export type Matrix = readonly (readonly bigint[])[];

/** A change of the indices, in both directions, after which each row sees only the first `rank` of them. */
export interface Echelon {
  /** Unimodular: the indices are transform · (seen, unseen). */
  readonly transform: Matrix;
  /** Its inverse: (seen, unseen) are inverse · indices. */
  readonly inverse: Matrix;
  /** How many of the new directions the rows see; the others leave every row unchanged. */
  readonly rank: number;
}

/**
 * Column operations that bring `rows` (each with `width` entries) to echelon form: for the row (1, 1) the second new
 * direction is (-1, 1) or its like, along which m + n does not change.
 */
export function echelon(rows: Matrix, width: number): Echelon {
  const a = rows.map((row) => [...row]);
  const transform = identity(width);
  const inverse = identity(width);
  let rank = 0;
  for (const row of a) {
    for (;;) {
      const open = [...row.keys()].filter((c) => c >= rank && row[c] !== 0n);
      if (open.length === 0) break;
      const pivot = open.reduce((best, c) => (abs(row[c] as bigint) < abs(row[best] as bigint) ? c : best));
      if (open.length === 1) {
        swapColumns(pivot, rank);
        rank++;
        break;
      }
      for (const c of open)
        if (c !== pivot) addColumn(c, pivot, -((row[c] as bigint) / (row[pivot] as bigint)));
    }
  }
  return { transform, inverse, rank };

  function swapColumns(c: number, d: number): void {
    if (c === d) return;
    for (const list of [...a, ...transform]) [list[c], list[d]] = [list[d] as bigint, list[c] as bigint];
    [inverse[c], inverse[d]] = [inverse[d] as bigint[], inverse[c] as bigint[]];
  }

  /** column c += factor · column d; the inverse undoes it on rows. */
  function addColumn(c: number, d: number, factor: bigint): void {
    for (const list of [...a, ...transform]) list[c] = (list[c] as bigint) + factor * (list[d] as bigint);
    const source = inverse[c] as bigint[];
    const target = inverse[d] as bigint[];
    inverse[d] = target.map((x, i) => x - factor * (source[i] as bigint));
  }
}

function identity(n: number): bigint[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1n : 0n)));
}

function abs(x: bigint): bigint {
  return x < 0n ? -x : x;
}
