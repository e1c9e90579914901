// Recurrences and products over ranges: claims for every l, shown by induction, and false ones with the first l where
// they fail.

import { describe, expect, test } from 'vitest';
import { judgeText } from '../../src/prove/file.js';

interface Found {
  readonly verdict: string;
  readonly message: string;
  readonly at: Readonly<Record<string, unknown>> | undefined;
}

function verdictsOn(text: string): readonly Found[] {
  return judgeText(text, { timeout: 20_000, budget: 1_000_000 }).map(({ verdict }) => ({
    verdict: verdict.verdict,
    message: verdict.message,
    at: verdict.counterexample?.indices,
  }));
}

const field = `tensor F[1..], S[0..]
define R_0 = 1
define R_l = R_<l-1> + (F_l - 1) prod_<i=0..l-1> S_i for l >= 1
`;
const jumps = `tensor F[1..], S[1..]
define I_0 = 1
define I_l = I_<l-1> S_l for l >= 1
define R_0 = 1
define R_l = R_<l-1> + (F_l - 1) I_<l-1> for l >= 1
`;
const fibonacci = `define G_0 = 0
define G_1 = 1
define G_n = G_<n-1> + G_<n-2> for n >= 2
`;
const pascal = `index k in 0..
define C_<0,k> = [k = 0] 1
define C_<d,k> = C_<d-1,k> + C_<d-1,k-1> for d >= 1
`;

