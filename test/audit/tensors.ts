// Statements between tensors: operations of the prelude applied to W, V, X, …, rewritten by known identities.

import type { Random } from './random.js';
import type { Statement } from './statement.js';

/** An operation with the numbers among its arguments. */
interface Expression {
  readonly op: string;
  readonly args: readonly Expression[];
  readonly numbers: readonly number[];
}

const declarations: Readonly<Record<string, string>> = {
  W: 'W[M,N]',
  V: 'V[M,N]',
  S: 'S[M,M]',
  X: 'X[I,J]',
  A: 'A[M]',
  B: 'B[M]',
  C: 'C[N]',
  Y: 'Y[I]',
};

const make = (op: string, args: readonly Expression[], numbers: readonly number[] = []): Expression => ({
  op,
  args,
  numbers,
});
const unary = (op: string, a: Expression, ...numbers: readonly number[]): Expression =>
  make(op, [a], numbers);
const binary = (op: string, a: Expression, b: Expression): Expression => make(op, [a, b]);

function showExpression({ op, args, numbers }: Expression): string {
  const [a, b] = args.map(showExpression);
  if (a === undefined) return op;
  if (op === 'times') return `(${numbers[0]} ${a})`;
  if (op === 'scale') return `scale(${numbers[0]}, ${a})`;
  if (b === undefined) return `${op}(${[a, ...numbers].join(', ')})`;
  return op === 'full' || op === 'plus' ? `${op}(${a}, ${b})` : `(${a} ${op} ${b})`;
}

// ---- random expressions ----------------------------------------------------------------------------

const names = { 1: ['A', 'B', 'C', 'Y'], 2: ['W', 'V', 'S', 'X'] } as const;
type Rank = 1 | 2;

function expression(random: Random, rank: Rank, depth: number): Expression {
  const below = (): Expression => expression(random, rank, depth - 1);
  if (depth === 0 || random.chance(0.15)) return make(random.pick(names[rank]), []);
  const two = rank === 2;
  return random.weighted<() => Expression>([
    [2, () => unary('rot180', below())],
    [two ? 1 : 0, () => unary(random.pick(['rot90', 'rot270']), below())],
    [two ? 2 : 0, () => unary('transpose', below())],
    [1, () => unary('pad', below(), ...numbers(random, rank, 0, 2))],
    [1, () => unary('crop', below(), ...numbers(random, rank, 0, 1))],
    [1, () => unary('dilate', below(), ...numbers(random, rank, 1, 3))],
    [1, () => unary(random.pick(['times', 'scale']), below(), random.int(2, 3))],
    [2, () => binary('*', below(), below())],
    [2, () => binary('(*)', below(), below())],
    [2, () => binary('full', below(), below())],
    [1, () => binary('*', sumOf(random, rank), below())],
    [1, () => binary('full', sumOf(random, rank), below())],
    [1, () => sumOf(random, rank)],
    [two ? 1 : 0, () => binary('@', make('W', []), unary('transpose', make('V', [])))],
    [two ? 1 : 0, () => binary('@', make('S', []), below())],
  ])();
}

/** Two tensors of one shape added, or multiplied entry by entry. */
function sumOf(random: Random, rank: Rank): Expression {
  const [a, b] = rank === 2 ? ['W', 'V'] : ['A', 'B'];
  const wrap = random.pick(['rot180', 'rot180', 'none']);
  const first = make(a as string, []);
  const second = make(b as string, []);
  return binary(random.pick(['+', 'plus', '-', '.*']), first, wrap === 'none' ? second : unary(wrap, second));
}

function numbers(random: Random, rank: Rank, lo: number, hi: number): readonly number[] {
  return Array.from({ length: rank }, () => random.int(lo, hi));
}

/** Factors of a product of entries multiplied out. */
function degree({ op, args }: Expression): number {
  const degrees = args.map(degree);
  if (args.length === 0) return 1;
  return ['+', '-', 'plus'].includes(op) ? Math.max(...degrees) : degrees.reduce((sum, d) => sum + d, 0);
}

function rankOf({ op, args }: Expression): Rank {
  const [first] = args;
  return first === undefined ? ((names[1] as readonly string[]).includes(op) ? 1 : 2) : rankOf(first);
}

// ---- identities ------------------------------------------------------------------------------------

/** An identity with the expression as its left side; null where it has none. */
type Law = (e: Expression, random: Random) => Expression | null;

const bilinear = ['*', '(*)', 'full'];

