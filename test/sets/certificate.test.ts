// The trusted replay: what it accepts, and that no damaged certificate passes.

import { describe, expect, test } from 'vitest';
import {
  choices,
  entailedBy,
  entails,
  type LinearCert,
  type LinearSystem,
  maxAlternatives,
  type Refutation,
  refute,
  refutes,
  SetsLimit,
} from '../../src/sets/index.js';
import { and, atLeast, type Cond, equals, never, or } from '../../src/term/cond.js';
import { floorOf, mul, type Poly, show } from '../../src/term/poly.js';
import { cond, conds, form } from './text.js';

/** One text a system. */
function shown(given: readonly Cond[]): string[] {
  const systems = choices(given).reduce<readonly LinearSystem[]>(
    (so, list) => so.flatMap((system) => list.map((more) => [...system, ...more])),
    [[]],
  );
  return systems.map((system) =>
    system.map(({ form: f, kind }) => `${show(f)} ${kind === 'ge' ? '>=' : '='} 0`).join(', '),
  );
}

describe('alternatives', () => {
  test.each<[string, string[]]>([
    ['', ['']],
    ['x >= 0, y = 0', ['x >= 0, y = 0']],
    ['not (x >= 0)', ['-x-1 >= 0']],
    ['x != 0', ['x-1 >= 0', '-x-1 >= 0']],
    ['x != 0, y >= 0', ['x-1 >= 0, y >= 0', '-x-1 >= 0, y >= 0']],
    ['x = 0 or y = 0, z = 0 or z = 1', ['x = 0, z = 0', 'x = 0, z-1 = 0', 'y = 0, z = 0', 'y = 0, z-1 = 0']],
    ['2 | x', ['x-2#0 = 0']],
    ['3 | x, not (2 | y)', ['x-3#0 = 0, y-2#1-#2 = 0, #2-1 >= 0, -#2+1 >= 0']],
    ['2 | x/3', ['x-6#0 = 0']],
    ['x/2 >= y', ['x-2y >= 0']],
    ['S*k >= 1', ['S*k-1 >= 0']],
  ])('%s', (text, systems) => {
    expect(shown(conds(text))).toEqual(systems);
  });

  test('a quotient takes no name that is in use', () => {
    const given: Cond[] = [cond('2 | x'), { tag: 'eq', form: { den: 1n, terms: [{ key: '#0', coef: 1n }] } }];
    expect(shown(given)).toEqual(['x-2#1 = 0, #0 = 0']);
  });

  test('no alternative is refuted by no case', () => {
    expect(choices([never])).toEqual([[]]);
    expect(refute([never])).toEqual(cases(0));
    expect(refutes([never], cases(0))).toBe(true);
  });

  test('too many alternatives are refused', () => {
    const either = (i: number): Cond => or([cond(`x${i} = 0`), cond(`x${i} = 1`)]);
    const many = or([never, and(Array.from({ length: 13 }, (_, i) => either(i)))]);
    expect(2 ** 13).toBeGreaterThan(maxAlternatives);
    expect(() => choices([or([many, cond('y = 0')])])).toThrow(SetsLimit);
    expect(refutes([or([many, cond('y = 0')])], cases(0))).toBe(false);
  });

  test('many conditions with alternatives are no trouble where few of these matter', () => {
    const many = Array.from({ length: 24 }, (_, i) => cond(`x != ${i}`));
    const refutation = refute([...many, ...conds('x >= 0, x <= 23')]);
    expect(refutation).not.toBeNull();
    expect(refutes([...many, ...conds('x >= 0, x <= 23')], refutation as Refutation)).toBe(true);
  });
});

const farkas = (...steps: (readonly (readonly [number, bigint])[])[]): LinearCert => ({
  tag: 'farkas',
  steps,
});

const cases = (of: number, ...refutations: Refutation[]): Refutation => ({ tag: 'cases', of, refutations });

