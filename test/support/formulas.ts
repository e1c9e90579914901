// Random formulas in the tensors a[M], b[N], c[M,N] and the free index k, true transformations of them, and slips of
// one token. Formulas are small trees of their own, printed as native text; bound names are all different.

import fc from 'fast-check';

/** constant + Σ coefficient·name */
export interface Affine {
  readonly constant: number;
  readonly terms: ReadonlyMap<string, number>;
}

export type Formula =
  | { readonly tag: 'index'; readonly value: Affine }
  | { readonly tag: 'entry'; readonly tensor: string; readonly at: readonly Affine[] }
  | { readonly tag: 'add' | 'mul'; readonly args: readonly Formula[] }
  /** ( )^2, 1/M ( ) */
  | { readonly tag: 'square' | 'mean'; readonly body: Formula }
  | {
      readonly tag: 'sum';
      readonly name: string;
      readonly lo: Affine;
      readonly hi: Affine;
      readonly body: Formula;
    }
  | {
      readonly tag: 'guard';
      readonly left: Affine;
      readonly sign: Sign;
      readonly right: Affine;
      readonly body: Formula;
    };

type Sign = '<=' | '=' | '>' | '!=';

/** What every claim stands under. */
export const declarations = 'tensor a[M], b[N], c[M,N]; index k in 1..M;';

// ---- affine expressions ----------------------------------------------------------------------------

export function affine(constant: number, ...terms: readonly (readonly [string, number])[]): Affine {
  const sums = new Map<string, number>();
  for (const [name, coef] of terms) sums.set(name, (sums.get(name) ?? 0) + coef);
  return { constant, terms: new Map([...sums].filter(([, coef]) => coef !== 0)) };
}

export function plus(a: Affine, b: Affine, times = 1): Affine {
  return affine(
    a.constant + times * b.constant,
    ...a.terms,
    ...[...b.terms].map(([name, coef]) => [name, times * coef] as const),
  );
}

const name = (text: string): Affine => affine(0, [text, 1]);

function substituted(a: Affine, by: ReadonlyMap<string, Affine>): Affine {
  return [...a.terms].reduce((sum, [n, coef]) => plus(sum, by.get(n) ?? name(n), coef), affine(a.constant));
}

function showAffine({ constant, terms }: Affine): string {
  let text = '';
  const put = (n: number, what: string): void => {
    if (n === 0) return;
    const size = Math.abs(n);
    const piece = what === '' ? `${size}` : size === 1 ? what : `${size}*${what}`;
    text += text === '' ? (n < 0 ? `0-${piece}` : piece) : `${n < 0 ? '-' : '+'}${piece}`;
  };
  for (const [n, coef] of terms) put(coef, n);
  put(constant, '');
  return text === '' ? '0' : text;
}

// ---- formulas --------------------------------------------------------------------------------------

const number = (n: number): Formula => ({ tag: 'index', value: affine(n) });
const add = (...args: readonly Formula[]): Formula =>
  args.length === 1 ? (args[0] as Formula) : { tag: 'add', args };
const mul = (...args: readonly Formula[]): Formula =>
  args.length === 1 ? (args[0] as Formula) : { tag: 'mul', args };
const negative = (f: Formula): Formula => mul(number(-1), f);

export function show(f: Formula): string {
  switch (f.tag) {
    case 'index':
      return `(${showAffine(f.value)})`;
    case 'entry':
      return `${/^\w+$/.test(f.tensor) ? f.tensor : `(${f.tensor})`}_<${f.at.map(showAffine).join(',')}>`;
    case 'square':
      return `(${show(f.body)})^2`;
    case 'mean':
      return `1/M (${show(f.body)})`;
    case 'add':
      return `(${f.args.map(show).join(' + ')})`;
    case 'mul':
      return f.args
        .map((arg) => (['sum', 'guard', 'mul', 'mean'].includes(arg.tag) ? `(${show(arg)})` : show(arg)))
        .join(' ');
    case 'sum':
      return `sum_<${f.name}=${showAffine(f.lo)}..${showAffine(f.hi)}> ${show(f.body)}`;
    case 'guard':
      return `[${showAffine(f.left)} ${f.sign} ${showAffine(f.right)}] ${show(f.body)}`;
  }
}

function parts(f: Formula): readonly Formula[] {
  switch (f.tag) {
    case 'add':
    case 'mul':
      return f.args;
    case 'sum':
    case 'guard':
    case 'square':
    case 'mean':
      return [f.body];
    default:
      return [];
  }
}

