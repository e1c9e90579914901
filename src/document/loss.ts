// The loss of a chapter on back-propagation: a name that the text differentiates and never defines, `\partial J`. It is
// an opaque function of what the formulas compute last, J(Z): of the tensor by which it is differentiated and on which
// the others of these do not depend.

import type { Node } from '../../grammar/tree.js';
import { tensor } from '../term/term.js';
import { partsOfDerivative } from './derivatives.js';
import { dependsOn } from './ingredients.js';
import { areAlongside, isOfLayer, lifted } from './layers.js';
import type { SideReader } from './sideReader.js';
import { entryName, nameOf } from './sides.js';
import { errorSign } from './writtenOut.js';

/** J and Z of J(Z); `argument` is the tensor's name in the notebook. */
export interface Loss {
  /** How the text writes it. */
  readonly sign: string;
  /** The function's name: where J is a size, `I \times J`, it has another one. */
  readonly name: string;
  readonly argument: string;
}

/**
 * The loss that a name after ∂ stands for; null where the text defines the name, or leaves open what it depends on. Where
 * `at` is a tensor of layer l, those of the last layer L say nothing of it.
 */
export function lossNamed(sides: SideReader, name: string, at: string | null = null): Loss | null {
  const { differentiated, errors } = sides.setting.written;
  const all = differentiated.get(name);
  if (all === undefined || !isUnknown(sides, name)) return null;
  const by = new Set(
    [...all].filter((each) => at === null || (areAlongside(each, at) && !isBesideExample(sides, each, at))),
  );
  const behind = [...errors.values()].flatMap(({ right }) => differentiatedBy(right, name) ?? []);
  const isNew = behind.some((each) => !by.has(each) && sides.notebook.tensor(each) !== null);
  return (isNew ? lossBy(sides, name, new Set([...by, ...behind])) : null) ?? lossBy(sides, name, by);
}

/** Whether a symbol of a layer, of which nothing is known, is spoken of around an example that has no layers. */
function isBesideExample({ notebook, setting }: SideReader, symbol: string, at: string): boolean {
  if (isOfLayer(at) || !isOfLayer(symbol)) return false;
  const { errors, tensors } = setting.written;
  return errors.has(errorSign) || (tensors.has(at) && notebook.tensor(symbol) === null);
}

/** z of `\frac{\partial J}{\partial z_{kl}}`, where J has the name; null of anything else. */
function differentiatedBy(node: Node, name: string): string | null {
  const { of, by } = (node.tag === 'fraction' ? partsOfDerivative(node) : null) ?? {};
  if (of == null || by == null || nameOf(of) !== name) return null;
  return entryName(by) ?? nameOf(by);
}

/** The loss, where it is differentiated by these. */
function lossBy(sides: SideReader, name: string, by: ReadonlySet<string>): Loss | null {
  const { written } = sides.setting;
  const only = unknownNames(sides).length === 1;
  const owners = [...by, ...(only ? written.marked : [])].map((owner) => {
    sides.declareWritten(owner);
    return notebookName(sides, owner);
  });
  const behind = lifted(by, written.layers).flatMap((owner) => notebookName(sides, owner) ?? []);
  const known = [...new Set([...owners, ...behind])];
  const last = known.filter(
    (owner) => owner !== undefined && known.every((other) => other === owner || feeds(sides, other, owner)),
  );
  const [argument] = last;
  // `L = (y_1 - t_1)^2 + w_1^2` depends on w in another way, too.
  const direct = [...(written.said.get(name) ?? [])].map((each) => notebookName(sides, each));
  if (direct.some((each) => each !== argument && known.includes(each))) return null;
  const { notebook } = sides;
  const taken =
    notebook.sizes.has(name) || notebook.context().env.sizes.has(name) || notebook.indices.has(name);
  return last.length === 1 && argument !== undefined
    ? { sign: name, name: taken ? `loss${name}` : name, argument }
    : null;
}

function notebookName({ notebook }: SideReader, name: string): string | undefined {
  return notebook.tensor(name)?.name;
}

/** The only loss of the section, or null. */
export function onlyLoss(sides: SideReader): Loss | null {
  const [name, ...more] = unknownNames(sides);
  return name === undefined || more.length > 0 ? null : lossNamed(sides, name);
}

/** What the section differentiates and does not define. */
function unknownNames(sides: SideReader): readonly string[] {
  return [...sides.setting.written.differentiated.keys()].filter((name) => isUnknown(sides, name));
}

function isUnknown({ notebook, setting }: SideReader, name: string): boolean {
  const { tensors, numbers } = setting.written;
  const written = tensors.has(name) || numbers.has(name);
  return !written && notebook.tensor(name) === null && !notebook.aliases.has(name);
}

/** Whether `whole` is computed from `part`. */
function feeds({ notebook }: SideReader, part: string | undefined, whole: string): boolean {
  return (
    part !== undefined &&
    dependsOn(notebook, tensor(whole), part) &&
    !dependsOn(notebook, tensor(part), whole)
  );
}
