// What a rule of the kernel did, as a teacher would name it. One kernel rule may be several rules of mathematics: taking a
// sum over other indices is a substitution, an exchange of the order, or the remark that only one summand is not 0.

import type { Comprehension, Proof, Turn } from '../kernel/proof.js';
import type { Equation } from '../kernel/rule.js';
import { always, type Cond, condKey, conjuncts } from '../term/cond.js';
import {
  add,
  equal,
  integerValue,
  isZero,
  namesOf,
  neg,
  type Poly,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import { type Binder, isTensor, type Reduction, type Scalar, type Tensor, type Term } from '../term/term.js';
import type { Move } from './trace.js';

/** A name that stands for an index expression. */
export interface Let {
  readonly name: string;
  readonly is: Poly;
}

/** The rules of mathematics that a derivation names. */
export type Reason =
  | { readonly kind: 'definition'; readonly of: Tensor }
  /**
   * New indices for old ones, and the old ones by the new. `outside`: their ranges agree only where entries are, and others
   * are 0.
   */
  | {
      readonly kind: 'substitution';
      readonly lets: readonly Let[];
      readonly back: readonly Let[];
      readonly outside: boolean;
    }
  /** Of a sum, or maximum, over the named indices only the part with these values is left. */
  | { readonly kind: 'single'; readonly lets: readonly Let[]; readonly op: Reduction }
  /** Sums one in the other by turns, or as one over all indices. */
  | { readonly kind: 'order' | 'nest'; readonly op: Reduction }
  /** A sum or product whose last or first part is taken off, or put to it; `none`: it is empty. */
  | { readonly kind: 'end'; readonly part: 'last' | 'first' | 'none' }
  /** On a whole line the old variables by the new ones. */
  | { readonly kind: 'line'; readonly back: readonly Let[] }
  | { readonly kind: 'differentiate'; readonly rule: DerivativeRule }
  | { readonly kind: Plain };

/** What is differentiated; `several` stands for several of these rules one after the other. */
export type DerivativeRule = 'sum' | 'product' | 'power' | 'entry' | 'constant' | 'several';

/** Rules that need no more words. */
type Plain =
  /** A summand as a sum over indices that have one value each. */
  | 'spread'
  | 'range'
  | 'distribute'
  | 'split'
  /** Brackets beside each other that are one, or none, together, where there is no range. */
  | 'conditions'
  | 'empty'
  | 'zero'
  | 'subscripts'
  | 'algebra'
  | 'chain-rule'
  | 'closed-form'
  | 'hypothesis'
  | 'maximum'
  /** The derivative of a maximum. */
  | 'largest'
  | 'line-order'
  /** Term by term, or with numbers for entries. */
  | 'written-out'
  /** An entry that is a number. */
  | 'number'
  | 'compute'
  | 'reciprocal'
  | 'cases'
  | 'induction'
  | 'entries'
  | 'instance'
  /** As another line. */
  | 'again'
  | 'abbreviation'
  | 'absurd';

export type Kind = Reason['kind'];

/**
 * How much a rule counts in a derivation: bookkeeping needs no line, unless nothing else happens; preparation goes with
 * the rule that it prepares.
 */
export function weightOf({ kind }: Reason): 'bookkeeping' | 'preparation' | 'rule' {
  switch (kind) {
    case 'range':
    case 'subscripts':
    case 'algebra':
    case 'zero':
    case 'number':
      return 'bookkeeping';
    case 'nest':
    case 'spread':
    case 'distribute':
      return 'preparation';
    default:
      return 'rule';
  }
}

/** The rules of the kernel that are one rule of mathematics each. */
const plain: Readonly<
  Record<
    Exclude<
      Proof['rule'],
      'unfold' | 'reindex' | 'partition' | 'derivative' | 'ends' | 'substitution' | 'nest'
    >,
    Plain
  >
> = {
  refl: 'algebra',
  sym: 'algebra',
  trans: 'algebra',
  inside: 'algebra',
  ring: 'algebra',
  index: 'subscripts',
  'zero-extension': 'zero',
  cases: 'cases',
  absurd: 'absurd',
  extremum: 'maximum',
  argmax: 'largest',
  even: 'algebra',
  linear: 'distribute',
  telescope: 'closed-form',
  fubini: 'line-order',
  induction: 'induction',
  hypothesis: 'hypothesis',
  instance: 'instance',
  abbreviation: 'abbreviation',
  reciprocal: 'reciprocal',
  evaluate: 'compute',
  extensionality: 'entries',
};

export function reasonOf({ by, backward }: Move): Reason {
  const { proof } = by;
  switch (proof.rule) {
    case 'unfold': {
      const { term } = proof;
      if (term.tag !== 'entry') return { kind: 'algebra' };
      const isNumber = term.at.every((at) => integerValue(at) !== null) && !hasEntries(by.equation.right);
      return isNumber ? { kind: 'number' } : { kind: 'definition', of: term.tensor };
    }
    case 'substitution':
      return { kind: 'line', back: onLine(by.equation, proof.turns, backward) };
    case 'derivative':
      return isChainRule(proof.term)
        ? { kind: 'chain-rule' }
        : { kind: 'differentiate', rule: derivativeRule(proof.term) };
    case 'ends':
      return { kind: 'end', part: proof.part };
    case 'partition':
      return { kind: (['empty', 'range'] as const)[proof.parts.length] ?? 'split' };
    case 'nest':
      return { kind: 'nest', op: proof.op };
    case 'reindex':
      return backward
        ? reindexing(proof.op, proof.to, proof.from, proof.back, proof.forward)
        : reindexing(proof.op, proof.from, proof.to, proof.forward, proof.back);
    case 'cases':
      // An equation of brackets says how a condition is shared out.
      return { kind: hasEntries(by.equation.left) || hasEntries(by.equation.right) ? 'cases' : 'split' };
    default:
      return { kind: plain[proof.rule] };
  }
}

/** Whether there is more in a formula than numbers, indices and brackets. */
function hasEntries(term: Term): boolean {
  if (isTensor(term)) return true;
  switch (term.tag) {
    case 'value':
    case 'iverson':
    case 'reciprocal':
      return false;
    case 'add':
    case 'mul':
      return term.args.some(hasEntries);
    case 'pow':
      return hasEntries(term.base);
    case 'reduce':
    case 'line':
      return hasEntries(term.body);
    default:
      return true;
  }
}

/** By which rule a derivative is taken. */
function derivativeRule(term: Scalar): DerivativeRule {
  if (term.tag !== 'diff') return 'several';
  switch (term.of.tag) {
    case 'add':
    case 'reduce':
      return 'sum';
    case 'mul':
      return 'product';
    case 'pow':
      return 'power';
    case 'entry':
      return term.of.tensor.tag === 'tensor' && term.of.tensor.name === term.tensor ? 'entry' : 'constant';
    default:
      return 'constant';
  }
}

/** Whether it is the derivative of a function of something that is differentiated in turn. */
function isChainRule(term: Scalar): boolean {
  return term.tag === 'diff' && term.of.tag === 'apply';
}

/** t = ±t + s for each of the outermost signs that is changed; the new variable has the name of the old one. */
function onLine({ left, right }: Equation, turns: readonly Turn[], backward: boolean): readonly Let[] {
  const lets: Let[] = [];
  let rest = backward ? right : left;
  for (const { reversed, shift } of turns) {
    if (isTensor(rest) || rest.tag !== 'line') break;
    const { name } = rest;
    // From t = u + s follows u = t - s, from t = s - u follows u = s - t.
    const by = backward && !reversed ? neg(shift) : shift;
    if (reversed || !isZero(shift))
      lets.push({ name, is: add(reversed ? neg(variable(name)) : variable(name), by) });
    rest = rest.body;
  }
  return lets;
}

/** From the points of `from` to those of `to` by `forward`, and back. */
function reindexing(
  op: Reduction,
  from: Comprehension,
  to: Comprehension,
  forward: readonly Poly[],
  back: readonly Poly[],
): Reason {
  const [old, made] = [from.binders, to.binders];
  const renamed: Reason = {
    kind: 'substitution',
    lets: givenBy(made, forward, old),
    back: givenBy(old, back, made),
    outside: (from.guard !== always || to.guard !== always) && !coversRanges(old, made, forward),
  };
  // Two indices may be one number, 2m + p, as digits are: then nothing is left out.
  if (old.length > made.length)
    return joinsIndices(from, forward) ? renamed : { kind: 'single', lets: givenBy(old, back, made), op };
  if (old.length < made.length) return joinsIndices(to, back) ? renamed : { kind: 'spread' };
  const place = forward.map((f) => old.findIndex(({ name }) => equal(f, variable(name))));
  if (place.every((i) => i >= 0)) {
    if (place.some((p, i) => p !== i)) return { kind: 'order', op };
    return { kind: from.guard === always && condKey(to.guard) === condKey(always) ? 'algebra' : 'range' };
  }
  // Where the guard says that each new index is an old one, no other is left.
  const same = forward.map((f) => old.findIndex(({ name }) => isNamed(f, name, from.guard)));
  if (same.every((i) => i >= 0))
    return new Set(same).size === old.length
      ? { kind: 'range' }
      : { kind: 'single', lets: givenBy(old, back, made), op };
  return renamed;
}

/** Whether each new index runs over the images of the old one that it stands for: p = M-m+1 over 1..M like m. */
function coversRanges(old: readonly Binder[], made: readonly Binder[], forward: readonly Poly[]): boolean {
  return made.every(({ lo, hi }, i) => {
    const form = forward[i] as Poly;
    const [source, ...more] = old.filter(({ name }) => namesOf(form).has(name));
    if (source === undefined || more.length > 0) return false;
    const at = (value: Poly): Poly => substitute(form, new Map([[source.name, value]]));
    const [first, last] = [at(source.lo), at(source.hi)];
    return (equal(first, lo) && equal(last, hi)) || (equal(first, hi) && equal(last, lo));
  });
}

/** Whether several indices are made into one, and no condition says of any what it is equal to. */
function joinsIndices({ binders, guard }: Comprehension, forms: readonly Poly[]): boolean {
  const isFree = conjuncts(guard).every(({ tag }) => tag !== 'eq');
  return isFree && forms.some((form) => binders.filter(({ name }) => namesOf(form).has(name)).length > 1);
}

/** Whether a form is what a name stands for, as it is or by an equation among the conditions. */
function isNamed(form: Poly, name: string, guard: Cond): boolean {
  const difference = sub(form, variable(name));
  if (isZero(difference)) return true;
  return conjuncts(guard).some(
    (cond) => cond.tag === 'eq' && (equal(cond.form, difference) || equal(cond.form, neg(difference))),
  );
}

/** The names that have a value in terms of others, instead of being one of `kept`. */
function givenBy(
  binders: readonly Binder[],
  values: readonly Poly[],
  kept: readonly Binder[],
): readonly Let[] {
  const free = new Set(kept.map(({ name }) => name));
  return binders.flatMap(({ name }, i) => {
    const is = values[i] as Poly;
    const [only] = namesOf(is);
    if (only !== undefined && equal(is, variable(only)) && free.delete(only)) return [];
    return [{ name, is }];
  });
}

/** The names that a rule gave to indices which there were before: the new one, then the old one. */
export function renamings({ by: { proof }, backward }: Move): readonly (readonly [string, string])[] {
  if (proof.rule !== 'reindex') return [];
  const [old, made, values] = backward
    ? [proof.to, proof.from, proof.back]
    : [proof.from, proof.to, proof.forward];
  return made.binders.flatMap(({ name }, i) => {
    const same = old.binders.find((range) => isNamed(values[i] as Poly, range.name, old.guard));
    return same === undefined ? [] : [[name, same.name] as const];
  });
}

/** The same rule with letters for the names in it; what speaks of a name without a letter is left out. */
export function withNames(reason: Reason, letter: (name: string) => string | undefined): Reason {
  const named = (lets: readonly Let[]): readonly Let[] =>
    lets.flatMap(({ name, is }) => {
      const names = [...namesOf(is)];
      const letters = [name, ...names].map(letter);
      if (letters.some((found) => found === undefined)) return [];
      const by = new Map(names.map((old, i) => [old, variable(letters[i + 1] as string)]));
      return [{ name: letters[0] as string, is: substitute(is, by) }];
    });
  switch (reason.kind) {
    case 'substitution':
      return { ...reason, lets: named(reason.lets), back: named(reason.back) };
    case 'single':
      return { ...reason, lets: named(reason.lets) };
    case 'line':
      return { kind: 'line', back: named(reason.back) };
    default:
      return reason;
  }
}
