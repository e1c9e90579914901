// Comments that declare and comments that silence, and what is said where they are wrong.

import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { examine } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

type Kind = 'md' | 'tex';

/** `3:5 proved` for every claim. */
function verdicts(text: string, as: Kind = 'md'): readonly string[] {
  return examine(text, { as, repair: 0 }).claims.map(
    ({ line, column, verdict }) => `${line}:${column} ${verdict.verdict}`,
  );
}

function judged(text: string, ...expected: readonly string[]): void {
  expect(verdicts(text)).toEqual(expected);
}

const exchange = '$\\sum_{k=1}^K \\sum_{l=1}^L a_{kl} = \\sum_{l=1}^L \\sum_{k=1}^K a_{kl}$';
const corner = '$\\sum_{k=1}^K \\sum_{l=1}^L a_{kl} = a_{11}$';

describe('a declaration holds from its place on', () => {
  rows(judged, [
    [`<!-- convproof: tensor A[K,L] -->\n${exchange}`, '2:35 proved'],
    [`<!-- convproof: tensor A[K,L]; assume K = 1, L = 1 -->\nHence ${corner}`, '2:41 proved'],
    [`<!-- convproof: tensor A[K,L] -->\nHence ${corner}`, '2:41 refuted'],
    ['<!-- convproof: size K\n  index k in 2..K -->\nHence $\\sum_{j=2}^{k} 1 = k - 1$', '3:25 proved'],
    [
      '<!-- convproof: tensor x[I]; index i in 1..I\n define y_<i> = 2 x_<i> -->\nHence $y_i = x_i + x_i$.',
      '3:12 proved',
    ],
    // Of an entry its own index, where a comment says what it runs through; without that all entries.
    [
      '<!-- convproof: tensor x[3]; define y[3]_<k> = [k >= 2] x_<k>; index k in 2..3 -->\nHence $y_k = x_k$.',
      '2:12 proved',
    ],
    [
      '<!-- convproof: tensor x[3]; define y[3]_<k> = [k >= 2] x_<k>; index k -->\nHence $y_k = x_k$.',
      '2:12 refuted',
    ],
    // Two sums differ at some k, where k is any integer; of a k that nothing is said of nothing is known.
    [
      '<!-- convproof: tensor x[3]; index k -->\nHence $\\sum_{i=1}^{3} x_{i+k} \\ne \\sum_{i=1}^{3} x_{i}$.',
      '2:31 proved',
    ],
    [
      '<!-- convproof: tensor x[3] -->\nHence $\\sum_{i=1}^{3} x_{i+k} \\ne \\sum_{i=1}^{3} x_{i}$.',
      '2:31 skipped',
    ],
    ['# A\n\n## B\n<!-- convproof: tensor A[3] -->\n## C\nHence $A = A$.', '6:10 skipped'],
    ['> <!-- convproof: tensor A[3]\n>   tensor B[3] -->\n> $A + B = B + A$', '3:10 proved'],
  ]);

  test('what it says replaces what the text said', () => {
    const text = `Let $A = [a_{kl}]_{M \\times N}$. <!-- convproof: tensor A[1,1]; assume K = 1, L = 1 -->\nHence ${corner}`;
    expect(verdicts(text).at(-1)).toBe('2:41 proved');
  });

  test('in TeX', () => {
    expect(
      verdicts(`%% convproof: tensor A[K,L]\n% convproof: assume K = 1, L = 1\n${corner}`, 'tex'),
    ).toEqual(['3:35 proved']);
  });
});

/** The message of the only claim that is not proved, and the text it points at. */
function faulty(text: string, verdict: string, at: string, message: string): void {
  const [claim] = examine(text, { as: 'md' }).claims;
  const lines = text.split('\n');
  const pointed = lines[(claim?.line ?? 0) - 1]?.slice((claim?.column ?? 1) - 1, (claim?.endColumn ?? 1) - 1);
  expect([claim?.verdict.verdict, pointed, claim?.verdict.message]).toEqual([verdict, at, message]);
}

describe('what is wrong in a comment is pointed at', () => {
  rows(faulty, [
    ['a <!-- convproof: tensor A[K -->', 'ill-formed', '[', "this `[` is not closed; expected ']'"],
    ['<!-- convproof:\n  tensor A[2]\n  tensor A[0] -->', 'ill-formed', '0', 'a size is at least 1, not 0'],
    [
      '<!-- convproof: theorem t: 1 = 2 -->',
      'ill-formed',
      'theorem t: 1 = 2',
      'a comment declares; what is claimed stands in a formula of the text',
    ],
    [
      '> <!-- convproof: tensor A[2]\n> define B = A + C -->',
      'ill-formed',
      'C',
      'C is not declared: nothing binds it as an index, and it is no size and no tensor; write `size C` if it is a size',
    ],
    [
      '<!-- convproof-disabled -->',
      'ill-formed',
      '<!-- convproof-disabled -->',
      'there is no comment convproof-disabled; there are convproof-disable, convproof-enable and convproof-disable-next',
    ],
    [
      '<!-- convproof: define twice(A[M])[M]_<m> = 2 A_<m> -->',
      'unknown',
      'define twice(A[M])[M]_<m> = 2 A_<m>',
      'not understood: an operation is not defined in a comment yet',
    ],
  ]);

  test('after an assumption that cannot be read nothing is called false', () => {
    const text = `<!-- convproof: tensor A[K,L] -->\n<!-- convproof: assume K = 1, L = -->\nHence ${corner}`;
    expect(verdicts(text)).toEqual(['2:34 ill-formed', '3:41 unknown']);
  });
});

