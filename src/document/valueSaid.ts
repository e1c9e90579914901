// `P = \frac{M-1}{2}`, and for M = 5 it is said that P = 2: what a name was said to be has a value where the sizes in it have,
// though it is no whole number of sizes in general.

import type { Node } from '../../grammar/tree.js';
import { isConstant } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { hasPassing } from './givens.js';
import type { SideReader } from './sideReader.js';
import { nameOf } from './sides.js';

/** The formula that the name at the left was said to be, where it has a value and the right side is one; else null. */
export function valueSaid(sides: SideReader, left: Node, right: Node): Node | null {
  const { notebook, setting } = sides;
  const name = nameOf(left);
  const [saying, ...more] = name === null ? [] : (notebook.spoken.get(name) ?? []);
  if (name === null || saying === undefined || more.length > 0 || saying.inTurn) return null;
  if (notebook.knows(name) || setting.introduced || setting.hypothesis) return null;
  if (!setting.assuming && !setting.concluded && !hasPassing(notebook)) return null;
  return [saying.right, right].every((node) => isNumber(sides, node)) ? saying.right : null;
}

function isNumber(sides: SideReader, node: Node): boolean {
  try {
    const reading = sides.reading(sides.notebook).elaborated(node);
    return reading.sort === 'index' && isConstant(reading.poly);
  } catch (error) {
    if (error instanceof ReadingError) return false;
    throw error;
  }
}
