// This project inside one process: `conv N M` after a first run that only warms up, `power K R`.

import { readFormula } from '../../dist/src/cli/formula.js';
import { Budget } from '../../dist/src/kernel/budget.js';
import { Comparison } from '../../dist/src/kernel/compare.js';
import { Expansion } from '../../dist/src/kernel/evaluate.js';
import { answer, nine, repeatedly } from './task.mjs';

const none = new Map();
const budget = () => new Budget(1e9);

answer({
  conv: (n, m, runs) => {
    const text = `tensor W[${m},${m}], X[${n},${n}]; full(W, X) = full(X, W)`;
    const { env, relations } = readFormula(text, none);
    const [{ left, right }] = relations;
    return repeatedly(runs, () => new Comparison(env, left, right, none, budget()).equal());
  },
  power: (exponent, runs) => {
    const sum = nine.map((_, i) => `w_<${i + 1}> x_<${i + 1}>`).join(' + ');
    const { env, term } = readFormula(`tensor w[9], x[9]; (${sum})^${exponent}`, none);
    return repeatedly(runs, () => new Expansion(env, none, budget()).polynomial(term).size);
  },
});
