// Sums in falling order. Textbooks write \sum_{p=M}^{1} for the terms p = M, M-1, …, 1, where the notation proper would
// have an empty sum; so it is read where the first bound is certainly not below the second.

import type { BinderNode, Node } from '../../grammar/tree.js';
import { entails } from '../sets/index.js';
import { atLeast, type Cond } from '../term/cond.js';
import { elaborateIndex } from '../term/elaborate.js';
import { integerValue, sub, zero } from '../term/poly.js';
import { type Names, ReadingError } from '../term/reading.js';
import { mapChildren, namesIn } from './trees.js';

/** What is known of the bounds, and where it is noted how a sum was read. */
interface Known {
  readonly hyps: readonly Cond[];
  readonly note: (text: string) => void;
}

/** The formula with every sum turned that runs from a larger bound to a smaller one. */
export function inRisingOrder(node: Node, names: Names, known: Known): Node {
  const within =
    node.tag === 'reduction'
      ? { ...names, indices: new Set([...names.indices, ...node.binders.map((b) => b.name)]) }
      : names;
  const inner = mapChildren(node, (child) => inRisingOrder(child, within, known));
  if (inner.tag !== 'reduction') return inner;
  return { ...inner, binders: inner.binders.map((binder) => turned(binder, names, known)) };
}

/** Throws ReadingError where both bounds are numbers, `\sum_{p=3}^{1}`: that may be an empty sum just as well. From 1 to 0 it is one. */
function turned(binder: BinderNode, names: Names, { hyps, note }: Known): BinderNode {
  const { name, from, to } = binder;
  if (from === null || to === null || binder.down) return binder;
  if ([...namesIn(from), ...namesIn(to)].includes(name)) return binder;
  try {
    const fall = sub(elaborateIndex(names, from), elaborateIndex(names, to));
    const number = integerValue(fall);
    const areNumbers = to.tag === 'number' && from.tag === 'number';
    if (number !== null && number >= 1n && areNumbers && (number > 1n || to.text !== '0'))
      throw new ReadingError(
        'unsupported',
        binder.range,
        'a sum from a number to a smaller one: empty, or in falling order',
      );
    // From 1 to 0 is the usual way to write an empty sum.
    const falls = number !== null ? number > 1n : entails(hyps, atLeast(fall, zero)) !== null;
    if (!falls) return binder;
    note(`the sum over ${name} is read in falling order`);
    return { ...binder, down: true };
  } catch (error) {
    if (error instanceof ReadingError && error.undeclared !== null) return binder;
    throw error;
  }
}
