// @cortex-js/compute-engine: `conv N M` compares the canonical forms of both orders cell by cell, `power K R` expands.

import { ComputeEngine } from '@cortex-js/compute-engine';
import { answer, bothOrders, nine, repeatedly } from './task.mjs';

const ce = new ComputeEngine();

answer({
  conv: (n, m) => ({
    equal: bothOrders(n, m, (left, right) => {
      const [a, b] = [left, right].map((terms) =>
        ce.box(['Add', ...terms.map(([w, x]) => ['Multiply', w, x])]),
      );
      return a.isSame(b);
    }),
  }),
  power: (exponent, runs) =>
    repeatedly(runs, () => {
      const base = ['Add', ...nine.map(([w, x]) => ['Multiply', w, x])];
      return ce.box(['Expand', ['Power', base, exponent]]).evaluate().nops;
    }),
});
