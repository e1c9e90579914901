// Partial evaluation: what depends on inputs that stay the same is computed once (Jones, Gomard and Sestoft, Partial
// Evaluation and Automatic Program Generation, 1993).
//
// A sum of products is taken apart, and sums are exchanged: where Σ_k Σ_p w_p x_{k+p} x_{k+m} is to be computed again and
// again for other w, but always the same x, it is Σ_p G_{m,p} w_p with the table G_{m,p} = Σ_k x_{k+p} x_{k+m}, whose
// definition mentions x alone. That both are equal, for all sizes, is a theorem of the kernel.

import { check, type Theorem } from '../kernel/kernel.js';
import { shortTerms } from '../prove/closed.js';
import { isUndecided } from '../prove/derivative.js';
import { decide } from '../prove/equality.js';
import { type Flat, flatTerm } from '../prove/flat.js';
import { renamed } from '../prove/renaming.js';
import { Scope, Search, unmarked } from '../prove/scope.js';
import { defaultOptions } from '../prove/verdict.js';
import { type Context, hypotheses } from '../term/context.js';
import type { Dim, Env } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { namesOf, variable } from '../term/poly.js';
import { showScalar } from '../term/show.js';
import { freeNames } from '../term/subst.js';
import { add, type Binder, entry, mul, type Scalar, sum, tensor } from '../term/term.js';
import { type Formula, inputsOf, sizeConditions } from './formula.js';
import { unused, withPlainIndices } from './names.js';

/** A formula in which what the fixed inputs give stands as tensors that are defined by these alone. */
export interface Partial extends Formula {
  /** `G_<m,p> = sum_<k=1..K> x_<k+m-1> x_<k+p-1>` */
  readonly tables: readonly string[];
  /** |- the body that it was made of = its body */
  readonly theorem: Theorem;
}

export function isPartial(formula: Formula): formula is Partial {
  return 'tables' in formula;
}

/** Milliseconds that the proof may take. */
const patience = 5000;

/**
 * The formula with tables of what depends on the inputs `fixed` alone. null where there is nothing to be exchanged, or
 * the formula is none of sums of products.
 */
export function partiallyEvaluated(given: Formula, fixed: ReadonlySet<string>): Partial | null {
  const formula = withPlainIndices(given);
  const { context, env, indices, dims, body } = formula;
  const ranges = indices.map((name, d) => ({ name, ...(dims[d] as Dim) }));
  const hyps = hypotheses(
    { ...context, indices: ranges, assumptions: sizeConditions(context) },
    new Set(indices),
  );
  const search = new Search(Date.now() + patience, defaultOptions.budget);
  try {
    const terms = shortTerms(new Scope(env, hyps, search), body);
    const taking = new Taking(formula, fixed);
    const exchanged = add(terms.map((term) => taking.apart(term)));
    if (taking.tables.length === 0) return null;
    const decision = decide(new Scope(taking.env, hyps, search), body, exchanged);
    if (!decision.equal) return null;
    const theorem = check(taking.env, hyps, decision.proof);
    if (!says(theorem, body, exchanged)) return null;
    const inputs = inputsOf(taking.env, exchanged);
    return { ...formula, env: taking.env, body: exchanged, inputs, tables: taking.tables, theorem };
  } catch (error) {
    if (isUndecided(error)) return null;
    throw error;
  }
}

/** Whether a theorem says that two formulas are equal, and not something else. */
function says({ claim }: Theorem, left: Scalar, right: Scalar): boolean {
  return claim.tag === 'equal' && sameTerm(claim.left, left) && sameTerm(claim.right, right);
}

/** Takes terms apart, table by table. */
class Taking {
  env: Env;
  readonly tables: string[] = [];
  #context: Context;

  constructor(
    readonly formula: Formula,
    readonly fixed: ReadonlySet<string>,
  ) {
    this.env = formula.env;
    this.#context = formula.context;
  }

  /** Σ_v table_v Π varying factors; the term as it is where no sum is over fixed factors alone. */
  apart(term: Flat): Scalar {
    const flat = withPlainBinders(term, [...this.env.sizes, ...this.formula.indices]);
    const isFixed = (factor: Scalar): boolean =>
      factor.tag === 'reciprocal' ||
      (factor.tag === 'entry' && factor.tensor.tag === 'tensor' && this.fixed.has(factor.tensor.name));
    const varying = flat.factors.filter((factor) => !isFixed(factor));
    const used = new Set(varying.flatMap((factor) => [...freeNames(factor)]));
    const outer = flat.binders.filter(({ name }) => used.has(name));
    const inner = flat.binders.filter(({ name }) => !used.has(name));
    const isBox = outer.every(({ lo, hi }) =>
      [...namesOf(lo), ...namesOf(hi)].every((name) => this.env.sizes.has(name)),
    );
    if (inner.length === 0 || !isBox || varying.length === flat.factors.length) return flatTerm(flat);
    const constant = { ...flat, binders: inner, factors: flat.factors.filter(isFixed) };
    return sum(outer, mul([this.#table(flatTerm(constant), outer), ...varying]));
  }

  /** The entry of a table of its own of what depends on outputs and some more indices. */
  #table(body: Scalar, more: readonly Binder[]): Scalar {
    const { indices, dims } = this.formula;
    const free = freeNames(body);
    const subscripts = [...indices.map((name, d) => ({ name, ...(dims[d] as Dim) })), ...more].filter(
      ({ name }) => free.has(name),
    );
    const name = unused({ ...this.#context, env: this.env }, more.length === 0 ? 'B' : 'G');
    const names = subscripts.map((subscript) => subscript.name);
    this.env = this.env.withDefinition(name, subscripts, names, body);
    const table = entry(tensor(name), names.map(variable));
    this.tables.push(`${showScalar(table)} = ${showScalar(body)}`);
    return table;
  }
}

/** The term with bound names as people write them, all different. */
function withPlainBinders(flat: Flat, taken: Iterable<string>): Flat {
  const used = new Set(taken);
  const names = new Map(
    flat.binders.map(({ name }) => {
      let plain = unmarked(name);
      while (used.has(plain)) plain += "'";
      used.add(plain);
      return [name, plain] as const;
    }),
  );
  return renamed(flat, names);
}
