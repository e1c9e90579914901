// Substitution of index expressions for names, without capture: a binder whose name occurs in what is put in
// (or is itself replaced) is renamed first.

import { namesOfCond, substituteCond } from './cond.js';
import { namesOf, type Poly, substitute, variable, zero } from './poly.js';
import {
  add,
  apply,
  type Binder,
  binder,
  diff,
  entry,
  isPoly,
  isTensor,
  iverson,
  line,
  matrix,
  mul,
  op,
  pow,
  reciprocal,
  reduce,
  type Scalar,
  type Tensor,
  type Term,
  value,
} from './term.js';

export type Substitution = ReadonlyMap<string, Poly>;

/** `term` with index names replaced: subst(sum_<m=1..M> x_<k+m>, {k: m+1}) is `sum_<m'=1..M> x_<m'+m+1>`. */
export function substScalar(term: Scalar, by: Substitution): Scalar {
  if (by.size === 0) return term;
  const child = (t: Scalar): Scalar => substScalar(t, by);
  switch (term.tag) {
    case 'value': {
      const poly = substitute(term.value, by);
      return poly === term.value ? term : value(poly);
    }
    case 'entry':
      return entry(
        substTensor(term.tensor, by),
        term.at.map((p) => substitute(p, by)),
      );
    case 'iverson':
      return iverson(substituteCond(term.cond, by));
    case 'add':
      return add(term.args.map(child));
    case 'mul':
      return mul(term.args.map(child));
    case 'pow':
      return pow(child(term.base), term.exponent);
    case 'reciprocal':
      return reciprocal(substitute(term.of, by));
    case 'apply':
      return apply(
        term.fn,
        term.args.map((arg) => (isTensor(arg) ? substTensor(arg, by) : child(arg))),
        term.by.map(({ arg, at }) => ({ arg, at: at.map((p) => substitute(p, by)) })),
      );
    case 'diff':
      return diff(
        child(term.of),
        term.tensor,
        term.at.map((p) => substitute(p, by)),
      );
    case 'line': {
      const { binders, inner } = enter([binder(term.name, zero, zero)], term.body, by);
      return line(term.over, (binders[0] as Binder).name, substScalar(term.body, inner));
    }
    case 'reduce': {
      const { binders, inner } = enter(term.binders, term.body, by);
      return reduce(term.op, binders, substScalar(term.body, inner));
    }
  }
}

export function substTensor(tensor: Tensor, by: Substitution): Tensor {
  switch (tensor.tag) {
    case 'tensor':
      return tensor;
    case 'op':
      return op(
        tensor.op,
        tensor.args.map((arg) => (isPoly(arg) ? substitute(arg, by) : substTensor(arg, by))),
      );
    case 'matrix':
      return matrix(tensor.rows.map((row) => row.map((cell) => substScalar(cell, by))));
  }
}

/** The binders with bounds substituted and names kept apart, and the substitution valid inside them. */
function enter(
  binders: readonly Binder[],
  body: Scalar,
  by: Substitution,
): { readonly binders: readonly Binder[]; readonly inner: Substitution } {
  const inner = new Map(by);
  const renamed: Binder[] = [];
  const used = new Set<string>();
  for (const [name, poly] of by) {
    used.add(name);
    for (const n of namesOf(poly)) used.add(n);
  }
  const clashes = binders.some((b) => used.has(b.name));
  if (clashes) for (const n of namesUnder(binders, body)) used.add(n);
  for (const { name, lo, hi } of binders) {
    let fresh = name;
    if (clashes)
      while (used.has(fresh) && (fresh !== name || by.has(name) || occurs(by, name))) fresh = `${fresh}'`;
    renamed.push(binder(fresh, substitute(lo, inner), substitute(hi, inner)));
    used.add(fresh);
    if (fresh === name) inner.delete(name);
    else inner.set(name, variable(fresh));
  }
  return { binders: renamed, inner };
}

/** What a new name for a binder must differ from: one that is free in another's range would be captured as well. */
function namesUnder(binders: readonly Binder[], body: Scalar): readonly string[] {
  return [
    ...freeNames(body),
    ...binders.flatMap(({ name, lo, hi }) => [name, ...namesOf(lo), ...namesOf(hi)]),
  ];
}

function occurs(by: Substitution, name: string): boolean {
  for (const poly of by.values()) if (namesOf(poly).has(name)) return true;
  return false;
}

/** The index and size names that occur free. */
export function freeNames(term: Term): Set<string> {
  const names = new Set<string>();
  collect(term, new Set(), names);
  return names;
}

