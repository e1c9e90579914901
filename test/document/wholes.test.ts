import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Back-propagation by whole layers: matrices and vectors of which the text states no shapes.

const R = String.raw;
const d = (by: string, of = 'E'): string => R`\frac{\partial ${of}}{\partial ${by}}`;

/** The verdict on a formula after what a text says of its layers. */
function after(said: readonly string[], claim: string, expected: string): void {
  const text = [...said, `于是 $$${claim}$$`].map((line) => (line.includes('$') ? line : `$$${line}$$`));
  const claims = judgeDocument(text.join('\n\n'), { as: 'md' });
  expect(claims.at(-1)?.verdict.verdict).toBe(expected);
}

const dense = ['u^l = V^l h^{l-1} + c^l', R`h^l = \phi(u^l)`, R`\delta^l = ${d('u^l')}`];

describe('a fully connected layer', () => {
  rows(
    (claim: string, expected: string) => after(dense, claim, expected),
    [
      [R`${d('V^l')} = \delta^l (h^{l-1})^T`, 'proved'],
      [R`${d('V^l')} = ${d('u^l')} (h^{l-1})^\top`, 'proved'],
      [R`${d('c^l')} = \delta^l`, 'proved'],
      [R`${d('h^{l-1}')} = (V^l)^T \delta^l`, 'proved'],
      [R`\delta^l = (V^{l+1})^T \delta^{l+1} \odot \phi'(u^l)`, 'proved'],
      [R`\delta^{l-1} = (V^l)^T \delta^l \odot \phi'(u^{l-1})`, 'proved'],
      [R`${d('u^l')} = \left(${d('u^l', 'u^{l+1}')}\right)^T ${d('u^{l+1}')}`, 'proved'],
      [R`\delta^L = \nabla_h E \odot \phi'(u^L)`, 'proved'],
      [R`\delta^L = \nabla_{h^L} E \odot \phi'(u^L)`, 'proved'],
      [R`\delta^L = \nabla_h E \odot \phi(u^L)`, 'unknown'],
      // The wrong way round, without the turn of the matrix, of another layer, without the derivative.
      [R`${d('V^l')} = h^{l-1} (\delta^l)^T`, 'skipped'],
      [R`${d('h^{l-1}')} = V^l \delta^l`, 'skipped'],
      [R`${d('V^l')} = \delta^{l+1} (h^{l-1})^T`, 'skipped'],
      [R`\delta^l = (V^{l+1})^T \delta^{l+1}`, 'unknown'],
      [R`\delta^l = (V^{l+1})^T \delta^{l+1} \odot \phi'(u^{l+1})`, 'unknown'],
    ],
  );
});

describe('its entries', () => {
  rows(
    (claim: string, expected: string) => after(dense, claim, expected),
    [
      [R`${d('c^l_j')} = \delta^l_j`, 'proved'],
      [R`${d('V_{jk}^l')} = h_k^{l-1} \delta_j^l`, 'proved'],
      [R`${d('v^l_{jk}')} = h^{l-1}_k \delta^l_j`, 'proved'],
      [R`${d('V_{jk}^l')} = h_j^{l-1} \delta_k^l`, 'skipped'],
      [R`\delta^l_j = \sum_k V^{l+1}_{kj} \delta^{l+1}_k \phi'(u^l_j)`, 'proved'],
      [R`\delta^l_j = \sum_k V^{l+1}_{jk} \delta^{l+1}_k \phi'(u^l_j)`, 'definition'],
      [R`${d('h^{l-1}_k')} = \sum_{j=1}^{n} V^l_{jk} \delta^l_j`, 'proved'],
      [R`${d('h^{l-1}_k')} = \sum_{j=1}^{2} V^l_{jk} \delta^l_j`, 'skipped'],
    ],
  );
});

const convolving = ['u^l = h^{l-1} * V^l + c^l', R`h^l = \phi(u^l)`, R`\delta^l = ${d('u^l')}`];