describe('proved', () => {
  test.each([
    [
      'the receptive field',
      `${field}theorem t by induction on l: R_l = 1 + sum_<j=1..l> (F_j - 1) prod_<i=0..j-1> S_i`,
    ],
    [
      'the sides exchanged',
      `${field}theorem t by induction on l: 1 + sum_<j=1..l> (F_j - 1) prod_<i=0..j-1> S_i = R_l`,
    ],
    [
      'without being told how',
      `${field}index l in 0..\ntheorem t: R_l = 1 + sum_<j=1..l> (F_j - 1) prod_<i=0..j-1> S_i`,
    ],
    ['up to a size', `size L\n${field}theorem t: R_L = 1 + sum_<j=1..L> (F_j - 1) prod_<i=0..j-1> S_i`],
    [
      'back from the formula',
      'tensor F[1..], S[0..]; index l in 1..; define R[0..]_<l> = 1 + sum_<j=1..l> (F_j - 1) prod_<i=0..j-1> S_i; theorem t: R_l = R_<l-1> + (F_l - 1) prod_<i=0..l-1> S_i',
    ],
    [
      'the jump between neighbours',
      'tensor S[0..]; define I_0 = 1; define I_l = I_<l-1> S_<l-1> for l >= 1; theorem t by induction on l: I_l = prod_<i=0..l-1> S_i',
    ],
    [
      'a recurrence by another',
      `${jumps}theorem t by induction on l: R_l = 1 + sum_<j=1..l> (F_j - 1) I_<j-1>`,
    ],
    [
      'a lemma on the way',
      `${jumps}theorem t by induction on l: R_l = 1 + sum_<j=1..l> (F_j - 1) prod_<i=1..j-1> S_i`,
    ],
    [
      'in a part of the sides',
      'tensor p[1..], q[1..], c; define a_0 = c; define a_l = p_l a_<l-1> + q_l for l >= 1; index l in 1..; theorem t: p_l a_<l-1> + q_l = p_l (c prod_<i=1..l-1> p_i + sum_<j=1..l-1> q_j prod_<i=j+1..l-1> p_i) + q_l',
    ],
    [
      'of what the recurrence makes of earlier entries',
      'index k, d in 1..; define P_<0,k> = [k = 0] 1; define P_<d,k> = P_<d-1,k-1> + P_<d-1,k> for d >= 1; define D_<0,k> = [k = 0] 1; define D_<d,k> = D_<d-1,k-1> - D_<d-1,k> for d >= 1; theorem t: D_<d-1,k-1> - D_<d-1,k> = { 1 if 2 divides d-k; -1 otherwise } (P_<d-1,k-1> + P_<d-1,k>)',
    ],
    [
      'powers as products, in sums',
      'tensor p[A], q[B], t; define r[2..A+B]_<s> = sum_<a=1..A> p_<a> q_<s-a>; theorem t: sum_<s=2..A+B> r_<s> (prod_<i=1..s> t) = (sum_<a=1..A> p_<a> prod_<i=1..a> t) sum_<b=1..B> q_<b> prod_<i=1..b> t',
    ],
    [
      'powers of two numbers',
      'tensor a, b; index m in 0.., n in 0..; theorem t: (prod_<i=1..m+n> a) (prod_<i=1..m+n> b) = (prod_<i=1..m> a) (prod_<i=1..n> b) (prod_<i=1..m> b) (prod_<i=1..n> a)',
    ],
    [
      'a square of powers',
      'tensor p[A], t; theorem t: (sum_<a=1..A> p_<a> prod_<i=1..a> t)^2 = sum_<a=1..A, b=1..A> p_<a> p_<b> prod_<i=1..a+b> t',
    ],
    ['telescoping', `${jumps}theorem t by induction on l: sum_<j=1..l> (R_j - R_<j-1>) = R_l - 1`],
    [
      'numbers',
      'define R_0 = 1; define R_l = R_<l-1> + 2 for l >= 1; theorem t by induction on l: R_l = 2 l + 1',
    ],
    [
      'a beginning at 1',
      'tensor K[1..]; define A_1 = K_1; define A_l = A_<l-1> + K_l - 1 for l >= 2; theorem t by induction on l: A_l = 1 + sum_<j=1..l> (K_j - 1)',
    ],
    [
      'a geometric sum',
      'define B_0 = 1; define B_l = 3 B_<l-1> + 2 for l >= 1; theorem t by induction on l: B_l = 2 prod_<i=1..l> 3 - 1',
    ],
    [
      'a gradient through residual units',
      'tensor J[1..]; define g_0 = 1; define g_l = (1 + J_l) g_<l-1> for l >= 1; theorem t by induction on l: g_l = prod_<i=1..l> (1 + J_i)',
    ],
    ['two steps back: sums', `${fibonacci}theorem t by induction on n: sum_<j=0..n> G_j = G_<n+2> - 1`],
    ['two steps back: squares', `${fibonacci}theorem t by induction on n: sum_<j=1..n> G_j^2 = G_n G_<n+1>`],
    ['two subscripts', `${pascal}theorem t by induction on d: C_<d,0> = 1`],
    ['under a condition', `${pascal}index d in 0..\ntheorem t: [k > d] C_<d,k> = 0`],
    ['the last factor', 'size M; tensor s[0..M]; theorem t: prod_<i=0..M> s_i = s_M prod_<i=0..M-1> s_i'],
    ['the first factor', 'size M; tensor s[0..M]; theorem t: prod_<i=0..M> s_i = s_0 prod_<i=1..M> s_i'],
    ['another index', 'size M; tensor s[0..M]; theorem t: prod_<i=0..M-1> s_<i+1> = prod_<i=1..M> s_i'],
    ['the falling order', 'size M; tensor a[M]; theorem t: prod_<i=1..M> a_i = prod_<i=1..M> a_<M-i+1>'],
    ['the falling order of numbers', 'size N; theorem t: prod_<i=1..N> i = prod_<i=1..N> (N+1-i)'],
    [
      'products of products',
      'size M; tensor a[M], b[M]; theorem t: (prod_<i=1..M> a_i) prod_<i=1..M> b_i = prod_<i=1..M> a_i b_i',
    ],
    ['a power', 'size M; tensor a[M]; theorem t: (prod_<i=1..M> a_i)^2 = prod_<i=1..M> a_i^2'],
    ['powers of numbers', 'size M; theorem t: prod_<i=1..M+3> 2 = 8 prod_<i=1..M> 2'],
    ['powers of two bases', 'size M; theorem t: (prod_<i=1..M> 2) (prod_<i=1..M> 3) = prod_<i=1..M> 6'],
    ['a sum of powers', 'size M; theorem t: sum_<m=1..M> prod_<i=1..m-1> 2 = (prod_<i=1..M> 2) - 1'],
  ])('%s', (_, text) => {
    expect(verdictsOn(text)).toEqual([
      expect.objectContaining({ verdict: 'proved', message: expect.stringContaining('true') }),
    ]);
  });
});

