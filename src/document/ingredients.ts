// What formulas are made of, looked at through the definitions that the text gives: which tensors they come down to, and
// which operations they use.

import type { Node } from '../../grammar/tree.js';
import type { ClaimReading } from '../term/context.js';
import { isConstant } from '../term/poly.js';
import { freeNames } from '../term/subst.js';
import { tensorsIn } from '../term/tensorsIn.js';
import { type Tensor, type Term, tensor } from '../term/term.js';
import { children } from '../term/walk.js';
import { differentiates } from './derivatives.js';
import type { Notebook } from './notebook.js';
import { namesIn, signsIn } from './trees.js';
import { sharedName } from './writtenOut.js';

/** Operations that a formula may name before it can be read. */
const operationWords: ReadonlySet<string> = new Set(['rot90', 'rot-90', 'rot270']);

/** Every tensor and operation in the terms and in the definitions behind their names, each definition once. */
function tensorsBehind(notebook: Notebook, terms: readonly Term[]): readonly Tensor[] {
  const found: Tensor[] = [];
  const seen = new Set<string>();
  const visit = (term: Term): void =>
    tensorsIn(term, (t) => {
      if (t.tag !== 'tensor') {
        found.push(t);
        return;
      }
      if (seen.has(t.name)) return;
      seen.add(t.name);
      found.push(t);
      const given = notebook.tensor(t.name)?.definition ?? notebook.sequence(t.name)?.definition ?? null;
      if (given !== null) visit('term' in given ? given.term : given.body);
    });
  terms.forEach(visit);
  return found;
}

/** The names without a stated value that a term comes down to: after `Y = W * X`, W and X for Y. */
export function freeTensors(notebook: Notebook, term: Term): readonly string[] {
  return tensorsBehind(notebook, [term]).flatMap((t) =>
    t.tag === 'tensor' && (notebook.tensor(t.name) ?? notebook.sequence(t.name))?.definition == null
      ? [t.name]
      : [],
  );
}

/** A tensor and all that it is defined by. */
export function ingredientsOf(notebook: Notebook, name: string): readonly string[] {
  return tensorsBehind(notebook, [tensor(name)]).flatMap((t) => (t.tag === 'tensor' ? [t.name] : []));
}

/** Whether a term uses a tensor, directly or in a definition. */
export function dependsOn(notebook: Notebook, term: Term, name: string): boolean {
  return tensorsBehind(notebook, [term]).some((t) => t.tag === 'tensor' && t.name === name);
}

/** Which operations formulas use, and whether all in them is given in numbers. */
export interface Operations {
  readonly convolves: boolean;
  readonly rotates: boolean;
  readonly numeric: boolean;
}

/** The operations in the sides of a relation, which may be out of reach of the reader. */
export function operationsIn(notebook: Notebook, nodes: readonly Node[]): Operations {
  const names = nodes.flatMap((node) => [...namesIn(node)]);
  const known = names.flatMap((name) => notebook.tensor(name)?.name ?? []);
  const behind = tensorsBehind(
    notebook,
    known.map((name) => tensor(name)),
  );
  const symbols = new Set([
    ...names.filter((name) => operationWords.has(name)),
    ...nodes.flatMap((node) => [...signsIn(node)]),
    ...behind.flatMap((t) => (t.tag === 'op' ? [t.op.replace(/\/.*$/, '')] : [])),
  ]);
  return {
    convolves: ['*', '(*)', 'otimes'].some((sign) => symbols.has(sign)),
    rotates: symbols.has('rot90') || symbols.has('rot270'),
    numeric: !behind.some((t) => t.tag === 'tensor' && notebook.tensor(t.name)?.definition === null),
  };
}

