// What stands beside a line of a derivation: its rule in the words of a language.

import { namesOf, show } from '../term/poly.js';
import { showTerm } from '../term/show.js';
import type { Term } from '../term/term.js';
import type { Captions, Formula, Piece, Subject } from './captions.js';
import type { Latex } from './latex.js';
import { latexIndex } from './latexIndex.js';
import { latexName } from './latexName.js';
import type { Let, Reason } from './reason.js';

/** `with p = M-m+1`, in words and formulas. */
export function noteOf(reason: Reason, captions: Captions, latex: Latex): readonly Piece[] {
  const caption = captions.rules[reason.kind] as (reason: Reason, subject: Subject) => readonly Piece[];
  return caption(reason, {
    lets: 'lets' in reason ? reason.lets.map(letting) : [],
    back: 'back' in reason ? reason.back.map(letting) : [],
    defined: defined(reason, captions, latex),
  });
}

/** A formula in both notations. */
export function formulaOf(term: Term, latex: Latex): Formula {
  return { latex: latex.term(term), native: showTerm(term) };
}

/** `p = M-m+1`; `t \to s-t` where the new name is the old one. */
export function letting({ name, is }: Let): Formula {
  const again = namesOf(is).has(name);
  return {
    latex: `${latexName(name)} ${again ? '\\to' : '='} ${latexIndex(is)}`,
    native: `${name} ${again ? '->' : '='} ${show(is)}`,
  };
}

/** What a definition is of: the word for an operation, or the name of a tensor. */
function defined(reason: Reason, { operations }: Captions, latex: Latex): Piece {
  if (reason.kind !== 'definition') return '';
  const { of } = reason;
  if (of.tag === 'op') return operations[of.op.replace(/\/.*$/, '')] ?? of.op;
  return of.tag === 'tensor' ? formulaOf({ tag: 'entry', tensor: of, at: [] }, latex) : '';
}
