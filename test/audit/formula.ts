// Formulas as small trees of the audit's own, printed as native text. Bound names are all different inside one
// formula, so that a part may move past a binder without being captured.

import { type Index, named, namesOf, showIndex, substituted } from './affine.js';
import { type Condition, mapped, showCondition } from './condition.js';

export interface Sum {
  readonly tag: 'sum';
  readonly name: string;
  readonly lo: Index;
  readonly hi: Index;
  readonly body: Formula;
  /** Printed in one bracket with the sum in its body: sum_<m=1..M, n=1..N>. */
  readonly joined: boolean;
}

export type Formula =
  | { readonly tag: 'number'; readonly num: number; readonly den: number }
  /** An index expression as a factor. */
  | { readonly tag: 'value'; readonly value: Index }
  | { readonly tag: 'entry'; readonly tensor: string; readonly at: readonly Index[] }
  | { readonly tag: 'add' | 'mul'; readonly args: readonly Formula[] }
  | { readonly tag: 'power'; readonly base: Formula; readonly exponent: number }
  /** 1/(M*N) body */
  | { readonly tag: 'mean'; readonly sizes: readonly string[]; readonly body: Formula }
  | { readonly tag: 'apply'; readonly fn: string; readonly body: Formula }
  /** The derivative of the body by an entry. */
  | {
      readonly tag: 'diff';
      readonly body: Formula;
      readonly tensor: string;
      readonly at: readonly Index[];
    }
  | { readonly tag: 'guard'; readonly cond: Condition; readonly body: Formula }
  /** { holds if cond; fails otherwise } */
  | {
      readonly tag: 'cases';
      readonly cond: Condition;
      readonly holds: Formula;
      readonly fails: Formula;
    }
  | Sum;

export const number = (num: number, den = 1): Formula => ({ tag: 'number', num, den });
export const value = (a: Index): Formula => ({ tag: 'value', value: a });
export const entry = (tensor: string, ...at: readonly Index[]): Formula => ({ tag: 'entry', tensor, at });
export const guard = (cond: Condition, body: Formula): Formula => ({ tag: 'guard', cond, body });
export const sum = (name: string, lo: Index, hi: Index, body: Formula, joined = false): Sum => ({
  tag: 'sum',
  name,
  lo,
  hi,
  body,
  joined,
});

export function add(...args: readonly Formula[]): Formula {
  return args.length === 1 ? (args[0] as Formula) : { tag: 'add', args };
}

export function mul(...args: readonly Formula[]): Formula {
  const flat = args.flatMap((arg) => (arg.tag === 'mul' ? arg.args : [arg]));
  if (flat.length === 0) return number(1);
  return flat.length === 1 ? (flat[0] as Formula) : { tag: 'mul', args: flat };
}

export const negative = (f: Formula): Formula => mul(number(-1), f);

/** The factors of a product; of anything else, itself. */
export function factorsOf(f: Formula): readonly Formula[] {
  return f.tag === 'mul' ? f.args : [f];
}

// ---- parts -----------------------------------------------------------------------------------------

export function partsOf(f: Formula): readonly Formula[] {
  switch (f.tag) {
    case 'add':
    case 'mul':
      return f.args;
    case 'power':
      return [f.base];
    case 'cases':
      return [f.holds, f.fails];
    case 'sum':
    case 'guard':
    case 'mean':
    case 'apply':
    case 'diff':
      return [f.body];
    default:
      return [];
  }
}

export function withParts(f: Formula, by: readonly Formula[]): Formula {
  const [first, second] = by as readonly [Formula, Formula];
  switch (f.tag) {
    case 'add':
      return { ...f, args: by };
    case 'mul':
      return mul(...by);
    case 'power':
      return { ...f, base: first };
    case 'cases':
      return { ...f, holds: first, fails: second };
    case 'sum':
    case 'guard':
    case 'mean':
    case 'apply':
    case 'diff':
      return { ...f, body: first };
    default:
      return f;
  }
}

export function sizeOf(f: Formula): number {
  return partsOf(f).reduce((total, part) => total + sizeOf(part), 1);
}

/** f with the part number `place`, in reading order, changed; `inside` are the names bound around it. */
export function changedAt(
  f: Formula,
  place: number,
  change: (part: Formula, inside: readonly string[]) => Formula,
  inside: readonly string[] = [],
): Formula {
  if (place === 0) return change(f, inside);
  let next = place - 1;
  const below = f.tag === 'sum' ? [...inside, f.name] : inside;
  return withParts(
    f,
    partsOf(f).map((part) => {
      const own = sizeOf(part);
      const result = next >= 0 && next < own ? changedAt(part, next, change, below) : part;
      next -= own;
      return result;
    }),
  );
}

// ---- names -----------------------------------------------------------------------------------------

export function substitute(f: Formula, by: ReadonlyMap<string, Index>): Formula {
  const inner = withParts(
    f,
    partsOf(f).map((part) => substitute(part, by)),
  );
  return mapIndexes(inner, (a) => substituted(a, by));
}

export function replaced(f: Formula, name: string, by: Index): Formula {
  return substitute(f, new Map([[name, by]]));
}

