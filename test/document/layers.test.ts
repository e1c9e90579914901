import { describe, expect, test } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Layers of a network, each a tensor of its own: what is said of one layer holds in the next.

const R = String.raw;

function verdicts(text: string): string {
  return judgeDocument(text, { as: 'md' })
    .map((c) => c.verdict.verdict)
    .join(' ');
}

function expectVerdicts(text: string, expected: string): void {
  expect(verdicts(text)).toBe(expected);
}

const of = (z: string, by: string): string => R`\frac{\partial ${z}}{\partial ${by}}`;

/** A layer of weights u that correlates what the layer before has made of its sums q. */
const layer = R`$$q^l_{s,t} = \sum_a\sum_b u^l_{a,b} h^{l-1}_{s+a,t+b} + c^l$$
$$h^l_{s,t} = \varphi(q^l_{s,t})$$
$$\delta^l_{s,t} = \frac{\partial J}{\partial q^l_{s,t}}$$
`;
const inWords = R`卷积层的输出为$$q_{s,t}^{(l)} = \sum_a\sum_b u_{a,b}^{(l)} h_{s+a,t+b}^{(l-1)} + c^{(l)}$$
激活后$$h_{s,t}^{(l)} = \varphi(q_{s,t}^{(l)})$$
误差定义为$$\delta_{s,t}^{(l)} = \frac{\partial J}{\partial q_{s,t}^{(l)}}$$
`;

describe('back-propagation through a layer', () => {
  rows(
    (formula: string, expected: string) =>
      expectVerdicts(`${layer}\n$$${formula}$$`, `definition definition definition ${expected}`),
    [
      [R`${of('J', 'u^l_{a,b}')} = \sum_s\sum_t \delta^l_{s,t} ${of('q^l_{s,t}', 'u^l_{a,b}')}`, 'proved'],
      [R`${of('J', 'u^l_{a,b}')} = \sum_s\sum_t \delta^l_{s,t} h^{l-1}_{s+a,t+b}`, 'proved'],
      [R`${of('J', 'c^l')} = \sum_s\sum_t \delta^l_{s,t}`, 'proved'],
      [
        R`${of('J', 'q^l_{s,t}')} = \sum_a\sum_b \delta^{l+1}_{s-a,t-b} u^{l+1}_{a,b} \varphi'(q^l_{s,t})`,
        'proved',
      ],
      [R`\delta^l_{s,t} = \sum_a\sum_b \delta^{l+1}_{s-a,t-b} u^{l+1}_{a,b} \varphi'(q^l_{s,t})`, 'proved'],
      [R`${of('h^l_{s,t}', 'q^l_{s,t}')} = \varphi'(q^l_{s,t})`, 'proved'],
      // The wrong layer, the wrong sign.
      [R`${of('J', 'u^l_{a,b}')} = \sum_s\sum_t \delta^l_{s,t} h^{l-1}_{s-a,t-b}`, 'refuted'],
    ],
  );
  test('in Chinese, with layers in parentheses', () => {
    const formula = R`$$${of('J', 'q_{s,t}^{(l)}')} = \sum_a\sum_b \delta_{s-a,t-b}^{(l+1)} u_{a,b}^{(l+1)} \varphi'(q_{s,t}^{(l)})$$`;
    expectVerdicts(`${inWords}\n${formula}`, 'definition definition definition proved');
  });
  test('of a word for the loss', () => {
    const formula = R`$$${of('Loss', 'u^l_{a,b}')} = \sum_s\sum_t ${of('Loss', 'q^l_{s,t}')} h^{l-1}_{s+a,t+b}$$`;
    expectVerdicts(
      `${layer.replaceAll('partial J', 'partial Loss')}\n${formula}`,
      'definition definition definition proved',
    );
  });
  test('with a wrong sign', () => {
    const formula = R`$$\delta^l_{s,t} = \sum_a\sum_b \delta^{l+1}_{s+a,t+b} u^{l+1}_{a,b} \varphi'(q^l_{s,t})$$`;
    expectVerdicts(`${layer}\n${formula}`, 'definition definition definition refuted');
  });
});