describe('a convolutional layer', () => {
  rows(
    (claim: string, expected: string) => after(convolving, claim, expected),
    [
      [R`${d('V^l')} = h^{l-1} * \delta^l`, 'proved'],
      [R`${d('c^l')} = \sum_{s,t} (\delta^l)_{s,t}`, 'proved'],
      [R`${d('c^l')} = \sum_{s,t} \delta_{s,t}^l`, 'proved'],
      [R`\delta^{l-1} = \delta^l * \text{rot180}(V^l) \odot \phi'(u^{l-1})`, 'proved'],
      [R`${d('V^l')} = h^{l-1} * \text{rot180}(\delta^l)`, 'skipped'],
      [R`\delta^{l-1} = \delta^l * V^l \odot \phi'(u^{l-1})`, 'unknown'],
    ],
  );
});

describe('what the text says besides', () => {
  rows(after, [
    [['卷积的步长为 2：', ...convolving], R`${d('V^l')} = h^{l-1} * \delta^l`, 'skipped'],
    [
      [...convolving, R`它满足 $$\delta^l = \phi'(u^l) \odot (\delta^{l+1} * \text{rot180}(V^{l+1}))$$`],
      R`${d('V^l')} = \delta^l * h^{l-1}`,
      'proved',
    ],
    [
      ['这里 $*$ 表示数学上的卷积。', ...convolving],
      R`${d('h^{l-1}')} = \text{rot180}(V^l) * \delta^l`,
      'proved',
    ],
    [['这里 $*$ 表示数学上的卷积。', ...convolving], R`${d('V^l')} = h^{l-1} * \delta^l`, 'skipped'],
  ]);
});

const channels = [
  R`$\otimes$ 表示互相关。`,
  R`U^{(l,p)} = \sum_{q=1}^{Q} V^{(l,p,q)} \otimes H^{(l-1,q)} + c^{(l,p)}`,
];

describe('what is said elsewhere', () => {
  rows(after, [
    // In an earlier section, and of one letter without its layer.
    [
      ['## 前向', ...dense.slice(0, 2), '## 反向', dense[2] ?? ''],
      R`${d('V^l')} = \delta^l (h^{l-1})^T`,
      'proved',
    ],
    [['u^l = h^{l-1} * V^l + c'], R`${d('c^l')} = \sum_{s,t} (${d('u^l')})_{s,t}`, 'proved'],
    [['u^l = v^l h^{l-1} + c^l'], R`${d('h^{l-1}')} = (v^l)^T ${d('u^l')}`, 'proved'],
    [['u^l = v^l h^{l-1} + c^l'], R`${d('v^l')} = h^{l-1} (${d('u^l')})^T`, 'skipped'],
  ]);
});

describe('labels of channels', () => {
  rows(
    (claim: string, expected: string) => after(channels, claim, expected),
    [
      [R`${d('V^{(l,p,q)}')} = ${d('U^{(l,p)}')} \otimes H^{(l-1,q)}`, 'proved'],
      [R`${d('c^{(l,p)}')} = \sum_{i,j} [${d('U^{(l,p)}')}]_{i,j}`, 'proved'],
      // On one input depend the results of all channels.
      [R`${d('H^{(l-1,q)}')} = ${d('U^{(l,p)}')} \otimes \text{rot180}(V^{(l,p,q)})`, 'skipped'],
    ],
  );
});

describe('other ways on which the loss depends on a matrix', () => {
  const past = R`${d('h^{l-1}')} = (V^l)^T ${d('u^l')}`;
  rows(after, [
    [['u^l = V^l h^{l-1} + c^l'], past, 'proved'],
    [['u^l = V^l h^{l-1} + c^l', R`h^l = \phi(u^l) + h^{l-1}`], past, 'skipped'],
    // One matrix for all steps.
    [['u^{(t)} = V h^{(t-1)} + c'], R`${d('V')} = ${d('u^{(t)}')} (h^{(t-1)})^T`, 'skipped'],
  ]);
});

