// Deep and huge input: the right verdict or a clear word, within the time that a claim may take.

import { describe, expect, test } from 'vitest';
import { defaultOptions, type VerdictKind } from '../../src/prove/claim.js';
import { judgeText } from '../../src/prove/file.js';
import { failure } from '../support/failure.js';

const letters = [...'abcdefghijkl'];
const every = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);
const terms = (length: number, term: (i: number) => string): string => every(length).map(term).join(' + ');
const nested = (range: (name: string, i: number) => string, body: string): string =>
  `sum_<${letters.map((name, i) => `${name}=${range(name, i)}`).join(', ')}> ${body}`;
const sizes = (i: number): string => (i % 2 === 0 ? 'M' : 'N');

/** A claim with the verdicts it may get: the right one, and `unknown` where time may run out. */
type Row = readonly [title: string, text: string, ...verdicts: readonly VerdictKind[]];

/** What need not be decided gets little time, and must keep to it. */
function within(table: readonly Row[]): void {
  test.each(table)('%s', (_, text, ...verdicts) => {
    const timeout = verdicts.includes('unknown') ? 2_000 : defaultOptions.timeout;
    const start = process.cpuUsage();
    const [relation] = judgeText(text, { timeout, budget: defaultOptions.budget });
    const { user, system } = process.cpuUsage(start);
    expect(verdicts, relation?.verdict.message).toContain(relation?.verdict.verdict);
    // Milliseconds of work: what others do on the machine does not count.
    expect((user + system) / 1000).toBeLessThan(2 * timeout);
  });
}

describe('twelve nested sums', () => {
  const shape = every(12).map(sizes).join(',');
  const box = `tensor x[${shape}]; theorem t:`;
  const all = letters.join(',');
  const turned = letters.map((name, i) => `${sizes(i)}-${name}+1`).join(',');
  const over = (body: string): string => nested((_, i) => `1..${sizes(i)}`, body);
  within([
    ['reversed', `${box} ${over(`x_<${all}>`)} = ${over(`x_<${turned}>`)}`, 'proved'],
    [
      'one step too far',
      `${box} ${over(`x_<${all}>`)} = ${over(`x_<${turned.replace('+1', '')}>`)}`,
      'refuted',
    ],
    [
      'of one entry',
      `tensor x[M]; size N; theorem t: ${over('x_<a>')} = M^5 N^6 sum_<a=1..M> x_<a>`,
      'proved',
    ],
    [
      'of what they add up to',
      `tensor x[M]; theorem t: ${nested(() => '1..M', `x_<${letters.join('+')}>`)} = ${nested(() => '1..M', `x_<${[...letters].reverse().join('+')}>`)}`,
      'proved',
    ],
    [
      'a simplex',
      `tensor x[M]; theorem t: ${nested((_, i) => (i === 0 ? '1..M' : `1..${letters[i - 1]}`), 'x_<a>')} = 0`,
      'refuted',
      'unknown',
    ],
  ]);
});

describe('two hundred terms a side', () => {
  within([
    [
      'entries in another order',
      `tensor x[M]; index k; theorem t: ${terms(200, (i) => `x_<k+${i}>`)} = ${terms(200, (i) => `x_<k+${199 - i}>`)}`,
      'proved',
    ],
    [
      'sums in another order',
      `tensor x[M], y[M]; theorem t: ${terms(200, (i) => `sum_<m=1..M> x_<m> y_<m+${i}>`)} = ${terms(200, (i) => `sum_<m=1..M> x_<m> y_<m+${199 - i}>`)}`,
      'proved',
      'unknown',
    ],
    [
      'each a step further',
      `tensor x[M]; theorem t: ${terms(200, (i) => `sum_<m=1..M> x_<m+${i}>`)} = ${terms(200, (i) => `sum_<m=1..M> x_<m+${i + 1}>`)}`,
      'refuted',
    ],
  ]);
});