/** What turns or mirrors a tensor goes inside correlation, convolution and their sums. */
const inward: Law = ({ op, args }) => {
  const [a] = args;
  if (a === undefined || !['rot180', 'rot90', 'rot270', 'transpose'].includes(op)) return null;
  const [b, c] = a.args;
  if (b === undefined || c === undefined || ![...bilinear, '+', '-', 'plus', '.*'].includes(a.op))
    return null;
  return binary(a.op, unary(op, b), unary(op, c));
};

const laws: readonly Law[] = [
  inward,
  inward,
  (e) => unary('rot180', unary('rot180', e)),
  (e) => (rankOf(e) === 2 ? unary('transpose', unary('transpose', e)) : null),
  (e) => (rankOf(e) === 2 ? unary('rot90', unary('rot270', e)) : null),
  ({ op, args: [a] }) =>
    op === 'rot180' && a !== undefined && rankOf(a) === 2 ? unary('rot90', unary('rot90', a)) : null,
  ({ op, args: [a] }) => (op === 'rot90' && a !== undefined ? unary('rot180', unary('rot270', a)) : null),
  ({ op, args: [a] }) => (op === a?.op && ['rot180', 'transpose'].includes(op) ? (a.args[0] ?? null) : null),
  // correlation and convolution
  ({ op, args: [a, b] }) =>
    op === '*' && a !== undefined && b !== undefined ? binary('(*)', unary('rot180', a), b) : null,
  ({ op, args: [a, b] }) =>
    op === '(*)' && a !== undefined && b !== undefined ? binary('*', unary('rot180', a), b) : null,
  ({ op, args: [a, b] }) =>
    ['full', '.*', '+', 'plus'].includes(op) && a !== undefined && b !== undefined ? binary(op, b, a) : null,
  ({ op, args: [a, b] }) => (op === 'plus' && a !== undefined && b !== undefined ? binary('+', a, b) : null),
  ({ op, args: [a], numbers: n }) => (op === 'scale' && a !== undefined ? unary('times', a, ...n) : null),
  ({ op, args: [a, b] }) => {
    const [c, d] = b?.args ?? [];
    if (a === undefined || c === undefined || d === undefined || op !== b?.op) return null;
    if (op === '*' || op === '(*)') return binary(op, binary('full', a, c), d);
    return op === 'full' || op === '@' ? binary(op, binary(op, a, c), d) : null;
  },
  // linearity, on both sides
  ({ op, args: [a, b] }) => {
    const [c, d] = a?.args ?? [];
    if (b === undefined || c === undefined || d === undefined) return null;
    if (![...bilinear, '@'].includes(op) || !['+', '-', 'plus'].includes(a?.op ?? '')) return null;
    return binary(a?.op as string, binary(op, c, b), binary(op, d, b));
  },
  ({ op, args: [a, b] }) => {
    const [c] = a?.args ?? [];
    if (b === undefined || c === undefined || a?.op !== 'times' || ![...bilinear, '@'].includes(op))
      return null;
    return unary('times', binary(op, c, b), ...a.numbers);
  },
  // matrices
  ({ op, args: [a] }) => {
    const [b, c] = a?.args ?? [];
    if (op !== 'transpose' || a?.op !== '@' || b === undefined || c === undefined) return null;
    return binary('@', unary('transpose', c), unary('transpose', b));
  },
  // padding, dilation, cropping
  ({ op, args: [a], numbers: n }) => {
    const [b] = a?.args ?? [];
    if (a === undefined || b === undefined || op !== a.op || n.length === 0) return null;
    if (op === 'pad' || op === 'crop') return unary(op, b, ...n.map((p, i) => p + (a.numbers[i] as number)));
    return op === 'dilate' ? unary(op, b, ...n.map((s, i) => s * (a.numbers[i] as number))) : null;
  },
  ({ op, args: [a], numbers: n }) => {
    const [b] = a?.args ?? [];
    if (a === undefined || b === undefined || !['pad', 'dilate', 'crop'].includes(a.op)) return null;
    if (op === 'rot180') return unary(a.op, unary(op, b), ...a.numbers);
    return ['transpose', 'rot90', 'rot270'].includes(op) && n.length === 0
      ? unary(a.op, unary(op, b), ...[...a.numbers].reverse())
      : null;
  },
  (e, random) => {
    const by = numbers(random, rankOf(e), 0, 2);
    return unary('crop', unary('pad', e, ...by), ...by);
  },
  ({ op, args: [a], numbers: n }) => {
    const [b, c] = a?.args ?? [];
    if (op !== 'dilate' || a?.op !== 'full' || b === undefined || c === undefined) return null;
    return binary('full', unary(op, b, ...n), unary(op, c, ...n));
  },
  (e, random) => {
    const by = random.int(2, 4);
    return binary('-', unary('times', e, by), unary('times', e, by - 1));
  },
];

