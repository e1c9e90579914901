// `rot180(∂f/∂Z) * W` in a text that says that * pads its input fully there: as many zeros around the input as the kernel
// reaches beyond it, so that the two overlap in one entry at least.

import { judge } from '../prove/claim.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import type { ClaimReading, Context } from '../term/context.js';
import { type Env, extent, shapeOf } from '../term/env.js';
import { one, type Poly, sub } from '../term/poly.js';
import type { Reading } from '../term/reading.js';
import { isPoly, op, type Tensor } from '../term/term.js';
import type { Setting } from './setting.js';

/** A claim that is false as it stands and true with full padding: so it is meant where the text speaks of that. */
export function withFullPadding(
  { circumstances, options }: Setting,
  context: Context,
  claim: ClaimReading,
): Verdict | null {
  const [left, right] = [claim.left, claim.right].map((side) => fullyPadded(context.env, side));
  if (left == null && right == null) return null;
  const read = { ...claim, left: left ?? claim.left, right: right ?? claim.right };
  const verdict = judge(context, read, options);
  if (verdict.verdict !== 'proved') return null;
  return circumstances.fullyPadded
    ? { ...verdict, message: `${verdict.message}, with the full padding that the text speaks of` }
    : undecided('false as it stands, true with full padding');
}

/** The reading with the input of every correlation sign padded fully; null if it has none. */
function fullyPadded(env: Env, reading: Reading): Reading | null {
  if (reading.sort !== 'tensor') return null;
  const term = padded(env, reading.term);
  return term === reading.term ? null : { sort: 'tensor', term };
}

function padded(env: Env, term: Tensor): Tensor {
  if (term.tag !== 'op') return term;
  const args = term.args.map((arg) => (isPoly(arg) ? arg : padded(env, arg)));
  const changed = args.some((arg, i) => arg !== term.args[i]);
  const [kernel, input] = args;
  const rank = correlations.get(term.op);
  if (rank === undefined || kernel === undefined || input === undefined || isPoly(kernel))
    return changed ? op(term.op, args) : term;
  const beyond: readonly Poly[] = shapeOf(env, kernel).map((dim) => sub(extent(dim), one));
  return op(term.op, [kernel, op(`pad/${[rank, ...beyond.map(() => '_')].join(',')}`, [input, ...beyond])]);
}

/** The correlations of the prelude, with the dimensions of their input. */
const correlations: ReadonlyMap<string, number> = new Map([
  ['*/1,1', 1],
  ['*/2,2', 2],
]);
