import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// The chain rule between quantities of which nothing is known but how they depend on each other.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'md' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

const d = (z: string, by: string): string => R`\frac{\partial ${z}}{\partial ${by}}`;

describe('through one quantity', () => {
  rows(expectVerdicts, [
    [`$$${d('E', 'q')} = ${d('E', 'u')}${d('u', 'q')}$$`, 'proved'],
    [`由链式法则，$$${d('E', 'V^l')} = ${d('u^l', 'V^l')} \\cdot ${d('E', 'u^l')}$$`, 'proved'],
    [
      `$$${d('E(p,t)', 'U^{(l,k)}')} = ${d('Q^{(l,k)}', 'U^{(l,k)}')} \\cdot ${d('E(p,t)', 'Q^{(l,k)}')}$$`,
      'proved',
    ],
    [R`$$\frac{dE}{dq} = \frac{dE}{dp}\frac{dp}{du}\frac{du}{dq}$$`, 'proved'],
    // A step that does not join, one the wrong way round, one that is missing.
    [`$$${d('E', 'q')} = ${d('E', 'u')}${d('v', 'q')}$$`, 'skipped'],
    [`$$${d('E', 'q')} = ${d('E', 'u')}${d('q', 'u')}$$`, 'skipped'],
    [`$$${d('E', 'q')} = ${d('E', 'p')}${d('p', 'u')}$$`, 'skipped'],
    // Of vectors this would not be the product of Jacobians.
    [
      R`$$\frac{\partial E}{\partial q} = \frac{\partial E}{\partial u} \odot \frac{\partial u}{\partial q}$$`,
      'skipped',
    ],
  ]);
});

describe('what the text says of the quantities', () => {
  rows(expectVerdicts, [
    // An error that was introduced as a derivative, in the next layer.
    [
      `误差项 $${R`\delta^l`} = ${d('E', 'u^l')}$，于是 $$${d('E', 'u^l')} = ${R`\delta^{l+1}`} ${d('u^{l+1}', 'u^l')}$$`,
      'definition proved',
    ],
    // E depends on q in another way, too.
    [
      `$E = f(u) + g(q)$, $u = h(q)$, $$${d('E', 'q')} = ${d('E', 'u')}${d('u', 'q')}$$`,
      'definition definition skipped',
    ],
    [
      `$E^l = f(u^l) + g(q^l)$, $$${d('E^l', 'q^l')} = ${d('E^l', 'u^l')}${d('u^l', 'q^l')}$$`,
      'definition skipped',
    ],
    [
      `$E = f(u)$, $u = h(q)$, $$${d('E', 'q')} = ${d('E', 'u')}${d('u', 'q')}$$`,
      'definition definition proved',
    ],
  ]);
});

describe('entries', () => {
  rows(expectVerdicts, [
    // Over the entries of u a sum may be missing.
    [`$$${d('E', 'q_i')} = ${d('E', 'u_j')}${d('u_j', 'q_i')}$$`, 'skipped'],
    [`$$${d('E', 'q_{11}')} = ${d('E', 'u_{11}')}${d('u_{11}', 'q_{11}')}$$`, 'skipped'],
    [R`$$${d('E', 'q_i')} = \sum_{j=1}^{J} ${d('E', 'u_j')} * ${d('u_j', 'q_i')}$$`, 'proved'],
    [
      R`$$${d('E', 'q_{rs}')} = \sum_k\sum_l ${d('E', 'u_{kl}')} \sum_p ${d('u_{kl}', 'v_p')}${d('v_p', 'q_{rs}')}$$`,
      'proved',
    ],
    [
      R`$$\delta^l_i = ${d('E', 'u^l_i')}$$ $$${d('E', 'u^l_i')} = \sum_j \delta^{l+1}_j ${d('u^{l+1}_j', 'u^l_i')}$$`,
      'definition proved',
    ],
    // Only over k, another order of subscripts, a sum that is known to leave something out, another way to depend.
    [R`$$${d('E', 'q_i')} = \sum_k ${d('E', 'u_{kl}')} ${d('u_{kl}', 'q_i')}$$`, 'skipped'],
    [R`$$${d('E', 'q_i')} = \sum_k ${d('E', 'u_{k}')} ${d('u_i', 'q_k')}$$`, 'skipped'],
    [
      R`Let $U=[u_{kl}]_{K\times L}$. $$${d('E', 'q_i')} = \sum_{k=1}^{K-1}\sum_{l=1}^L ${d('E', 'u_{kl}')} ${d('u_{kl}', 'q_i')}$$`,
      'definition skipped',
    ],
    [
      R`$E = f(u) + g(q)$, $$${d('E', 'q_i')} = \sum_j ${d('E', 'u_j')}${d('u_j', 'q_i')}$$`,
      'definition skipped',
    ],
    [R`$$\left|${d('E', 'q_i')}\right| = \left|\sum_j ${d('E', 'u_j')}${d('u_j', 'q_i')}\right|$$`, 'proved'],
    [R`$$\left|${d('E', 'q_i')}\right| = \sum_j ${d('E', 'u_j')}${d('u_j', 'q_i')}$$`, 'skipped'],
  ]);
});
