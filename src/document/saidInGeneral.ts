// What a text says in general, `p_k = 2k + 1`, at one place: `p_2 = 7` is no new definition, it is claimed.

import type { Node } from '../../grammar/tree.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { hasDots } from './dots.js';
import type { Notebook } from './notebook.js';
import { instance, sayTheSame } from './sayings.js';
import { nameOf } from './sides.js';
import { boundNames, namesIn } from './trees.js';

/**
 * What `p_2` is by the formula for `p_k`; null where there is none that depends on k, or several. `grouped`: with (2) for
 * k, as a factor needs it; as a power it stands alone.
 */
export function byGeneralFormula(notebook: Notebook, left: Node, grouped: boolean): Node | null {
  const [at, ...others] = left.tag === 'subscript' ? left.subscripts : [];
  const name = left.tag === 'subscript' ? nameOf(left.base) : null;
  if (name === null || at?.tag !== 'number' || others.length > 0) return null;
  const [saying, ...more] = notebook.spoken.get(`${name}_.`) ?? [];
  const [parameter] = saying?.parameters ?? [];
  if (saying === undefined || more.length > 0 || saying.inTurn || parameter === undefined) return null;
  // Sums may have limits that are not written.
  const isPlain = boundNames(saying.right).size === 0 && !hasDots(saying.right);
  const place: Node = grouped ? { tag: 'group', delimiter: '(', items: [at], range: at.range } : at;
  return isPlain && namesIn(saying.right).has(parameter) ? instance(saying, [place]) : null;
}

/**
 * Whether `p_2 = right`, made of the same letters, agrees with the formula for all k as it is written; null where it has
 * to be computed, or is made of something else.
 */
export function agreesAsWritten(general: Node, right: Node): boolean | null {
  if (sayTheSame(general, right)) return true;
  const [own, other] = [general, right].map(namesIn) as [ReadonlySet<string>, ReadonlySet<string>];
  return other.size > 0 && [...other].every((name) => own.has(name)) ? false : null;
}

/**
 * The verdict on `p_2 = 7` by that on `2 \cdot 2 + 1 = 7`. What is not concluded may be another example, with numbers of
 * its own.
 */
export function asInstance(verdict: Verdict, symbol: string, concluded: boolean): Verdict {
  if (verdict.verdict === 'proved')
    return { ...verdict, message: `${verdict.message}, by the formula for all that ${symbol} is one of` };
  if (verdict.verdict === 'refuted' && !concluded)
    return undecided(
      `by the formula for all that ${symbol} is one of it is false; perhaps this is another example`,
    );
  return verdict;
}