describe('replay', () => {
  test.each<[string, Refutation]>([
    [
      'x >= 1, x <= 0',
      farkas([
        [0, 1n],
        [1, 1n],
      ]),
    ],
    [
      '2x >= 1, 2x <= 1',
      farkas(
        [[0, 1n]],
        [[1, 1n]],
        [
          [2, 1n],
          [3, 1n],
        ],
      ),
    ], // x ≥ 1 and x ≤ 0
    ['2x = 3', farkas([[0, 1n]])],
    ['2x = 3', farkas([[0, -5n]])],
    [
      'x = 1, x >= 2',
      farkas([
        [0, -1n],
        [1, 1n],
      ]),
    ],
    ['0 >= 1', farkas([[0, 1n]])],
    [
      'x != 0, x = 0',
      cases(
        0,
        farkas([
          [0, 1n],
          [1, -1n],
        ]),
        farkas([
          [0, 1n],
          [1, 1n],
        ]),
      ),
    ],
  ])('accepts %s', (text, refutation) => {
    expect(refutes(conds(text), refutation)).toBe(true);
  });

  test.each<[string, string, Refutation]>([
    [
      'a negative multiplier',
      'x >= 0, x >= 1',
      farkas([
        [0, 1n],
        [1, -1n],
      ]),
    ],
    [
      'no contradiction',
      'x >= 1, x <= 1',
      farkas([
        [0, 1n],
        [1, 1n],
      ]),
    ],
    ['no steps', '0 >= 1', farkas()],
    ['an empty step', 'x >= 1, x <= 0', farkas([])],
    [
      'a line there is not',
      'x >= 1, x <= 0',
      farkas([
        [0, 1n],
        [2, 1n],
      ]),
    ],
    ['a line before the first', 'x >= 1, x <= 0', farkas([[-1, 1n]])],
    ['a step that uses itself', 'x >= 1, x <= 0', farkas([[2, 1n]])],
    ['half a line', 'x >= 1, x <= 0', farkas([[0.5, 1n]])],
    [
      'a certificate too few',
      'x != 0, x = 0',
      farkas([
        [0, 1n],
        [1, -1n],
      ]),
    ],
    ['cases where there are none', '0 >= 1', cases(0, farkas([[0, 1n]]), farkas([[0, 1n]]))],
    ['cases of nothing', '0 >= 1', cases(7)],
    ['a case left out', 'x != 0, x = 0', cases(0, farkas([[0, 1n]]))],
    ['a case twice', 'x != 0, x = 0', cases(0, cases(0), cases(0))],
    [
      'a contradiction that is not the last line',
      'x >= 1, x <= 0',
      farkas(
        [
          [0, 1n],
          [1, 1n],
        ],
        [[0, 1n]],
      ),
    ],
    ['rounding up', '2x >= 1', farkas([[0, 1n]])],
  ])('rejects %s', (_, text, refutation) => {
    expect(refutes(conds(text), refutation)).toBe(false);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a number', 3],
    ['a list of null', [null]],
    [
      'an unknown tag',
      {
        tag: 'trust',
        steps: [
          [
            [0, 1n],
            [1, 1n],
          ],
        ],
      },
    ],
    ['steps that are no list', { tag: 'farkas', steps: 'all' }],
    ['a step that is no list', { tag: 'farkas', steps: [7] }],
    [
      'a machine number',
      {
        tag: 'farkas',
        steps: [
          [
            [0, 1],
            [1, 1],
          ],
        ],
      },
    ],
    ['a name for a line', { tag: 'farkas', steps: [[['length', 1n]]] }],
    ['a split on nothing', { tag: 'split' }],
    ['a split on a fraction', { tag: 'split', on: { den: 2n, terms: [] } }],
    [
      'a number beyond bounds',
      {
        tag: 'farkas',
        steps: [
          [
            [0, 1n << 9000n],
            [1, 1n << 9000n],
          ],
        ],
      },
    ],
  ])('rejects %s', (_, data) => {
    expect(refutes(conds('x >= 1, x <= 0'), data as Refutation)).toBe(false);
  });

  test('rejects a split on x/2: neither x/2 ≥ 0 nor -x/2 - 1 ≥ 0 need hold', () => {
    const on = form('x/2');
    const atLeast: LinearCert = {
      tag: 'farkas',
      steps: [
        [
          [0, 1n],
          [1, 1n],
        ],
      ],
    };
    expect(refutes(conds('x = -1'), { tag: 'split', on, atLeast, below: atLeast })).toBe(false);
  });

  test('rejects what would run for ever: shared halves, steps that double', () => {
    let tree: LinearCert = {
      tag: 'farkas',
      steps: [
        [
          [0, 1n],
          [1, 1n],
        ],
      ],
    };
    for (let i = 0; i < 60; i++) tree = { tag: 'split', on: form('x'), atLeast: tree, below: tree };
    expect(refutes(conds('x >= 1, x <= 0'), tree)).toBe(false);
    let deep: LinearCert = {
      tag: 'farkas',
      steps: [
        [
          [0, 1n],
          [1, 1n],
        ],
      ],
    };
    const leaf = deep;
    for (let i = 0; i < 100_000; i++) deep = { tag: 'split', on: form('x'), atLeast: leaf, below: deep };
    expect(refutes(conds('x >= 1, x <= 0'), deep)).toBe(false);
    const doubling = Array.from({ length: 100 }, (_, i) => [[i + 1, 1n << 1000n]] as const);
    expect(refutes(conds('x >= 1, x >= 0'), { tag: 'farkas', steps: doubling })).toBe(false);
  });
});

