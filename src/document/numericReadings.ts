// Matrices of numbers on one side, and on the other what they were computed from: padding or a stride that the shapes
// imply may be meant, or the other operation.

import { judge } from '../prove/claim.js';
import type { Side } from '../prove/repair/index.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import type { ClaimReading, Context } from '../term/context.js';
import { type Dim, type Env, extent, shapeOf } from '../term/env.js';
import { equal, integerValue } from '../term/poly.js';
import { op, type Tensor } from '../term/term.js';
import { exchanged, operandsOf } from './kernelFirst.js';
import type { Notebook } from './notebook.js';
import { otherReadings } from './readings.js';
import type { SideReader } from './sideReader.js';
import { asVaried, isPlain } from './variants.js';

/** A verdict, with the claim that it is on where that is read in another way, and the side that was computed so. */
export interface Settled {
  readonly verdict: Verdict;
  readonly claim?: ClaimReading;
  readonly computed?: Side;
}

/**
 * A computed matrix that is not what the sign says: padding or a stride that the shapes imply, or a mistake. Another
 * reading makes it true only where the literal one does not even fit.
 */
export function numericReadings(
  sides: SideReader,
  context: Context,
  claim: ClaimReading,
  literal: Verdict,
): Settled {
  const { left, right } = claim;
  if (left.sort !== 'tensor' || right.sort !== 'tensor') return { verdict: literal };
  const [a, b] = [unfolded(sides.notebook, left.term), unfolded(sides.notebook, right.term)];
  const fits = literal.verdict === 'refuted';
  if (a.tag !== 'matrix' && b.tag !== 'matrix')
    return {
      verdict:
        fits || left.term.tag === 'tensor'
          ? literal
          : undecided('the shapes of the two sides differ; padding is perhaps meant'),
    };
  const { strides, bothSigns, extended } = sides.setting.circumstances;
  const { operation, variant } = sides.setting;
  if (!isPlain(variant)) {
    const said = asSentenceSays(sides, context, claim, a.tag === 'matrix' ? [b, a] : [a, b]);
    if (said !== null) return said;
  }
  const readings = otherReadings(context.env, a.tag === 'matrix' ? b : a);
  const matrix = a.tag === 'matrix' ? a : b;
  let fitting: Settled | null = null;
  for (const { term, as, supposes } of readings) {
    const stride = typeof supposes === 'object' ? String(supposes.stride) : null;
    // A reading that the text has open, and one that would only raise a doubt.
    const open =
      (supposes === 'order' && (extended || !fits)) ||
      (!fits && (supposes === 'padding' || (stride !== null && strides.has(stride))));
    const doubtful =
      (supposes === 'operation' && !bothSigns && operation === null) ||
      (supposes === 'order' && !extended && fits && operation === null) ||
      (supposes === 'entrywise' && operation === null) ||
      (!fits && stride !== null && strides.size === 0);
    if (!open && !doubtful) continue;
    const read: ClaimReading = {
      ...claim,
      left: { sort: 'tensor', term },
      right: { sort: 'tensor', term: matrix },
    };
    const verdict = judge(context, read, sides.setting.options);
    if (open && verdict.verdict === 'proved')
      return { verdict: { ...verdict, message: `${verdict.message}, read as ${as}` } };
    if (open && supposes !== 'order' && verdict.verdict === 'refuted')
      fitting ??= {
        verdict: { ...verdict, message: `${verdict.message}, read as ${as}, as the shape implies` },
        ...(a.tag === 'matrix' ? {} : { claim: read, computed: 'left' }),
      };
    if (doubtful && verdict.verdict === 'proved')
      return { verdict: undecided(`true only as ${as}, which the text does not say`) };
  }
  return fitting ?? { verdict: isEmpty(context.env, a.tag === 'matrix' ? b : a) ? tooLarge : literal };
}

/** The claim with the padding, steps and dilation of its sentence; null where the shape is another one with them. */
function asSentenceSays(
  { setting }: SideReader,
  context: Context,
  claim: ClaimReading,
  [computed, matrix]: readonly [Tensor, Tensor],
): Settled | null {
  const { variant, options } = setting;
  const { padding, stride, dilation, isOther } = variant;
  if (isOther) return { verdict: undecided('the sentence speaks of a border that is not read') };
  const terms = computed.tag === 'op' ? [computed, exchanged(computed)] : [];
  const named = Object.entries({ padding, stride, dilation }).flatMap(([name, n]) =>
    n === null ? [] : [`${name} ${n}`],
  );
  let fitting: Settled | null = null;
  for (const term of terms) {
    const varied = asVaried(context.env, term, variant);
    if (varied === null) return null;
    const read: ClaimReading = {
      ...claim,
      left: { sort: 'tensor', term: varied },
      right: { sort: 'tensor', term: matrix },
    };
    const verdict = judge(context, read, options);
    const message = `${verdict.message}, with ${named.join(' and ')} as the sentence says`;
    if (verdict.verdict === 'proved') return { verdict: { ...verdict, message } };
    if (verdict.verdict === 'refuted')
      fitting ??= { verdict: { ...verdict, message }, claim: read, computed: 'left' };
  }
  return fitting;
}

const tooLarge = undecided('neither operand fits into the other one; padding is perhaps meant');

/** Whether nothing is left of a convolution: its shape would be 0 or less. */
function isEmpty(env: Env, tensor: Tensor): boolean {
  return shapeOf(env, tensor).some((dim) => (integerValue(extent(dim)) ?? 1n) < 1n);
}

/** The claim with the operation for `*` that its sentence speaks of, where all is in numbers; null where that changes nothing. */
export function asSaid(
  { notebook, setting }: SideReader,
  env: Env,
  claim: ClaimReading,
): ClaimReading | null {
  const { operation } = setting;
  const { left, right } = claim;
  if (operation === null || operation === 'correlation' || left.sort !== 'tensor' || right.sort !== 'tensor')
    return null;
  const symbols = (shapes: string): string => (operation === 'convolution' ? '(*)' : '.*') + shapes;
  const meant = (tensor: Tensor): Tensor => {
    const term = unfolded(notebook, tensor);
    const operands = term.tag === 'op' && term.op.startsWith('*/') ? operandsOf(term) : null;
    if (term.tag !== 'op' || operands === null || operands.some(({ tag }) => tag === 'op')) return tensor;
    if (operation === 'entrywise' && !isOneShape(env, operands)) return tensor;
    return op(symbols(term.op.slice(1)), operands);
  };
  const read = {
    ...claim,
    left: { ...left, term: meant(left.term) },
    right: { ...right, term: meant(right.term) },
  };
  return read.left.term === left.term && read.right.term === right.term ? null : read;
}

function isOneShape(env: Env, operands: readonly [Tensor, Tensor]): boolean {
  const [a, b] = operands.map((each) => shapeOf(env, each)) as [readonly Dim[], readonly Dim[]];
  return a.length === b.length && a.every((dim, d) => equal(extent(dim), extent(b[d] as Dim)));
}

/** A name replaced by the operation that it is, so that its sign can be read another way. */
function unfolded(notebook: Notebook, term: Tensor): Tensor {
  const fact = term.tag === 'tensor' ? notebook.tensor(term.name) : null;
  return fact?.definition?.form === 'tensor' && fact.definition.term.tag === 'op'
    ? unfolded(notebook, fact.definition.term)
    : term;
}