/** Whether the shape of something behind the names in formulas is a guess. */
export function restsOnGuess(notebook: Notebook, nodes: readonly Node[]): boolean {
  const known = nodes.flatMap((node) =>
    [...namesIn(node)].flatMap((name) => notebook.tensor(name)?.name ?? []),
  );
  const behind = tensorsBehind(
    notebook,
    known.map((name) => tensor(name)),
  );
  return behind.some((t) => t.tag === 'tensor' && notebook.tensor(t.name)?.inferred?.guessed === true);
}

/** Whether any name occurs: a term without is given in numbers. */
export function usesNames(term: Term): boolean {
  return tensorNames(term).length > 0;
}

export function mentionsTensor(term: Term, name: string): boolean {
  return tensorNames(term).includes(name);
}

function tensorNames(term: Term): readonly string[] {
  const names: string[] = [];
  tensorsIn(term, (t) => {
    if (t.tag === 'tensor') names.push(t.name);
  });
  return names;
}

/** A tensor of which only entries are written, named without subscripts and not as the argument of a function; or null. */
export function spannedIn(notebook: Notebook, nodes: readonly Node[]): string | null {
  const visit = (node: Node): string | null => {
    if (node.tag === 'name') {
      const known = notebook.tensor(node.name);
      return known?.written !== undefined && (known.dims?.length ?? 0) > 0 ? known.name : null;
    }
    const inner =
      node.tag === 'subscript' ? node.subscripts : isApplied(notebook, node) ? [] : children(node);
    return inner.map(visit).find((name) => name !== null) ?? null;
  };
  return nodes.map(visit).find((name) => name !== null) ?? null;
}

/**
 * A tensor or number behind some names of which the text says what could not be read, or not yet: so it may depend on
 * others. `given` are those that the section says something of; null if there is none.
 */
export function unsaidBehind(
  notebook: Notebook,
  names: Iterable<string>,
  given: ReadonlySet<string>,
): string | null {
  const known = [...names].flatMap((name) => notebook.tensor(name)?.name ?? []);
  const terms = known.map((name) => tensor(name));
  for (const t of tensorsBehind(notebook, terms)) {
    const fact = t.tag === 'tensor' ? notebook.tensor(t.name) : null;
    if (fact?.written === undefined) continue;
    const undefinedYet = fact.definition === null && given.has(sharedName(fact.name));
    if (fact.unread || undefinedYet) return fact.name;
  }
  return null;
}

/** `a_{12} + a_{21} = 5`: unknowns that are written out at the left, neither differentiated nor a single entry that is defined. */
export function isEquation(notebook: Notebook, nodes: readonly Node[]): boolean {
  const [left] = nodes;
  const owner = left?.tag === 'subscript' ? left.base : left;
  if (owner?.tag === 'name' && notebook.tensor(owner.name)?.definition != null) return false;
  const names = nodes.flatMap((node) => [...namesIn(node)]);
  const unknown = names.some((name) => {
    const fact = notebook.tensor(name);
    return fact?.written !== undefined && fact.definition === null;
  });
  return unknown && !nodes.some(differentiates);
}

/** A number that is written beside entries, z of `z = w_1 x_1 + \dots + b`, and of which nothing was said. */
export function isUnsaidNumber(notebook: Notebook, name: string): boolean {
  const known = notebook.tensor(name);
  return (
    known?.written !== undefined && known.dims?.length === 0 && known.definition === null && !known.unread
  );
}

/** J(Z) */
function isApplied({ applied }: Notebook, node: Node): boolean {
  const fn = node.tag === 'product' ? node.factors[0]?.factor : undefined;
  return fn?.tag === 'name' && applied.has(fn.name);
}

/** `\frac{I - M}{S} + 1 = 3` of sizes without numbers, and of nothing else: the text may give these in words. */
export function valuedInWords(notebook: Notebook, { left, right }: ClaimReading): boolean {
  if (left.sort !== 'scalar' || right.sort !== 'index' || !isConstant(right.poly)) return false;
  const sized = [...freeNames(left.term)].some((name) => notebook.context().env.sizes.has(name));
  return sized && freeTensors(notebook, left.term).length === 0;
}
