// `convproof expand TEXT --sizes M=2,N=2`: what a formula is at given sizes, written out as polynomials.

import { NotationError } from '../../grammar/errors.js';
import { statements } from '../../grammar/lines.js';
import { parseFile, parseFormula } from '../../grammar/native.js';
import { statementWords } from '../../grammar/tokens.js';
import { type Assignment, Budget, conditionAt, expand as expandScalar, NoValue } from '../kernel/evaluate.js';
import { RingLimit, type RingPoly } from '../kernel/ring.js';
import { showPolynomial } from '../prove/polynomial.js';
import { aligned, type Cells, cellsAt, inRows } from '../report/grid.js';
import { version } from '../report/version.js';
import { showCond } from '../term/cond.js';
import {
  type Context,
  declare,
  emptyContext,
  freeNamesOf,
  hypotheses,
  namesIn,
  withSizes,
} from '../term/context.js';
import { elaborate } from '../term/elaborate.js';
import { ShapeError } from '../term/env.js';
import { preludeFor } from '../term/prelude.js';
import { type Reading, ReadingError } from '../term/reading.js';
import { value } from '../term/term.js';
import type { CommonOptions } from './check.js';
import { UserError } from './input.js';
import { print } from './output.js';

/** `expand TEXT`. Throws UserError for everything a person can mend. */
export function expand(
  text: string,
  options: CommonOptions & { readonly sizes: Assignment; readonly count?: true },
): void {
  const { shape, cells, milliseconds } = expansion(text, options.sizes, options.budget);
  const terms = cells.reduce((n, { value }) => n + value.size, 0);
  const counts = { cells: cells.length, terms, milliseconds };
  if (options.format === 'json') {
    const tool = { name: 'convproof', version };
    const sizes = Object.fromEntries([...options.sizes].map(([name, n]) => [name, Number(n)]));
    const entries = cells.map(({ at, value }) => ({ at: at.map(Number), polynomial: full(value) }));
    const extents = shape.map(([lo, hi]) => Number(hi - lo) + 1);
    print(
      `${JSON.stringify({ tool, sizes, shape: extents, ...counts, ...(options.count ? {} : { entries }) }, null, 2)}\n`,
    );
  } else if (options.count) {
    print(`${counted(cells.length, 'cell')}, ${counted(terms, 'term')}, ${milliseconds} ms\n`);
  } else {
    print(layout({ shape, cells }));
  }
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

function full(poly: RingPoly): string {
  return showPolynomial(poly, Number.POSITIVE_INFINITY);
}

/** A scalar on a line; a matrix in native notation, its columns aligned; other tensors one entry a line. */
function layout({ shape, cells }: Cells): string {
  const texts = cells.map(({ value }) => full(value));
  if (shape.length === 0) return `${texts[0]}\n`;
  if (texts.length === 0) return '[]\n';
  if (shape.length !== 2) {
    return cells.map(({ at }, i) => `_<${at.join(',')}>  ${texts[i]}\n`).join('');
  }
  const [lo, hi] = shape[1] as readonly [bigint, bigint];
  const rows = inRows(texts, Number(hi - lo) + 1);
  const lines = aligned(
    rows.map((row) => row.map((text, c) => (c < row.length - 1 ? `${text},` : text))),
    ' ',
  );
  return lines
    .map((line, r) => `${r === 0 ? '[' : ' '}${line.trimEnd()}${r < lines.length - 1 ? ';' : ']'}\n`)
    .join('');
}

/**
 * The cells of the last expression of `text` at `sizes`, a scalar having one without subscripts, and how long it
 * took to write them out.
 */
export function expansion(
  text: string,
  sizes: Assignment,
  limit: number,
): Cells & { readonly milliseconds: number } {
  try {
    const { context, reading } = read(text, sizes);
    for (const cond of hypotheses(context, freeNamesOf(reading))) {
      if (!conditionAt(cond, sizes)) throw new UserError(`at these sizes ${showCond(cond)} does not hold`);
    }
    const start = performance.now();
    const expanded = cellsOf(context, reading, sizes, new Budget(limit));
    return { ...expanded, milliseconds: Math.round((performance.now() - start) * 100) / 100 };
  } catch (error) {
    throw explained(error);
  }
}

function cellsOf({ env }: Context, reading: Reading, sizes: Assignment, budget: Budget): Cells {
  if (reading.sort === 'tensor') return cellsAt(env, reading.term, sizes, budget);
  const term = reading.sort === 'index' ? value(reading.poly) : reading.term;
  return { shape: [], cells: [{ at: [], value: expandScalar(env, term, sizes, budget) }] };
}

/** The context that the statements of a text give, and the expression after them. */
function read(text: string, sizes: Assignment): { readonly context: Context; readonly reading: Reading } {
  const last = [...statements(text)].at(-1);
  const first = last?.[0];
  if (first === undefined || (statementWords as readonly string[]).includes(first.text)) {
    throw new UserError('the text must end in an expression: tensor w[M]; sum_<m=1..M> w_<m>');
  }
  const prelude = preludeFor(text);
  let context = emptyContext(prelude);
  for (const statement of parseFile(text.slice(0, first.offset))) {
    if (statement.tag === 'theorem')
      throw new UserError('a theorem has nothing to expand; write the expression alone');
    context = declare(context, statement, prelude);
  }
  for (const name of sizes.keys()) {
    const known = context.env.sizes.has(name) || context.indices.some((index) => index.name === name);
    if (known || context.env.tensors.has(name)) continue;
    // What is not declared is a size when it is written large, else an index.
    if (/^\p{Lu}/u.test(name)) context = withSizes(context, [name]);
    else context = { ...context, indices: [...context.indices, { name, lo: null, hi: null }] };
  }
  // Blanks keep the places of what follows.
  const node = parseFormula(text.slice(0, first.offset).replace(/[^\r\n]/g, ' ') + text.slice(first.offset));
  if (node.tag === 'relation')
    throw new UserError('a relation has nothing to expand; write one of its sides');
  return { context, reading: elaborate(namesIn(context), node) };
}

function explained(error: unknown): unknown {
  if (error instanceof NoValue) {
    const missing = /^(\S+) has no value$/.exec(error.message)?.[1];
    if (missing !== undefined)
      return new UserError(`${missing} has no value; give it with --sizes ${missing}=2`);
    const over = /^more than \d+ terms$/.test(error.message);
    return new UserError(over ? `${error.message}; --budget raises the limit` : error.message);
  }
  if (error instanceof RingLimit) return new UserError(`${error.message} is too large to write out`);
  const known =
    error instanceof NotationError || error instanceof ReadingError || error instanceof ShapeError;
  return known ? new UserError(error.message) : error;
}
