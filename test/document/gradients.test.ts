import { describe, expect, test } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Derivatives of a function of a whole tensor, and by whole tensors: the formulas of a backward pass.

const R = String.raw;
/** What a kernel makes of a picture, and a function of it. */
const forward = R`Let $E=[e_{ij}]_{I\times J}$, $V=[v_{mn}]_{M\times N}$, $S=[s_{kl}]_{K\times L}$ and $S=V*E$.`;
const inChinese = R`设$E=[e_{ij}]_{I\times J}$，$V=[v_{mn}]_{M\times N}$，$S=[s_{kl}]_{K\times L}$，且$S=V*E$，$g(S)$是损失函数。`;

function claims(text: string): ReturnType<typeof judgeDocument> {
  return judgeDocument(text, { as: 'md' }).slice(4);
}

function verdicts(text: string): string {
  return claims(text)
    .map((c) => c.verdict.verdict)
    .join(' ');
}

const byKernel = R`\frac{\partial g(S)}{\partial v_{mn}}`;
const byOutput = R`\frac{\partial g(S)}{\partial s_{kl}}`;

describe('a function of a tensor, entry by entry', () => {
  rows(
    (text: string, expected: string) => {
      expect(verdicts(`${forward}\n\n${text}`)).toBe(expected);
    },
    [
      [
        R`$$${byKernel}=\sum_{k=1}^K\sum_{l=1}^L\frac{\partial s_{kl}}{\partial v_{mn}}${byOutput}=\sum_{k=1}^K\sum_{l=1}^L e_{k+m-1,l+n-1}${byOutput}$$`,
        'proved proved',
      ],
      [
        R`$$${byKernel}=\sum_{k=1}^K\sum_{l=1}^L\frac{\partial s_{kl}}{\partial v_{mn}}${byOutput}=\sum_{k=1}^K\sum_{l=1}^L e_{k+m-1,l+m-1}${byOutput}$$`,
        'proved refuted',
      ],
      [
        R`$$\frac{\partial g(S)}{\partial e_{ij}}=\sum_{k=1}^K\sum_{l=1}^L v_{i-k+1,j-l+1}${byOutput}$$`,
        'proved',
      ],
      [
        R`$$\frac{\partial g(S)}{\partial e_{ij}}=\sum_{k=1}^K\sum_{l=1}^L v_{i-k+1,j-1+1}${byOutput}$$`,
        'refuted',
      ],
      // A loss without its argument, errors that the text defines.
      [
        R`$$\delta_{kl}=\frac{\partial J}{\partial s_{kl}}$$ $$\frac{\partial J}{\partial v_{mn}}=\sum_{k=1}^K\sum_{l=1}^L\delta_{kl}e_{k+m-1,l+n-1}$$ $$\frac{\partial J}{\partial v_{mn}}=\sum_{k=1}^K\sum_{l=1}^L\delta_{kl}e_{k+m,l+n-1}$$`,
        'definition proved refuted',
      ],
      // g may be a function of which this is true.
      [R`$$${byOutput}=2s_{kl}$$`, 'unknown'],
      [R`$$${byKernel}=0$$`, 'unknown'],
      // g of something else that the text does not relate to V.
      [R`$$\frac{\partial g(E)}{\partial v_{mn}}=0$$`, 'skipped'],
      [R`$$\frac{\partial g(Q)}{\partial v_{mn}}=0$$`, 'skipped'],
      // A sign is missing.
      [
        R`$$\frac{g(S)}{\partial v_{mn}}=\sum_{k=1}^K\sum_{l=1}^L\frac{s_{kl}}{\partial v_{mn}}${byOutput}$$`,
        'ill-formed',
      ],
    ],
  );

  test('the sign that is missing is named', () => {
    const [claim] = claims(R`${forward} $$\frac{\partial g(S)}{v_{mn}} = 0$$`);
    expect(claim?.verdict.message).toBe('the denominator lacks the ∂ that the numerator has');
  });
});

const whole = (by: string): string => R`\frac{\partial g(S)}{\partial ${by}}`;