describe('refuted, at the first integer', () => {
  test.each([
    [
      'one factor too many',
      `${field}theorem t by induction on l: R_l = 1 + sum_<j=1..l> (F_j - 1) prod_<i=0..j> S_i`,
      { l: '1' },
    ],
    [
      'a wrong beginning',
      'define R_0 = 1; define R_l = R_<l-1> + 2 for l >= 1; theorem t by induction on l: R_l = 2 l + 2',
      { l: '0' },
    ],
    [
      'powers of negative counts',
      'tensor t; index m in -3.., n in -3..; theorem t: prod_<i=1..m+n> t = (prod_<i=1..m> t) (prod_<i=1..n> t)',
      { m: '-3', n: '1' },
    ],
    [
      'true for a while',
      `${fibonacci}theorem t by induction on n: G_<n+1>^2 - G_n G_<n+2> = 1 - 2 n`,
      { n: '2' },
    ],
    [
      'a product one short',
      'tensor s[0..]; index l in 0..; theorem t: prod_<i=0..l> s_i = s_l prod_<i=1..l-1> s_i',
      { l: '1' },
    ],
  ])('%s', (_, text, at) => {
    const [found] = verdictsOn(text);
    expect(found?.verdict).toBe('refuted');
    expect(Object.entries(found?.at ?? {}).map(([name, value]) => [name, String(value)])).toEqual(
      Object.entries(at),
    );
  });
});

describe('a recurrence that is none', () => {
  test.each([
    ['is given twice', 'define S_0 = 2; define S_0 = 3', 'S_0 is given already'],
    ['has no beginning', 'define T_l = T_<l-1> for l >= 1', 'where T begins is not said'],
    ['uses later entries', 'define U_0 = 1; define U_l = U_<l+1> for l >= 1', 'earlier entries of its own'],
    [
      'uses the entry itself',
      'define U_0 = 1; define U_l = U_l + 1 for l >= 1',
      'earlier entries of its own',
    ],
    ['leaves a gap', 'define V_0 = 1; define V_l = V_<l-1> for l >= 2', 'V is not given at l = 1'],
    [
      'says its beginning again',
      'define V_0 = 1; define V_l = V_<l-1> for l >= 0',
      'V is given twice at l = 0',
    ],
    [
      'sums over all of itself',
      'define W_0 = 1; define W_l = sum_<j=0..l-1> W_j for l >= 1',
      'earlier entries of its own',
    ],
    ['hides its index', 'define W_0 = 1; define W_l = sum_<l=1..3> W_<l-1> for l >= 1', 'l is bound again'],
    ['has a name already', 'tensor x[3]; define x_0 = 1', 'x is declared already'],
  ])('%s', (_, text, message) => {
    const found = verdictsOn(text);
    expect(found.at(-1)?.verdict).toBe('ill-formed');
    expect(found.at(-1)?.message).toContain(message);
  });
});

describe('what only looks alike', () => {
  test.each([
    [
      'a function of the name of a line',
      'function reals(z); tensor x[3]; theorem t: int_<t> x_1 = reals(x_1)',
    ],
    [
      'a function of the name of another',
      'function integers(z), f(z); theorem t: sum_<t> f(2) = integers(f(2))',
    ],
    [
      'a beginning that depends on an index',
      'index l in 0..; define R_0 = l; define R_l = R_<l-1> for l >= 1; theorem t: R_l = 0',
    ],
    [
      'a derivative by a recurrence',
      'tensor x[1]; define R_0 = 1; define R_l = x_1 R_<l-1> for l >= 1; theorem t: diff(R_3, R_2) = 0',
    ],
  ])('%s proves nothing', (_, text) => {
    expect(verdictsOn(text).map(({ verdict }) => verdict)).not.toContain('proved');
  });
});

test('a false claim about tensors beside one without end is answered', () => {
  const [found] = judgeText('tensor S[3], T[3], F[1..]; theorem t: S = T');
  expect(found?.verdict.verdict).toBe('refuted');
});

test('a false claim that holds for a while is refuted where it first fails', () => {
  const [found] = verdictsOn(
    'define R_0 = 1; define R_l = R_<l-1> + [l = 17] 1 for l >= 1; index l in 0..; theorem t: R_l = 1',
  );
  expect(found).toMatchObject({ verdict: 'refuted', at: { l: 17 } });
});

test.each([100, 400])('entry %i of a recurrence', (n) => {
  const [found] = verdictsOn(
    `define R_0 = 1; define R_l = R_<l-1> + 2 for l >= 1; theorem t: R_${n} = ${2 * n + 1}`,
  );
  expect(found?.message).not.toContain('internal');
});

test('an index that nothing tells where to begin', () => {
  expect(verdictsOn('size M; theorem t by induction on l: M + l = l + M')[0]?.message).toContain(
    'from where l runs is not known',
  );
});

test('entries far along a recurrence end in a clear answer', () => {
  const [found] = verdictsOn(
    'define R_0 = 1; define R_l = R_<l-1> + 2 for l >= 1; theorem t: R_1000000 = 2000002',
  );
  expect(found?.verdict).toBe('unknown');
});