describe('products and quotients', () => {
  const q = (num: string, den: string): Poly => floorOf(form(num), form(den));

  test.each<[string, string]>([
    ['S >= 1, k <= K', 'S*k <= S*K'],
    ['S >= 1, S*k >= 1', 'k >= 1'],
    ['S >= 2, k >= 3', 'S*k >= 2*k'],
    ['S >= 1, 0 <= S*K-S*k, S*K-S*k < S', 'k = K'],
  ])('%s implies %s', (hyps, goal) => {
    const found = entails(conds(hyps), cond(goal));
    expect(found).not.toBeNull();
    expect(entailedBy(conds(hyps), cond(goal), found as Refutation)).toBe(true);
  });

  test.each<[string, string]>([
    ['k <= K', 'S*k <= S*K'],
    ['S >= 0, S*k >= S*K', 'k >= K'],
    ['S >= 1, T >= 1', 'S*T >= S+T'],
  ])('%s does not imply %s', (hyps, goal) => {
    expect(entails(conds(hyps), cond(goal))).toBeNull();
  });

  test.each<[string, readonly Cond[], Cond, boolean]>([
    ['2⌊x/2⌋ <= x', [], atLeast(form('x'), mul(form('2'), q('x', '2'))), true],
    ['x <= 2⌊x/2⌋', [], atLeast(mul(form('2'), q('x', '2')), form('x')), false],
    ['⌊⌊x/2⌋/3⌋ = ⌊x/6⌋', [], equals(floorOf(q('x', '2'), form('3')), q('x', '6')), true],
    ['S⌊x/S⌋ <= x for S >= 1', conds('S >= 1'), atLeast(form('x'), mul(form('S'), q('x', 'S'))), true],
    ['⌊x/S⌋ = 0 for S = 0', conds('S = 0'), equals(q('x', 'S'), form('0')), true],
    ['S⌊x/S⌋ <= x for any S', [], atLeast(form('x'), mul(form('S'), q('x', 'S'))), false],
    ['⌊x/S⌋ >= 0 for x, S >= 1', conds('x >= 0, S >= 1'), atLeast(q('x', 'S'), form('0')), true],
    ['⌊x/S⌋ >= 1 for x >= S - 1', conds('x >= S-1, S >= 1'), atLeast(q('x', 'S'), form('1')), false],
  ])('%s', (_, hyps, goal, holds) => {
    const found = entails(hyps, goal);
    expect(found !== null).toBe(holds);
    if (found !== null) expect(entailedBy(hyps, goal, found)).toBe(true);
  });

  test('a product of lines that are not there, or of a line that is none, proves nothing', () => {
    const given = conds('x >= 1, -x >= 0');
    const end: LinearCert = { tag: 'farkas', steps: [[[2, 1n]]] };
    for (const pairs of [[[0, 7]], [[-1, 0]], [[0.5, 0]]] as const)
      expect(refutes(given, { tag: 'products', pairs, rest: end })).toBe(false);
    // (x - 1)(-x) >= 0 does not say that it is negative.
    expect(refutes(conds('x >= 1, y >= 0'), { tag: 'products', pairs: [[0, 1]], rest: end })).toBe(false);
  });
});

