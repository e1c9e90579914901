// What has no formula to be compared with has laws: properties of a convolution on problems made by fast-check.

import { convolution, kernel, tensor } from 'convproof/fast-check';
import fc from 'fast-check';
import { expect, test } from 'vitest';

type Picture = readonly (readonly number[])[];

/** A convolution as a product of matrices: every window of a picture is written into a row (im2col). */
function rowsOf(x: Picture, [rows, columns]: readonly [number, number]): readonly (readonly number[])[] {
  const windows: number[][] = [];
  for (let k = 0; k + rows <= x.length; k++)
    for (let l = 0; l + columns <= (x[0]?.length ?? 0); l++)
      windows.push(x.slice(k, k + rows).flatMap((row) => row.slice(l, l + columns)));
  return windows;
}

function correlate(w: Picture, x: Picture): readonly number[] {
  const taps = w.flat();
  const size = [w.length, w[0]?.length ?? 0] as const;
  return rowsOf(x, size).map((window) =>
    window.reduce((sum, value, i) => sum + value * (taps[i] as number), 0),
  );
}

test('the plain layer is what its formula gives', () => {
  const plain = { batch: 1, channels: 1, filters: 1, stride: 1, padding: 0, dilation: 1 };
  fc.assert(
    fc.property(convolution(plain), ({ x, w, y }) => {
      const [taps, picture] = [w[0]?.[0] ?? [], x[0]?.[0] ?? []];
      expect(correlate(taps, picture)).toEqual(y.flat(3));
    }),
    { numRuns: 30 },
  );
});

test('it is linear in the picture', () => {
  const pictures = fc.tuple(tensor([5, 4]), tensor([5, 4]));
  fc.assert(
    fc.property(kernel([1, 5], [1, 4]), pictures, (taps, both) => {
      const [x, z] = both as [Picture, Picture];
      const together = x.map((row, i) => row.map((value, j) => value + (z[i]?.[j] as number)));
      const [left, right] = [correlate(taps, x), correlate(taps, z)];
      expect(correlate(taps, together)).toEqual(left.map((value, i) => value + (right[i] as number)));
    }),
    { numRuns: 30 },
  );
});
