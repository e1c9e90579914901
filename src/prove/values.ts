// A claim with maxima of entries is tried with numbers for these: it is false if it is false for some.

import { type Budget, NoValue } from '../kernel/budget.js';
import { type Assignment, type Cells, Expansion } from '../kernel/evaluate.js';
import { checkDiffer } from '../kernel/kernel.js';
import { RingLimit } from '../kernel/ring.js';
import type { Context } from '../term/context.js';
import type { Env } from '../term/env.js';
import { allParts } from '../term/parts.js';
import {
  add,
  constant,
  floorOf,
  isConstant,
  neg,
  one,
  type Poly,
  scale,
  show,
  sub,
  variable,
} from '../term/poly.js';
import { showScalar } from '../term/show.js';
import { tensorsIn } from '../term/tensorsIn.js';
import { entry, nought, type Term, tensor, value } from '../term/term.js';
import { comparePoints } from './counterexample.js';
import type { Judgement, Question } from './judgement.js';
import { showPolynomial } from './polynomial.js';
import { relevantNames } from './relevance.js';
import { scan } from './scan.js';
import type { Verdict } from './verdict.js';

/**
 * Entries that look arbitrary: (start + step_1 i_1 + step_2 i_2 + …) mod modulus, less something. Small numbers first:
 * they are shown. With the modulus 1 all entries are one number: what holds of different ones may fail there.
 */
const patterns: readonly Pattern[] = [
  { modulus: 2n, less: constant(0n) },
  { modulus: 3n, less: constant(1n) },
  { modulus: 5n, less: constant(2n) },
  { modulus: 7n, less: constant(3n) },
  { modulus: 3n, less: constant(0n) },
  { modulus: 11n, less: constant(5n) },
  { modulus: 1n, less: constant(-1n) },
  { modulus: 1n, less: constant(1n) },
  { modulus: 1n, less: constant(0n) },
  { modulus: 2n, less: constant(1n) },
];

interface Pattern {
  readonly modulus: bigint;
  readonly less: Poly;
}

/** All entries one of the numbers that the claim itself has, its opposite or the next one. */
function ownPatterns({ left, right }: Question): readonly Pattern[] {
  const numbers = [left, right].flatMap((side) =>
    [...allParts(side)].flatMap((part) =>
      part.tag === 'value' && isConstant(part.value) ? [part.value] : [],
    ),
  );
  const different = new Map(
    numbers.flatMap((n) => [n, neg(n), add(n, one)]).map((n) => [show(n), n] as const),
  );
  return [...different.values()].slice(0, mostOwn).map((number) => ({ modulus: 1n, less: neg(number) }));
}

const mostOwn = 12;

const steps = [1n, 2n, 3n, 5n, 4n, 6n, 8n];

/** What a trial may cost: points, and terms at each. */
const limits = { points: 400, terms: 20_000, lenient: true };

/**
 * The verdict where numbers for the entries are found at which the sides differ; null where none are. `place` are the
 * names of the subscripts, if the sides are entries of tensors that are compared.
 */
export function judgeByValues(
  judgement: Judgement,
  question: Question,
  place: readonly string[] = [],
): Verdict | null {
  const { left, right, hyps } = question;
  let best: { readonly point: Assignment; readonly env: Env } | null = null;
  for (const [number, pattern] of [...patterns, ...ownPatterns(question)].entries()) {
    if (Date.now() > judgement.half) break;
    const env = withNumbers(judgement.env, pattern, number);
    const point = firstDifference({ ...judgement.context, env }, judgement, question);
    if (point !== null && (best === null || comparePoints(point, best.point, question.order) < 0))
      best = { point, env };
  }
  if (best === null) return null;
  const { point, env } = best;
  const context = { ...judgement.context, env };
  const shown = judgement.counterexample(question, point, context);
  const theorem = checkDiffer(env, hyps, left, right, point);
  const values = valuesAt({ env, before: judgement.env, question }, point, judgement.allowance());
  return judgement.unequal(theorem, {
    ...shown,
    values,
    place: place.filter((name) => name in shown.indices),
  });
}

