import { describe, expect, test } from 'vitest';
import { parseLatex } from '../../grammar/latex.js';
import type { Node } from '../../grammar/tree.js';
import { rows } from '../support/rows.js';
import { sketch } from './latexSketch.js';

const r = String.raw;

/** All nodes of a value, outer before inner. */
function nodes(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(nodes);
  return 'tag' in value && 'range' in value ? [value as Node, ...inner] : inner;
}

describe('a node covers its source', () =>
  rows(
    (text: string, tree: string, source: string) => {
      const found = nodes(parseLatex(text)).find((node) => sketch(node) === tree);
      expect(found && text.slice(found.range.start, found.range.end)).toBe(source);
    },
    [
      [r`a + b_{i j} c`, 'b_<[i j]>', 'b_{i j}'],
      [r`a + b_{i j} c`, '[b_<[i j]> c]', 'b_{i j} c'],
      [r`x \mathbf{W}_{k} y`, 'W_<k>', r`\mathbf{W}_{k}`],
      [r`x \mathbf W y`, 'W', r`\mathbf W`],
      [r`2 \text{rot180}(W)`, 'rot180', r`\text{rot180}`],
      [r`2 {\rm rot}180(W)`, 'rot180', 'rot}180'],
      [r`1 + {W^{(t)}}^T`, 'W^<(t)>^<T>', '{W^{(t)}}^T'],
      [r`1 + {W^{(t)}}^T`, 'W^<(t)>', '{W^{(t)}}'],
      [r`1 + y_{k}' + 2`, "y'_<k>", "y_{k}'"],
      [r`z = \sum_{m=1}^M w_m + 1`, 'sum<m=1..M> w_<m>', r`\sum_{m=1}^M w_m`],
      [r`z = \frac JN`, 'frac<J, N>', r`\frac JN`],
      [r`z = {a \over b} c`, 'frac<a, b>', r`{a \over b}`],
      [
        r`A \left[ \begin{array}{c} 1 \end{array} \right] B`,
        'matrix{1}',
        r`\left[ \begin{array}{c} 1 \end{array} \right]`,
      ],
      [r`A \begin{bmatrix} 1 \end{bmatrix} B`, 'matrix{1}', r`\begin{bmatrix} 1 \end{bmatrix}`],
      [r`\begin{cases} a & i>0 \\ b & i<0 \end{cases}`, 'i < 0', 'i<0'],
      [r`a = \left| b \right| c`, 'abs(b)', r`\left| b \right|`],
      [r`a = 1 且 b = 2`, '"且"', '且'],
      [r`1 + \underset{t}{\max} f`, 'max<t> f', r`\underset{t}{\max} f`],
      [r`1 + \sqrt[3]{x} y`, r`\sqrt<x, 3>`, r`\sqrt[3]{x}`],
      [r`a × (b - c)`, '([b - c])', '(b - c)'],
    ],
  ));

describe('a relation knows where its sign stands', () =>
  rows(
    (text: string, signs: readonly string[]) => {
      const relations = nodes(parseLatex(text)).filter((node) => node.tag === 'relation');
      const places = relations.flatMap(({ rest }) => rest.map(({ at }) => text.slice(at.start, at.end)));
      expect(places).toEqual(signs);
    },
    [
      [r`a = b \neq c \not= d`, ['=', r`\neq`, r`\not=`]],
      [r`\begin{aligned} a &= b \\ &\leq c \end{aligned}`, ['=', r`\leq`]],
      [r`a \stackrel{x}{=} b \xlongequal{y} c`, [r`\stackrel{x}{=}`, r`\xlongequal{y}`]],
    ],
  ));

test('a row runs from its first token to its last, without punctuation and tag', () => {
  const text = r`\begin{aligned} a &= b, \tag{1} \\ &= c. \end{aligned}`;
  const sources = parseLatex(text).rows.map(({ range }) => text.slice(range.start, range.end));
  expect(sources).toEqual(['a &= b', '= c']);
});

describe('a node lies inside the node it is part of', () =>
  rows(
    (text: string) => {
      for (const node of nodes(parseLatex(text))) {
        for (const inner of nodes(Object.values(node))) {
          expect(inner.range.start).toBeGreaterThanOrEqual(node.range.start);
          expect(inner.range.end).toBeLessThanOrEqual(node.range.end);
        }
      }
    },
    [
      [
        r`\left\{ \begin{array}{ll} \sum_{i=1}^{n} \hat{a}_{i}^2, & i \in [1, n] \\ \frac{1}{2}, & 否则 \end{array} \right.`,
      ],
      [r`\underset{i, j \in S}{\max} {a \over b}' + \sqrt[3]{x} \pmod n`],
      [
        r`\operatorname{rot}180(\mathbf{W}'_{k})^{T} = \underset{x}{\operatorname{argmin}} \underbrace{f}_{n}(x)`,
      ],
    ],
  ));
