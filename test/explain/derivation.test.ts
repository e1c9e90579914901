import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Chain } from '../../src/explain/derivation.js';
import { type Derivation, derivationOf } from '../../src/explain/derive.js';
import { markdown } from '../../src/explain/markdown.js';
import { pageOf } from '../../src/explain/page.js';
import { text } from '../../src/explain/text.js';
import { theoremsOf } from '../../src/explain/theorems.js';
import { Rejected, Theorem } from '../../src/kernel/kernel.js';
import type { Proof } from '../../src/kernel/proof.js';
import { defaultOptions } from '../../src/prove/verdict.js';

const options = { ...defaultOptions, detail: 'brief' } as const;

function derived(source: string, name: string | null = null): readonly Derivation[] {
  return [...theoremsOf(source, (theorem) => name === null || theorem === name, options)].map((judged) =>
    derivationOf(judged, options),
  );
}

function inFile(path: string, name: string): Derivation {
  const [found] = derived(readFileSync(`proofs/${path}`, 'utf8'), name);
  return found as Derivation;
}

/** The lines of a derivation with their notes, without what is declared. */
function linesOf(derivation: Derivation): string {
  return text(pageOf(derivation, 'en'))
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim())
    .slice(1)
    .join('\n');
}

describe('a proof as a teacher would write it', () => {
  test('the half turn: unfolded, substituted, folded', () => {
    expect(linesOf(inFile('reversed-kernel.conv', 'corr-as-conv'))).toBe(`(rot180(w) * x)_<k,l>
= sum_<m=1..M, n=1..N> (rot180(w))_<m,n> x_<k+m-1,l+n-1>
(definition of the correlation)
= sum_<m=1..M, n=1..N> w_<M-m+1,N-n+1> x_<k+m-1,l+n-1>
(definition of the half turn)
= sum_<p=1..M, q=1..N> w_<p,q> x_<M+k-p,N+l-q>
(with p = M-m+1, q = N-n+1)
= (w (*) x)_<k,l>
(definition of the convolution)`);
  });

  test('the gradient by the input: chain rule, definition, one summand left', () => {
    expect(linesOf(inFile('backward-pass.conv', 'by-the-input'))).toBe(`diff(f(z), x_<i,j>)
= sum_<k=1..I-M+1, l=1..J-N+1> f'_<k,l>(z) diff(z_<k,l>, x_<i,j>)
(chain rule)
= sum_<k=1..I-M+1, l=1..J-N+1> f'_<k,l>(z) diff(b + sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n-1>, x_<i,j>)
(definition of z)
= sum_<k=1..I-M+1, l=1..J-N+1> f'_<k,l>(z) sum_<m=1..M, n=1..N> [i+1 = k+m, j+1 = l+n] w_<m,n>
(differentiated term by term)
= sum_<k=1..I-M+1, l=1..J-N+1> diff(f(z), z_<k,l>) w_<i-k+1,j-l+1>
(only the summand with m = i-k+1, n = j-l+1 is left)
= sum_<k=1..I-M+1, l=1..J-N+1> d_<k,l> w_<i-k+1,j-l+1>
(definition of d)
= (full(d, w))_<i,j>
(definition of the full convolution)`);
  });

  test('an induction: base and step, the hypothesis used', () => {
    expect(linesOf(inFile('receptive-field.conv', 'without-strides'))).toBe(`r_<0>
= 1
(definition of r)
= 1 + sum_<j=1..0> (f_<j> - 1)
(an empty range)
r_<l>
= r_<l-1> + f_<l> - 1
(definition of r)
= 1 + sum_<j=1..l-1> (f_<j> - 1) + f_<l> - 1
(induction hypothesis)
= 1 + sum_<j=1..l> (f_<j> - 1)
(the last term by itself)`);
  });

  test('a computation, term by term', () => {
    const source = 'define a = [3, 2; 0, 1]; define b = [2, 1; 0, 4]\ntheorem t: A * B = [12]';
    expect(linesOf(derived(source)[0] as Derivation)).toBe(`a * b
= [12]
(computed)
a_<1,1> b_<1,1> + a_<1,2> b_<1,2> + a_<2,1> b_<2,1> + a_<2,2> b_<2,2>
= 3*2 + 2*1 + 0*0 + 1*4
(written out)
= 12
(computed)`);
  });
});

