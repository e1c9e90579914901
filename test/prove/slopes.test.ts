// Derivatives of recurrences: what a network of any number of layers makes of its gradient.

import { describe, expect, test } from 'vitest';
import { check } from '../../src/kernel/kernel.js';
import { judgeText } from '../../src/prove/file.js';

const units = `tensor x
function f(l, z), h(z)
define y_<0> = x
define y_<l> = y_<l-1> + f(l, y_<l-1>) for l >= 1
index l in 0..
`;
const shared = `tensor x[1..], w
function a(z)
define y_<0> = 0
define y_<l> = a(w y_<l-1> + x_<l>) for l >= 1
index l in 0..
`;
const layers = `tensor x[I], w[1..,I,I]
function a(z)
index l in 1.., i in 1..I, j in 1..I
define y_<0,i> = x_<i>
define y_<l,i> = sum_<k=1..I> w_<l,i,k> a(y_<l-1,k>) for l >= 1
`;
const two = `tensor x
define y_<0> = x
define y_<l> = 2 y_<l-1> for l >= 1
define z_<0> = x
define z_<l> = z_<l-1> + y_<l>^2 for l >= 1
index l in 0..
`;

function verdictsOn(text: string): readonly string[] {
  return judgeText(text, { timeout: 20_000, budget: 1_000_000 }).map(({ verdict }) => verdict.verdict);
}

describe('proved', () => {
  test.each([
    ['units with a sum', `${units}theorem t: diff(y_<l>, x) = prod_<i=1..l> (1 + f'_<2>(i, y_<i-1>))`],
    ['and a loss', `${units}theorem t: diff(h(y_<l>), x) = h'(y_<l>) prod_<i=1..l> (1 + f'_<2>(i, y_<i-1>))`],
    ['from unit to unit', `${units}theorem t: diff(y_<l+1>, x) = diff(y_<l>, x) (1 + f'_<2>(l+1, y_<l>))`],
    ['by an argument', `${units}theorem t: diff(f(l, y_<l>), y_<l>) = f'_<2>(l, y_<l>)`],
    [
      'what is differentiated unfolded, at any integer',
      `${layers}index u, v, t
theorem t: diff(y_<u,v>, x_<t>) = diff([0 <= u, 1 <= v, v <= I] ([u = 0] x_<v> + [1 <= u] sum_<k=1..I> w_<u,v,k> a(y_<u-1,k>)), x_<t>)`,
    ],
    [
      'a weight that all layers have',
      `${shared}theorem t: diff(y_<l+1>, w) = a'(w y_<l> + x_<l+1>) (y_<l> + w diff(y_<l>, w))`,
    ],
    [
      'an input on the way',
      `${shared}theorem t: diff(y_<l+1>, x_<1>) = a'(w y_<l> + x_<l+1>) (w diff(y_<l>, x_<1>) + [l = 0] 1)`,
    ],
    [
      'matrices',
      `${layers}theorem t: diff(y_<l,i>, x_<j>) = sum_<k=1..I> w_<l,i,k> a'(y_<l-1,k>) diff(y_<l-1,k>, x_<j>)`,
    ],
    [
      'a product of matrices',
      `${layers}define g_<0,i,j> = [i = j] 1
define g_<l,i,j> = sum_<k=1..I> w_<l,i,k> a'(y_<l-1,k>) g_<l-1,k,j> for l >= 1
theorem t: diff(y_<l,i>, x_<j>) = g_<l,i,j>`,
    ],
    [
      'a recurrence in another one',
      `${two}theorem t: diff(z_<l+1>, x) = diff(z_<l>, x) + 4 y_<l+1> diff(y_<l>, x)`,
    ],
  ])('%s', (_, text) => {
    const [claim] = judgeText(text, { timeout: 20_000, budget: 1_000_000 });
    const { verdict, theorem, proof } = claim?.verdict ?? {};
    expect(verdict, claim?.verdict.message).toBe('proved');
    if (theorem === undefined || proof === undefined) return;
    expect(check(theorem.env, theorem.hyps, proof).claim).toEqual(theorem.claim);
  });
});

test('an argument that may depend on the one that is differentiated by is not left as it is', () => {
  const text = `tensor x
function f(u, v)
define y_<0> = x
define y_<l> = 2 y_<l-1> for l >= 1
index l in 0..
theorem t: diff(f(y_<l+1>, y_<l>), y_<l>) = f'_<2>(y_<l+1>, y_<l>)`;
  const [claim] = judgeText(text, { timeout: 20_000, budget: 1_000_000 });
  expect(claim?.verdict.verdict).toBe('unknown');
  expect(claim?.verdict.message).toContain('y is a recurrence');
});

describe('refuted', () => {
  test.each([
    `${units}theorem t: diff(y_<l>, x) = prod_<i=1..l> f'_<2>(i, y_<i-1>)`,
    `${units}theorem t: diff(y_<l>, x) = prod_<i=1..l> (1 + f'_<2>(i, y_<i>))`,
    `${units}theorem t: diff(y_<l>, x) = prod_<i=1..l> (1 + f'_<2>(i+1, y_<i-1>))`,
    `${units}theorem t: diff(h(y_<l>), x) = h'(x) prod_<i=1..l> (1 + f'_<2>(i, y_<i-1>))`,
    `${units}theorem t: diff(y_<l>, x) = diff(y_<l+1>, x)`,
    `${shared}theorem t: diff(y_<l+1>, w) = a'(w y_<l> + x_<l+1>) (y_<l+1> + w diff(y_<l>, w))`,
    `${shared}theorem t: diff(y_<l+1>, x_<1>) = a'(w y_<l> + x_<l+1>) w diff(y_<l>, x_<1>)`,
    `${layers}index u in 0.., v in 1..I
theorem t: diff(y_<u,v>, x_<j>) = diff([u = 0] x_<v> + [2 <= u] sum_<k=1..I> w_<u,v,k> a(y_<u-1,k>), x_<j>)`,
    `${two}theorem t: diff(z_<l+1>, x) = diff(z_<l>, x) + 2 y_<l+1> diff(y_<l>, x)`,
    // By an example in numbers; the weights of all layers are too many to be listed.
    `${layers}theorem t: diff(y_<l,i>, x_<j>) = sum_<k=1..I> w_<l,k,i> a'(y_<l-1,k>) diff(y_<l-1,k>, x_<j>)`,
  ])('%s', (text) => {
    expect(verdictsOn(text)).toEqual(['refuted']);
  });
});
