// The tree itself: how far things reach, that it is flat, frozen, and knows its places; and generated trees, which
// are the same after printing and reading.

import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { countParses, parseFile, parseFormula } from '../../grammar/native.js';
import { printFile, printNode } from '../../grammar/print.js';
import { maximalDepth, maximalTokens } from '../../grammar/tokens.js';
import type { Range } from '../../grammar/tree.js';
import { rows } from '../support/rows.js';
import { bare, formulas, statements } from '../support/trees.js';

describe('what is printed is read as the same tree, in one way', () => {
  test.prop([formulas])('formulas', (tree) => {
    const text = printNode(tree);
    expect(bare(parseFormula(text))).toEqual(tree);
    expect(countParses(text, 'formula')).toBe(1);
    expect(printNode(parseFormula(text))).toBe(text);
  });

  test.prop([fc.array(statements, { minLength: 1, maxLength: 4 })])('files', (trees) => {
    const text = printFile(trees);
    expect(bare(parseFile(text))).toEqual(trees);
    expect(countParses(text, 'file')).toBe(1);
    expect(printFile(parseFile(text))).toBe(text);
  });
});

/** The tags of a tree: names and numbers as written, other nodes as `tag(parts)`. */
function outline(node: unknown): string {
  if (Array.isArray(node)) return node.map(outline).join(' ');
  if (typeof node !== 'object' || node === null) return '';
  const fields = node as Record<string, unknown>;
  if (fields.tag === 'name' || fields.tag === 'number') return String(fields.name ?? fields.text);
  const parts = Object.entries(fields).filter(([key]) => !['tag', 'range', 'at'].includes(key));
  const inside = parts.map(([key, part]) => {
    const isSign = ['sign', 'operator'].includes(key) && fields.tag === undefined;
    return isSign ? String(part) : outline(part);
  });
  const text = inside.filter((part) => part !== '').join(' ');
  return fields.tag === undefined ? text : `${fields.tag}(${text})`;
}

describe('the shape of trees', () => {
  rows(
    (text: string, shape: string) => expect(outline(parseFormula(text))).toBe(shape),
    [
      ['a b * c', 'product(a b * c)'],
      ['a (b)', 'product(a group(b))'],
      ['pad(X, P)', 'product(pad group(X P))'],
      ['a - b c + d', 'sum(+ a - product(b c) + d)'],
      ['-a', 'sum(- a)'],
      ['c sum_<m=1..M> a b', 'product(c reduction(1 M product(a b)))'],
      ['sum_<m=1..M> a + b', 'sum(+ reduction(1 M a) + b)'],
      ['[i < j] a b - c', 'sum(+ guard(relation(i < j) product(a b)) - c)'],
      ['a [i < j] sum_<k> b', 'product(a guard(relation(i < j) reduction(b)))'],
      ['1 <= i <= M', 'relation(1 <= i <= M)'],
      ['2k^2', 'product(2 power(k 2))'],
      ['x_<i>^2', 'power(subscript(x i) 2)'],
      ['a(z)_<i>', 'product(a subscript(group(z) i))'],
      ['[a] b', 'product(matrix(a) b)'],
      ['[a < b] b', 'guard(relation(a < b) b)'],
    ],
  );
});

describe('places', () => {
  const text = '# x\n define  y_<k> = (a + b) x_<k+1>  for k >= 1 # end';
  const [define] = parseFile(text);
  const at = (place: Range | undefined, of = text): string => of.slice(place?.start, place?.end);

  test('a statement, its head, body and conditions', () => {
    if (define?.tag !== 'define') throw new Error('not a definition');
    expect(at(define.range)).toBe('define  y_<k> = (a + b) x_<k+1>  for k >= 1');
    expect(at(define.head.range)).toBe('y');
    expect(at(define.body.range)).toBe('(a + b) x_<k+1>');
    expect(at(define.conditions[0]?.range)).toBe('k >= 1');
  });

  test('a relation sign, and a term without its sign', () => {
    const relation = parseFormula('a  <=  - b');
    if (relation.tag !== 'relation') throw new Error('not a relation');
    expect(relation.rest[0]?.at).toEqual({ start: 3, end: 5 });
    expect(relation.rest[0]?.right.range).toEqual({ start: 7, end: 10 });
    expect(relation.range).toEqual({ start: 0, end: 10 });
  });

  test('a product that ends under a big operator', () => {
    const text = ' a b sum_<i> c - d';
    const sum = parseFormula(text);
    expect(sum.tag === 'sum' && at(sum.terms[0]?.term.range, text)).toBe('a b sum_<i> c');
  });

  test.prop([formulas])('parts stand inside the whole, and read alone they are the same', (tree) => {
    const text = printNode(tree);
    const visit = (node: unknown, outer: Range): void => {
      if (typeof node !== 'object' || node === null) return;
      const { range = outer } = node as { readonly range?: Range };
      expect(outer.start <= range.start && range.start < range.end && range.end <= outer.end).toBe(true);
      const { tag } = node as { readonly tag?: string };
      if (tag === 'subscript' || tag === 'group') {
        expect(bare(parseFormula(at(range, text)))).toEqual(bare(node));
      }
      for (const [key, part] of Object.entries(node)) if (key !== 'range' && key !== 'at') visit(part, range);
    };
    visit(parseFormula(text), { start: 0, end: text.length });
  });

  test('all of it is frozen', () => {
    expect(Object.isFrozen(define)).toBe(true);
    const sum = parseFormula('a + b');
    expect(sum.tag === 'sum' && Object.isFrozen(sum.terms) && Object.isFrozen(sum.terms[0])).toBe(true);
    expect(Object.isFrozen(sum.range)).toBe(true);
  });
});

describe('long and deep texts within the limits', () => {
  const many = (count: number, text: string, join: string): string => Array(count).fill(text).join(join);
  const half = maximalTokens / 2;

  const texts: Record<string, string> = {
    'a long sum': many(half, 'a', ' + '),
    'a long product': many(half, 'a', ' * '),
    'a long juxtaposition': many(maximalTokens, 'a', ' '),
    'a long relation chain': many(half, 'a', ' = '),
    'a long list of subscripts': `x_<${many(half - 2, 'i', ',')}>`,
    'a long matrix': `[${many(half - 1, '1', '; ')}]`,
    'a long condition': `[${many(4000, 'a = b', ' and ')}] x`,
    'deep parentheses': `${'('.repeat(maximalDepth)}x${')'.repeat(maximalDepth)}`,
    'deep subscripts': `${'x_<'.repeat(maximalDepth)}x${'>'.repeat(maximalDepth)}`,
    'deep matrices': `${'['.repeat(maximalDepth)}x${']'.repeat(maximalDepth)}`,
    'deep guards': `${'[a < b] '.repeat(maximalDepth)}x`,
    'deep sums': `${'sum_<i> '.repeat(maximalDepth)}x`,
    'deep negations': `[${'not '.repeat(maximalDepth - 1)}a < b] x`,
  };
  for (const [title, text] of Object.entries(texts)) {
    test(title, () => {
      expect(countParses(text, 'formula')).toBe(1);
      expect(printNode(parseFormula(text))).toBe(text);
    });
  }

  test('a file of many statements', () => {
    const text = 'define y_<k> = x_<k+1>\n'.repeat(2000);
    expect(printFile(parseFile(text))).toBe(text);
  });
});
