// What a sentence says of a convolution of numbers beside its operands: padding, steps and dilation by their numbers, `with
// padding $1$ and stride $3$`, and borders that are no zeros on all sides, which are not computed.

import type { Env } from '../term/env.js';
import { shapeOf } from '../term/env.js';
import { constant, integerValue } from '../term/poly.js';
import { isPoly, op, type Tensor } from '../term/term.js';

export interface Variant {
  readonly padding: bigint | null;
  readonly stride: bigint | null;
  readonly dilation: bigint | null;
  /** Another border than zeros on all sides: periodic, mirrored, zeros on one side. */
  readonly isOther: boolean;
}

const otherBorder =
  /period|circular|cyclic|wrap|reflect|mirror|replicat|repeat|symmetric|\bbottom\b|on the right|周期|循环|镜像|反射|对称|复制|右[边侧]|[下底][边侧部]/iu;
const number = String.raw`[^\d。.;；]{0,14}?(\d+)`;
const paddings = new RegExp(String.raw`(?:\bpadd?(?:ing|ed)?\b|填充|补零|补\s*\$?0)${number}`, 'iu');
const oneRing =
  /(?:补|填充|加|添|pad\w*|add\w*)?[^。.]{0,8}(?:一圈|\bone (?:ring|row|pixel)|一行)[^。.]{0,10}(?:零|0|zeros?)/iu;
const strides = new RegExp(String.raw`(?:\bstrides?\b|\bsteps?\b|步幅|步长)${number}`, 'iu');
const dilations = new RegExp(String.raw`(?:dilat\w*|空洞|膨胀)${number}`, 'iu');

/** What a sentence, its formulas between dollar signs, says of the convolution in it. */
export function variantSaid(sentence: string): Variant {
  const said = (pattern: RegExp): bigint | null => {
    const found = pattern.exec(sentence)?.[1];
    return found === undefined ? null : BigInt(found);
  };
  return {
    padding: said(paddings) ?? (oneRing.test(sentence) ? 1n : null),
    stride: said(strides),
    dilation: said(dilations),
    isOther: otherBorder.test(sentence),
  };
}

export function isPlain({ padding, stride, dilation, isOther }: Variant): boolean {
  return padding === null && stride === null && dilation === null && !isOther;
}

/** What stands for W * X with the padding, steps and dilation that are said; null where it is no convolution of numbers. */
export function asVaried(env: Env, term: Tensor, { padding, stride, dilation }: Variant): Tensor | null {
  if (term.tag !== 'op' || (term.op !== '*/2,2' && term.op !== '(*)/2,2')) return null;
  const [kernel, input] = term.args;
  if (kernel === undefined || input === undefined || isPoly(kernel) || isPoly(input)) return null;
  const [rows, columns] = shapeOf(env, input).map(({ hi }) => integerValue(hi));
  if (rows == null || columns == null) return null;
  // A row is padded at its ends.
  const along = (n: bigint, extent: bigint, otherwise: bigint): bigint => (extent === 1n ? otherwise : n);
  const both = (n: bigint, otherwise: bigint) =>
    [along(n, rows, otherwise), along(n, columns, otherwise)].map((each) => constant(each));
  const spread = dilation === null ? kernel : op('dilate/2,_,_', [kernel, ...both(dilation, 1n)]);
  const padded = padding === null ? input : op('pad/2,_,_', [input, ...both(padding, 0n)]);
  const slid = op(term.op, [spread, padded]);
  return stride === null ? slid : op('stride/2,_,_', [slid, ...both(stride, 1n)]);
}