/** How many formulas are silenced, and the places of the others. */
function silences(text: string, as: Kind, silenced: number, ...others: readonly string[]): void {
  const examined = examine(text, { as });
  expect([examined.silenced, ...examined.claims.map(({ line, column }) => `${line}:${column}`)]).toEqual([
    silenced,
    ...others,
  ]);
}

describe('comments that silence', () => {
  rows(silences, [
    ['<!-- convproof-disable-next -->\n$1=2$ and $1=3$', 'md', 1, '2:13'],
    ['<!-- convproof-disable-next: on purpose -->\n$$\n1=2\\\\\n2=3\n$$\n$1=3$', 'md', 1, '6:3'],
    [
      '$0=1$ <!-- convproof-disable --> $1=2$\n\n# A\n\n$$1=3$$ <!-- convproof-enable --> $1=4$',
      'md',
      2,
      '1:3',
      '5:37',
    ],
    ['<!-- convproof-disable -->\n$$\nopen\n\n$1=2$', 'md', 2],
    ['<!-- convproof-enable --> $1=2$', 'md', 0, '1:29'],
    ['$1=2$ % convproof-disable-next\n$1=3$ $1=4$', 'tex', 1, '1:3', '2:9'],
    ['% convproof-disable\n$1=2$ \\input{x}\n% convproof-enable\n$1=3$', 'tex', 2, '4:3'],
  ]);

  test('what is silenced introduces nothing either', () => {
    const text = 'Let $M = 1$ and <!-- convproof-disable-next --> $M = 2$. Hence $M = 1$.';
    expect(verdicts(text)).toEqual(['1:8 definition', '1:67 proved']);
  });
});

test('a file that is included is noted', () => {
  const { claims, notes } = examine('a\n\\input{more} $1=1$', { as: 'tex' });
  expect(claims).toHaveLength(1);
  expect(notes).toEqual([
    { line: 2, column: 1, endLine: 2, endColumn: 13, message: '\\input{more}: the other file is not read' },
  ]);
});

const words = [
  'tensor',
  'index',
  'assume',
  'define',
  'function',
  'size',
  'A',
  'x',
  'k',
  'in',
  '[K,L]',
  '1..K',
];
const signs = ['=', '<=', ';', '\n', '_<k>', '(z)', ',', '---', 'theorem t:', 'sum_<k=1..K>', '+', '0'];

test.prop([fc.array(fc.constantFrom(...words, ...signs), { maxLength: 14 })], { numRuns: 300 })(
  'any words in a comment are declarations or are pointed at',
  (parts) => {
    const text = `Let $A = [a_{kl}]_{K \\times L}$. <!-- convproof: ${parts.join(' ')} -->`;
    for (const { line, column, endLine, endColumn, verdict } of examine(text, { as: 'md' }).claims.slice(1)) {
      expect(verdict.message).not.toBe('');
      expect(line < endLine || column <= endColumn).toBe(true);
      expect(endLine).toBeLessThanOrEqual(text.split('\n').length);
    }
  },
);

describe('sequences and recurrences in a comment', () => {
  const R =
    '<!-- convproof: tensor F[1..]; define R_0 = 1; define R_l = R_<l-1> + F_l - 1 for l >= 1; index l in 0.. -->\n';
  rows(
    (text: string, expected: string) => {
      expect(
        verdicts(`${R}${text}`)
          .map((line) => line.replace(/^\S+ /, ''))
          .join(' '),
      ).toBe(expected);
    },
    [
      ['$$R_l = 1 + \\sum_{j=1}^{l} (F_j - 1)$$', 'proved'],
      ['$$R_l = 2 + \\sum_{j=1}^{l} (F_j - 1)$$', 'refuted'],
      ['For $l \\ge 1$:\n\n$$R_l = R_{l-1} + F_l - 1$$', 'definition proved'],
      ['$$R_0 = 1$$ $$R_0 = \\sum_{j=1}^{0} F_j + 1$$', 'proved proved'],
    ],
  );
});

describe('what a comment declares depends on nothing else', () => {
  const T = '<!-- convproof: tensor w[M], h[M] -->\n';
  rows(
    (text: string, expected: string) => {
      expect(
        verdicts(`${T}${text}`)
          .map((line) => line.replace(/^\S+ /, ''))
          .join(' '),
      ).toBe(expected);
    },
    [
      ['$$\\frac{\\partial}{\\partial w_{i}} \\sum_{m=1}^M w_m h_m = h_i$$', 'proved'],
      ['$$\\frac{\\partial h_m}{\\partial w_{i}} = 0$$', 'proved'],
      ['$$\\frac{\\partial h_m}{\\partial w_{i}} = 1$$', 'refuted'],
    ],
  );
});
