// Random claims between tensors: operations applied to W[M,N], V[M,N] and X[I,J], rewritten by known identities or
// with one operation exchanged for another.

import fc from 'fast-check';

type Expression =
  | { readonly op: 'W' | 'V' | 'X'; readonly args: readonly [] }
  | { readonly op: string; readonly args: readonly Expression[] };

const declarations = 'tensor W[M,N], V[M,N], X[I,J];';
const unary = ['rot180', 'rot90', 'rot270', 'transpose', 'pad', 'dilate', 'crop', 'twice'];
const binary = ['*', '(*)', 'full', '+'];

const make = (op: string, ...args: readonly Expression[]): Expression => ({ op, args });

const { expression: anyExpression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    fc.constantFrom<Expression>(make('W'), make('V'), make('X')),
    fc.tuple(fc.constantFrom(...unary), tie('expression')).map(([op, a]) => make(op, a)),
    fc
      .tuple(fc.constantFrom('*', '(*)', 'full'), tie('expression'), tie('expression'))
      .map(([op, a, b]) => make(op, a, b)),
    fc
      .tuple(fc.constantFrom('*', 'full'), tie('expression'))
      .map(([op, a]) => make(op, make('+', make('W'), make('V')), a)),
  ),
}));

/** Factors of a product multiplied out: equal ones may be exchanged, so that many of them are slow. */
function degree({ op, args }: Expression): number {
  const degrees = args.map(degree);
  return args.length === 0 ? 1 : op === '+' ? Math.max(...degrees) : degrees.reduce((sum, d) => sum + d, 0);
}

const expression = anyExpression.filter((e) => degree(e) <= 3);

function show({ op, args }: Expression): string {
  const [a, b] = args.map(show);
  if (a === undefined) return op;
  if (op === 'pad') return `pad(${a}, 1, 2)`;
  if (op === 'dilate') return `dilate(${a}, 2, 3)`;
  if (op === 'crop') return `crop(${a}, 1, 0)`;
  if (op === 'twice') return `(2 ${a})`;
  if (b === undefined) return `${op}(${a})`;
  return op === 'full' ? `full(${a}, ${b})` : `(${a} ${op} ${b})`;
}

/** An identity used at the root, if one applies. */
function rewritten(e: Expression, which: number): Expression {
  const [a, b] = e.args;
  if (a === undefined)
    return which % 2 === 0 ? make('rot180', make('rot180', e)) : make('transpose', make('transpose', e));
  const [c, d] = a.args;
  if (e.op === 'rot180' && a.op === 'full' && c !== undefined && d !== undefined)
    return make('full', make('rot180', c), make('rot180', d));
  if (
    (e.op === 'rot180' || e.op === 'transpose') &&
    (a.op === '*' || a.op === '(*)') &&
    c !== undefined &&
    d !== undefined
  )
    return make(a.op, make(e.op, c), make(e.op, d));
  if (e.op === 'rot180') return make('rot90', make('rot90', a));
  if (e.op === 'rot90') return make('rot180', make('rot270', a));
  if (e.op === 'transpose' && a.op === 'rot90' && c !== undefined)
    return make('rot270', make('transpose', c));
  if (b === undefined) return e;
  if (a.op === '+' && c !== undefined && d !== undefined && which % 2 === 0)
    return make('+', make(e.op, c, b), make(e.op, d, b));
  if (e.op === 'full') return make('full', b, a);
  if (e.op === '(*)') return make('*', make('rot180', a), b);
  if (e.op === '*') return make('(*)', make('rot180', a), b);
  return e;
}

function size(e: Expression): number {
  return 1 + e.args.reduce((sum, arg) => sum + size(arg), 0);
}

function changed(e: Expression, place: number, change: (part: Expression) => Expression): Expression {
  if (place === 0) return change(e);
  let next = place - 1;
  return make(
    e.op,
    ...e.args.map((arg) => {
      const own = size(arg);
      const result = next >= 0 && next < own ? changed(arg, next, change) : arg;
      next -= own;
      return result;
    }),
  );
}

const places = fc.array(fc.tuple(fc.nat(10), fc.nat(3)), { minLength: 1, maxLength: 2 });

function moved(e: Expression, at: readonly (readonly [number, number])[]): Expression {
  return at.reduce((f, [place, which]) => changed(f, place % size(f), (part) => rewritten(part, which)), e);
}

/** True by known identities. */
export const trueTensorClaims: fc.Arbitrary<string> = fc
  .tuple(expression, places)
  .map(([e, at]) => `${declarations} theorem t: ${show(e)} = ${show(moved(e, at))}`);

/** Rewritten, with one operation exchanged: mostly false. */
export const slippedTensorClaims: fc.Arbitrary<string> = fc
  .tuple(expression, places, fc.nat(10), fc.nat(7))
  .map(([e, at, place, other]) => {
    const f = moved(e, at);
    const slipped = changed(f, place % size(f), (part) => {
      if (part.args.length === 0)
        return make(['W', 'V', 'X'].filter((name) => name !== part.op)[other % 2] as string);
      const ops = (part.args.length === 1 ? unary : binary).filter((op) => op !== part.op);
      const exchanged = make(ops[other % ops.length] as string, ...part.args);
      return degree(exchanged) > degree(part) ? make('rot180', part) : exchanged;
    });
    return `${declarations} theorem t: ${show(e)} = ${show(slipped)}`;
  });
