// Sizes that a text brings up in a formula for another size: `K = \\lfloor (I + 2P - M)/S \\rfloor + 1`.

import type { Node } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import type { Notebook } from './notebook.js';
import { namesIn } from './trees.js';

/**
 * The notebook after `name = right`, both of capital letters: where the formula rounds or adds a number, the letters in
 * it that are new are sizes. Of `E = MC` nothing is said.
 */
export function withCounts(notebook: Notebook, name: string, right: Node): Notebook {
  if (!isCapital(name) || !(rounds(right) || addsNumber(right)) || !counts(right)) return notebook;
  return notebook.withSizes([...namesIn(right)].filter((each) => isCapital(each) && !notebook.knows(each)));
}

function isCapital(name: string): boolean {
  return /^\p{Lu}$/u.test(name);
}

/** Arithmetic with names and numbers. */
function counts(node: Node): boolean {
  switch (node.tag) {
    case 'name':
      return isCapital(node.name);
    case 'number':
      return true;
    case 'sum':
    case 'fraction':
      return children(node).every(counts);
    case 'product':
      return node.factors.every(
        ({ operator, factor }) => /^(?:|cdot|times|\/)$/u.test(operator) && counts(factor),
      );
    case 'group':
      return node.items.every(counts);
    default:
      return false;
  }
}

function rounds(node: Node): boolean {
  const rounded = node.tag === 'group' && (node.delimiter === 'floor' || node.delimiter === 'ceil');
  return rounded || children(node).some(rounds);
}

function addsNumber(node: Node): boolean {
  return node.tag === 'sum' && node.terms.some(({ term }) => term.tag === 'number');
}
