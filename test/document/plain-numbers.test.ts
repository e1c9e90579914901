import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Derivatives of numbers that the text gives by a formula.

const R = String.raw;

/** The verdicts in order. */
function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map(({ verdict }) => verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

const mean = R`$$h = \frac{1}{3}(p+q+r)$$`;
const [byP, ofLoss] = [R`\frac{\partial h}{\partial p}`, R`\frac{\partial E}{\partial h}`];

describe('a maximum of which the text says which letter it is', () => {
  const most = R`$$h = \max(p, q, r)$$`;
  rows(expectVerdicts, [
    [
      R`${most} 假设最大值是 $q$，则 $$${byP} = 0, \quad \frac{\partial h}{\partial q} = 1$$`,
      'definition proved proved',
    ],
    [R`$$h = max(p, q, r)$$ Suppose the maximum is $q$. $$${ofLoss}${byP} = 0$$`, 'definition proved'],
    [R`${most} 假设最大值是 $q$，则 $$${byP} = 1$$`, 'definition unknown'],
    [R`${most} 假设最大值是 $q$，若最大的是 $p$，则 $$${byP} = 0$$`, 'definition skipped'],
    [R`${most} $$${byP} = 0$$`, 'definition skipped'],
  ]);
});

describe('a number that is given by a formula', () => {
  rows(expectVerdicts, [
    [R`平均池化：${mean} 于是 $$${byP} = \frac{1}{3}$$`, 'definition proved'],
    [R`Mean pooling: ${mean} Then $$${byP} = \frac{1}{3}$$`, 'definition proved'],
    [R`平均池化：${mean} 于是 $$${byP} = \frac{1}{2}$$`, 'definition refuted'],
    [R`Mean pooling: ${mean} Then $$${byP} = \frac{1}{2}$$`, 'definition refuted'],
    // An unknown number before it: true whatever it is; where it is not, nothing is certain.
    [
      R`${mean} $$\delta_h = ${ofLoss}$$ $$${ofLoss}${byP} = \frac13 \delta_h$$`,
      'definition definition proved',
    ],
    [
      R`${mean} $$\delta_h = ${ofLoss}$$ $$${ofLoss}${byP} = \frac12 \delta_h$$`,
      'definition definition skipped',
    ],
    [R`$$\delta_h = ${ofLoss}$$ $$\delta_h \cdot 1 = \delta_h$$`, 'definition proved'],
    // It may depend on what the text does not write in its formula.
    [R`${mean} $$\frac{\partial h}{\partial v} = 0$$`, 'definition skipped'],
    [
      R`$$y = v c + d$$ $$h = y^2 + c$$ $$\frac{\partial h}{\partial y} = 2y$$`,
      'definition definition proved',
    ],
    [
      R`$$y = v c + d$$ $$h = y^2 + c$$ $$\frac{\partial h}{\partial c} = 1$$`,
      'definition definition skipped',
    ],
    [
      R`$$y = v c + d$$ $$h = y^2 + c$$ $$\frac{\partial h}{\partial c} = 1 + 2yv$$`,
      'definition definition skipped',
    ],
  ]);
});

describe('a numeral that is none, whatever its letter was said to be', () => {
  const twice = R`$$y_k = \max_{m\in\{1,2\}} x_{k+m-1}$$ $$y_k = \frac12\sum_{m=1}^2 x_{k+m-1}$$`;
  const wrong = R`$$Y = \begin{bmatrix} 1.5 & 1,75 \end{bmatrix}$$`;
  rows(expectVerdicts, [
    [R`Given $X=[x_i]_{3}$. ${twice} ${wrong}`, 'definition definition definition ill-formed'],
    [R`给定 $X=[x_i]_{3}$。${twice} ${wrong}`, 'definition definition definition ill-formed'],
  ]);
});

describe('capitals with a number below them, which may be matrices', () => {
  rows(expectVerdicts, [
    [R`We have $V_1 V_2 = V_2 V_1$.`, 'unknown'],
    [R`于是 $V_1 V_2 = V_2 V_1$。`, 'unknown'],
    [R`We have $V_1 V_2 + V_3 = V_3 + V_1 V_2$.`, 'proved'],
    [R`We have $V_{11} V_{12} = V_{12} V_{11}$ and $u_1 u_2 = u_2 u_1$.`, 'proved proved'],
  ]);
});

describe('a number of entries that is given as a number', () => {
  rows(expectVerdicts, [
    [
      R`Let $p=[p_i]_{5}$, $q=[q_m]_2$, $R=q*p$, $R=[r_k]_4$. $r_2=q_1p_2+q_2p_3$.`,
      'definition definition definition definition proved',
    ],
    [
      R`设 $p=[p_i]_5$，$q=[q_m]_2$，$R=q*p$，$R=[r_k]_4$。$r_3=q_1p_3+q_2p_3$。`,
      'definition definition definition definition refuted',
    ],
  ]);
});
