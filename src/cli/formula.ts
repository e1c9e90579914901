// What `expand` is given, read at given sizes: a formula, or relations between several.

import { placed } from '../../grammar/errors.js';
import { NoValue } from '../kernel/budget.js';
import { type Assignment, conditionAt } from '../kernel/evaluate.js';
import { showCond } from '../term/cond.js';
import { type Context, freeNamesOf, hypotheses, namesIn, readClaim, withSizes } from '../term/context.js';
import { elaborate } from '../term/elaborate.js';
import type { Env } from '../term/env.js';
import { splitText } from '../term/expression.js';
import { type Reading, ReadingError } from '../term/reading.js';
import { type Term, value } from '../term/term.js';
import { faultOf } from './faults.js';
import { UserError } from './input.js';

/** A relation of a chain. */
export interface Relation {
  readonly left: Term;
  readonly operator: '=' | '!=';
  readonly right: Term;
}

/** What stands at the end of a text, with what its names mean. */
export type Formula = { readonly env: Env } & (
  | { readonly term: Term }
  | { readonly relations: readonly Relation[] }
);

/** Reads `text`, whose assumptions must hold at `sizes`. Throws UserError for everything a person can mend. */
export function readFormula(text: string, sizes: Assignment): Formula {
  return explained(text, () => {
    const { context, readings, relations } = read(text, sizes);
    const free = new Set(readings.flatMap((reading) => [...freeNamesOf(reading)]));
    for (const cond of hypotheses(context, free))
      if (!conditionAt(cond, sizes)) throw new UserError(`at these sizes ${showCond(cond)} does not hold`);
    const { env } = context;
    const [first] = readings;
    return relations === null ? { env, term: termOf(first as Reading) } : { env, relations };
  });
}

function termOf(reading: Reading): Term {
  return reading.sort === 'index' ? value(reading.poly) : reading.term;
}

interface Read {
  readonly context: Context;
  readonly readings: readonly Reading[];
  /** null for an expression. */
  readonly relations: readonly Relation[] | null;
}

function read(text: string, sizes: Assignment): Read {
  const { context: declared, node } = splitText(text);
  const context = withValues(declared, sizes);
  if (node.tag !== 'relation') {
    return { context, readings: [elaborate(namesIn(context), node)], relations: null };
  }
  const { context: sized, claims } = readClaim(context, null, node);
  const relations = claims.map(({ left, operator, right }): Relation => {
    if (operator !== '=' && operator !== '!=')
      throw new UserError(`only = and != are decided by writing both sides out, not ${operator}`);
    if ((left.sort === 'tensor') !== (right.sort === 'tensor'))
      throw new UserError('one side is a tensor, the other a number or an entry');
    return { left: termOf(left), operator, right: termOf(right) };
  });
  return { context: sized, readings: claims.flatMap(({ left, right }) => [left, right]), relations };
}

/** The context with the names that have values: what is not declared is a size when it is written large, else an index. */
function withValues(declared: Context, sizes: Assignment): Context {
  let context = declared;
  for (const name of sizes.keys()) {
    const known = context.env.sizes.has(name) || context.indices.some((index) => index.name === name);
    if (known || context.env.tensors.has(name)) continue;
    if (/^\p{Lu}/u.test(name)) context = withSizes(context, [name]);
    else context = { ...context, indices: [...context.indices, { name, lo: null, hi: null }] };
  }
  return context;
}

/** What `work` gives; faults of the text and of the sizes become errors for people. */
export function explained<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explanation(text, error);
  }
}

function explanation(text: string, error: unknown): unknown {
  if (error instanceof NoValue) {
    const missing = /^(\S+) has no value$/.exec(error.message)?.[1];
    if (missing !== undefined)
      return new UserError(`${missing} has no value; give it with --sizes ${missing}=2`);
    const over = /^it takes .* terms/.test(error.message);
    return new UserError(over ? `${error.message}; --budget raises the limit` : error.message);
  }
  if (error instanceof ReadingError) {
    const { message, undeclared, range } = error;
    // Not of a tensor that is not declared.
    const mayBeIndex = undeclared !== null && /^\p{Ll}/u.test(undeclared) && message.startsWith(undeclared);
    const advice = mayBeIndex ? `; if it is an index, give it a value: --sizes ${undeclared}=1` : '';
    return new UserError(placed(text, range, `${message}${advice}`));
  }
  return faultOf(text, error);
}
