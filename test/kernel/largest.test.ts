// Maxima of what is computed from entries: the rule wants an example in which all numbers are different entries.

import { describe, expect, test } from 'vitest';
import { check, Rejected } from '../../src/kernel/kernel.js';
import { type Example, type Proof, withSubproofs } from '../../src/kernel/proof.js';
import { judgeText } from '../../src/prove/file.js';
import { one, variable } from '../../src/term/poly.js';
import { entry, tensor, unit } from '../../src/term/term.js';

const layer = `size S, K
tensor u[A], b, x[I]
assume I = S*K + A - 1
function a(t), f(P)
define y[S*K]_<k> = b + sum_<m=1..A> u_<m> x_<k+m-1>
define p[K]_<j> = max_<s=1..S> a(y_<S*j-S+s>)
index m in 1..A, i in 1..I, j in 1..K, s in 1..S
`;
const options = { timeout: 20_000, budget: 1_000_000 };

function verdictOn(text: string) {
  const [claim] = judgeText(text, options);
  if (claim === undefined) throw new Error('no claim');
  return claim.verdict;
}

describe('proved', () => {
  test.each([
    "theorem t: diff(f(P), u_<m>) = sum_<j=1..K, s=1..S> [a(y_<S*j-S+s>) = p_<j>] diff(f(P), p_<j>) a'(y_<S*j-S+s>) x_<S*j-S+s+m-1>",
    "theorem t: diff(f(P), b) = sum_<j=1..K, s=1..S> [a(y_<S*j-S+s>) = p_<j>] diff(f(P), p_<j>) a'(y_<S*j-S+s>)",
    "theorem t: diff(f(P), y_<S*j-S+s>) = [a(y_<S*j-S+s>) = p_<j>] diff(f(P), p_<j>) a'(y_<S*j-S+s>)",
  ])('%s', (claim) => {
    const { verdict, scope, message } = verdictOn(layer + claim);
    expect({ verdict, scope, message }).toMatchObject({
      verdict: 'proved',
      scope: 'all sizes, entries of which no maximum is attained twice',
    });
  });
});

describe('not proved, since two of the numbers may be equal whatever the entries are', () => {
  test.each([
    ['one number', 'define q[I]_<i> = b', 'b'],
    ['one entry', 'define q[I]_<i> = u_<1> x_<1>', 'x_<1>'],
    ['entries of which two are outside', 'define q[I]_<i> = u_<1> x_<i+2>', 'u_<1>'],
    ['entries of which one is twice', 'define q[I]_<i> = u_<1> x_<floor((i+1)/2)>', 'x_<1>'],
    ['maxima of windows that overlap', 'define q[I]_<i> = u_<1> max_<n=0..1> x_<i+n>', 'u_<1>'],
    ['what is at least a number', 'define q[I]_<i> = max(x_<i>, b)', 'b'],
    ['what is 0', 'define q[I]_<i> = x_<i> - x_<i>', 'x_<1>'],
  ])('%s', (_, definition, by) => {
    const right = `sum_<i=1..I> [q_<i> = max_<k=1..I> q_<k>] diff(q_<i>, ${by})`;
    const text = `${layer}${definition}\ntheorem t: diff(max_<i=1..I> q_<i>, ${by}) = ${right}`;
    expect(verdictOn(text).verdict).not.toBe('proved');
  });
});

describe('refused', () => {
  const { theorem, proof } = verdictOn(
    `${layer}theorem t: diff(max_<k=1..S> y_<k>, u_<m>) = sum_<k=1..S> [y_<k> = max_<i=1..S> y_<i>] x_<k+m-1>`,
  );
  if (theorem === undefined || proof === undefined) throw new Error('no proof');

  /** The proof with another example. */
  const altered = (part: Proof, change: (example: Example) => Example | undefined): Proof => {
    if (part.rule !== 'argmax' || part.example === undefined)
      return withSubproofs(part, (premise) => altered(premise, change));
    const { example, ...others } = part;
    const changed = change(example);
    return changed === undefined ? others : { ...others, example: changed };
  };
  const replayed = (change: (example: Example) => Example | undefined) => () =>
    check(theorem.env, theorem.hyps, altered(proof, change));
  const first = entry(tensor('x'), [one]);

  test('the example that was found is accepted', () => {
    expect(replayed((example) => example)().claim).toEqual(theorem.claim);
  });

  test.each<[string, (example: Example) => Example | undefined]>([
    ['no example', () => undefined],
    ['no values', (example) => ({ ...example, values: [] })],
    ['not shown to be inside', (example) => ({ ...example, inside: [] })],
    [
      'a value that is no number',
      (example) => ({
        ...example,
        values: [...example.values, { tensor: 'x', indices: ['i'], body: first }],
      }),
    ],
    [
      'other values',
      (example) => ({ ...example, values: example.values.map((value) => ({ ...value, body: unit })) }),
    ],
    [
      'a value for what is defined',
      (example) => ({ ...example, values: [...example.values, { tensor: 'y', indices: ['k'], body: unit }] }),
    ],
    [
      'a value with a free index',
      (example) => ({
        ...example,
        values: example.values.map((value) => ({
          ...value,
          body: { tag: 'value', value: variable('k') } as const,
        })),
      }),
    ],
    ['an example of something else', (example) => ({ ...example, proof: { rule: 'refl', term: first } })],
  ])('%s', (_, change) => {
    expect(replayed(change)).toThrow(Rejected);
  });
});
