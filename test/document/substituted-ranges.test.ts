import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

const R = String.raw;
const sum = R`Let $W=[w_m]_M$ be a kernel and $x=[x_i]_I$ the input. $$y_k=\sum_{m=1}^{M} w_{m}x_{k+m-1}$$ `;
const zero = R`设卷积核 $w=[w_m]$，$m=0,\dots,M-1$。$$y_k=\sum_{m=0}^{M-1} w_{m}x_{k+m}$$ `;

const chinese = R`设卷积核 $W=[w_m]_M$，输入 $x=[x_i]_I$。$$y_k=\sum_{m=1}^{M} w_{m}x_{k+m-1}$$ `;

/** The verdicts after the sum and the substitution. */
function verdicts(text: string): string {
  return judgeDocument(text, { as: 'md', repair: 0 })
    .map(({ verdict }) => verdict.verdict)
    .slice(4)
    .join(' ');
}

describe('the range of what stands for an expression is a claim', () => {
  rows(
    (text: string, expected: string) => expect(verdicts(text)).toBe(expected),
    [
      [R`${sum}Let $p=M-m+1$, so that $1\le p\le M$.`, 'proved proved'],
      [R`${sum}Let $p=M-m$, so that $1\le p\le M$.`, 'refuted proved'],
      [R`${sum}Let $p=M-m$, where $1\le p\le M$.`, 'refuted proved'],
      [R`${sum}Let $p=M-m$, where $0\le p\le M-1$.`, 'definition definition'],
      [R`${sum}Let $p=M-m+1$, $p\in\{1,\dots,M\}$.`, 'proved'],
      [R`${sum}Let $p=M-m+1$, $p\in[0,M-1]$.`, 'refuted'],
      [R`${sum}Let $p=M-m+1$ ($p=M,\dots,1$).`, 'definition'],
      [R`${sum}Let $p=M-m+1$ ($p=0,\dots,M-1$).`, 'refuted'],
      // What k runs over is not said: what is true of any k is true.
      [R`${sum}Let $i=k+m-1$, $i\in[k,k+M-1]$.`, 'proved'],
      [R`${sum}Let $i=k+m-1$, so that $1\le i\le I$.`, 'unknown unknown'],
      [R`${zero}令 $p=M-1-m$，则 $0\le p\le M-1$。`, 'proved proved'],
      [R`${chinese}令 $p=M-m$，则 $1\le p\le M$。`, 'refuted proved'],
      [R`${chinese}令 $p=M-m+1$，其中 $p\in\{0,\dots,M-1\}$。`, 'refuted'],
    ],
  );
});
