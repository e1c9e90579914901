// The sign ⊗ where the author calls it convolution or cross-correlation, `其中 $\otimes$ 表示卷积运算`, and not the product of
// Kronecker or one entry by entry. Where the text has no star beside it, it is read as the star is.
// `W \tilde{\otimes} X` is the wide one, W over an X with zeros all around it: full(rot180(W), X).

import type { Node, ProductNode } from '../../grammar/tree.js';
import { children } from '../term/walk.js';
import type { Piece } from './scan.js';
import { mapNode } from './trees.js';

const sign = String.raw`\$?\s*(?:\\(?:wide)?tilde\s*\{?\s*)?(?:\\otimes|⊗)\s*\}?\s*\$?`;
const worded = String.raw`(?:互相关|卷积|cross-?\s?correlations?|convolutions?|correlations?)`;
const called = String.raw`(?:\s|这里|则)*(?:表示|为|是|代表|指的?是?|记作|denotes?|means?|is|stands\s+for|represents?|refers\s+to)`;

/** ⊗ 表示二维卷积, `\otimes` denotes the convolution, 卷积运算符 ⊗, the convolution ($\otimes$). */
const asConvolution = new RegExp(
  String.raw`${sign}${called}[^，,。.;；:：\n]{0,24}?${worded}|${worded}\s*(?:运算|操作|算子|符号?|运算符|operator|operation|sign)?\s*[(（]?\s*${sign}(?![^$\n]*=)`,
  'iu',
);

/** `宽卷积: $W \tilde\otimes X = W \otimes \tilde X$`: a line that begins by saying what the sign makes. */
const asResult = new RegExp(
  String.raw`${worded}[^\S\n]*(?:操作|运算)?(?:定义)?(?:为|是|is)?(?:[^\S\n]*(?:given\s+by|defined\s+as))?\s*[:：,，]?\s*\$+[^$=\n。]{0,60}?(?:\\otimes|⊗)`,
  'iu',
);

const otherwise =
  /kronecker|克罗内克|outer[\s-]+product|外积|tensor[\s-]+product|张量积|(?:element|entry|pixel|component)[\s-]?wise|逐(?:元素|点|像素|位)|对应元素|hadamard|哈达玛/iu;

/** How surely ⊗ is the sign of convolution: the text says so, or it speaks of convolution and has no other sign for it. */
export type OtimesMeant = 'stated' | 'likely' | null;

/** Whether a document means convolution by ⊗, and by no other sign; not where it speaks of a product with this sign. */
export function otimesConvolves(pieces: readonly Piece[]): OtimesMeant {
  const text = pieces
    .map((piece) =>
      piece.kind === 'formula' ? ` $${piece.formula.text}$ ` : 'text' in piece ? piece.text : '',
    )
    .join('');
  const others = pieces.some(
    (piece) =>
      piece.kind === 'formula' && /\*|\\(?:circled)?ast(?![a-z])|\\star(?![a-z])/u.test(piece.formula.text),
  );
  if (others || otherwise.test(text)) return null;
  if (asConvolution.test(text) || asResult.test(text)) return 'stated';
  return new RegExp(worded, 'iu').test(text) ? 'likely' : null;
}

/** Whether a mark stands over the sign, `\tilde{\otimes}`. */
export function isWideSign(node: Node): boolean {
  if (node.tag !== 'accent' || !/^(?:wide)?tilde$/u.test(node.accent)) return false;
  const [only] = node.base.tag === 'group' && node.base.items.length === 1 ? node.base.items : [node.base];
  return only?.tag === 'command' && only.command === 'otimes';
}

/** The tree with every wide sign written out; on each side of it may stand several factors, `\text{rot180}(W)`. */
export function withWide(node: Node): Node {
  const inner = mapNode(node, withWide);
  if (inner.tag !== 'product') return inner;
  const at = inner.factors.findIndex(({ factor }) => isWideSign(factor));
  const [left, right] = [inner.factors.slice(0, at), inner.factors.slice(at + 1)];
  if (at < 1 || right.length === 0 || right.some(({ factor }) => isWideSign(factor))) return inner;
  const [a, b] = [left, right].map((factors) => joined(factors, inner)) as [Node, Node];
  return wide(a, b, inner);
}

function joined(factors: ProductNode['factors'], whole: ProductNode): Node {
  const [first, last] = [factors[0]?.factor ?? whole, factors.at(-1)?.factor ?? whole];
  return factors.length === 1
    ? first
    : { ...whole, range: { start: first.range.start, end: last.range.end }, factors };
}

function wide(left: Node, right: Node, { range }: ProductNode): Node {
  const call = (name: string, items: readonly Node[]): Node => ({
    tag: 'product',
    range,
    factors: [
      { operator: '', factor: { tag: 'name', name, range } },
      { operator: '', factor: { tag: 'group', delimiter: '(', items, range } },
    ],
  });
  return call('full', [call('rot180', [left]), right]);
}

/** Whether a formula has the sign. */
export function hasOtimes(node: Node): boolean {
  const own = node.tag === 'product' && node.factors.some(({ operator }) => operator === 'otimes');
  return own || children(node).some(hasOtimes);
}

/** The tree with a star for every ⊗. */
export function otimesAsStar(node: Node): Node {
  const inner = mapNode(node, otimesAsStar);
  if (inner.tag !== 'product' || !inner.factors.some(({ operator }) => operator === 'otimes')) return inner;
  return {
    ...inner,
    factors: inner.factors.map((each) => (each.operator === 'otimes' ? { ...each, operator: '*' } : each)),
  };
}
