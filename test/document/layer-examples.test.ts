import { describe, expect, test } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Back-propagation by whole layers, and an example of it in entries that have no layers.

const R = String.raw;

/** The verdict on the last formula of a text. */
function last(text: string): string | undefined {
  return judgeDocument(text, { as: 'md' }).at(-1)?.verdict.verdict;
}

const layers = R`The errors are $\delta^{l-1} = \frac{\partial E}{\partial u^{l-1}}$, and $$u^l = h^{l-1} * V^l + c^l$$`;
const inChinese = R`记误差为 $\delta^{l-1} = \frac{\partial E}{\partial u^{l-1}}$，且 $$u^l = h^{l-1} * V^l + c^l$$`;
const sign = R`$$\nabla h^{l-1} = \frac{\partial E}{\partial h^{l-1}}$$`;
const entries = R`$$u_{11} = v_{11} h_{11} + v_{12} h_{12}$$ $$u_{12} = v_{11} h_{12} + v_{12} h_{13}$$`;
const errors = R`The errors of the outputs are $\delta_{11}, \delta_{12}$.`;
const errorsInChinese = R`输出的误差为 $\delta_{11}, \delta_{12}$。`;
const example = [layers, sign, entries, errors].join('\n\n');
const exampleInChinese = [inChinese, sign, entries, errorsInChinese].join('\n\n');

describe('the sign of a gradient that the text explains', () => {
  test('is a part of what it stands in', () => {
    const source = judgeDocument(sign, { as: 'md' }).at(-1)?.source;
    expect(source).toBe(R`\nabla h^{l-1} = \frac{\partial E}{\partial h^{l-1}}`);
  });

  rows(
    (text: string, expected: string) => expect(last(text)).toBe(expected),
    [
      [[layers, sign].join('\n\n'), 'definition'],
      [R`${example} $$\nabla h_{11} = v_{11} \delta_{11}$$`, 'proved'],
      [R`${example} $$\nabla h_{12} = v_{11} \delta_{12} + v_{12} \delta_{11}$$`, 'proved'],
      [R`${exampleInChinese} $$\bigtriangledown h_{13} = v_{12} \delta_{12}$$`, 'proved'],
      // That δ_{11} is an error of the example is custom, and nothing false for that.
      [R`${example} $$\nabla h_{12} = v_{11} \delta_{11} + v_{12} \delta_{12}$$`, 'unknown'],
      [R`${exampleInChinese} $$\nabla h_{13} = v_{11} \delta_{12}$$`, 'unknown'],
      // The text does not say what the sign means, or two things of it.
      [R`${[layers, entries, errors].join('\n\n')} $$\nabla h_{11} = v_{11} \delta_{11}$$`, 'skipped'],
      [
        R`${example} $$\nabla h^{l} = \frac{\partial F}{\partial h^{l}}$$ $$\nabla h_{11} = v_{11} \delta_{11}$$`,
        'skipped',
      ],
      // Nor of other letters.
      [R`${example} $$\nabla v_{11} = h_{11} \delta_{11} + h_{12} \delta_{12}$$`, 'skipped'],
      // All of them at once.
      [
        R`${example} $$\begin{pmatrix} 0 & \delta_{11} & \delta_{12} & 0 \end{pmatrix} * \begin{pmatrix} v_{12} & v_{11} \end{pmatrix} = \begin{pmatrix} \nabla h_{11} & \nabla h_{12} & \nabla h_{13} \end{pmatrix}$$`,
        'proved',
      ],
      [
        R`${example} $$\begin{pmatrix} 0 & \delta_{11} & \delta_{12} & 0 \end{pmatrix} * \begin{pmatrix} v_{11} & v_{12} \end{pmatrix} = \begin{pmatrix} \nabla h_{11} & \nabla h_{12} & \nabla h_{13} \end{pmatrix}$$`,
        'unknown',
      ],
    ],
  );
});

describe('entries under the letter of their matrix', () => {
  rows(
    (text: string, expected: string) => expect(last(text)).toBe(expected),
    [
      [
        R`${example} $$\frac{\partial E}{\partial V^l_{11}} = h_{11} \delta_{11} + h_{12} \delta_{12}$$`,
        'proved',
      ],
      [
        R`${exampleInChinese} $$\frac{\partial E}{\partial V_{12}^l} = h_{12} \delta_{11} + h_{13} \delta_{12}$$`,
        'proved',
      ],
      [
        R`${example} $$\frac{\partial E}{\partial V^l_{12}} = h_{12} \delta_{11} + h_{12} \delta_{12}$$`,
        'unknown',
      ],
      // Of two layers, or beside the capital letter without one.
      [
        R`${example} $$\frac{\partial E}{\partial V^{l+1}_{11}} = \frac{\partial E}{\partial V^l_{11}}$$ $$\frac{\partial E}{\partial V^l_{11}} = h_{11} \delta_{11} + h_{12} \delta_{12}$$`,
        'skipped',
      ],
    ],
  );
});

describe('a loss with its arguments', () => {
  const called = (text: string): string => text.replaceAll(R`\partial E}`, R`\partial E(V, c)}`);
  rows(
    (text: string, expected: string) => expect(last(text)).toBe(expected),
    [
      [called(R`${example} $$\nabla h_{12} = v_{11} \delta_{12} + v_{12} \delta_{11}$$`), 'proved'],
      [
        called(
          R`${exampleInChinese} $$\frac{\partial E}{\partial V^l_{11}} = h_{11} \delta_{11} + h_{12} \delta_{12}$$`,
        ),
        'proved',
      ],
      // A function that the text defines is what it says.
      [
        called(R`$$E(V, c) = c^2$$ ${example} $$\nabla h_{12} = v_{11} \delta_{12} + v_{12} \delta_{11}$$`),
        'skipped',
      ],
    ],
  );
});