// ---- places ----------------------------------------------------------------------------------------

function size(e: Expression): number {
  return 1 + e.args.reduce((sum, arg) => sum + size(arg), 0);
}

function changed(e: Expression, place: number, change: (part: Expression) => Expression): Expression {
  if (place === 0) return change(e);
  let next = place - 1;
  return {
    ...e,
    args: e.args.map((arg) => {
      const own = size(arg);
      const result = next >= 0 && next < own ? changed(arg, next, change) : arg;
      next -= own;
      return result;
    }),
  };
}

function rewritten(e: Expression, random: Random): Expression {
  for (let attempt = 0; attempt < 40; attempt++) {
    const law = random.pick(laws);
    let done = false;
    const f = changed(e, random.int(0, size(e) - 1), (part) => {
      const other = law(part, random);
      done = other !== null;
      return other ?? part;
    });
    if (done && size(f) <= 16) return f;
  }
  return e;
}

/** One operation, tensor or number exchanged for another. */
function slippedExpression(e: Expression, random: Random): Expression {
  const { op, args, numbers: n } = e;
  if (args.length === 0) return make(random.pick(names[rankOf(e)].filter((name) => name !== op)), []);
  if (n.length > 0 && random.chance(0.5)) {
    const which = random.int(0, n.length - 1);
    const changedBy = (number: number): number =>
      number > 1 && random.chance(0.5) ? number - 1 : number + 1;
    return { ...e, numbers: n.map((number, i) => (i === which ? changedBy(number) : number)) };
  }
  const [a, b] = args as readonly [Expression, Expression];
  if (b === undefined)
    return random.chance(0.5)
      ? a
      : unary(rankOf(a) === 1 ? 'rot180' : random.pick(['rot180', 'rot90', 'rot270', 'transpose']), a);
  if (random.chance(0.3)) return { ...e, args: [b, a] };
  const ops = ['+', '-', 'plus', '.*'].includes(op) ? ['+', '-', '.*'] : bilinear;
  return { ...e, op: random.pick(ops.filter((other) => other !== op)) };
}

// ---- statements ------------------------------------------------------------------------------------

interface TensorRelation {
  readonly sides: readonly Expression[];
  readonly operator: '=' | '!=';
  readonly made: 'true' | 'slip';
}

function statementOf(relation: TensorRelation): Statement {
  const { sides, operator, made } = relation;
  const used = new Set(sides.flatMap(leaves));
  const tensors = Object.keys(declarations).filter((name) => used.has(name));
  const claim = sides.map(showExpression).join(` ${operator} `);
  return {
    text: `tensor ${tensors.map((name) => declarations[name]).join(', ')}; theorem t: ${claim}`,
    made,
    outside: false,
    smaller: () => smaller(relation),
  };
}

function leaves({ op, args }: Expression): readonly string[] {
  return args.length === 0 ? [op] : args.flatMap(leaves);
}

function* smaller(relation: TensorRelation): Generator<Statement> {
  const { sides } = relation;
  for (const [i, side] of sides.entries()) {
    for (let place = 0; place < size(side); place++) {
      for (const which of [0, 1]) {
        const other = changed(side, place, (part) => part.args[which] ?? part);
        yield statementOf({
          ...relation,
          sides: sides.map((old, j) => (j === i ? other : old)),
          made: 'slip',
        });
      }
    }
  }
}

/** An expression and what it equals by known identities, or with one operation exchanged. */
export function tensorStatement(random: Random): Statement {
  let first = expression(random, random.chance(0.6) ? 2 : 1, random.int(1, 3));
  while (degree(first) > 3) first = expression(random, rankOf(first), 2);
  let second = first;
  for (let i = random.int(1, 3); i > 0; i--) second = rewritten(second, random);
  const made = random.chance(0.5) ? 'true' : 'slip';
  if (made === 'slip')
    second = changed(second, random.int(0, size(second) - 1), (part) => slippedExpression(part, random));
  const operator = random.chance(0.15) ? '!=' : '=';
  return statementOf({ sides: random.chance(0.5) ? [first, second] : [second, first], operator, made });
}
