// Numbers and equalities for sizes, "M = 3", "M = N": not what a size is, which its tensor says, but a case of it. They are
// in force for a sentence or a paragraph, or from now on, and what is proved with them is proved of this case only.

import type { Node } from '../../grammar/tree.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { equal, isConstant, namesOf, type Poly, show, variable } from '../term/poly.js';
import { tensor } from '../term/term.js';
import { freeTensors } from './ingredients.js';
import type { Notebook } from './notebook.js';
import { definition, type Outcome } from './outcome.js';
import type { Manner } from './sentence.js';
import type { SideReader } from './sideReader.js';
import { namesIn } from './trees.js';

/** What a size was said to be, for how long, and in which line. */
export interface Given {
  readonly poly: Poly;
  readonly manner: Manner | 'hypothesis';
  readonly line: number | null;
}

/** A capital letter, of which a text that gives it a number need not have spoken: for $I = 7$. */
export function isNumberOfThings(name: string): boolean {
  return /^\p{Lu}$/u.test(name);
}

/** What `name = poly` gives a size that the text has without it, or a letter that is new; null where it claims something. */
export function giveSize(sides: SideReader, name: string, poly: Poly): Outcome | null {
  const { notebook, setting } = sides;
  if (!isNumberOfThings(name) || sides.isLetter(name) || notebook.tensor(name) !== null) return null;
  const known = notebook.given.has(name) || notebook.context().env.sizes.has(name);
  if (!known && notebook.knows(name)) return null;
  if (!isConstant(poly) && !isOneSize(poly)) return null;
  const before = notebook.given.get(name);
  if (before !== undefined && equal(notebook.resolved(before.poly), notebook.resolved(poly))) return null;
  if (!isConstant(poly) && setting.concluded)
    return { verdict: undecided('whether this is concluded of all sizes or of a case is not known') };
  // Of a letter that is new this may be all that is ever said.
  const manner = known || !isConstant(poly) ? setting.manner : fresh(setting.manner);
  return {
    verdict: definition(saidOf(name, manner)),
    notebook: withGiven(notebook, name, { poly, manner, line: setting.line }),
  };
}

/** `M = N`, both new, is said of sizes where the section goes on to declare tensors of these sizes. */
export function withEqualSizes(sides: SideReader, notebook: Notebook, name: string, right: Node): Notebook {
  if (right.tag !== 'name' || notebook.knows(name) || notebook.knows(right.name)) return notebook;
  const declared = [...sides.setting.later.values()].flat().flatMap((node) => [...namesIn(node)]);
  return [name, right.name].every((each) => isNumberOfThings(each) && declared.includes(each))
    ? notebook.withSizes([right.name])
    : notebook;
}

function fresh(manner: Manner): Manner {
  return manner === 'sentence' ? 'lasting' : manner;
}

function saidOf(name: string, manner: Manner): string {
  if (manner === 'lasting') return `${name} stands for this`;
  return `${name} stands for this in this ${manner}`;
}

function isOneSize(poly: Poly): boolean {
  const [name, ...more] = namesOf(poly);
  return name !== undefined && more.length === 0 && isNumberOfThings(name) && show(poly) === name;
}

export function withGiven(notebook: Notebook, name: string, given: Given): Notebook {
  const standing = isConstant(given.poly)
    ? notebook.withNumber(name, given.poly)
    : notebook.withSizesIn([given.poly], true).withAlias(name, given.poly);
  return standing.withGivens(new Map(notebook.given).set(name, given));
}

/** Whether something is in force that ends with its sentence or its paragraph. */
export function hasPassing(notebook: Notebook): boolean {
  return [...notebook.given.values()].some(isPassing);
}

/** Whether one of them holds to the end of its paragraph. */
export function holdsOn(notebook: Notebook): boolean {
  return [...notebook.given.values()].some(({ manner }) => manner === 'paragraph');
}

function isPassing({ manner }: Given): boolean {
  return manner === 'paragraph' || manner === 'sentence';
}

/**
 * The notebook after what has passed, `since` being the one before it: what was defined meanwhile may have used it and is
 * not known any more.
 */
