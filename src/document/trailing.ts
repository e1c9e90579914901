// What a sentence adds behind a formula, `… = … \quad\text{if } M = N`, "provided that $M = N$", （这里假设 $M = N$）, "where
// $p = M - m + 1$": it has to be known before the formula is judged.

import { NotationError } from '../../grammar/errors.js';
import type { RelationNode } from '../../grammar/tree.js';
import type { Notebook } from './notebook.js';
import { bareNamesOfFormula, parsed } from './parsed.js';
import type { Relation } from './relation.js';
import type { Formula, Piece } from './scan.js';
import { isClosed } from './sentence.js';
import { isSubstitution, type Unit, unitsOf } from './units.js';

/** An equation behind a formula, and where it stands. */
export interface Addition {
  readonly formula: Formula;
  readonly chain: RelationNode;
  /** It is assumed, as after "if"; what comes after "where" may be a definition. */
  readonly assumed: boolean;
}

const condition =
  /^[\s,，;(（]*(?:(?:and )?(?:this|it|which) (?:holds|is true) )?(?:(?:but )?only )?(?:if|when(?:ever)?|for|at|in case|in the case|as long as|provided(?: that)?|assuming(?: that)?|under the (?:condition|assumption)(?: that)?|if and only if|(?:我们)?(?:这里|此处|其中)?(?:若|当|如果|只要|假设|假定|要求|前提是|条件是))[\s:：,]*$/iu;
const explanation = /^[\s,，;(（]*(?:where|with|here|其中|这里|此处|式中)[\s:：,]*$/iu;
const conjunction = /^[\s,，、]*(?:and|且|和|及|与)\s*$/iu;

/** The equations that follow the relations of a formula in the same sentence; `following` are the pieces after it. */
export function additionsTo(formula: Formula, following: readonly Piece[]): readonly Addition[] {
  const rows = rowsOf(formula);
  const all = rows.flat();
  const own = rows.flatMap((units) =>
    within(
      formula,
      units.filter((unit) => !(unit.kind === 'chain' && unit.beside && isSubstitution(unit, all))),
    ),
  );
  return [...own, ...behind(following)];
}

function rowsOf(formula: Formula): readonly (readonly Unit[])[] {
  const result = parsed(formula);
  return result instanceof NotationError ? [] : unitsOf(result);
}

/** `y = x \quad \text{if } M = N`, `y = w_m x_i, \quad i = k + m - 1` */
function within(formula: Formula, units: readonly Unit[]): readonly Addition[] {
  const [head, ...rest] = units;
  if (head?.kind !== 'chain') return [];
  let assumed = false;
  return rest.flatMap((unit) => {
    if (unit.kind === 'words') {
      assumed = condition.test(unit.text) || (assumed && conjunction.test(unit.text));
      return [];
    }
    const only = rest.filter(({ kind }) => kind !== 'words').every(({ kind }) => kind === 'chain');
    // What follows from it, `2x = 4 \Rightarrow x = 2`, does not explain it.
    return unit.kind === 'chain' && only && !unit.implied && isEquation(unit.chain)
      ? [{ formula, chain: unit.chain, assumed }]
      : [];
  });
}

/** The formulas after the next words, as long as these only join them. */
function behind(pieces: readonly Piece[]): readonly Addition[] {
  const found: Addition[] = [];
  let assumed = false;
  for (let i = 0; i + 1 < pieces.length; i += 2) {
    const [words, next] = [pieces[i], pieces[i + 1]];
    if (words?.kind !== 'prose' || next?.kind !== 'formula') break;
    const assumes = condition.test(words.text);
    if (i === 0 ? !assumes && !explanation.test(words.text) : !conjunction.test(words.text)) break;
    if (i === 0) assumed = assumes;
    const [unit, ...more] = rowsOf(next.formula).flat();
    if (unit?.kind !== 'chain' || more.length > 0 || !isEquation(unit.chain)) break;
    found.push({ formula: next.formula, chain: unit.chain, assumed });
    if (assumed && closes(next.formula, pieces[i + 2])) return found;
    if (assumed && adheres(pieces[0], pieces[i + 2])) return found;
  }
  // "…, when $m = 1$, $p$ is …" is assumed for what follows.
  return found.filter((addition) => !addition.assumed);
}

/** Whether the sentence, or what it says in parentheses, is over behind a formula. */
function closes({ text }: Formula, next: Piece | undefined): boolean {
  return isClosed(text) || next?.kind !== 'prose' || /^\s*(?:[.。;；)）]|\n\s*\n|$)/u.test(next.text);
}

/** "… if $M = 1$, and …": no comma parts the condition from what stands before it, and one from what stands behind it. */
function adheres(words: Piece | undefined, next: Piece | undefined): boolean {
  return (
    words?.kind === 'prose' &&
    next?.kind === 'prose' &&
    !/^[\s*_]*[,，;；(（]/u.test(words.text) &&
    /^\s*(?:[,，;；]\s*)(?:and|but|while|whereas|而|且|但)?\s*$/iu.test(next.text)
  );
}

function isEquation({ first, rest }: RelationNode): boolean {
  return first !== null && rest.every(({ operator }) => operator === '=');
}

/** What the additions teach a notebook, and which of them do; `unread` where one that is assumed cannot be read. */
export interface Taken {
  readonly notebook: Notebook;
  readonly additions: readonly Addition[];
  readonly unread: boolean;
}

/** The additions to a formula taken one after another; `relationOf` reads one in a notebook. */
export function additionsTaken(
  notebook: Notebook,
  formula: Formula,
  additions: readonly Addition[],
  relationOf: (addition: Addition, notebook: Notebook) => Relation,
): Taken {
  const letters = [...bareNamesOfFormula(formula)].filter(
    (name) => /^\p{Ll}$/u.test(name) && !notebook.knows(name),
  );
  let taken: Taken = { notebook, additions: [], unread: false };
  for (const addition of additions) {
    const before = taken.notebook;
    const after = relationOf(addition, before.withLetters(letters)).added(addition.chain);
    if (after === null) {
      taken = { ...taken, unread: taken.unread || addition.assumed };
      continue;
    }
    // "Where $M = N$" is a case of M.
    const isCase = [...after.given].some(([name, given]) => before.given.get(name) !== given);
    const assumed = addition.assumed || isCase;
    taken = { ...taken, notebook: after, additions: [...taken.additions, { ...addition, assumed }] };
  }
  return taken;
}
