// What a relation introduces among sizes and indices: what a name stands for, a number for a size, a size by a quotient.

import type { Node } from '../../grammar/tree.js';
import { equals, showCond } from '../term/cond.js';
import {
  equal,
  integerValue,
  isConstant,
  mul,
  namesOf,
  one,
  type Poly,
  scale,
  show,
  sub,
  substitute,
  variable,
  zero,
} from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { giveSize, withGiven } from './givens.js';
import { definition, type Outcome } from './outcome.js';
import type { SideReader } from './sideReader.js';
import { namesIn } from './trees.js';

/** `p = M - m + 1`, `K = 5`: a name that stands for an index expression from here on. */
export function defineIndex(sides: SideReader, name: string, right: Node): Outcome | null {
  const { notebook, setting } = sides;
  const before = notebook.aliases.get(name);
  if (setting.assuming) {
    const again = otherExample(sides, name, right);
    if (again !== null) return again;
    if (before !== undefined || namesOf(notebook.resolved(sides.index(right))).has(name)) return null;
    throw new ReadingError('unsupported', right.range, `the text does not say what ${name} is`);
  }
  // A substitution read backwards, i = k + m - 1 after m = i - k + 1, makes m an index again.
  const stale = new Set([
    name,
    ...[...notebook.aliases].filter(([, poly]) => namesOf(poly).has(name)).map(([n]) => n),
  ]);
  const reading = sides.elaboratedIn(right, [], new Set([...stale, ...notebook.given.keys()]));
  if (reading.sort !== 'index' || namesOf(reading.poly).has(name)) return null;
  const given = giveSize(sides, name, reading.poly);
  if (given !== null) return given;
  // A number for what had another number is a new example; all else that was known is claimed.
  const renumbered =
    before !== undefined && isConstant(notebook.resolved(before, notebook.given)) && isConstant(reading.poly);
  if (before !== undefined && !setting.introduced && !renumbered) return null;
  if (renumbered && equal(notebook.resolved(before), reading.poly)) return null;
  const used = [...stale].filter((n) => n !== name && namesOf(reading.poly).has(n));
  const base = used.reduce(
    (kept, n) => kept.withoutAlias(n).withIndex({ name: n, lo: null, hi: null }),
    notebook.withoutAlias(name),
  );
  return {
    verdict: definition(`${name} stands for this`),
    notebook: isConstant(reading.poly)
      ? base.withNumber(name, reading.poly)
      : base.withSizesIn([reading.poly], true).withAlias(name, reading.poly),
  };
}

/** For $M = 3$ …, and with $M = 5$ …: of a number for a size nothing is claimed, it is the next example. */
function otherExample(sides: SideReader, name: string, right: Node): Outcome | null {
  const { notebook } = sides;
  const before = notebook.aliases.get(name);
  const given = right.tag === 'number' && /^\p{Lu}$/u.test(name) ? sides.index(right) : null;
  if (before === undefined || given === null || !isConstant(before)) return null;
  return {
    verdict: definition('a hypothesis for what follows in the sentence'),
    notebook: withGiven(notebook, name, {
      poly: given,
      manner: 'hypothesis',
      line: sides.setting.line,
    }),
  };
}

/** `K = \frac{I}{M}`: sizes of which one divides the other, I = M K. */
export function sizeAsQuotient(sides: SideReader, name: string, right: Node): Outcome | null {
  const { notebook } = sides;
  if (right.tag !== 'fraction' || !/^\p{Lu}/u.test(name) || notebook.aliases.has(name)) return null;
  if (notebook.indices.has(name) || sides.setting.assuming) return null;
  const parts = [right.numerator, right.denominator].map((node) => sides.sizeExpression(node));
  const [whole, part] = parts as [Poly, Poly];
  if ([whole, part].some((poly) => namesOf(poly).has(name) || isConstant(poly))) return null;
  const condition = equals(whole, mul(part, variable(name)));
  return {
    verdict: definition(`a condition on the sizes: ${showCond(condition)}`),
    notebook: notebook.withSizesIn([whole, part, variable(name)]).withCondition(condition),
  };
}

/** `4 - q = k + i - 1` after "let", q being new: q stands for 5 - k - i. */
export function substitution(sides: SideReader, left: Node, right: Node): Outcome | null {
  const { notebook, setting } = sides;
  const fresh = [...namesIn(left)].filter((name) => !notebook.knows(name));
  const [name, ...others] = fresh;
  if (!setting.introduced || setting.assuming || name === undefined || others.length > 0) return null;
  const meant = notebook.withLetters([name]);
  const reader = sides.reading(meant);
  const [a, b] = [reader.elaborated(left), reader.elaborated(right)];
  if (a.sort !== 'index' || b.sort !== 'index') return null;
  // a = u name + rest with u = 1 or -1
  const rest = substitute(a.poly, new Map([[name, zero]]));
  const unit = integerValue(sub(substitute(a.poly, new Map([[name, one]])), rest));
  if (unit === null || (unit !== 1n && unit !== -1n) || namesOf(b.poly).has(name)) return null;
  const stands = scale(sub(b.poly, rest), unit);
  return {
    verdict: definition(`${name} stands for ${show(stands)}`),
    notebook: reader.notebook.withAlias(name, stands),
  };
}