describe('large numbers', () => {
  const large = `1${'0'.repeat(30)}`;
  const billion = '1000000000';
  within([
    [
      'as coefficients',
      `tensor x[M]; theorem t: ${large} sum_<m=1..M> x_<m> = ${large} sum_<m=1..M> x_<M-m+1>`,
      'proved',
    ],
    [
      'as coefficients, by one',
      `tensor x[M]; theorem t: ${large} sum_<m=1..M> x_<m> = ${large.slice(0, -1)}1 sum_<m=1..M> x_<M-m+1>`,
      'refuted',
    ],
    [
      'as bounds',
      `tensor x[M]; theorem t: sum_<m=1..${large}> x_<m> = sum_<m=1..${large}> x_<${large}-m+1>`,
      'proved',
    ],
    [
      'as bounds, by one',
      `tensor x[M]; theorem t: sum_<m=1..${large}> x_<m> = sum_<m=2..${large}> x_<m>`,
      'refuted',
      'unknown',
    ],
    [
      'as sizes',
      `tensor x[${billion}]; theorem t: sum_<m=1..${billion}> x_<m> = sum_<m=1..${billion}> x_<${billion}+1-m>`,
      'proved',
    ],
    [
      'as sizes, by one',
      `tensor x[${billion}]; theorem t: sum_<m=1..${billion}> x_<m> = sum_<m=2..${billion}> x_<m>`,
      'refuted',
      'unknown',
    ],
    ['as shapes', `tensor w[${billion},${billion}]; theorem t: rot180(rot180(W)) = W`, 'proved'],
    ['as numbers of summands', `theorem t: sum_<m=1..${billion}> m = 500000000500000000`, 'proved'],
    ['as steps', `tensor x[M]; theorem t: stride(dilate(x, ${billion}), ${billion}, M) = x`, 'proved'],
  ]);
});

describe('long products', () => {
  const twelve = letters.map((name) => `t${name}`);
  const declared = `tensor ${twelve.map((name) => `${name}[M]`).join(', ')}; theorem t:`;
  const product = (at: (i: number) => string): string =>
    twelve.map((name, i) => `${name}_<${at(i)}>`).join(' ');
  const seven = letters.slice(0, 7);
  const power = (front: string): string =>
    `sum_<${seven.map((name) => `${name}=1..M`).join(', ')}> ${front} ${seven.map((name) => `x_<${name}>`).join(' ')}`;
  const rising = seven.slice(1).map((name, i) => `${seven[i]} < ${name}`);
  const falling = seven.slice(1).map((name, i) => `${seven[i]} > ${name}`);
  within([
    [
      'of twelve tensors',
      `${declared} sum_<m=1..M> ${product(() => 'm')} = sum_<m=1..M> ${product(() => 'M-m+1')}`,
      'proved',
    ],
    [
      'of twelve tensors, one a step further',
      `${declared} sum_<m=1..M> ${product(() => 'm')} = sum_<m=1..M> ${product((i) => (i === 5 ? 'm+1' : 'm'))}`,
      'refuted',
    ],
    ['the seventh power', `tensor x[M]; theorem t: ${power('')} = (sum_<m=1..M> x_<m>)^7`, 'proved'],
    [
      'weighted by any of seven',
      `tensor x[M]; theorem t: ${power('a')} = ${power('g')}`,
      'proved',
      'unknown',
    ],
    [
      'seven in rising or falling order',
      `tensor x[M]; theorem t: ${power(`[${rising.join(', ')}]`)} = ${power(`[${falling.join(', ')}]`)}`,
      'proved',
      'unknown',
    ],
    [
      'seven in any order are not seven in rising order',
      `tensor x[M]; theorem t: ${power('')} = 5040 ${power(`[${rising.join(', ')}]`)}`,
      'refuted',
      'unknown',
    ],
  ]);
});

describe('many conditions', () => {
  const bounds = every(24).map((i) => `P${i}`);
  const declared = `tensor x[M]; size ${bounds.join(', ')}; theorem t:`;
  const brackets = bounds.map((p) => `[m <= ${p}]`).join(' ');
  within([
    [
      'in any order',
      `${declared} sum_<m=1..M> ${brackets} x_<m> = sum_<m=1..M> [${[...bounds]
        .reverse()
        .map((p) => `${p} >= m`)
        .join(', ')}] x_<m>`,
      'proved',
    ],
    [
      'one left out',
      `${declared} sum_<m=1..M> ${brackets} x_<m> = sum_<m=1..M> [${bounds
        .slice(1)
        .map((p) => `${p} >= m`)
        .join(', ')}] x_<m>`,
      'refuted',
      'unknown',
    ],
    [
      'either of twenty-four',
      `${declared} sum_<m=1..M> [${bounds.map((p) => `m <= ${p}`).join(' or ')}] x_<m> = sum_<m=1..M> [not (${bounds.map((p) => `m > ${p}`).join(' and ')})] x_<m>`,
      'proved',
    ],
    [
      'twenty-four that one may not be',
      `tensor x[M]; index k in 1..M; theorem t: ${every(24)
        .map((i) => `[k != ${i + 1}]`)
        .join(' ')} x_<k> = [k > 24] x_<k>`,
      'proved',
      'unknown',
    ],
  ]);
});

