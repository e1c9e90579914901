import { describe, expect } from 'vitest';
import { judgeDocument } from '../../src/document/index.js';
import { rows } from '../support/rows.js';

// Chapters whose commands are defined in another file of the book.

const R = String.raw;

function expectVerdicts(text: string, expected: string): void {
  const verdicts = judgeDocument(text, { as: 'tex' }).map((c) => c.verdict.verdict);
  expect(verdicts.join(' ')).toBe(expected);
}

describe('commands that are not defined', () => {
  rows(expectVerdicts, [
    [
      R`\[ \tU_{i,j} = \sum_{m,n} \tF_{m,n} \tQ_{i+m,j+n} \] \[ \frac{\partial \tU_{i,j}}{\partial \tF_{m,n}} = \tQ_{i+m,j+n} \]`,
      'definition proved',
    ],
    [R`张量 $\TEZ_{i,j}$ 与 $\TSZ$ 由下式给出 \[ \TSZ = h(\TSK, \TSV) \]`, 'definition'],
    [
      R`Let $X \in \R^{I \times J}$ and $\vb \in \R^{J}$. Then $\sum_{i=1}^I\sum_{j=1}^J x_{ij} = \sum_{j=1}^J\sum_{i=1}^I x_{ij}$.`,
      'definition definition proved',
    ],
    // A word is no letter.
    [R`\[ \minimize_{w} = 3 \]`, 'skipped'],
    // Without subscripts anywhere it may be an operation.
    [R`\[ W \cv X = X \cv W \]`, 'skipped'],
    // What the text defines is what it says.
    [
      R`\newcommand{\tz}{q} Let $q \in \mathbb{R}^{K}$. \[ \sum_{k=1}^K \tz_k = \sum_{k=1}^K q_k \]`,
      'definition proved',
    ],
  ]);
});
