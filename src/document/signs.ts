// What a text says of its signs: `$*$ denotes mathematical convolution`, `$\circledast$ 表示互相关`; and what a sentence says
// of the operation that it shows the result of. What is said so is meant, whatever others mean by the sign.

import { operatorRow } from '../../grammar/operators.js';
import type { Node, ProductOperator } from '../../grammar/tree.js';
import type { Piece } from './scan.js';
import { mapChildren } from './trees.js';

/** What a sign between tensors may be said to mean. */
export type Meant = 'correlation' | 'convolution' | 'entrywise';

/** The signs that are said to mean one thing, by their operators in the tree. */
export type Signs = ReadonlyMap<ProductOperator, Meant>;

export const noSigns: Signs = new Map();

const spellings: ReadonlyMap<string, ProductOperator> = new Map([
  ['*', '*'],
  ['\\ast', '*'],
  ['\\circledast', '(*)'],
  ['⊛', '(*)'],
  ['\\star', 'star'],
  ['\\otimes', 'otimes'],
]);

const words: readonly (readonly [Meant, string])[] = [
  // A text on machine learning may call it "convolution" without meaning the one with a kernel that is turned.
  [
    'convolution',
    '(?:mathematical|true|proper|genuine|real|strict) convolution|数学(?:上|意义上|中)?的?卷积|真正(?:意义上)?的卷积|严格(?:意义上)?的卷积',
  ],
  ['correlation', String.raw`cross[\s-]?correlation|correlation|互相关|相关运算`],
  ['entrywise', 'element-?wise|entry-?wise|entry by entry|hadamard|逐元素|按元素|逐项'],
];
const anyMeaning = [...words.map(([, text]) => text), 'convolution', '卷积'].join('|');
const gap = (length: number): string =>
  `(?:(?!not|rather|instead|without|unlike|than|不|非|无)[^.。;；,，⟦⟧]){0,${length}}?`;
const sign = '⟦([^⟧]+)⟧';

const statements: readonly RegExp[] = [
  new RegExp(
    String.raw`${sign}\s*(?:here |always |now |still |都|均|总是)?(?:denotes?|means?|stands? for|is|are|represents?|表示|代表|指的?是?|为|是)${gap(40)}(${anyMeaning})`,
    'giu',
  ),
  new RegExp(
    String.raw`(?:write|use|uses|and|用|以|和)\s*${sign}\s*(?:for|to denote|to mean|as|表示|代表|来?记)${gap(20)}(${anyMeaning})`,
    'giu',
  ),
];
const reverse = new RegExp(
  String.raw`(${anyMeaning})${gap(20)}(?:denoted|denote it|written|记为|记作|写作|用|by|as)\s*(?:by|as|with)?\s*${sign}`,
  'giu',
);

/** What pieces say of the signs; of a document without what is said of one section alone. */
export function signsStated(pieces: readonly Piece[], whole = false): Signs {
  const text = pieces.map(shown).join('');
  const sentences = text
    .split(/[。；;]|\.\s|\n\s*\n/u)
    .filter((each) => !(whole && /this (?:sub)?section|本小?节/iu.test(each)));
  const said = sentences.flatMap((sentence) => [
    ...statements.flatMap((pattern) => [...sentence.matchAll(pattern)].map(([, of, as]) => ({ of, as }))),
    ...[...sentence.matchAll(reverse)].map(([, as, of]) => ({ of, as })),
  ]);
  // Beside a sign for correlation even a bare "convolution" is another operation.
  const besides = said.some(({ as = '' }) => meantBy(as) === 'correlation') ? 'convolution' : null;
  const meant = new Map<ProductOperator, Meant | null>();
  for (const { of = '', as = '' } of said) {
    const operator = of as ProductOperator;
    const meaning = meantBy(as) ?? besides;
    meant.set(operator, meant.has(operator) && meant.get(operator) !== meaning ? null : meaning);
  }
  return new Map([...meant].flatMap(([operator, as]) => (as === null ? [] : [[operator, as] as const])));
}

/** A piece as text, in which signs that stand alone are marked and other formulas are not read. */
function shown(piece: Piece): string {
  if (piece.kind === 'formula') return `⟦${spellings.get(piece.formula.text.trim()) ?? ''}⟧`;
  return 'text' in piece ? piece.text.replaceAll('`*`', '⟦*⟧') : '\n\n';
}

function meantBy(text: string): Meant | null {
  return words.find(([, pattern]) => new RegExp(pattern, 'iu').test(text))?.[0] ?? null;
}

/** The one operation of which a sentence gives the result: the cross-correlation is, with the true convolution. */
export function operationSaid(sentence: string): Meant | null {
  const found = words.filter(([as, pattern]) =>
    new RegExp(
      as === 'entrywise'
        ? `(?:${pattern})\\s*(?:product|multipl\\w+|相?乘积?)|[*\`]\\s*(?:is|为|是)\\s*(?:${pattern})`
        : pattern,
      'iu',
    ).test(sentence),
  );
  const [only, ...more] = found;
  return only === undefined || more.length > 0 ? null : only[0];
}

/** The operators of the native notation. */
const native: Readonly<Record<Meant, ProductOperator>> = {
  correlation: '*',
  convolution: '(*)',
  entrywise: '.*',
};

/** What an operation is called. */
export const inWords: Readonly<Record<Meant, string>> = {
  correlation: 'correlation',
  convolution: 'mathematical convolution',
  entrywise: 'the product entry by entry',
};

/** The tree with each sign before a tensor replaced by what it is said to mean; `note` is told what was replaced. */
export function withSignsMeant(
  node: Node,
  signs: Signs,
  isTensor: (factor: Node) => boolean,
  note: (text: string, sign: ProductOperator) => void,
): Node {
  if (signs.size === 0) return node;
  const inner = mapChildren(node, (child) => withSignsMeant(child, signs, isTensor, note));
  if (inner.tag !== 'product') return inner;
  const factors = inner.factors.map((each) => {
    const meant = signs.get(each.operator);
    if (meant === undefined || native[meant] === each.operator || !isTensor(each.factor)) return each;
    const said = `${operatorRow('product', each.operator).latex.at(-1)} is ${inWords[meant]}, as the text says`;
    note(said, each.operator);
    return { ...each, operator: native[meant] };
  });
  return factors.some((each, i) => each !== inner.factors[i]) ? { ...inner, factors } : inner;
}

/** Whether another sign is said to mean correlation, so that the star, of which nothing is said, may be convolution. */
export function leaveStarOpen(signs: Signs): boolean {
  return !signs.has('*') && [...signs.values()].includes('correlation');
}