describe('depth', () => {
  const inside = (depth: number): string =>
    `tensor x[M]; theorem t: ${'('.repeat(depth)}x_<1>${')'.repeat(depth)} = x_<1>`;
  within([
    ['a hundred and fifty parentheses', inside(150), 'proved'],
    [
      'thirty powers of powers',
      `tensor x[M]; theorem t: ${'('.repeat(30)}x_<1>${')^9'.repeat(30)} = x_<1>`,
      'refuted',
      'unknown',
    ],
    ['a power beyond all bounds', 'tensor x[M]; theorem t: (sum_<m=1..M> x_<m>)^1000000 = 0', 'unknown'],
  ]);

  test('five thousand parentheses', () => {
    expect(failure(() => judgeText(inside(5_000))).message).toMatch(/nested more than 200 deep/);
  });
});

test('a search for repairs ends when its time is over', () => {
  const zero = 'sum_<c=1..k> sum_<m=1..M> w_<d,c,m> x_<c,m+m+1>';
  const text = `tensor x[C,I], w[D,C,M]; index d in 1..D, k in 1..I-M+1; theorem t: ${zero} = sum_<m=1..M, c=1..C> w_<d,c,m> x_<c,k+m-1>`;
  const start = process.cpuUsage();
  judgeText(text, { ...defaultOptions, repair: 1_000 });
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(5_000);
});

test('sizes of four hundred digits are told, and not repaired', () => {
  const large = '9'.repeat(400);
  const [relation] = judgeText(`tensor x[I]; theorem t: x_<${large}> = 0`);
  expect(relation?.verdict.counterexample?.sizes).toEqual({ I: large });
  expect(relation?.repair).toBeNull();
});

test.each([
  ['power', '(M+N+K+1)^60'],
  ['product', '(M+N+1)^60 (M+N+1)^60'],
])('a %s of sizes that is too long', (name, formula) => {
  const start = process.cpuUsage();
  const [relation] = judgeText(`size M, N, K; theorem t: ${formula} = 0`);
  expect(relation?.verdict.message).toBe(`not understood: a ${name} too long to be written out`);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(5_000);
});

describe('what is false at small sizes', () => {
  const table = [
    [
      'shapes',
      'size S, T; tensor x[I,J]; theorem t: stride(transpose(X), S, T) = transpose(stride(X, S, T))',
      6,
    ],
    [
      'entries',
      'size S; tensor w[M], x[I]; assume S*M-S+1 <= I; theorem t: stride(dilate(W, S) * X, S) = stride(W * X, S)',
      7,
    ],
    [
      'an index without a range',
      'size S; tensor w[M], x[I]; index k; theorem t: full(W, dilate(X, S))_<k> = sum_<i=1..I> w_<k-S*i+1> x_<i>',
      4,
    ],
    [
      'a difference far out, and at smaller sizes',
      'size S, R; tensor x[I]; index k; theorem t: sum_<i=1..I> [R*i+20 = k] x_<S*i> = [R*S = 4] x_<1>',
      3,
    ],
    ['indices only', 'index k, l; theorem t: mod(k*l,3) = mod(k,3)*mod(l,3)', 0],
    [
      'one residue class, at more sizes than are all looked at',
      'size M, N; tensor d[M,M], x[M+N-1]; function f(t); theorem t: sum_<n=4..M> sum_<p=1..n-1> f(d_<n+M,p+N>)^2 x_<n+p-1> = sum_<m=-1..M> [4 <= 4*m, 4*m <= M] sum_<n=1..4*m-1> f(d_<4*m+M,n+N>)^2 x_<4*m+n-1> + sum_<m=-1..M> [3 < 4*m+1, 4*m+1 <= M] sum_<n=1..4*m> f(d_<4*m+M+1,n+N>)^2 x_<4*m+n> + sum_<m=-1..M> [3 < 4*m+2, 4*m+2 <= M] sum_<n=1..4*m+1> f(d_<4*m+M+2,n+N>)^2 x_<4*m+n+1> + sum_<m=-1..2> [3 < 4*m+3, 4*m+3 <= M] sum_<n=1..4*m+2> f(d_<4*m+M+3,n+N>)^2 x_<4*m+n+2>',
      16,
    ],
    ['an inequality', 'size S, R, I; theorem t: floor(floor(I/S)/R) <= floor((I-1)/(S*R))', 3],
  ] as const;
  // The time does not depend on what the claim may take.
  test.each(table)('%s', (_, text, total) => {
    const start = process.cpuUsage();
    const [relation] = judgeText(text, { timeout: 300_000, budget: defaultOptions.budget });
    const { user, system } = process.cpuUsage(start);
    expect(relation?.verdict).toMatchObject({ verdict: 'refuted' });
    const sizes = Object.values(relation?.verdict.counterexample?.sizes ?? {});
    expect(sizes.reduce<number>((sum, size) => sum + Number(size), 0)).toBe(total);
    expect((user + system) / 1000).toBeLessThan(15_000);
  });
});