export function afterPassing(notebook: Notebook, since: Notebook): Notebook {
  const passed = new Map([...notebook.given].filter(([, given]) => isPassing(given)));
  const aliases = [...notebook.aliases.keys()].filter(
    (name) => passed.has(name) || (!since.aliases.has(name) && !notebook.given.has(name)),
  );
  let next = aliases.reduce((kept, name) => kept.withoutAlias(name), notebook);
  for (const fact of notebook.tensors.values()) {
    const isNew = fact.definition?.form === 'entries' && since.tensor(fact.name)?.definition == null;
    if (isNew && fact.written === undefined)
      next = next.withTensor({ ...fact, definition: null, unread: true });
  }
  for (const name of new Set([...passed.keys(), ...aliases.filter((alias) => since.indices.has(alias))])) {
    const index = since.indices.get(name);
    const stood = since.aliases.get(name);
    if (stood !== undefined) next = next.withAlias(name, stood);
    else next = index === undefined ? next.withSizes([name]) : next.withIndex(index);
  }
  const conditions = new Set([...since.conditions, ...notebook.conditions]);
  const given = [...notebook.given].filter(([name]) => !passed.has(name));
  const before = [...since.given].filter(([name]) => passed.has(name));
  return next
    .withConditions([...conditions])
    .withGivens(new Map([...given, ...before]))
    .withLapsed(new Map([...notebook.lapsed, ...passed]));
}

/**
 * The notebook before a hypothesis, which knows what was assumed of sizes; what it says of entries holds of some of them
 * only, and what they are is not known any more.
 */
export function afterHypothesis(notebook: Notebook, before: Notebook): Notebook {
  const passed = [...notebook.given].filter(([name, given]) => before.given.get(name) !== given);
  const next = passed.length === 0 ? before : before.withLapsed(new Map([...before.lapsed, ...passed]));
  return [...before.tensors.values()].reduce((known, fact) => {
    const now = notebook.tensors.get(fact.name);
    const isTold = fact.definition === null && (now?.definition?.form === 'entries' || now?.unread === true);
    return isTold && fact.written === undefined ? known.withTensor({ ...fact, unread: true }) : known;
  }, next);
}

/** The notebook in which all that has passed is in force again; null where nothing has. */
export function remembering(notebook: Notebook): Notebook | null {
  const passed = [...notebook.lapsed].filter(([name]) => !notebook.given.has(name));
  if (passed.length === 0) return null;
  return passed.reduce((next, [name, given]) => withGiven(next, name, given), notebook);
}

/** The verdict, with what it was proved for where that is not all sizes: with M = N. */
export function ofGivenCase(verdict: Verdict, notebook: Notebook, nodes: readonly Node[]): Verdict {
  if (verdict.verdict !== 'proved') return verdict;
  const givens = givensBehind(notebook, nodes);
  if (givens.length === 0) return verdict;
  const lines = new Set(givens.flatMap(({ line }) => line ?? []));
  const where = lines.size === 0 ? '' : ` (line ${[...lines].sort((a, b) => a - b).join(', ')})`;
  const scope = givens.map(({ shown }) => shown).join(', ');
  const message = verdict.message.replace(/^true for all sizes/u, 'true');
  return { ...verdict, scope, message: `${message}, with ${scope}${where}` };
}

/** What is given of the sizes in formulas and of the tensors behind them. */
export function givensBehind(
  notebook: Notebook,
  nodes: readonly Node[],
): readonly { readonly shown: string; readonly line: number | null }[] {
  if (notebook.given.size === 0) return [];
  const names = new Set(nodes.flatMap((node) => [...namesIn(node)]));
  for (const name of [...names]) {
    const known = notebook.tensor(name)?.name;
    if (known === undefined) continue;
    for (const free of [known, ...freeTensors(notebook, tensor(known))])
      for (const { lo, hi } of notebook.tensor(free)?.dims ?? [])
        for (const size of [...namesOf(lo), ...namesOf(hi)]) names.add(size);
  }
  // Names grow while they are looked at: K stands for I - M + 1, and M for 3.
  for (const name of names)
    for (const inner of namesOf(notebook.aliases.get(name) ?? variable(name))) names.add(inner);
  return [...notebook.given].flatMap(([name, { poly, line }]) =>
    names.has(name) ? [{ shown: `${name} = ${show(notebook.resolved(poly))}`, line }] : [],
  );
}