describe('what is false', () => {
  test('is worked out at the smallest sizes, and what was meant is derived', () => {
    const [found] = derived('tensor w[M], x[I]; assume M <= I\ntheorem t: W (*) X = W * X');
    expect(linesOf(found as Derivation)).toBe(`(w (*) x)_<1>
= sum_<m=1..2> w_<m> x_<-m+3>
= w_<1> x_<2> + w_<2> x_<1>
(w * x)_<1>
= sum_<m=1..2> w_<m> x_<m>
= w_<1> x_<1> + w_<2> x_<2>
w (*) x = rot180(w) * x
(w (*) x)_<k>
= sum_<m=1..M> w_<m> x_<M+k-m>
(definition of the convolution)
= sum_<p=1..M> w_<M-p+1> x_<k+p-1>
(with p = M-m+1)
= sum_<p=1..M> (rot180(w))_<p> x_<k+p-1>
(definition of the half turn)
= (rot180(w) * x)_<k>
(definition of the correlation)`);
  });
});

describe('every line is a theorem of the kernel', () => {
  function lines({ lines: own }: Chain): Chain['lines'] {
    return own.flatMap((line) => [line, ...line.parts.flatMap(({ chain }) => lines(chain))]);
  }

  test.each([
    ['reversed-kernel.conv', 'corr-as-conv'],
    ['receptive-field.conv', 'jump'],
    ['algebra/dice.conv', 'seven'],
  ])('%s#%s', (path, name) => {
    const all = lines(inFile(path, name).chain as Chain);
    expect(all.length).toBeGreaterThan(2);
    for (const { theorem } of all) expect(Theorem.is(theorem)).toBe(true);
  });

  /** The same proof, the new indices of its substitutions exchanged. */
  function exchanged(proof: Proof): Proof {
    switch (proof.rule) {
      case 'trans':
        return { ...proof, proofs: proof.proofs.map(exchanged) };
      case 'reindex':
        return { ...proof, forward: [...proof.forward].reverse() };
      default:
        return proof;
    }
  }

  test('a damaged step is refused', () => {
    const [judged] = theoremsOf(
      readFileSync('proofs/reversed-kernel.conv', 'utf8'),
      (name) => name === 'reversed-kernel',
      options,
    );
    if (judged?.verdict.proof === undefined) throw new Error('no proof');
    const { proof } = judged.verdict;
    const damaged = exchanged(proof);
    expect(damaged).not.toEqual(proof);
    const withProof = (data: Proof): typeof judged => ({
      ...judged,
      verdict: { ...judged.verdict, proof: data },
    });
    expect(() => derivationOf(withProof(proof), options)).not.toThrow();
    expect(() => derivationOf(withProof(damaged), options)).toThrow(Rejected);
  });
});

test('a lemma is shown once however often it is used, in letters of its own', () => {
  const next = (l: string, before: string): string =>
    `sum_<k=1..I> w_<${l},i,k> a'(y_<${before},k>) diff(y_<${before},k>, x_<j>)`;
  const [derivation] = derived(`tensor x[I], w[1..,I,I]
function a(z)
index l in 1.., i in 1..I, j in 1..I
define y_<0,i> = x_<i>
define y_<l,i> = sum_<k=1..I> w_<l,i,k> a(y_<l-1,k>) for l >= 1
theorem t: diff(y_<l+1,i>, x_<j>) + diff(y_<l,i>, x_<j>) = ${next('l+1', 'l')} + ${next('l', 'l-1')}`);
  const shown = text(pageOf(derivation as Derivation, 'en'));
  const lemmas = [...shown.matchAll(/It remains to show:\n\n {2}diff\(y_<(\w),(\w)>, x_<(\w)>\)/g)];
  expect(shown.match(/It remains to show/g)).toHaveLength(1);
  expect(shown.match(/as shown below/g)).toHaveLength(1);
  expect(shown).toMatch(/likewise/);
  expect(lemmas).toHaveLength(1);
  for (const [, ...letters] of lemmas) expect(new Set(letters).size).toBe(3);
});