function withParts(f: Formula, by: readonly Formula[]): Formula {
  switch (f.tag) {
    case 'add':
    case 'mul':
      return { ...f, args: by };
    case 'sum':
    case 'guard':
    case 'square':
    case 'mean':
      return { ...f, body: by[0] as Formula };
    default:
      return f;
  }
}

function substitute(f: Formula, by: ReadonlyMap<string, Affine>): Formula {
  const inner = withParts(
    f,
    parts(f).map((part) => substitute(part, by)),
  );
  switch (inner.tag) {
    case 'index':
      return { ...inner, value: substituted(inner.value, by) };
    case 'entry':
      return { ...inner, at: inner.at.map((a) => substituted(a, by)) };
    case 'sum':
      return { ...inner, lo: substituted(inner.lo, by), hi: substituted(inner.hi, by) };
    case 'guard':
      return { ...inner, left: substituted(inner.left, by), right: substituted(inner.right, by) };
    default:
      return inner;
  }
}

/** Gives fresh names to all bound indices, so that a formula can stand beside itself. */
function renamed(f: Formula, fresh: () => string): Formula {
  if (f.tag !== 'sum')
    return withParts(
      f,
      parts(f).map((part) => renamed(part, fresh)),
    );
  const other = fresh();
  return { ...f, name: other, body: renamed(substitute(f.body, new Map([[f.name, name(other)]])), fresh) };
}

// ---- random formulas -------------------------------------------------------------------------------

interface AffineRecipe {
  readonly first: number;
  readonly coef: number;
  readonly second: number | null;
  readonly negative: boolean;
  readonly constant: number;
}

type Recipe =
  | { readonly tag: 'entry'; readonly tensor: number; readonly at: readonly [AffineRecipe, AffineRecipe] }
  | { readonly tag: 'index'; readonly value: AffineRecipe }
  | { readonly tag: 'add' | 'mul'; readonly args: readonly Recipe[] }
  | { readonly tag: 'square' | 'mean'; readonly body: Recipe }
  | { readonly tag: 'sum'; readonly range: number; readonly bound: AffineRecipe; readonly body: Recipe }
  | {
      readonly tag: 'guard';
      readonly left: AffineRecipe;
      readonly sign: Sign;
      readonly right: AffineRecipe;
      readonly body: Recipe;
    };

const affineRecipe: fc.Arbitrary<AffineRecipe> = fc.record({
  first: fc.nat(5),
  coef: fc.constantFrom(1, 1, 1, 1, 2),
  second: fc.option(fc.nat(5), { freq: 2 }),
  negative: fc.boolean(),
  constant: fc.integer({ min: -2, max: 2 }),
});

const { recipe } = fc.letrec<{ recipe: Recipe }>((tie) => {
  const entry: fc.Arbitrary<Recipe> = fc.record({
    tag: fc.constant('entry' as const),
    tensor: fc.nat(5),
    at: fc.tuple(affineRecipe, affineRecipe),
  });
  const sum: fc.Arbitrary<Recipe> = fc.record({
    tag: fc.constant('sum' as const),
    range: fc.nat(7),
    bound: affineRecipe,
    body: tie('recipe'),
  });
  return {
    recipe: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { arbitrary: entry, weight: 4 },
      { arbitrary: fc.record({ tag: fc.constant('index' as const), value: affineRecipe }), weight: 1 },
      { arbitrary: sum, weight: 5 },
      {
        arbitrary: fc.record({
          tag: fc.constant('mul' as const),
          args: fc.array(fc.oneof({ arbitrary: entry, weight: 3 }, { arbitrary: tie('recipe'), weight: 1 }), {
            minLength: 2,
            maxLength: 2,
          }),
        }),
        weight: 3,
      },
      {
        arbitrary: fc.record({
          tag: fc.constant('add' as const),
          args: fc.array(tie('recipe'), { minLength: 2, maxLength: 2 }),
        }),
        weight: 1,
      },
      {
        arbitrary: fc.record({
          tag: fc.constant('mean' as const),
          body: tie('recipe'),
        }),
        weight: 1,
      },
      {
        // Squares of anything larger have too many terms.
        arbitrary: fc.record({
          tag: fc.constant('square' as const),
          body: fc.oneof(
            entry,
            fc.record({
              tag: fc.constant('sum' as const),
              range: fc.nat(7),
              bound: affineRecipe,
              body: entry,
            }),
          ),
        }),
        weight: 1,
      },
      {
        arbitrary: fc.record({
          tag: fc.constant('guard' as const),
          left: affineRecipe,
          sign: fc.constantFrom<Sign>('<=', '<=', '=', '>', '!='),
          right: affineRecipe,
          body: tie('recipe'),
        }),
        weight: 1,
      },
    ),
  };
});