describe('without layers', () => {
  rows(after, [
    [['Q = PV + c'], R`${d('V')} = P^T ${d('Q')}`, 'proved'],
    [['Q = PV + c'], R`${d('P')} = ${d('Q')} V^T`, 'proved'],
    [['Q = PV + c'], R`${d('P')} = V^T ${d('Q')}`, 'skipped'],
    [['Q = PV + c'], R`${d('c')} = ${d('Q')}`, 'skipped'],
  ]);
});

describe('what is under a function', () => {
  rows(after, [
    [[R`h^l = \phi(u^l)`], R`h^l = \phi(u^l) = \phi(V^l h^{l-1})`, 'definition'],
    [dense, R`h^l = \phi(u^l) = \phi(V^l h^{l-1} + c^l)`, 'proved'],
  ]);
});

describe('a layer of another kind', () => {
  rows(after, [
    [['u^l = V^l h^{l-1}'], 'u^l = V^l * h^{l-1}', 'definition'],
    [['u^l = V^l h^{l-1}'], 'u^l = h^l h^{l-1}', 'unknown'],
    [
      ['u^l = V^l h^{l-1}', '卷积层为', 'u^l = V^l * h^{l-1}'],
      R`${d('V^l')} = h^{l-1} * ${d('u^l')}`,
      'proved',
    ],
  ]);
});

describe('entries of what is said of the whole', () => {
  const layer = ['Y = X * W + b'];
  const e = (at: string): string => d(`Y_{${at}}`);
  rows(after, [
    [layer, R`${d('b')} = \sum_{i,j} ${e('i,j')}`, 'proved'],
    [layer, R`${d('W_{m,n}')} = \sum_{i,j} ${e('i,j')} X_{i+m,j+n}`, 'proved'],
    [layer, R`${d('X_{i}')} = \sum_{m} ${e('i-m+1')} W_{m}`, 'proved'],
    [layer, R`${d('W_{k,c,m,n}')} = \sum_{i,j} ${e('k,i,j')} X_{c,i+m,j+n}`, 'proved'],
    [layer, R`${d('W_{m}')} = \sum_{i} ${e('i')} X_{i-m}`, 'skipped'],
    // One of three subscripts in a layer without channels; which operand is the kernel is not known.
    [layer, R`${d('W_{c,m,n}')} = \sum_{i,j} ${e('i,j')} X_{c,i+m,j+n}`, 'skipped'],
    [['Y = P * Q'], R`${d('P_m')} = \sum_i ${e('i')} Q_{i+m}`, 'skipped'],
  ]);
});

describe('a loss that the text defines', () => {
  const squares = [...dense.slice(0, 2), R`E = \frac12 ||h^L - y||^2`];
  const penalty = ['r = V k', 'D = c(r, t)', R`E = D + \mu \|U\|^2`];
  rows(after, [
    [squares, R`${d('h^L')} ${d('u^L', 'h^L')} = (h^L - y) \odot \phi'(u^L)`, 'proved'],
    [squares, R`${d('V^L')} = (h^L - y) \odot \phi'(u^L) (h^{L-1})^T`, 'proved'],
    [squares, R`${d('V^L')} = (h^L - y) \odot \phi'(u^L) h^{L-1}`, 'skipped'],
    [squares, R`${d('c^L')} = h^L - y`, 'skipped'],
    [penalty, R`${d('V')} = ${d('r', 'D')} k^T`, 'proved'],
    [penalty, R`${d('V')} = ${d('r', 'D')} k`, 'skipped'],
    // How k comes of U, the text may have left unsaid.
    [penalty, R`${d('U')} = 2 \mu U`, 'skipped'],
  ]);
});

