// `\max(a, b, c)` and `\min\{a, b\}` of things that are listed, as the native notation has a maximum: over an index, here
// of a row of which they are the entries.

import type { Node, ProductNode } from '../../grammar/tree.js';
import { namesIn } from './trees.js';

type Factor = ProductNode['factors'][number];

/** The factors of a product with every such list in the place of the two factors that it is parsed as. */
export function withExtremes(factors: readonly Factor[]): readonly Factor[] {
  const result: Factor[] = [];
  for (let i = 0; i < factors.length; i++) {
    const each = factors[i] as Factor;
    const next = factors[i + 1];
    const extreme = next?.operator === '' ? extremeOf(each.factor, next.factor) : null;
    result.push(extreme === null ? each : { ...each, factor: extreme });
    if (extreme !== null) i++;
  }
  return result;
}

function extremeOf(word: Node, list: Node): Node | null {
  if (word.tag !== 'name' || (word.name !== 'max' && word.name !== 'min') || list.tag !== 'group')
    return null;
  const { items } = list;
  if ((list.delimiter !== '(' && list.delimiter !== '{') || items.length < 2) return null;
  if (items.some(({ tag }) => tag === 'dots' || tag === 'relation' || tag === 'words')) return null;
  const range = { start: word.range.start, end: list.range.end };
  const used = new Set(items.flatMap((item) => [...namesIn(item)]));
  let name = 'i';
  while (used.has(name)) name += "'";
  const number = (text: string): Node => ({ tag: 'number', text, range });
  return {
    tag: 'reduction',
    operator: word.name,
    range,
    binders: [
      { name, range, from: number('1'), to: number(`${items.length}`), down: false, condition: null },
    ],
    body: {
      tag: 'subscript',
      range,
      base: { tag: 'matrix', rows: [items], range: list.range },
      subscripts: [number('1'), { tag: 'name', name, range }],
    },
  };
}
