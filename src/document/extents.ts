// Sizes of outputs: K of `Y = [y_{kl}]_{K \\times L}` where Y = W * X is known to have I - M + 1 rows. `K = I - M` is then false,
// and no condition on anything: only the sizes of the input and of the kernel occur in it.

import { type Dim, extent } from '../term/env.js';
import { equal, isConstant, namesOf, type Poly } from '../term/poly.js';
import type { SideReader } from './sideReader.js';
import type { TensorFact } from './tensorFact.js';

/** Whether a name is that of an extent of a tensor whose shape follows from its definition, and `poly` says another. */
export function isOtherExtent(sides: SideReader, name: string | null, poly: Poly): boolean {
  const { notebook, setting } = sides;
  const { circumstances, assuming, introduced } = setting;
  const stands = name === null ? undefined : notebook.aliases.get(name);
  if (name === null || stands === undefined || isConstant(poly) || assuming || introduced) return false;
  if (circumstances.extended || circumstances.fullyPadded || notebook.twofold.has(name)) return false;
  const own = notebook.resolved(stands);
  const facts = [...notebook.tensors.values()];
  const shapes = (names: readonly TensorFact[]): readonly Dim[] =>
    names.flatMap(({ name: tensor }) => sides.shapeOfKnown(tensor) ?? []);
  const computed = facts.filter(({ definition }) => definition?.form === 'tensor');
  const isKnown = shapes(computed).some((dim) => equal(notebook.resolved(extent(dim)), own));
  const declared = new Set(shapes(facts).flatMap(({ hi }) => [...namesOf(hi)]));
  return isKnown && !isConstant(own) && [...namesOf(poly)].every((size) => declared.has(size));
}