describe('the chain rule in columns', () => {
  const jacobian = (of: string, by: string): string => R`\left(${d(by, of)}\right)^T`;
  rows(after, [
    [[], R`${d('u')} = ${jacobian('p', 'u')} ${d('p')}`, 'proved'],
    [[], R`${d('u')} = ${jacobian('p', 'u')} ${jacobian('q', 'p')} ${d('q')}`, 'proved'],
    [[], R`${d('u')} = ${d('p')} ${jacobian('p', 'u')}`, 'skipped'],
    [[], R`${d('u')} = ${jacobian('q', 'p')} ${jacobian('p', 'u')} ${d('q')}`, 'skipped'],
    [[], R`${d('u')} = \text{prod}(${d('p')}, ${d('u', 'p')})`, 'proved'],
    [[], R`${d('u')} = \text{prod}(${d('p')}, ${d('u', 'q')})`, 'skipped'],
    // The text has said before by what the error is computed.
    [
      [R`\delta^{l-1} = g(\delta^l) \odot \phi'(u^{l-1})`, '## 卷积层', R`\delta^{l-1} = ${d('u^{l-1}')}`],
      R`\delta^{l-1} = ${jacobian('u^l', 'u^{l-1}')} \delta^l`,
      'proved',
    ],
  ]);
});

describe('two sides that differ at one place', () => {
  const before = 'u^l = h^{l-1} * V^l + c^l';
  rows(
    (text: string, expected: string) => {
      const verdicts = judgeDocument(text, { as: 'md' }).map(({ verdict }) => verdict.verdict);
      expect(verdicts.join(' ')).toBe(expected);
    },
    [
      [R`$$${before} = \phi(u^{l-1}) * V^l + c^l$$`, 'definition definition'],
      [R`$$${before} = \phi(u^{l-1}) * V^l + b^l$$`, 'definition skipped'],
      // What is known already is not said by that.
      [R`$$h^l = \phi(u^l)$$ $$${before} = \delta(u^{l-1}) * V^l + c^l$$`, 'definition definition skipped'],
    ],
  );
});

describe('a layer that is given by its entries, then as a whole', () => {
  const entries = [
    R`u^{l+1}_j = \sum_k (v^l_{jk} h^l_k) + c^l_j`,
    R`h^l_j = \phi(u^l_j)`,
    R`u^{l+1} = v^l h^l + c^l`,
    '## 反向',
    R`\delta^l = ${d('u^l')}`,
  ];
  rows(
    (claim: string, expected: string) => after(entries, claim, expected),
    [
      [R`${d('v^l')} = \delta^{l+1} (h^l)^T`, 'proved'],
      [R`\delta^l = (v^l)^T \delta^{l+1} \odot \phi'(u^l)`, 'proved'],
      [R`\delta^l = v^l \delta^{l+1} \odot \phi'(u^l)`, 'unknown'],
      [R`${d('v^l')} = h^l (\delta^{l+1})^T`, 'skipped'],
    ],
  );
});

describe('the entries of a convolutional layer', () => {
  const passed = (at: string): string => R`\sum_p \sum_q \delta^{l+1}_{${at}} V^{l+1}_{p,q} \phi'(u^l_{i,j})`;
  rows(
    (claim: string, expected: string) => after(convolving, claim, expected),
    [
      [R`${d('V_{pq}^l')} = \sum_i \sum_j (\delta_{ij}^l h_{i+p-1,j+q-1}^{l-1})`, 'proved'],
      [R`${d('V_{pq}^l')} = \sum_i \sum_j (\delta_{ij}^l h_{i+p,j+q}^{l-1})`, 'proved'],
      [R`${d('V_{pq}^l')} = \sum_i \sum_j (\delta_{ij}^l h_{i+q,j+p}^{l-1})`, 'skipped'],
      [R`${d('V_{pq}^l')} = \sum_i \sum_j (\delta_{ij}^l h_{i-p,j-q}^{l-1})`, 'skipped'],
      [R`${d('u^l_{i,j}')} = ${passed('i-p,j-q')}`, 'proved'],
      [R`\delta^l_{i,j} = ${passed('i-p+1,j-q+1')}`, 'proved'],
      [R`${d('u^l_{i,j}')} = ${passed('i+p,j+q')}`, 'skipped'],
      [R`${d('u^l_{i,j}')} = \sum_x \sum_y \delta^{l+1}_{x,y} V^{l+1}_{i-x,j-y} \phi'(u^l_{i,j})`, 'proved'],
      // Limits that count from 1 or from 0, or that leave something out.
      [R`${d('V_{pq}^l')} = \sum_{i=1}^{S}\sum_{j=1}^{T} \delta_{ij}^l h_{i+p-1,j+q-1}^{l-1}`, 'proved'],
      [R`${d('V_{pq}^l')} = \sum_{i=1}^{S}\sum_{j=1}^{T} \delta_{ij}^l h_{i+p,j+q}^{l-1}`, 'skipped'],
      [R`${d('V_{pq}^l')} = \sum_{i=0}^{S-1}\sum_{j=0}^{T-1} \delta_{ij}^l h_{i+p,j+q}^{l-1}`, 'proved'],
      [R`${d('V_{pq}^l')} = \sum_{i=2}^{S}\sum_{j=1}^{T} \delta_{ij}^l h_{i+p-1,j+q-1}^{l-1}`, 'skipped'],
    ],
  );
  // Where the section counts from 1, a formula that would be right from 0 is not.
  rows(after, [
    [
      [...convolving, R`以 $u_{11} = h_{11} v_{11} + h_{12} v_{12}$ 为例。`],
      R`${d('V_{pq}^l')} = \sum_i \sum_j (\delta_{ij}^l h_{i+p,j+q}^{l-1})`,
      'skipped',
    ],
  ]);
});

