// The formulas whose cost is asked for, read from a text or a file, and what they cost.

import { parseFile } from '../../grammar/native.js';
import type { Node } from '../../grammar/tree.js';
import type { Assignment } from '../kernel/evaluate.js';
import { costOf, Uncounted } from '../prove/cost/index.js';
import type { ProveOptions } from '../prove/verdict.js';
import { type CostReport, costReport } from '../report/cost.js';
import { holds, namesOfCond, showCond, substituteCond } from '../term/cond.js';
import { boundSizes, type Context, emptyContext, hypotheses, namesIn, withSizes } from '../term/context.js';
import { declare } from '../term/declare.js';
import { elaborate, findTensor } from '../term/elaborate.js';
import { splitText } from '../term/expression.js';
import { constant, evaluate } from '../term/poly.js';
import { preludeFor } from '../term/prelude.js';
import { showTerm } from '../term/show.js';
import { type Term, tensor, value } from '../term/term.js';
import { reading } from './faults.js';
import { UserError } from './input.js';

/** A side of a relation that is not counted, and why. */
export interface UncountedReport {
  readonly reading: string;
  readonly error: string;
}

/** What is known beside the formula. */
export interface Given {
  readonly sizes: Assignment;
  /** The tensors whose entries are parameters; null for all but the input. */
  readonly parameters: readonly string[] | null;
  readonly limits: ProveOptions;
}

/**
 * What each formula costs that `text` ends in: an expression, or the sides of a relation. With a name, the sides of the
 * theorem or the tensor that the text, that of a file, calls so. Throws UserError for what a person can mend.
 */
export function costsOf(
  text: string,
  name: string | null,
  given: Given,
): readonly (CostReport | UncountedReport)[] {
  const counted = (): readonly (CostReport | UncountedReport)[] => {
    const { context, terms } = name === null ? lastIn(text, given.sizes) : namedIn(text, name);
    requireSizes(context, given.sizes);
    return terms.map((term) => costOfTerm(context, term, given, terms.length > 1));
  };
  return reading(text, counted, [Uncounted]);
}

/** `isSide` of a relation: then the others may be counted though it is not. */
function costOfTerm(
  context: Context,
  term: Term,
  { sizes, parameters, limits }: Given,
  isSide: boolean,
): CostReport | UncountedReport {
  const reading = showTerm(term);
  try {
    return costReport(reading, costOf(context, term, parameters, limits), sizes);
  } catch (error) {
    if (isSide && error instanceof Uncounted) return { reading, error: error.message };
    throw error;
  }
}

interface Asked {
  readonly context: Context;
  readonly terms: readonly Term[];
}

/** Names that have values are sizes, where nothing else declares them. */
function lastIn(text: string, sizes: Assignment): Asked {
  const { context, node } = splitText(text);
  const others = [...sizes.keys()].filter(
    (name) => findTensor(context.env, name) === null && !context.indices.some((index) => index.name === name),
  );
  return sidesOf(withSizes(context, others), node);
}

function sidesOf(declared: Context, node: Node): Asked {
  const context = withSizes(declared, boundSizes(declared, node));
  const nodes =
    node.tag === 'relation'
      ? [node.first, ...node.rest.map(({ right }) => right)].filter((n) => n !== null)
      : [node];
  const terms = nodes.map((side) => {
    const reading = elaborate(namesIn(context), side);
    return reading.sort === 'index' ? value(reading.poly) : reading.term;
  });
  return { context, terms };
}

/** The theorem, or the defined tensor, that a file calls `name`: the first of them. */
function namedIn(text: string, name: string): Asked {
  const prelude = preludeFor(text);
  const names = new Set<string>();
  let context = emptyContext(prelude);
  for (const statement of parseFile(text)) {
    if (statement.tag === 'theorem') {
      if (statement.name === name) return sidesOf(context, statement.claim);
      names.add(statement.name);
      continue;
    }
    context = declare(context, statement, prelude);
    if (statement.tag !== 'define') continue;
    const found = findTensor(context.env, name);
    if (found !== null && context.env.tensors.get(found)?.definition != null)
      return { context, terms: [tensor(found)] };
    for (const { name: defined, definition } of context.env.tensors.values())
      if (definition !== null) names.add(defined);
  }
  const known =
    names.size === 0 ? 'it has no theorem and defines no tensor' : `it has ${[...names].join(', ')}`;
  throw new UserError(
    name === '' ? `say which formula, FILE.conv#NAME: ${known}` : `no ${name} in the file: ${known}`,
  );
}

/** Throws UserError where a name is no size, and where the sizes are not as they are assumed to be. */
function requireSizes(context: Context, sizes: Assignment): void {
  for (const name of sizes.keys())
    if (!context.env.sizes.has(name))
      throw new UserError(`${name} is no size here: ${[...context.env.sizes].join(', ') || 'there is none'}`);
  const by = new Map([...sizes].map(([name, n]) => [name, constant(n)]));
  for (const cond of hypotheses(context, new Set())) {
    const given = substituteCond(cond, by);
    if (namesOfCond(given).size === 0 && !holds(given, (form) => evaluate(form, () => 0n).num))
      throw new UserError(`at these sizes ${showCond(cond)} does not hold`);
  }
}
