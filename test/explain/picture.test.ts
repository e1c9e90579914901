// What is drawn beside a derivation: which entries a formula uses at a small example.

import { describe, expect, test } from 'vitest';
import { type Grid, type Picture, pictureOf } from '../../src/explain/picture.js';
import { termOf } from '../../src/explain/reading.js';
import { theoremsOf } from '../../src/explain/theorems.js';
import { defaultOptions } from '../../src/prove/verdict.js';
import { drawn } from '../../src/report/html/picture.js';
import { hypotheses } from '../../src/term/context.js';
import { showTerm } from '../../src/term/show.js';
import { freeNames } from '../../src/term/subst.js';
import { isTensor } from '../../src/term/term.js';

/** The picture of the left side of a theorem. */
function of(text: string): Picture | null {
  const options = { ...defaultOptions, repair: 0 };
  const [judged] = [...theoremsOf(`${text} = 0`, () => true, options)];
  if (judged === undefined) throw new Error('no theorem');
  const { context, claim } = judged;
  const formula = termOf(claim.left);
  if (isTensor(formula)) throw new Error('a scalar is drawn');
  const { env, sizes } = context;
  return pictureOf({ env, sizes, assumed: hypotheses(context, freeNames(formula)) }, formula);
}

/** `#` used, `.` not; `+` used, `0` not, outside of the matrix. */
function sketch({ rows }: Grid): string {
  return rows
    .map((row) => row.map(({ isUsed, isInside }) => (isInside ? '.#' : '0+').charAt(isUsed ? 1 : 0)).join(''))
    .join('/');
}

function sketches(picture: Picture | null): readonly (readonly [name: string, sketch: string])[] {
  return (picture?.grids ?? []).map((grid) => [showTerm(grid.tensor), sketch(grid)]);
}

const plane = 'tensor w[M,N], x[I,J]; assume M <= I, N <= J; index k in 1..I-M+1, l in 1..J-N+1';

describe('what a formula uses', () => {
  test('a window of the input', () => {
    const picture = of(`${plane}; theorem t: (W * X)_<k,l>`);
    expect(sketches(picture)).toEqual([
      ['w * x', '.../.#./...'],
      ['w', '##/##'],
      ['x', '..../.##./.##./....'],
    ]);
    expect(picture?.at).toEqual([
      ['M', 2n],
      ['N', 2n],
      ['I', 4n],
      ['J', 4n],
      ['k', 2n],
      ['l', 2n],
    ]);
  });

  test('every other entry, where the kernel is dilated', () => {
    const picture = of(
      'tensor w[M], x[I]; assume I >= 2M+1; index k in 1..I-2M+2; theorem t: sum_<m=1..M> w_<m> x_<k+2m-2>',
    );
    expect(sketches(picture)).toEqual([
      ['w', '##'],
      ['x', '.#.#.'],
    ]);
  });

  test('layer by layer, what is only turned left out', () => {
    const picture = of(
      'tensor v[N], w[M], x[I]; assume M+N <= I; index k in 1..I-M-N+2; theorem t: (V * (rot180(W) * X))_<k>',
    );
    expect(sketches(picture).map(([, each]) => each)).toEqual(['.#.', '##', '.##.', '##', '.###.']);
    expect(picture?.grids.map(({ level }) => level)).toEqual([0, 1, 1, 2, 2]);
  });

  test('zeros around the input', () => {
    const picture = of('define a = [1, 2, 3]; theorem t: full([1, 1], a)_<1,1>');
    expect(picture?.grids.map((grid) => grid.rows.map((row) => row.map(({ text }) => text)))).toEqual([
      [['1', '3', '5', '3']],
      [['1', '1']],
      [['0', '1', '2', '3']],
    ]);
    expect(sketches(picture)).toEqual([
      ['full([1, 1], a)', '#...'],
      ['[1, 1]', '##'],
      ['a', '+#..'],
    ]);
  });

  test('zeros around the input, at any size', () => {
    const picture = of('tensor w[M], x[I]; index k in 1..I+M-1; theorem t: (rot180(W) * pad(X, M-1))_<k>');
    expect(sketches(picture).map(([, each]) => each)).toEqual(['#....', '##', '+#...']);
  });

  test('what is a derivative is as good as given', () => {
    const picture = of(
      'tensor w[M], x[I]; assume M <= I; function f(Z); define Z = W * X; define d[I-M+1]_<k> = diff(f(Z), z_<k>); index m in 1..M; theorem t: (D * X)_<m>',
    );
    expect(sketches(picture).map(([, each]) => each)).toEqual(['.#.', '##', '.##.']);
  });

  test('nothing, where all of everything is used', () => {
    expect(of('tensor w[M]; theorem t: sum_<m=1..M> w_<m>')).toBeNull();
  });

  test('nothing, of a derivative', () => {
    expect(of('tensor w[M]; index m in 1..M; theorem t: diff(w_<m>, w_<m>)')).toBeNull();
  });

  test('nothing, of a tensor without end', () => {
    expect(of('tensor x[0..]; index k; theorem t: x_<k> + x_<k+1>')).toBeNull();
  });

  test('nothing, with more than two dimensions', () => {
    expect(
      of('tensor x[C,I,J]; index k in 1..I-1; assume I >= 4; theorem t: x_<1,k,1> + x_<1,k+1,1>'),
    ).toBeNull();
  });
});

test('a grid is drawn with what is used on top, and no text of its own', () => {
  const cell = { isInside: true, isUsed: false, text: '<b>' };
  const grid: Grid = {
    tensor: { tag: 'tensor', name: 'x' },
    level: 1,
    isOutput: false,
    rows: [[{ ...cell, isUsed: true, text: '3' }, cell]],
  };
  const svg = drawn(grid);
  expect(svg).not.toContain('<b>');
  expect(svg.indexOf('&lt;b&gt;')).toBeLessThan(svg.indexOf('class="used"'));
});