describe('gradients in the notation of courses', () => {
  const layers = ['U^{[l]} = V^{[l]} H^{[l-1]}', R`H^{[l]} = g(U^{[l]})`];
  rows(after, [
    [layers, R`dU^{[l]} = dH^{[l]} \odot g'(U^{[l]})`, 'proved'],
    [layers, R`dV^{[l]} = dU^{[l]} H^{[l-1]T}`, 'proved'],
    [layers, R`dH^{[l-1]} = V^{[l]\top} dU^{[l]}`, 'proved'],
    [layers, R`dV^{[l]} = dU^{[l]} H^{[l-1]}`, 'skipped'],
    [layers, R`dH^{[l-1]} = V^{[l]} dU^{[l]}`, 'skipped'],
    // Where d is a size, it is no sign.
    [[...layers, R`V^{[l]} \in \mathbb{R}^{d \times d}`], R`dV^{[l]} = dU^{[l]} H^{[l-1]T}`, 'skipped'],
  ]);
  rows(
    (claim: string, expected: string) => {
      const text = [...layers, claim].map((formula) => `$$${formula}$$`).join('\n\n');
      expect(judgeDocument(text, { as: 'md' }).at(-1)?.verdict.message).toContain(expected);
    },
    [[R`dV^{[l]} = dU^{[l]} H^{[l-1]T}`, 'd before a letter as the derivative of J by it']],
  );
});

describe('a convolution that is given by its entries', () => {
  const entries = (reach: string, from = '0', to = 'k_1^{l}-1'): readonly string[] => [
    R`u^l_{i,j} = \sum_{m=${from}}^{${to}} \sum_{n=${from}}^{${to}} V^l_{m,n} h^{l-1}_{${reach}} + c^l`,
    R`h^l_{i,j} = \phi(u^l_{i,j})`,
    '## 反向传播',
    R`\delta^l = ${d('u^l')}`,
  ];
  const kernel = R`${d('V^l')} = h^{l-1} * \delta^l`;
  rows(after, [
    [entries('i+m,j+n'), kernel, 'proved'],
    [entries('i+m-1,j+n-1', '1', 'S'), kernel, 'proved'],
    [entries('i+m,j+n'), R`${d('c^l')} = \sum_i \sum_j \delta^l_{i,j}`, 'proved'],
    [entries('i+m,j+n'), R`${d('V^l_{m,n}')} = \sum_i \sum_j \delta^l_{i,j} * h^{l-1}_{i+m,j+n}`, 'proved'],
    [entries('i+m,j+n'), R`${d('V^l_{m,n}')} = \sum_i \sum_j \delta^l_{i,j} * h^{l-1}_{i+n,j+m}`, 'unknown'],
    // With other offsets it is another operation.
    [entries('i-m,j-n'), kernel, 'skipped'],
    [entries('i+m,j+n', '1', 'S'), kernel, 'skipped'],
    [entries('i+n,j+m'), kernel, 'skipped'],
  ]);
});