/** Operations with the entries that they are by hand. */
const operations: readonly {
  readonly tensor: string;
  readonly rank: 1 | 2;
  readonly byHand: (at: readonly Affine[], fresh: () => string) => Formula;
}[] = [
  { tensor: 'rot180(a)', rank: 1, byHand: ([s]) => entry('a', plus(affine(1, ['M', 1]), s as Affine, -1)) },
  { tensor: 'transpose(c)', rank: 2, byHand: ([s, t]) => entry('c', t as Affine, s as Affine) },
  {
    tensor: 'rot90(c)',
    rank: 2,
    byHand: ([s, t]) => entry('c', plus(affine(1, ['M', 1]), t as Affine, -1), s as Affine),
  },
  { tensor: 'pad(b, 1)', rank: 1, byHand: ([s]) => entry('b', plus(s as Affine, affine(-1))) },
  {
    tensor: 'full(a, b)',
    rank: 1,
    byHand: ([s], fresh) => {
      const m = fresh();
      return {
        tag: 'sum',
        name: m,
        lo: affine(1),
        hi: name('M'),
        body: mul(entry('a', name(m)), entry('b', plus(plus(s as Affine, affine(1)), name(m), -1))),
      };
    },
  },
  {
    tensor: 'dilate(a, 2)',
    rank: 1,
    byHand: ([s], fresh) => {
      const m = fresh();
      return {
        tag: 'sum',
        name: m,
        lo: affine(1),
        hi: name('M'),
        body: {
          tag: 'guard',
          left: s as Affine,
          sign: '=',
          right: affine(-1, [m, 2]),
          body: entry('a', name(m)),
        },
      };
    },
  },
  {
    tensor: 'a * b',
    rank: 1,
    byHand: ([s], fresh) => {
      const m = fresh();
      const sum: Formula = {
        tag: 'sum',
        name: m,
        lo: affine(1),
        hi: name('M'),
        body: mul(entry('a', name(m)), entry('b', plus(plus(s as Affine, affine(-1)), name(m)))),
      };
      const below: Formula = {
        tag: 'guard',
        left: s as Affine,
        sign: '<=',
        right: affine(1, ['N', 1], ['M', -1]),
        body: sum,
      };
      return { tag: 'guard', left: affine(1), sign: '<=', right: s as Affine, body: below };
    },
  },
];

function entry(tensor: string, ...at: readonly Affine[]): Formula {
  return { tag: 'entry', tensor, at };
}

class Builder {
  #names = 0;
  readonly fresh = (): string => {
    this.#names += 1;
    return `${['m', 'n', 'p', 'q', 'r', 's'][this.#names % 6]}${this.#names < 6 ? '' : Math.floor(this.#names / 6)}`;
  };

  affine({ first, coef, second, negative: minus, constant }: AffineRecipe, scope: readonly string[]): Affine {
    const pick = (n: number): string => scope[scope.length - 1 - (n % scope.length)] as string;
    return affine(
      constant,
      [pick(first), coef],
      ...(second === null ? [] : [[pick(second), minus ? -1 : 1] as const]),
    );
  }

  build(from: Recipe, scope: readonly string[]): Formula {
    switch (from.tag) {
      case 'entry': {
        const at = from.at.map((a) => this.affine(a, scope));
        const special =
          from.tensor < 1 ? operations[(from.at[0].first + from.at[1].first) % operations.length] : undefined;
        if (special !== undefined) return entry(special.tensor, ...at.slice(0, special.rank));
        return from.tensor % 3 === 0
          ? entry('c', ...at)
          : entry(from.tensor % 3 === 1 ? 'a' : 'b', at[0] as Affine);
      }
      case 'index':
        return { tag: 'index', value: this.affine({ ...from.value, coef: 1 }, scope) };
      case 'add':
      case 'mul':
        return { tag: from.tag, args: from.args.map((arg) => this.build(arg, scope)) };
      case 'square':
      case 'mean':
        return { tag: from.tag, body: this.build(from.body, scope) };
      case 'sum': {
        const own = this.fresh();
        const [lo, hi] = this.range(from.range, this.affine({ ...from.bound, coef: 1 }, scope), scope);
        return { tag: 'sum', name: own, lo, hi, body: this.build(from.body, [...scope, own]) };
      }
      case 'guard':
        return {
          tag: 'guard',
          left: this.affine(from.left, scope),
          sign: from.sign,
          right: this.affine({ ...from.right, coef: 1 }, scope),
          body: this.build(from.body, scope),
        };
    }
  }