/** A question, with numbers for the entries. */
interface Trial {
  readonly env: Env;
  /** The declarations without these numbers. */
  readonly before: Env;
  readonly question: Question;
}

function firstDifference(context: Context, judgement: Judgement, question: Question): Assignment | null {
  const { left, right, hyps, order } = question;
  const relevant = relevantNames(context, hyps, { left, right });
  const indices = order.indices.filter((name) => relevant.has(name));
  try {
    return scan(
      context,
      hyps,
      left,
      right,
      { sizes: order.sizes, indices },
      { ...limits, deadline: judgement.half },
    ).point;
  } catch (error) {
    if (error instanceof NoValue || error instanceof RingLimit) return null;
    throw error;
  }
}

/** The declarations with numbers for all entries that are independent, by one of the patterns. */
function withNumbers(env: Env, pattern: Pattern, number: number): Env {
  const free = [...env.tensors].flatMap(([, decl]) => (decl.definition === null ? [decl] : []));
  return free.reduce((so, decl, i) => {
    const indices = decl.dims.map((_, d) => `i${d + 1}`);
    return so.withValues(decl.name, indices, value(numberAt(indices, pattern, number, i)));
  }, env);
}

function numberAt(
  indices: readonly string[],
  { modulus, less }: Pattern,
  number: number,
  tensorNumber: number,
): Poly {
  const start = constant(BigInt(2 * number + 3 * tensorNumber));
  const sum = indices.reduce((so, name, d) => {
    const step = steps[(number + 2 * d + tensorNumber) % steps.length] as bigint;
    return add(so, scale(variable(name), step % modulus === 0n ? 1n : step));
  }, start);
  const by = constant(modulus);
  return sub(sub(sum, scale(floorOf(sum, by), modulus)), less);
}

const mostCells = 40;

/**
 * The tensors of a claim as they are written with numbers, `[1, 0; 2, 1]`; of those that are too large, or without end, one
 * entry for all.
 */
function valuesAt(
  { env, before, question: { left, right } }: Trial,
  at: Assignment,
  budget: Budget,
): Readonly<Record<string, string>> {
  const expansion = new Expansion(env, at, budget);
  const texts = [...tensorsBehind(before, [left, right])].flatMap((name) => {
    const decl = before.tensors.get(name);
    if (decl === undefined || decl.definition !== null) return [];
    const isEndless = decl.dims.some(({ lo, hi }) => lo === null || hi === null);
    const text = isEndless ? null : writtenOut(expansion.cells(tensor(name)));
    return [text === null ? inGeneral(env, name) : ([name, text] as const)];
  });
  return Object.fromEntries(texts);
}

/** `x_<i1>` and the formula that gives its numbers. */
function inGeneral(env: Env, name: string): readonly [entry: string, number: string] {
  const { indices = [], body = nought } = env.tensors.get(name)?.definition ?? {};
  return [showScalar(entry(tensor(name), indices.map(variable))), showScalar(body)];
}

/** Rows by `;` as in a matrix of the native notation; a number alone as such. */
function writtenOut(cells: Cells): string | null {
  if (cells.ranges.length > 2 || cells.count === 0 || cells.count > mostCells) return null;
  const texts = Array.from(cells.places(), (place) => showPolynomial(cells.value(place)));
  const [lo, hi] = cells.ranges.at(-1) ?? [0, 0];
  const width = Number(hi) - Number(lo) + 1;
  const rows = Array.from({ length: texts.length / width }, (_, r) =>
    texts.slice(r * width, (r + 1) * width).join(', '),
  );
  return cells.ranges.length === 0 ? (texts[0] as string) : `[${rows.join('; ')}]`;
}

/** The names of tensors in terms and in the definitions behind them. */
function tensorsBehind(env: Env, terms: readonly Term[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (term: Term): void =>
    tensorsIn(term, (each) => {
      if (each.tag !== 'tensor' || names.has(each.name)) return;
      names.add(each.name);
      const body = env.tensors.get(each.name)?.definition?.body;
      if (body !== undefined) visit(body);
    });
  terms.forEach(visit);
  return names;
}
