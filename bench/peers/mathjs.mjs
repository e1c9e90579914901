// mathjs: `conv N M` asks of every cell whether both orders are symbolically equal, `power K R` rationalizes.

import { rationalize, symbolicEqual } from 'mathjs';
import { answer, bothOrders, nine, repeatedly } from './task.mjs';

const sum = (terms) => terms.map(([a, b]) => `${a} * ${b}`).join(' + ');

answer({
  conv: (n, m) => ({ equal: bothOrders(n, m, (left, right) => symbolicEqual(sum(left), sum(right))) }),
  power: (exponent, runs) =>
    repeatedly(
      runs,
      () =>
        rationalize(`(${sum(nine)})^${exponent}`)
          .toString()
          .split(/[+-]/).length,
    ),
});