describe('what is no layer', () => {
  rows(expectVerdicts, [
    // A power with the index of a sum.
    [R`$$g_i = \sum_{l=0}^{L} r_{i+l} z^l$$`, 'definition'],
    // Matrices that their subscripts number.
    [
      R`$$Z^{(l)}_k = \sum_j V^{(l)}_{j,k} * X^{(l-1)}_j$$ $$Z^{(l)}_k = \sum_{j=1}^n V^{(l)}_{j,k} * X^{(l-1)}_j$$`,
      'definition definition',
    ],
  ]);
});

describe('limits that are left out', () => {
  rows(expectVerdicts, [
    // They are those that the same letter has elsewhere.
    [R`$$y_j = \sum_k v_{k,j} x_k$$ $$y_j = \sum_{k=1}^{K} v_{k,j} x_k$$`, 'definition proved'],
    // Where they differ, the sums may be over all there is, and limits state no falsehood.
    [
      R`$$y_j = \sum_k v_{k,j} x_k$$ $$y_j = \sum_{k=1}^{K} v_{k,j} x_k$$ $$y_j = \sum_{k=0}^{K-1} v_{k,j} x_k$$`,
      'definition unknown unknown',
    ],
    [
      R`$$p_{i,j} = \sum_m\sum_n v_{m,n} x_{i+m,j+n}$$ $$${of('J', 'v_{m,n}')} = \sum_{i=0}^{H-k_1}\sum_{j=0}^{W-k_2} ${of('J', 'p_{i,j}')} x_{i+m,j+n}$$`,
      'definition proved',
    ],
  ]);
});

describe('formulas of an earlier section', () => {
  const forward = R`## Forward

$$p_{i,j} = \sum_m\sum_n v_{m,n} x_{i+m,j+n}$$

## Backward
`;
  rows(expectVerdicts, [
    [
      R`${forward} $$${of('J', 'v_{m,n}')} = \sum_i\sum_j ${of('J', 'p_{i,j}')} x_{i+m,j+n}$$`,
      'definition proved',
    ],
    // Perhaps they are not meant.
    [
      R`${forward} $$${of('J', 'v_{m,n}')} = \sum_i\sum_j ${of('J', 'p_{i,j}')} x_{i-m,j-n}$$`,
      'definition unknown',
    ],
  ]);
});

describe('entries with capital letters', () => {
  const layers = R`$$Q^l_{s,t} = \sum_a\sum_b U^l_{a,b} P^{l-1}_{s+a,t+b} + c^l, \quad P^l_{s,t} = \varphi(Q^l_{s,t})$$
$$\delta^l_{s,t} = ${of('E', 'Q^l_{s,t}')}$$`;
  const step = (sign: string): string =>
    R`$$\delta^l_{s,t} = \sum_a\sum_b \delta^{l+1}_{s${sign}a,t${sign}b} U^{l+1}_{a,b} \varphi'(Q^l_{s,t})$$`;
  rows(expectVerdicts, [
    [R`${layers} ${step('-')}`, 'definition definition definition proved'],
    [R`${layers} ${step('+')}`, 'definition definition definition refuted'],
    [
      R`${layers} $$${of('E', 'U^l_{a,b}')} = \sum_s\sum_t \delta^l_{s,t} P^{l-1}_{s+a,t+b}$$`,
      'definition definition definition proved',
    ],
  ]);
});

describe('one layer, whose subscripts begin anywhere', () => {
  const layer = R`$$q_i = \sum_j U_{ij} p_j$$`;
  rows(expectVerdicts, [
    [R`${layer} $$${of('E', 'p')} = U^T ${of('E', 'q')}$$`, 'definition proved'],
    [R`${layer} $$${of('E', 'p_j')} = \sum_i U_{ij} ${of('E', 'q_i')}$$`, 'definition proved'],
  ]);
});

