// What is stated of the range of a name that stands for an expression. Where m runs from 1 to M, p = M - m + 1 does so, too:
// that is a claim, and with p = M - m it is false.

import type { Range, RelationOperator } from '../../grammar/tree.js';
import { judge } from '../prove/claim.js';
import type { Verdict } from '../prove/verdict.js';
import { at as pointText } from '../prove/wording.js';
import type { ClaimReading, IndexDecl } from '../term/context.js';
import { namesOf, type Poly, show } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import type { SideReader } from './sideReader.js';

/** An expression that a name stands for, and the ranges of the letters in it. */
interface Ranged {
  readonly is: Poly;
  readonly letters: readonly IndexDecl[];
  /** Whether the text says what all of them run over. */
  readonly isWhole: boolean;
}

/** What a name stands for, where the text says what a letter in that runs over. */
function ranged(sides: SideReader, name: string): Ranged | null {
  const { notebook, setting } = sides;
  const is = notebook.aliases.get(name);
  if (is === undefined || setting.assuming || setting.hypothesis) return null;
  const { sizes } = notebook.context().env;
  const letters: IndexDecl[] = [];
  for (const letter of namesOf(is)) {
    if (sizes.has(letter)) continue;
    letters.push(rangeOf(sides, letter) ?? { name: letter, lo: null, hi: null });
  }
  const open = letters.filter(({ lo }) => lo === null).length;
  return open === letters.length ? null : { is, letters, isWhole: open === 0 };
}

/** By what was said of a letter, or by the limits of the sums over it. */
function rangeOf(sides: SideReader, letter: string): IndexDecl | null {
  const { notebook, setting } = sides;
  const known = notebook.indices.get(letter);
  if (known !== undefined && known.lo !== null && known.hi !== null) return notebook.resolvedIndex(known);
  const limits = setting.limits.get(letter);
  if (limits === undefined) return null;
  try {
    return notebook.resolvedIndex(sides.rangeOf(letter, limits.from, limits.to));
  } catch (error) {
    if (error instanceof ReadingError) return null;
    throw error;
  }
}

/**
 * The verdict on `1 <= p` or `p <= M` for a name p that stands for an expression, at all values of the letters in that. null
 * where that depends on ranges that the text leaves open, or where the bound has a size of its own.
 */
export function boundOf(sides: SideReader, claim: ClaimReading, name: string): Verdict | null {
  const found = ranged(sides, name);
  if (found === null || claim.left.sort !== 'index' || claim.right.sort !== 'index') return null;
  const sizes = new Set([found.is, ...found.letters.flatMap(({ lo, hi }) => [lo, hi])].flatMap(namesIn));
  if ([claim.left.poly, claim.right.poly].flatMap(namesIn).some((each) => !sizes.has(each))) return null;
  const letters = new Set(found.letters.map((letter) => letter.name));
  const known = sides.notebook.context();
  const context = {
    ...known,
    indices: [...known.indices.filter((index) => !letters.has(index.name)), ...found.letters],
  };
  const verdict = judge(context, claim, sides.setting.options);
  // What is false at some k may be true of those that the text has in mind.
  return found.isWhole || verdict.verdict === 'proved' ? verdict : null;
}

function namesIn(poly: Poly | null): readonly string[] {
  return poly === null ? [] : [...namesOf(poly)];
}

/** That a name does not stay between two values, as the text says it does; null where it does, or where that is open. */
export function strays(sides: SideReader, name: string, from: Poly, to: Poly, at: Range): Verdict | null {
  const verdict = between(sides, name, from, to, at);
  return verdict?.verdict === 'refuted' ? verdict : null;
}

/** The verdict on `from <= p <= to` for a name p that stands for an expression; null where the text leaves that open. */
export function between(sides: SideReader, name: string, from: Poly, to: Poly, at: Range): Verdict | null {
  const is = sides.notebook.aliases.get(name);
  if (is === undefined) return null;
  const node = { tag: 'name', name, range: at } as const;
  const claim = (left: Poly, operator: RelationOperator, right: Poly): ClaimReading => ({
    name: null,
    left: { sort: 'index', poly: left },
    operator,
    right: { sort: 'index', poly: right },
    at,
    leftNode: node,
    rightNode: node,
  });
  const [low, high] = [claim(from, '<=', is), claim(is, '<=', to)].map((each) => boundOf(sides, each, name));
  const wrong = [low, high].find((verdict) => verdict?.verdict === 'refuted');
  if (wrong?.counterexample === undefined) return low?.verdict === 'proved' ? (high ?? null) : null;
  const { left, right } = wrong.counterexample;
  const where = pointText(wrong.counterexample);
  const message = `false: ${where} ${name} is ${wrong === low ? right : left}, not between ${show(from)} and ${show(to)}`;
  return { ...wrong, message };
}
