// An example in numbers drops the layers of the text around it: after `\delta^l = \frac{\partial J}{\partial z^l}` it writes `z_{11}`
// and `\delta_{11}`. Where it writes as many entries of \delta as of z, they are the derivatives by these.

import type { Node } from '../../grammar/tree.js';
import { partsOfDerivative } from './derivatives.js';
import { mapNode } from './trees.js';
import { errorSign, type WrittenOut } from './writtenOut.js';

const letters = ['i', 'j', 'k', 'm'];

/** What a section writes, with \delta_{ij} = ∂J/∂z_{ij} where the text says so of the layers, and of nothing else. */
export function withErrorsOfExample(written: WrittenOut): WrittenOut {
  const { errors, wholeErrors, tensors } = written;
  const extents = tensors.get(errorSign);
  if (extents === undefined || errors.has(errorSign) || extents.length > letters.length) return written;
  const meanings = [...wholeErrors.values()].flatMap(({ right }) => {
    const by = right.tag === 'fraction' ? (partsOfDerivative(right)?.by ?? null) : null;
    const name = by?.tag === 'superscript' && by.base.tag === 'name' ? by.base.name : null;
    const isAlike = name !== null && tensors.get(name)?.join() === extents.join();
    return isAlike ? [{ name, right: withoutLayer(right, by as Node, entryOf(name, extents, right)) }] : [];
  });
  const [meaning, ...others] = meanings;
  if (meaning === undefined || others.some(({ name }) => name !== meaning.name)) return written;
  const left = entryOf(errorSign, extents, meaning.right);
  const meant = new Map([...errors, [errorSign, { left, right: meaning.right }]]);
  return { ...written, errors: meant, ofExample: true };
}

function withoutLayer(node: Node, symbol: Node, entry: Node): Node {
  return node === symbol ? entry : mapNode(node, (child) => withoutLayer(child, symbol, entry));
}

/** z_{ij} */
function entryOf(name: string, extents: readonly number[], { range }: Node): Node {
  const subscripts = extents.map((_, d): Node => ({ tag: 'name', name: letters[d] ?? '', range }));
  return { tag: 'subscript', base: { tag: 'name', name, range }, subscripts, range };
}