describe('fully connected layers', () => {
  const sum = R`q_j^l = \sum_i v_{ji}^l r_i^{l-1} + c_j^l`;
  const activated = R`r_j^l = \varphi(q_j^l)`;
  const error = R`\delta_j^l = ${of('E', 'q_j^l')}`;
  const layers = R`$$${sum}, \quad ${activated}$$ $$${error}$$`;
  rows(
    (formula: string, expected: string) =>
      expectVerdicts(`${layers}\n$$${formula}$$`, `definition definition definition ${expected}`),
    [
      // The next layer's sum runs over the units of this one.
      [R`${of('q_i^{l+1}', 'q_j^l')} = v_{ij}^{l+1} \varphi'(q_j^l)`, 'proved'],
      [R`\delta_j^l = \sum_i \delta_i^{l+1} v_{ij}^{l+1} \varphi'(q_j^l)`, 'proved'],
      [R`\delta_j^l = ${of('E', 'r_j^l')} \varphi'(q_j^l)`, 'proved'],
      [R`${of('E', 'v_{ji}^l')} = \delta_j^l r_i^{l-1}`, 'proved'],
      [R`${of('E', 'v_{ji}^l')} = \delta_i^l r_j^{l-1}`, 'refuted'],
      // Of the whole layers.
      [R`\delta^l = ((v^{l+1})^T \delta^{l+1}) \odot \varphi'(q^l)`, 'proved'],
      [R`\delta^l = (v^{l+1} \delta^{l+1}) \odot \varphi'(q^l)`, 'unknown'],
      [R`${of('E', 'v^l')} = \delta^l (r^{l-1})^T`, 'proved'],
      [R`${of('E', 'v^l')} = (r^{l-1})^T \delta^l`, 'skipped'],
      // The wrong subscripts first: what is known is not introduced by it.
      [R`\delta_j^l = \sum_i \delta_i^{l+1} v_{ji}^{l+1} \varphi'(q_j^l)`, 'unknown'],
      // The last layer is counted by a letter of its own.
      [
        R`${of('E', 'c_j^l')} = \delta_j^l$$ $$\delta_j^L = ${of('E', 'r_j^L')} \varphi'(q_j^L)`,
        'proved proved',
      ],
    ],
  );
  rows(expectVerdicts, [
    // The formulas of the layers stand further on.
    [
      R`误差为 $$${error}$$ 由链式法则 $$\delta_j^l = ${of('E', 'r_j^l')} ${of('r_j^l', 'q_j^l')}$$ 其中 $$${activated}$$ $$${sum}$$`,
      'definition proved definition definition',
    ],
    // What is false of them may be true of others.
    [
      R`$$${error}$$ $$${of('E', 'c_j^l')} = \delta_j^l r_j^l$$ where $$${activated}$$ and $$${sum}$$`,
      'definition unknown definition definition',
    ],
  ]);
});

test('padding of which the text says nothing is named where a formula needs it', () => {
  const text = R`The forward pass is $q^l = h^{l-1} * u^l + c^l$ with $h^l = \varphi(q^l)$. With
$\delta^l = ${of('J', 'q^l')}$ the error is`;
  const error = R`$$\delta^l = \delta^{l+1} * rot180(u^{l+1}) \odot \varphi'(q^l)$$`;
  const messageOf = (document: string): string | undefined =>
    judgeDocument(document, { as: 'md' }).at(-1)?.verdict.message;
  expect(messageOf(`${text}\n\n${error}`)).toMatch(/ only, with full padding, which the shapes want$/);
  const kernel = R`$$${of('J', 'c^l')} = \sum_{s,t} (\delta^l)_{s,t}$$`;
  expect(messageOf(`${text} as follows.\n\n${kernel}`)).not.toMatch(/padding/);
});
