// Conditions on integers, from the surface tree: comparisons, divisibility, and, or, not.

import type { Node, Range, RelationOperator } from '../../grammar/tree.js';
import { and, atLeast, atMost, below, type Cond, divides, equals, not, or } from './cond.js';
import { elaborate, elaborateIndex } from './elaborate.js';
import { floorOf, integerValue, mul, type Poly } from './poly.js';
import { type Names, ReadingError } from './reading.js';
import { isPositive } from './rounding.js';

/** The condition that a tree says: `1 <= k <= K`, `2 divides i - m`, `m = n or m > n`. Throws ReadingError. */
export function elaborateCondition(names: Names, node: Node): Cond {
  switch (node.tag) {
    case 'relation': {
      if (node.first === null) throw new ReadingError('ill-formed', node.range, 'a comparison has two sides');
      const conds: Cond[] = [];
      let left = sideOf(names, node.first);
      for (const { operator, at, right } of node.rest) {
        const next = sideOf(names, right);
        conds.push(compare(left, operator, next, at));
        left = next;
      }
      return and(conds);
    }
    case 'logic': {
      const args = node.args.map((arg) => elaborateCondition(names, arg));
      return node.operator === 'and' ? and(args) : node.operator === 'or' ? or(args) : not(args[0] as Cond);
    }
    case 'group':
      if (node.items.length === 1) return elaborateCondition(names, node.items[0] as Node);
      break;
    case 'command': {
      const [divisor, form] = node.args;
      if (node.command === 'divides' && divisor !== undefined && form !== undefined) {
        const step = elaborateIndex(names, divisor);
        const number = integerValue(step);
        const multiple = elaborateIndex(names, form);
        if (number !== null && number >= 1n) return divides(number, multiple);
        if (!isPositive(step, names.env))
          throw new ReadingError(
            'unsupported',
            divisor.range,
            'only positive numbers and sizes can stand before `divides`',
          );
        // S divides i where i = S ⌊i/S⌋.
        return equals(multiple, mul(step, floorOf(multiple, step)));
      }
      break;
    }
    default:
  }
  throw new ReadingError('ill-formed', node.range, 'a condition such as 1 <= m is expected');
}

/** One side of a comparison of integers. */
function sideOf(names: Names, node: Node): Poly {
  if (elaborate(names, node).sort === 'scalar')
    throw new ReadingError(
      'unsupported',
      node.range,
      'entries and sums are compared by = alone, in a bracket: [x_<i> = y_<i>]',
    );
  return elaborateIndex(names, node);
}

/** The condition `left operator right` on integers. */
export function compare(left: Poly, operator: RelationOperator, right: Poly, at: Range): Cond {
  switch (operator) {
    case '=':
      return equals(left, right);
    case '!=':
      return not(equals(left, right));
    case '<':
      return below(left, right);
    case '<=':
      return atMost(left, right);
    case '>':
      return below(right, left);
    case '>=':
      return atLeast(left, right);
    default:
      throw new ReadingError('unsupported', at, `${operator} is not a comparison of index expressions`);
  }
}
