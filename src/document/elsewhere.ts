// What a text says of the names in a relation elsewhere: of their tensors in another layer, of errors further on, of a
// layer that the section gives the formula of later, and `Y = XW` before it says what X and W are.

import type { Node } from '../../grammar/tree.js';
import { differentiates, partsOfDerivative } from './derivatives.js';
import { type Equation, equationFor, headOf, isOfLayer, lifted } from './layers.js';
import type { Notebook } from './notebook.js';
import type { SideReader } from './sideReader.js';
import { namesIn } from './trees.js';
import { errorSign } from './writtenOut.js';

/** The notebook after an equation, if that defines something; `introduced` as after "let". */
type Learn = (notebook: Notebook, said: Equation, introduced: boolean) => Notebook | null;

/** Lets the reader know what the text says elsewhere of tensors of which nothing was said here. */
export function declareSaid(sides: SideReader, [left, right]: readonly [Node, Node], learn: Learn): void {
  const { differentiated, layers } = sides.setting.written;
  const own = headOf(left);
  const derived = [left, right].some(differentiates);
  if (own !== null && !derived && sides.notebook.tensor(own)?.ahead)
    sides.on(sides.notebook.withoutTensor(own));
  const by = derived ? [...differentiated.values()].flatMap((set) => [...set]) : [];
  const above = lifted(by, layers);
  for (const name of [...[left, right].flatMap((node) => [...namesIn(node)]), ...by, ...above]) {
    if (name === own && !isErrorSaid(sides, name, right)) continue;
    if (derived) completeDeclared(sides, name, learn);
    if (!sides.notebook.knows(name) || isErrorOfExample(sides, name))
      declareLayer(sides, name, learn, layers.has(name) || above.includes(name));
  }
}

/** An error whose entries were written before the text had written what they are derivatives by. */
function isErrorOfExample({ notebook, setting }: SideReader, name: string): boolean {
  const fact = notebook.tensor(name);
  return name === errorSign && fact?.written?.length === 0 && setting.written.errors.has(name);
}

/** Whether the text has said by another equation which derivative an error is, and this one claims something of it. */
function isErrorSaid({ notebook, setting }: SideReader, name: string, right: Node): boolean {
  const said = [setting.written.errors, notebook.layers].map((equations) => equationFor(equations, name));
  return !said.includes(null) && !isDerivative(right);
}

function isDerivative(node: Node): boolean {
  return node.tag === 'fraction' && partsOfDerivative(node) !== null;
}

/** `isSpokenOf`: the section speaks of it in this layer, and does not only speak of one that comes after. */
function declareLayer(sides: SideReader, name: string, learn: Learn, isSpokenOf: boolean): void {
  const { written, forward } = sides.setting;
  if (!isSpokenOf && isOfLayer(name)) return;
  const said = equationFor(sides.notebook.layers, name) ?? equationFor(written.errors, name);
  const ahead = said === null ? equationFor(forward, name) : null;
  const equation = said ?? ahead;
  const next = equation === null ? null : learn(sides.notebook.withoutTensor(name), equation, false);
  if (next === null) return;
  const fact = next.tensor(name);
  if (fact?.definition == null) return;
  sides.on(ahead === null ? next : next.withTensor({ ...fact, ahead: true }));
}

/** Y of `Y = XW`, which could not be read as long as X and W were not declared. */
function completeDeclared(sides: SideReader, name: string, learn: Learn): void {
  const { notebook } = sides;
  const [saying, ...more] = notebook.spoken.get(name) ?? [];
  const isOpen = notebook.tensor(name)?.definition == null && !notebook.isContested(name);
  if (saying === undefined || more.length > 0 || saying.inTurn || !isOpen) return;
  const parts = [...namesIn(saying.right)];
  if (parts.length === 0 || !parts.every((part) => notebook.tensor(part)?.dims != null)) return;
  const left: Node = { tag: 'name', name, range: saying.right.range };
  const next = learn(notebook, { left, right: saying.right }, true);
  if (next !== null) sides.on(next);
}