  range(kind: number, bound: Affine, scope: readonly string[]): readonly [Affine, Affine] {
    const last = name(scope[scope.length - 1] as string);
    switch (kind) {
      case 0:
        return [affine(1), name('N')];
      case 1:
        return [affine(0), affine(-1, ['M', 1])];
      case 2:
        return [affine(1), last];
      case 3:
        return [last, name('M')];
      case 4:
        return [bound, plus(bound, affine(-1, ['N', 1]))];
      default:
        return [affine(1), name('M')];
    }
  }
}

// ---- transformations that keep the value -----------------------------------------------------------

interface Move {
  readonly kind: number;
  readonly place: number;
  readonly by: number;
}

const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.nat(13),
  place: fc.nat(30),
  by: fc.integer({ min: -2, max: 3 }),
});

function places(f: Formula): number {
  return 1 + parts(f).reduce((sum, part) => sum + places(part), 0);
}

/** f with the part number `place` (in reading order) changed; `inside` are the names bound around it. */
function changed(
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
    parts(f).map((part) => {
      const own = places(part);
      const result = next >= 0 && next < own ? changed(part, next, change, below) : part;
      next -= own;
      return result;
    }),
  );
}

/** The same value, written in another way. */
function transformed(f: Formula, { kind, by }: Move, scope: readonly string[], fresh: () => string): Formula {
  const pivot = scope[(by + 2) % scope.length] as string;
  if (f.tag === 'sum') {
    const { lo, hi, body } = f;
    const v = name(f.name);
    switch (kind % 7) {
      case 0: // reversal
        return { ...f, body: substitute(body, new Map([[f.name, plus(plus(lo, hi), v, -1)]])) };
      case 1: {
        // shift
        const shift = plus(affine(by), name(pivot));
        const other = fresh();
        return {
          ...f,
          name: other,
          lo: plus(lo, shift),
          hi: plus(hi, shift),
          body: substitute(body, new Map([[f.name, plus(name(other), shift, -1)]])),
        };
      }
      case 2: // exchange
        if (body.tag === 'sum' && !body.lo.terms.has(f.name) && !body.hi.terms.has(f.name))
          return { ...body, body: { ...f, body: body.body } };
        return { ...f, body: add(body, number(0)) };
      case 3: {
        // split by a bracket
        const point = plus(affine(by), name(pivot));
        const half = (sign: Sign): Formula => ({
          ...f,
          body: { tag: 'guard', left: v, sign, right: point, body },
        });
        return add(half('<='), renamed(half('>'), fresh));
      }
      case 4: {
        // a bracket for the range
        const from: Formula = { tag: 'guard', left: lo, sign: '<=', right: v, body };
        return {
          ...f,
          lo: plus(lo, affine(-1)),
          hi: plus(hi, affine(2)),
          body: { tag: 'guard', left: v, sign: '<=', right: hi, body: from },
        };
      }
      case 5: // linearity
        if (body.tag === 'add') return add(...body.args.map((arg) => renamed({ ...f, body: arg }, fresh)));
        return add(
          { ...f, hi: plus(hi, affine(1)) },
          negative(
            renamed(
              {
                ...f,
                lo: plus(hi, affine(1)),
                hi: plus(hi, affine(1)),
                body: { tag: 'guard', left: lo, sign: '<=', right: plus(hi, affine(1)), body },
              },
              fresh,
            ),
          ),
        );
      default: {
        // the bracket of one point
        const other = fresh();
        const inner: Formula = {
          tag: 'guard',
          left: name(other),
          sign: '=',
          right: plus(v, affine(by)),
          body: substitute(body, new Map([[f.name, plus(name(other), affine(-by))]])),
        };
        return {
          ...f,
          body: { tag: 'sum', name: other, lo: plus(lo, affine(by)), hi: plus(hi, affine(by)), body: inner },
        };
      }
    }
  }
  if (f.tag === 'entry') {
    const operation = operations.find((o) => o.tensor === f.tensor);
    if (operation !== undefined && kind % 3 !== 0) {
      const body = operation.byHand(f.at, fresh);
      return body;
    }
  }
  if (f.tag === 'mul' && kind % 2 === 0) {
    const i = f.args.findIndex((arg) => arg.tag === 'add');
    const sum = f.args[i];
    if (sum?.tag === 'add')
      return add(
        ...sum.args.map((arg) => renamed(mul(...f.args.map((old, j) => (j === i ? arg : old))), fresh)),
      );
  }
  if ((f.tag === 'mul' || f.tag === 'add') && kind % 3 !== 0) return { ...f, args: [...f.args].reverse() };
  switch (kind % 4) {
    case 0: {
      // a case distinction
      const bracket = (sign: Sign, body: Formula): Formula => ({
        tag: 'guard',
        left: name(pivot),
        sign,
        right: affine(by),
        body,
      });
      return add(bracket('<=', f), bracket('>', renamed(f, fresh)));
    }
    case 1: {
      // a term added and taken away
      const term = entry('a', plus(affine(by), name(pivot)));
      return add(f, term, negative(term));
    }
    case 2:
      return add(mul(number(by + 3), f), mul(number(-by - 2), renamed(f, fresh)));
    default: {
      // a sum over one point
      const other = fresh();
      return { tag: 'sum', name: other, lo: affine(by), hi: affine(by), body: f };
    }
  }
}

