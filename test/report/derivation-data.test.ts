import { expect, test } from 'vitest';
import { derive } from '../../src/index.js';

const layer = `tensor w[M], x[I]
assume M <= I
index k in 1..I-M+1
define y_<k> = sum_<m=1..M> w_<M-m+1> x_<k+m-1>
theorem layer: y_<k> = sum_<p=1..M> w_<p> x_<k+M-p>
theorem other: rot180(W) * X = W (*) X`;

test('each step goes on from the one before, with its rule and where its definition stands', () => {
  const [found, ...more] = derive(layer, { theorem: 'layer' });
  expect(more).toEqual([]);
  expect(found).toMatchObject({ name: 'layer', verdict: 'proved', place: { line: 5, column: 16 } });
  const steps = found?.steps ?? [];
  expect(steps.map(({ rule }) => rule)).toEqual(['definition', 'substitution']);
  expect(steps[0]).toMatchObject({
    from: { native: 'y_<k>', latex: 'y_{k}' },
    words: 'definition of y',
    definedAt: [{ line: 4, column: 1, endLine: 4, endColumn: 48 }],
  });
  expect(steps[1]?.from).toEqual(steps[0]?.to);
  expect(steps[1]?.to).toEqual(found?.right);
});

test('in Chinese, in full, of all theorems', () => {
  const [, other] = derive(layer, { lang: 'zh', detail: 'full' });
  const [entries] = other?.steps[0]?.parts ?? [];
  expect(entries).toMatchObject({ role: 'entries', where: ['1 <= k <= I-M+1'] });
  expect(entries?.steps[0]?.words).toBe('互相关的定义');
});

test('what is false has no steps, but what was meant has', () => {
  const [found] = derive('tensor w[M], x[I]; assume M <= I; theorem t: W (*) X = W * X');
  expect(found).toMatchObject({ verdict: 'refuted', steps: [] });
  expect(found?.repaired?.right.native).toBe('rot180(w) * x');
  expect(found?.repaired?.steps).not.toEqual([]);
});

test('an induction has a base and a step; a recurrence is defined in several lines', () => {
  const text = `tensor F[1..]
define R_0 = 1
define R_l = R_<l-1> + F_l - 1 for l >= 1
theorem field by induction on l: R_l = 1 + sum_<j=1..l> (F_j - 1)`;
  const parts = derive(text)[0]?.steps[0]?.parts ?? [];
  expect(parts.map(({ role, where }) => [role, ...where])).toEqual([
    ['base', 'l = 0'],
    ['step', 'l >= 1'],
  ]);
  for (const { steps } of parts) expect(steps[0]?.definedAt?.map(({ line }) => line)).toEqual([2, 3]);
});
