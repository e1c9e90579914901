import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// How texts write numbers, names, conclusions, spaces and steps of descent.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

describe('numbers with their thousands apart, and what they count', () => {
  rows(expectVerdicts, [
    [R`$$40 \times 5 \times 5 \times 12 = 12,000$$`, 'proved'],
    [R`$$2 \times 1{,}000{,}000 = 2\,000\,000 \text{ weights}$$`, 'proved'],
    [R`$$6 \times 7 = 42 \text{ pixels}$$`, 'proved'],
    [R`$$6 \times 7 = 43 \text{ pixels}$$`, 'refuted'],
    [R`$$u = 0 \text{ elsewhere}$$ $u = 0$`, 'definition unknown'],
    // They may be lists.
    [R`$$40 \times 5 \times 5 \times 12 = 12,100$$`, 'unknown'],
    [R`$$n = 100,200$$`, 'skipped'],
    [R`$$f(1,200) + 2 = 5$$`, 'skipped'],
  ]);
});

describe('names of several capital letters', () => {
  rows(expectVerdicts, [
    [R`$$RF_l = RF_{l-1} + 2 J_{l-1}$$ $$RF_0 = 1$$`, 'definition definition'],
    [R`$$AB = CA$$`, 'skipped'],
  ]);
});

describe('conclusions in one formula', () => {
  rows(expectVerdicts, [
    [R`$$2 + 3 = 5 \implies 5 - 3 = 2$$`, 'proved proved'],
    [R`$$2 + 3 = 5 \Rightarrow 5 - 3 = 1$$`, 'proved refuted'],
    [R`$$2x = 4 \Rightarrow x = 2$$`, 'skipped definition'],
    // Of what may be a condition nothing is false, nor of what follows from it.
    [R`$$2 + 3 = 6 \implies 5 - 3 = 1$$`, 'unknown unknown'],
  ]);
});

describe('spaces', () => {
  rows(expectVerdicts, [
    [
      R`$$V_1 \in \mathbb{R}^{3 \times 3}, \quad P_{col} \in \mathbb{R}^{m \times n}$$`,
      'definition definition',
    ],
    [
      R`$$\delta_{k,l} = \frac{\partial E}{\partial U_{k,l}} \in \mathbb{R}^{H \times W}$$`,
      'definition definition',
    ],
    [R`Let $U = [u_{kl}]_{K \times L}$. $$u_{kl} \in \mathbb{R}^{K \times L}$$`, 'definition skipped'],
  ]);
});

describe('steps of descent', () => {
  const step = R`\eta \frac{\partial E}{\partial v_m}`;
  rows(expectVerdicts, [
    [R`$$v_m^{\text{new}} = v_m^{\text{old}} - ${step}$$`, 'definition'],
    [R`$$v_m^{\text{new}} = v_m - ${step}$$`, 'definition'],
    [R`$$v_m^{\text{new}} = u_m - ${step}$$`, 'skipped'],
  ]);
});

describe('turns, and words below signs', () => {
  const d = (by: string): string => R`\frac{\partial E}{\partial ${by}}`;
  const said = R`## Forward

$$Y = X * W$$

## Backward
`;
  rows(
    (formula: string, expected: string) => expectVerdicts(`${said} $$${formula}$$`, `definition ${expected}`),
    [
      [R`${d('X')} = ${d('Y')} *_{\text{full}} \text{rot}_{180}(W)`, 'proved'],
      [R`${d('X')} = ${d('Y')} * \text{rot}_{180^\circ}\{W\}`, 'proved'],
      [R`${d('W')} = X *_{valid} ${d('Y')}`, 'proved'],
      [R`${d('W')} = X *_{full} ${d('Y')}`, 'unknown'],
      [R`${d('X')} = ${d('Y')} *_{full} W`, 'skipped'],
    ],
  );
});