// ---- slips -----------------------------------------------------------------------------------------

interface Slip {
  readonly place: number;
  readonly kind: number;
  readonly by: 1 | -1;
  readonly which: number;
}

const slip: fc.Arbitrary<Slip> = fc.record({
  place: fc.nat(30),
  kind: fc.nat(5),
  by: fc.constantFrom(1 as const, -1 as const),
  which: fc.nat(5),
});

/** One token changed; may give the same value by chance. */
function slipped(f: Formula, { kind, by, which }: Slip, scope: readonly string[]): Formula {
  const off = (a: Affine): Affine => {
    if (kind % 2 === 0 || a.terms.size === 0) return plus(a, affine(by));
    const [old] = [...a.terms.keys()];
    const other = scope[which % scope.length] as string;
    return plus(plus(a, name(old as string), -1), name(other));
  };
  switch (f.tag) {
    case 'index':
      return { ...f, value: off(f.value) };
    case 'entry': {
      if (kind === 4 && f.at.length === 2) return { ...f, at: [...f.at].reverse() };
      const d = which % f.at.length;
      return { ...f, at: f.at.map((a, i) => (i === d ? off(a) : a)) };
    }
    case 'sum':
      if (kind % 3 === 2) return negative(f);
      return kind % 3 === 0 ? { ...f, lo: plus(f.lo, affine(by)) } : { ...f, hi: plus(f.hi, affine(by)) };
    case 'guard':
      if (kind % 3 === 0) return f.body;
      return { ...f, left: plus(f.left, affine(by)) };
    case 'square':
    case 'mean':
      return kind % 2 === 0 ? f.body : negative(f);
    case 'add':
      if (kind % 2 === 0) return { ...f, args: f.args.slice(1) };
      return { ...f, args: f.args.map((arg, i) => (i === which % f.args.length ? negative(arg) : arg)) };
    case 'mul':
      return negative(f);
  }
}

// ---- claims ----------------------------------------------------------------------------------------

const freeNames = ['N', 'M', 'k'];

function text(left: Formula, right: Formula): string {
  return `${declarations} theorem t: ${show(left)} = ${show(right)}`;
}

function moved(f: Formula, moves: readonly Move[], fresh: () => string): Formula {
  return moves.reduce(
    (g, m) =>
      changed(g, m.place % places(g), (part, inside) =>
        transformed(part, m, [...freeNames, ...inside], fresh),
      ),
    f,
  );
}

/** A claim that is true by the way it was made. */
export const trueClaims: fc.Arbitrary<string> = fc
  .tuple(recipe, fc.array(move, { minLength: 1, maxLength: 3 }))
  .map(([from, moves]) => {
    const builder = new Builder();
    const f = builder.build(from, freeNames);
    return text(f, moved(f, moves, builder.fresh));
  });

/** A claim with one token changed, after at most one true transformation. */
export const slippedClaims: fc.Arbitrary<string> = fc
  .tuple(recipe, fc.array(move, { maxLength: 1 }), slip)
  .map(([from, moves, s]) => {
    const builder = new Builder();
    const f = builder.build(from, freeNames);
    const g = moved(f, moves, builder.fresh);
    return text(
      f,
      changed(g, s.place % places(g), (part, inside) => slipped(part, s, [...freeNames, ...inside])),
    );
  });

/** One side of a claim. */
export const formulaTexts: fc.Arbitrary<string> = recipe.map((from) =>
  show(new Builder().build(from, freeNames)),
);
