// What a relation says that cannot be read in the usual way: what it introduces, though its right side is not understood,
// and what it claims of functions, of derivatives through whole layers, of plain numbers.

import type { Node, Range, RelationOperator } from '../../grammar/tree.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { ShapeError } from '../term/env.js';
import { ReadingError } from '../term/reading.js';
import { forAllValues } from './allValues.js';
import { arithmeticIdentity } from './arithmetic.js';
import { chainRule } from './chain.js';
import { entriesOfConvolution } from './convolvedEntries.js';
import { differentiates } from './derivatives.js';
import { withoutDots } from './dots.js';
import { entryChainRule } from './entryChain.js';
import { functionClaim } from './functions.js';
import { headOf, isOfLayer, layered } from './layers.js';
import type { Notebook } from './notebook.js';
import { introduceOperation, introduceUnread } from './opaque.js';
import { hasOtimes } from './otimes.js';
import type { Outcome } from './outcome.js';
import { ofPlainNumbers } from './plainNumbers.js';
import type { Setting } from './setting.js';
import type { SideReader } from './sideReader.js';
import { namesIn } from './trees.js';
import { wholeClaim } from './wholeClaim.js';
import { isEntryOfSaid } from './wholeSymbols.js';

/** Judges an equation in a notebook. */
type Judge = (
  notebook: Notebook,
  setting: Setting,
  left: Node,
  right: Node,
) => { readonly verdict: Verdict; readonly reading: string | null; readonly notebook: Notebook };

/** Both sides with what dots stand for, where that can be told. */
export function dotsWrittenOut(
  sides: SideReader,
  [left, right]: readonly [Node, Node],
): readonly [Node, Node] {
  const note = (): void => sides.suppose('the dots read as the terms between');
  return [withoutDots(left, note), withoutDots(right, note)];
}

/** Of a relation that cannot be read in the usual way: what it introduces, or claims of functions; else null. */
export function inOtherWays(
  sides: SideReader,
  [own, other]: readonly [Node, Node],
  operator: RelationOperator,
  at: Range,
  judge: Judge,
): Outcome | null {
  const equates = operator === '=' || operator === ':=' || operator === '==';
  const { setting } = sides;
  // y ≜ … says that it introduces something.
  const told = { ...setting, introduced: setting.introduced || operator === ':=' };
  const introduced = equates ? introduceUnread(sides.notebook, told, own, other, !canRead(sides, own)) : null;
  const said = isLayerDefined(sides, own)
    ? claimedOf(introduced, setting.source.slice(own.range.start, own.range.end))
    : introduced;
  // \delta^l_j is an entry of what was introduced as \delta^l, and nothing new.
  const isClaimed = isEntryOfSaid(sides.notebook, own);
  if (said?.verdict.verdict === 'definition' && !isClaimed) return said;
  const [left, right] = dotsWrittenOut(sides, [own, other]);
  try {
    if (said?.verdict.verdict === 'definition') return wholeClaim(sides, left, operator, right, at) ?? said;
    const claimed =
      arithmeticIdentity(sides, left, operator, right, at) ??
      chainRule(sides, left, operator, right, at) ??
      entryChainRule(sides, left, operator, right, at) ??
      wholeClaim(sides, left, operator, right, at) ??
      functionClaim(sides, left, operator, right, at) ??
      ofPlainNumbers(sides, left, operator, right, at) ??
      forAllValues(sides, left, operator, right, at) ??
      withOtimesAsStar(sides, left, operator, right, judge) ??
      ofEntries(sides, left, operator, right, judge);
    if (claimed !== null && claimed.verdict.verdict !== 'unknown') return claimed;
    return introduceOperation(sides.notebook, setting, left, right) ?? claimed ?? said;
  } catch (error) {
    if (error instanceof ReadingError || error instanceof ShapeError) return said;
    throw error;
  }
}

/** Whether a tensor of a layer at the left was defined, so that nothing introduces it now. */
function isLayerDefined(sides: SideReader, own: Node): boolean {
  const name = headOf(layered([own])[0] as Node) ?? '';
  return isOfLayer(name) && sides.notebook.tensor(name)?.definition != null;
}

/** The proof of a relation of derivatives by entries where the text says `Y = X * W + b` of the whole; null where there is none. */
function ofEntries(
  sides: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  judge: Judge,
): Outcome | null {
  const { notebook, setting } = sides;
  if (operator !== '=' || setting.hypothesis || ![left, right].some(differentiates)) return null;
  const plain = { ...setting, hypothesis: false, assuming: false, introduced: false, follows: false };
  for (const formula of entriesOfConvolution(sides, [left, right])) {
    const said = judge(notebook, plain, formula.left, formula.right);
    if (said.notebook.tensor(headOf(formula.left) ?? '')?.definition == null) continue;
    const judged = judge(said.notebook, setting, left, right);
    if (judged.verdict.verdict !== 'proved') continue;
    const message = `${judged.verdict.message}, where ${formula.text}`;
    return { verdict: { ...judged.verdict, message }, reading: judged.reading };
  }
  return null;
}

/** The proof of a relation with ⊗ where that is likely to be the sign of convolution, W \otimes X as W * X. */
function withOtimesAsStar(
  { notebook, setting }: SideReader,
  left: Node,
  operator: RelationOperator,
  right: Node,
  judge: Judge,
): Outcome | null {
  const isLikely = setting.circumstances.otimes === 'likely' && [left, right].some(hasOtimes);
  if (operator !== '=' || setting.hypothesis || !isLikely) return null;
  const circumstances = { ...setting.circumstances, otimes: 'stated' as const };
  const { verdict, reading } = judge(notebook, { ...setting, circumstances }, left, right);
  if (verdict.verdict !== 'proved') return null;
  return { verdict: { ...verdict, message: `${verdict.message}, with ⊗ read as correlation` }, reading };
}

/** Whether a side can be read by itself, whatever its letters range over. */
function canRead(sides: SideReader, side: Node): boolean {
  try {
    sides.elaboratedIn(
      side,
      [...namesIn(side)].filter((name) => sides.notebook.tensor(name) === null),
    );
    return true;
  } catch (error) {
    if (error instanceof ReadingError || error instanceof ShapeError) return false;
    throw error;
  }
}

/** What would introduce a symbol, where this is known already. */
function claimedOf(introduced: Outcome | null, symbol: string): Outcome | null {
  if (introduced?.verdict.verdict !== 'definition') return introduced;
  return { verdict: undecided(`${symbol} is known; whether this agrees is not`) };
}