function collect(term: Term, bound: ReadonlySet<string>, into: Set<string>): void {
  const note = (names: Iterable<string>): void => {
    for (const name of names) if (!bound.has(name)) into.add(name);
  };
  switch (term.tag) {
    case 'value':
      note(namesOf(term.value));
      break;
    case 'reciprocal':
      note(namesOf(term.of));
      break;
    case 'iverson':
      note(namesOfCond(term.cond));
      break;
    case 'entry':
      for (const p of term.at) note(namesOf(p));
      collect(term.tensor, bound, into);
      break;
    case 'add':
    case 'mul':
      for (const arg of term.args) collect(arg, bound, into);
      break;
    case 'apply':
      for (const arg of term.args) collect(arg, bound, into);
      for (const p of term.by.flatMap(({ at }) => at)) note(namesOf(p));
      break;
    case 'diff':
      for (const p of term.at) note(namesOf(p));
      collect(term.of, bound, into);
      break;
    case 'pow':
      collect(term.base, bound, into);
      break;
    case 'line':
      collect(term.body, new Set([...bound, term.name]), into);
      break;
    case 'reduce': {
      const inner = new Set(bound);
      for (const { name, lo, hi } of term.binders) {
        for (const n of [...namesOf(lo), ...namesOf(hi)]) if (!inner.has(n)) into.add(n);
        inner.add(name);
      }
      collect(term.body, inner, into);
      break;
    }
    case 'tensor':
      break;
    case 'op':
      for (const arg of term.args) {
        if (isPoly(arg)) note(namesOf(arg));
        else collect(arg, bound, into);
      }
      break;
    case 'matrix':
      for (const cell of term.rows.flat()) collect(cell, bound, into);
      break;
  }
}

/**
 * `term` with tensor names replaced by tensor terms; binders that would capture their free names, or that are in
 * `taken`, are renamed.
 */
export function substTensorNames(
  term: Scalar,
  by: ReadonlyMap<string, Tensor>,
  taken: ReadonlySet<string>,
): Scalar {
  const free = new Set([...taken, ...[...by.values()].flatMap((t) => [...freeNames(t)])]);
  return replaceNames(term, by, free) as Scalar;
}

function replaceNames(term: Term, by: ReadonlyMap<string, Tensor>, free: ReadonlySet<string>): Term {
  const scalar = (t: Scalar): Scalar => replaceNames(t, by, free) as Scalar;
  const tensorOf = (t: Tensor): Tensor => replaceNames(t, by, free) as Tensor;
  switch (term.tag) {
    case 'value':
    case 'reciprocal':
    case 'iverson':
      return term;
    case 'entry':
      return entry(tensorOf(term.tensor), term.at);
    case 'add':
      return add(term.args.map(scalar));
    case 'mul':
      return mul(term.args.map(scalar));
    case 'pow':
      return pow(scalar(term.base), term.exponent);
    case 'apply':
      return apply(
        term.fn,
        term.args.map((arg) => replaceNames(arg, by, free)),
        term.by,
      );
    case 'diff':
      // A derivative by the entries of an operation's parameter would have no meaning for arguments that are formulas.
      if (by.has(term.tensor)) throw new RangeError(`a derivative by ${term.tensor}, which is replaced`);
      return diff(scalar(term.of), term.tensor, term.at);
    case 'line': {
      const { binders, body } = avoid([binder(term.name, zero, zero)], term.body, free);
      return line(term.over, (binders[0] as Binder).name, scalar(body));
    }
    case 'reduce': {
      const { binders, body } = term.binders.some((b) => free.has(b.name))
        ? avoid(term.binders, term.body, free)
        : term;
      return reduce(term.op, binders, scalar(body));
    }
    case 'tensor':
      return by.get(term.name) ?? term;
    case 'op':
      return op(
        term.op,
        term.args.map((arg) => (isPoly(arg) ? arg : tensorOf(arg))),
      );
    case 'matrix':
      return matrix(term.rows.map((row) => row.map(scalar)));
  }
}

/** The same reduction with bound names outside `taken`. */
export function avoid(
  binders: readonly Binder[],
  body: Scalar,
  taken: ReadonlySet<string>,
): { readonly binders: readonly Binder[]; readonly body: Scalar } {
  const used = new Set([...taken, ...namesUnder(binders, body)]);
  const renaming = new Map<string, Poly>();
  const renamed = binders.map(({ name, lo, hi }) => {
    let fresh = name;
    if (taken.has(name)) while (used.has(fresh)) fresh = `${fresh}'`;
    used.add(fresh);
    const range = binder(fresh, substitute(lo, renaming), substitute(hi, renaming));
    if (fresh !== name) renaming.set(name, variable(fresh));
    return range;
  });
  return { binders: renamed, body: substScalar(body, renaming) };
}