/** All certificates that differ from the given one in one place. */
function* damaged(cert: LinearCert): Generator<LinearCert> {
  if (cert.tag === 'split') {
    for (const atLeast of damaged(cert.atLeast)) yield { ...cert, atLeast };
    for (const below of damaged(cert.below)) yield { ...cert, below };
    return;
  }
  if (cert.tag === 'products') {
    for (const rest of damaged(cert.rest)) yield { ...cert, rest };
    for (const [i, [a, b]] of cert.pairs.entries()) {
      yield { ...cert, pairs: cert.pairs.toSpliced(i, 1) };
      for (const pair of [
        [a + 1, b],
        [a, b - 1],
        [b, b],
      ] as const)
        yield { ...cert, pairs: cert.pairs.with(i, pair) };
    }
    return;
  }
  for (const [i, step] of cert.steps.entries()) {
    yield { ...cert, steps: cert.steps.toSpliced(i, 1) };
    for (const [j, [line, multiplier]] of step.entries()) {
      for (const [l, m] of [
        [line, multiplier + 1n],
        [line, multiplier - 1n],
        [line, -multiplier],
        [line + 1, multiplier],
        [line - 1, multiplier],
      ] as const) {
        yield { ...cert, steps: cert.steps.with(i, step.with(j, [l, m])) };
      }
      yield { ...cert, steps: cert.steps.with(i, step.toSpliced(j, 1)) };
    }
  }
}

describe('damage', () => {
  // Each hypothesis is needed and the margin is one, so any change spoils the sum.
  test.each([
    ['M >= 1, 1 <= m <= M, p = M - m + 1', 'p <= M'],
    ['i = k + m - 1, K = I - M + 1, k <= K, m <= M', 'i <= I'],
  ])('%s |- %s', (hyps, goal) => {
    const given = conds(hyps);
    const refutation = entails(given, cond(goal));
    expect(refutation).not.toBeNull();
    const passed = [...damaged(refutation as LinearCert)].filter((other) =>
      entailedBy(given, cond(goal), other),
    );
    expect(passed).toEqual([]);
  });

  // Certificates with cuts and splits, damaged, are tried on sets that have a point: none may pass.
  test.each([
    ['2x >= 3, 2x <= 3', '2x >= 3, 2x <= 5'],
    ['2x = 3', '2x = 4'],
    ['27 <= 11x + 13y <= 45, -10 <= 7x - 9y <= 4', '27 <= 11x + 13y <= 45, -10 <= 7x - 9y <= 5'],
    ['3x + 5y = 1, 0 <= x <= 1, 0 <= y', '3x + 5y = 1, 0 <= x <= 2, -1 <= y'],
  ])('a refutation of %s does not refute %s', (refuted, satisfied) => {
    const given = conds(satisfied);
    const cert = refute(conds(refuted)) as LinearCert;
    expect(refutes(given, cert)).toBe(false);
    for (const other of damaged(cert)) expect(refutes(given, other)).toBe(false);
  });
});
