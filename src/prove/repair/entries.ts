// Edits that put one entry in the place of another: of `\partial J / \partial a_{111} = … \partial a_{122} …` the left
// side was meant to speak of the entry that the right side speaks of.

import { printNode } from '../../../grammar/print.js';
import type { Node } from '../../../grammar/tree.js';
import type { Edit, Site } from './edit.js';
import { sites } from './edit.js';

type Entry = Node & { tag: 'subscript' };

/** An entry at numbers becomes one of the same tensor that the other side has, where several of its numbers differ. */
export function* otherEntries({ node, path }: Site, other: Node, source: string): Generator<Edit> {
  if (!isAtNumbers(node)) return;
  const found = new Map<string, Entry>();
  for (const { node: each } of sites(other))
    if (isAtNumbers(each) && printNode(each.base) === printNode(node.base)) found.set(printNode(each), each);
  for (const { subscripts } of found.values()) {
    // One number that differs is exchanged by itself.
    if (subscripts.length !== node.subscripts.length || differing(node, subscripts) < 2) continue;
    yield {
      path,
      change: (old) => (old.tag === 'subscript' ? { ...old, subscripts: placed(old, subscripts) } : old),
      splices: typed(node, subscripts, source),
      cost: 1.2,
    };
  }
}

function isAtNumbers(node: Node): node is Entry {
  return (
    node.tag === 'subscript' &&
    node.base.tag === 'name' &&
    node.subscripts.every(({ tag }) => tag === 'number')
  );
}

function differing({ subscripts }: Entry, others: readonly Node[]): number {
  return subscripts.filter((each, i) => printNode(each) !== printNode(others[i] as Node)).length;
}

/** The subscripts at the places of those before. */
function placed(before: Entry, subscripts: readonly Node[]): readonly Node[] {
  return subscripts.map((each, i) => ({ ...each, range: before.subscripts[i]?.range ?? each.range }));
}

/** `122` where `111` stands without commas. */
function typed({ subscripts }: Entry, others: readonly Node[], source: string): Edit['splices'] {
  const [first, last] = [subscripts[0], subscripts.at(-1)];
  if (first === undefined || last === undefined) return null;
  const range = { start: first.range.start, end: last.range.end };
  const together = !source.slice(range.start, range.end).includes(',');
  return [{ range, text: others.map(printNode).join(together ? '' : ',') }];
}