describe('by whole tensors', () => {
  rows(
    (text: string, expected: string) => {
      expect(verdicts(`${forward}\n\n${text}`)).toBe(expected);
    },
    [
      [R`$$${whole('V')}=${whole('S')}*E$$`, 'proved'],
      [R`$$${whole('V')}=E*${whole('S')}$$`, 'refuted'],
      [R`$$${whole('V')}=\text{rot180}(${whole('S')})*E$$`, 'refuted'],
      // Only with full padding, of which the text says nothing.
      [R`$$${whole('E')}=\text{rot180}(V)*${whole('S')}$$`, 'unknown'],
      [R`Here $*$ is with full padding: $$${whole('E')}=\text{rot180}(V)*${whole('S')}$$`, 'proved'],
      [R`Here $*$ is with full padding: $$${whole('E')}=V*${whole('S')}$$`, 'unknown'],
      [R`$$G=${whole('S')}$$ $$${whole('V')}=G*E$$`, 'definition proved'],
      [
        R`Let $A=[a_{mn}]_{M\times N}$, $B=[b_{np}]_{N\times P}$, $C=AB$. $$\frac{\partial h(C)}{\partial A}=\frac{\partial h(C)}{\partial C}B^T=\frac{\partial h(C)}{\partial C}B$$`,
        'definition definition definition proved skipped',
      ],
      [
        R`Let $A=[a_{mn}]_{M\times N}$, $B=[b_{np}]_{N\times P}$, $C=AB$. $$\frac{\partial h(C)}{\partial A}=B\frac{\partial h(C)}{\partial C}$$`,
        'definition definition definition skipped',
      ],
      // Laid out the other way round it is true.
      [
        R`Let $A=[a_{mn}]_{N\times N}$, $B=[b_{np}]_{N\times N}$, $C=AB$. $$\frac{\partial h(C)}{\partial A}=B\frac{\partial h(C)}{\partial C}$$`,
        'definition definition definition unknown',
      ],
    ],
  );
});

describe('more entries on one side than on the other', () => {
  rows(
    (claim: string, message: string) => {
      const [only] = claims(`${forward}\n\n$$${claim}$$`);
      expect(`${only?.verdict.verdict}: ${only?.verdict.message}`).toBe(`ill-formed: ${message}`);
    },
    [
      [
        R`\frac{\partial S}{\partial V}=\frac{\partial S}{\partial v_{mn}}`,
        'the left side has (I-M+1)×(J-N+1)×M×N entries, the right side has (I-M+1)×(J-N+1) entries',
      ],
      [
        R`\frac{\partial S}{\partial v_{mn}}=\sum_{k=1}^K\sum_{l=1}^L\frac{\partial s_{kl}}{\partial v_{mn}}`,
        'the left side has (I-M+1)×(J-N+1) entries, the right side is one number',
      ],
      [
        R`\frac{\partial s_{kl}}{\partial v_{mn}}=\frac{\partial s_{kl}}{\partial V}`,
        'the left side is one number, the right side has M×N entries',
      ],
    ],
  );

  test('the same number of subscripts is left open', () => {
    expect(
      verdicts(R`${forward} $$\frac{\partial S}{\partial v_{mn}}=\frac{\partial s_{kl}}{\partial V}$$`),
    ).toBe('skipped');
  });
});

describe('in Chinese', () => {
  rows(
    (text: string, expected: string) => {
      expect(verdicts(`${inChinese}\n\n${text}`)).toBe(expected);
    },
    [
      [R`整体可以写作$$${whole('V')}=${whole('S')}*E$$`, 'proved'],
      [
        R`对输入的偏导数为$$${whole('E')}=\text{rot180}\left(${whole('S')}\right)*V=\text{rot180}(V)*${whole('S')}$$其中卷积先对输入做全填充。`,
        'proved proved',
      ],
      [
        R`对输入的偏导数为$$${whole('E')}=\text{rot180}\left(${whole('S')}\right)*V=V*${whole('S')}$$其中卷积先对输入做全填充。`,
        'proved unknown',
      ],
    ],
  );
});