/** Fresh names for all bound indices, so that a formula can stand beside itself. */
export function renamed(f: Formula, fresh: () => string): Formula {
  if (f.tag !== 'sum')
    return withParts(
      f,
      partsOf(f).map((part) => renamed(part, fresh)),
    );
  const name = fresh();
  return { ...f, name, body: renamed(replaced(f.body, f.name, named(name)), fresh) };
}

/** Bound indices named by their depth, m, n, p, …: sums side by side share names, as textbooks have it. */
export function namedByDepth(f: Formula, letters: readonly string[]): Formula {
  // Through names that are nobody's, so that a new name never meets an old one.
  let count = 0;
  const apart = renamed(f, () => `#${++count}`);
  const visit = (g: Formula, depth: number): Formula => {
    const name = g.tag === 'sum' ? letters[depth] : undefined;
    if (g.tag !== 'sum' || name === undefined)
      return withParts(
        g,
        partsOf(g).map((part) => visit(part, depth)),
      );
    return { ...g, name, body: visit(replaced(g.body, g.name, named(name)), depth + 1) };
  };
  return visit(apart, 0);
}

/** The index expressions of a node itself, not of its parts, changed one by one. */
export function mapIndexes(f: Formula, change: (a: Index) => Index): Formula {
  switch (f.tag) {
    case 'value':
      return { ...f, value: change(f.value) };
    case 'entry':
    case 'diff':
      return { ...f, at: f.at.map(change) };
    case 'sum':
      return { ...f, lo: change(f.lo), hi: change(f.hi) };
    case 'guard':
    case 'cases':
      return { ...f, cond: mapped(f.cond, change) };
    default:
      return f;
  }
}

export function indexesOf(f: Formula): readonly Index[] {
  const found: Index[] = [];
  mapIndexes(f, (a) => {
    found.push(a);
    return a;
  });
  return found;
}

/** Names in index expressions that are not bound in f. */
export function freeNames(f: Formula): ReadonlySet<string> {
  const names = new Set(partsOf(f).flatMap((part) => [...freeNames(part)]));
  if (f.tag === 'sum') names.delete(f.name);
  for (const a of indexesOf(f)) for (const name of namesOf(a)) names.add(name);
  if (f.tag === 'mean') for (const name of f.sizes) names.add(name);
  return names;
}

export function mentions(f: Formula, name: string): boolean {
  return freeNames(f).has(name);
}

/** The tensors, or the functions, that a formula speaks of. */
export function symbolsOf(f: Formula): ReadonlySet<string> {
  const own = f.tag === 'entry' || f.tag === 'diff' ? [f.tensor] : f.tag === 'apply' ? [f.fn] : [];
  return new Set([...own, ...partsOf(f).flatMap((part) => [...symbolsOf(part)])]);
}

// ---- text ------------------------------------------------------------------------------------------

export function show(f: Formula): string {
  switch (f.tag) {
    case 'number':
      return f.num < 0 ? `(${fraction(f.num, f.den)})` : fraction(f.num, f.den);
    case 'value':
      return f.value.size <= 1 && !/[-*]/.test(showIndex(f.value))
        ? showIndex(f.value)
        : `(${showIndex(f.value)})`;
    case 'entry':
      if (f.at.length === 0) return f.tensor;
      return `${/^\w+$/.test(f.tensor) ? f.tensor : `(${f.tensor})`}_<${f.at.map(showIndex).join(',')}>`;
    case 'add':
      return `(${f.args.map(show).join(' + ')})`;
    case 'mul':
      return f.args.map((arg, i) => factor(arg, i === f.args.length - 1)).join(' ');
    case 'power':
      return `(${show(f.base)})^${f.exponent}`;
    case 'mean':
      return `1/${f.sizes.length === 1 ? f.sizes[0] : `(${f.sizes.join('*')})`} (${show(f.body)})`;
    case 'apply':
      return `${f.fn}(${show(f.body)})`;
    case 'diff':
      return `diff(${show(f.body)}, ${show(entry(f.tensor, ...f.at))})`;
    case 'guard':
      return `[${brackets(f.cond)}] ${factor(f.body, true)}`;
    case 'cases':
      return `{ ${show(f.holds)} if ${brackets(f.cond)}; ${show(f.fails)} otherwise }`;
    case 'sum':
      return showSum(f);
  }
}

function fraction(num: number, den: number): string {
  return den === 1 ? `${num}` : `${num}/${den}`;
}

/** What reaches over the rest of a product stands in parentheses, unless it comes last. */
function factor(f: Formula, last: boolean): string {
  const greedy = f.tag === 'sum' || f.tag === 'guard';
  const slash = f.tag === 'mean' || (f.tag === 'number' && f.den !== 1);
  return slash || (greedy && !last) || f.tag === 'cases' ? `(${show(f)})` : show(f);
}

function brackets(c: Condition): string {
  return c.tag === 'and' ? c.args.map(showCondition).join(', ') : showCondition(c);
}

function showSum(f: Sum): string {
  const binders: string[] = [];
  let inner: Formula = f;
  for (let more = true; more && inner.tag === 'sum'; ) {
    binders.push(`${inner.name}=${showIndex(inner.lo)}..${showIndex(inner.hi)}`);
    more = inner.joined;
    inner = inner.body;
  }
  return `sum_<${binders.join(', ')}> ${factor(inner, true)}`;
}
