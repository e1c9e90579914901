// The examples that take no installation: what they print is so.

import { expect, test } from 'vitest';

interface Picture {
  readonly entries: Float32Array;
  readonly shape: readonly number[];
}

/** An example, which is a program of its own, as it is written. */
async function example<T>(path: string): Promise<T> {
  return (await import(new URL(`../../examples/${path}`, import.meta.url).href)) as T;
}

test('through plain layers the gradient fades with the depth, through residual units it does not', async () => {
  const { norm } = await example<{ norm(depth: number, isResidual: boolean): number }>(
    'residual/residual.js',
  );
  const [plain, residual] = [false, true].map((isResidual) => [2, 8].map((depth) => norm(depth, isResidual)));
  expect((plain?.[1] as number) / (plain?.[0] as number)).toBeLessThan(0.05);
  expect((residual?.[1] as number) / (residual?.[0] as number)).toBeGreaterThan(0.5);
});

test('nine kernels, conv, relu, pool', async () => {
  const { pictures } = await example<{ pictures(): readonly Picture[] }>('filters/filters.js');
  const { png, sheet } = await example<{
    png(rows: readonly Uint8Array[]): Buffer;
    sheet(shown: readonly Picture[], across: number, shape: readonly number[]): readonly Uint8Array[];
  }>('png.js');
  const shown = pictures();
  expect(shown).toHaveLength(10);
  const [first, identity] = [shown[0], shown[5]] as [Picture, Picture];
  // The identity leaves the largest of four pixels, a row and a column further in.
  const columns = first.shape[1] as number;
  const block = [1, 2].flatMap((i) => [1, 2].map((j) => first.entries[i * columns + j] as number));
  expect(identity.entries[0]).toBeCloseTo(Math.max(...block), 6);
  for (const { entries } of shown) expect(Math.min(...entries)).toBeGreaterThanOrEqual(0);
  const rows = sheet(shown, 5, [120, 160]);
  expect(png(rows).subarray(1, 4).toString()).toBe('PNG');
  expect(png(rows).readUInt32BE(20)).toBe(rows.length);
});
