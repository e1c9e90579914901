// `$I \times J$ input matrix $X$`: a shape that is stated before the name of its matrix.

import type { Node } from '../../grammar/tree.js';
import type { Notebook } from './notebook.js';
import { namesMatrix } from './prose.js';
import type { SideReader } from './sideReader.js';
import { asShape } from './sides.js';
import type { Unit } from './units.js';

export class ShapeAhead {
  #shape: readonly Node[] | null = null;

  /** Words between the two may say that it is a matrix, and no more. */
  hear(words: string): void {
    if (!namesMatrix(words)) this.#shape = null;
  }

  forget(): void {
    this.#shape = null;
  }

  /** The notebook after a formula that is a shape or a name by itself; null for any other formula. */
  take(rows: readonly (readonly Unit[])[], sides: SideReader): Notebook | null {
    const [unit, ...more] = rows.flat();
    if (unit?.kind !== 'expression' || more.length > 0) return null;
    const { node } = unit;
    const { notebook } = sides;
    const shape = asShape([node]);
    if (shape !== null) this.#shape = shape;
    else if (this.#shape !== null && node.tag === 'name' && notebook.tensor(node.name) === null)
      return sides.declareShape(node.name, this.#shape) ?? notebook;
    return notebook;
  }
}
