// The shapes that a section states of its tensors, looked for ahead of reading: `Y = W * X, where W = [w_{mn}]_{M \times N}`
// speaks of W before it is declared.

import { NotationError } from '../../grammar/errors.js';
import { printNode } from '../../grammar/print.js';
import type { Node, RelationNode } from '../../grammar/tree.js';
import { parsed } from './parsed.js';
import type { Formula, Piece } from './scan.js';
import { asBracket } from './sides.js';

/** Shapes that a section states of tensors, `X = [x_{ij}]_{I \times J}`; of a name with several, none. */
export function shapesStated(pieces: readonly Piece[]): ReadonlyMap<string, readonly Node[]> {
  const stated = new Map<string, readonly Node[] | null>();
  for (const piece of pieces) {
    if (piece.kind !== 'formula' || !piece.formula.text.includes('times')) continue;
    for (const { name, shape } of shapesIn(piece.formula)) {
      const before = stated.get(name);
      stated.set(name, before === undefined || (before !== null && sameShape(before, shape)) ? shape : null);
    }
  }
  return new Map([...stated].flatMap(([name, shape]) => (shape === null ? [] : [[name, shape] as const])));
}

function shapesIn(formula: Formula): readonly { readonly name: string; readonly shape: readonly Node[] }[] {
  const result = parsed(formula);
  if (result instanceof NotationError) return [];
  return result.rows.flatMap((row) =>
    row.items.flatMap(({ node }) => {
      if (node.tag !== 'relation' || node.first?.tag !== 'name') return [];
      const shape = asBracket((node.rest[0] as RelationNode['rest'][number]).right)?.shape;
      return shape == null ? [] : [{ name: node.first.name, shape }];
    }),
  );
}

function sameShape(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((node, i) => printNode(node) === printNode(b[i] as Node));
}