test('what numbers weigh is written out', () => {
  const [derivation] = derived(`tensor X[I,J]
assume I >= 3, J >= 3
theorem t: [1, 0, -1; 2, 0, -2; 1, 0, -1] * X = [1; 2; 1] * ([1, 0, -1] * X)`);
  const shown = text(pageOf(derivation as Derivation, 'en'));
  expect(shown.match(/written out/g)).toHaveLength(2);
  expect(shown).not.toMatch(/the entries of the matrix|taken apart|an empty range|with [mnp] =/);
});

test('two uses of the induction hypothesis are one line, a bracket and a number are not differentiated', () => {
  const full = (path: string, name: string): string => {
    const [judged] = theoremsOf(readFileSync(`proofs/${path}`, 'utf8'), (one) => one === name, options);
    if (judged === undefined) throw new Error('no such theorem');
    return text(pageOf(derivationOf(judged, { ...options, detail: 'full' }), 'en'));
  };
  const triangle = full('algebra/difference-kernels.conv', 'binomial');
  expect(triangle.match(/induction hypothesis/g)).toHaveLength(1);
  expect(full('layers/gradients.conv', 'upsampling')).not.toMatch(/diff\(\[[^\]]*\],/);
  expect(full('layers/gradients.conv', 'global-mean')).not.toContain('diff(1/');
});

describe('what is given', () => {
  const said = (source: string, lang: 'en' | 'zh'): string => {
    const [found] = derived(source);
    return (
      markdown(pageOf(found as Derivation, lang))
        .replace(/^<!--.*-->$/gm, '')
        .split(/To show|求证/)[0] ?? ''
    );
  };
  const source = `tensor w[M], x[I], b, u[I,I]
assume M <= I
index k in 1..I-M+1
define y[I-M+1]_<k> = b + sum_<m=1..M> w_<m> x_<k+m-1>
define z_<0> = b
define z_<l> = 2 z_<l-1> for l >= 1
theorem t: y_<k> + z_<0> = 2 b + (w * x)_<k>`;

  test('is said with its shapes, what the claim does not use is not', () => {
    expect(said(source, 'en')).toContain(
      'Given are the vector $W$ of $M$ entries, the vector $X$ of $I$ entries and the number $b$, where $M \\le I$.',
    );
    expect(said(source, 'zh')).toContain(
      '给定 长度为 $M$ 的向量 $W$、长度为 $I$ 的向量 $X$、数 $b$，其中 $M \\le I$。',
    );
    expect(said(source, 'en')).not.toContain('U');
  });

  test('is defined for its subscripts; a recurrence by where it begins and how it goes on', () => {
    const text = said(source, 'en');
    expect(text).toContain('Let, for $1 \\le k \\le I-M+1$,');
    expect(text).toContain('y_{k} = b + \\sum_{m=1}^{M} w_{m} \\, x_{k+m-1}');
    expect(text).toContain('z_{0} = b');
    expect(text).toContain('Let, for $l \\ge 1$,\n\n$$\nz_{l} = 2 \\, z_{l-1}');
  });

  test('says no range of a letter for which the claim has another one', () => {
    const other = source.replace('index k in 1..I-M+1', 'index k in 2..I-M+1');
    expect(said(other, 'en')).toContain('Let\n');
  });
});
