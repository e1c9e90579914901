// Search for refutations and points of conditions. Trusted by nobody: a refutation is replayed (certificate.ts), a
// point is tried. A disjunction is looked at only when the point at hand violates it, so that most never are.

import { type Cond, condKey, namesOfCond, not } from '../term/cond.js';
import { namesOf } from '../term/poly.js';
import { tick } from './aim.js';
import { choices, type LinearSystem, lineup, type Refutation } from './certificate.js';
import { SetsLimit } from './limit.js';
import { memo } from './memo.js';
import { type Point, pointOf, satisfies } from './point.js';
import { decide } from './system.js';

/** What a question may cost. */
export interface Effort {
  /** When to give up, in milliseconds since 1970; never, if it is not given. */
  readonly until?: number;
  /** Whether `S*k` is more than an unknown of its own: lines are multiplied for what they tell of it. So if not given. */
  readonly products?: boolean;
  /** What was added last: a contradiction is likely to speak of the names in it, which is tried first. */
  readonly added?: readonly Cond[];
}

/**
 * A refutation of the conditions, to be replayed by `refutes`; null when some integer point satisfies them (a product
 * of names such as `S*k` counting as an unknown of its own).
 *
 * @example refute([equals(2x, constant(3n))]) // { tag: 'farkas', steps: [[[0, 1n]]] }: 2x = 3 has odd constant
 * @throws SetsLimit also at the time `effort.until`
 */
export function refute(conds: readonly Cond[], effort: Effort = {}): Refutation | null {
  return asked(textOf(conds) + kindOf(effort), () => {
    const focus = new Set((effort.added ?? []).flatMap((cond) => [...namesOfCond(cond)]));
    const found = new Question(conds, effort).search(focus);
    return 'values' in found ? null : found;
  });
}

/**
 * A refutation of hyps and not(goal), for `entailedBy`; null when the hypotheses allow the goal to fail.
 *
 * @example entails([x ≥ 1], x ≥ 0) // { tag: 'farkas', steps: [[[0, 1n], [1, 1n]]] }
 * @throws SetsLimit also at the time `effort.until`
 */
export function entails(hyps: readonly Cond[], goal: Cond, effort: Effort = {}): Refutation | null {
  return asked(`${textOf(hyps)}|-${condKey(goal)}${kindOf(effort)}`, () => {
    const found = new Question([...hyps, not(goal)], effort).search(namesOfCond(goal));
    return 'values' in found ? null : found;
  });
}

/**
 * Whether some integers satisfy the conditions. Where products of names occur, `point` tells whether to rely on it.
 *
 * @example satisfiable([equals(2x, 3y), atLeast(x, one)]) // true: x = 3, y = 2
 * @throws SetsLimit
 */
export function satisfiable(conds: readonly Cond[], until = Number.POSITIVE_INFINITY): boolean {
  return solve(conds, until) !== null;
}

/**
 * Some integer point of the conditions, or null. Its `reliable` is false when it is one only if products of names
 * are taken for independent unknowns.
 *
 * @example point([equals(2x, 3y), atLeast(x, one)]) // Point { x: 3n, y: 2n }
 * @throws SetsLimit also at the time `until`
 */
export function point(conds: readonly Cond[], until = Number.POSITIVE_INFINITY): Point | null {
  const values = solve(conds, until);
  return values === null ? null : pointOf(conds, values);
}

/** As `point`, but with a value for each monomial, and without names that nothing bounds. Throws SetsLimit at `until`. */
export function solve(
  conds: readonly Cond[],
  until = Number.POSITIVE_INFINITY,
): ReadonlyMap<string, bigint> | null {
  const found = new Question(conds, { until }).search(new Set());
  return 'values' in found ? found.values : null;
}

const asked = memo<Refutation | null>();

function kindOf({ products = true }: Effort): string {
  return products ? '' : ' plain';
}

const texts = new WeakMap<Cond, string>();

/** A text that is equal exactly for equal lists of conditions. */
function textOf(conds: readonly Cond[]): string {
  let all = '';
  for (const cond of conds) {
    const text = texts.get(cond) ?? condKey(cond);
    texts.set(cond, text);
    all += `${text};`;
  }
  return all;
}

class Question {
  private readonly conjuncts: readonly Cond[];
  private readonly choices: readonly (readonly LinearSystem[])[];

  private readonly until: number;
  private readonly products: boolean;

  constructor(conds: readonly Cond[], { until = Number.POSITIVE_INFINITY, products = true }: Effort = {}) {
    this.until = until;
    this.products = products;
    this.conjuncts = lineup(conds);
    this.choices = choices(conds);
  }

  search(focus: ReadonlySet<string>): Refutation | { readonly values: ReadonlyMap<string, bigint> } {
    return this.from(
      this.choices.map((list) => (list.length === 1 ? (list[0] as LinearSystem) : null)),
      focus,
    );
  }

  /** `chosen` has the alternative picked for each conjunct so far; what is new of it speaks of the names in focus. */
  private from(
    chosen: readonly (LinearSystem | null)[],
    focus: ReadonlySet<string>,
  ): ReturnType<Question['search']> {
    tick(this.until);
    const answer = decide(
      chosen.flatMap((system) => system ?? []),
      { focus, until: this.until },
      this.products,
    );
    if ('cert' in answer) return answer.cert;
    const undecided = chosen.flatMap((system, i) => (system === null ? [i] : []));
    const violated = undecided.filter((i) => !satisfies(this.conjuncts[i] as Cond, answer.values));
    // A point may be none of a product's; with the lines that multiply the names, more is known of it.
    const isOpen = this.products && answer.genuine !== true;
    const open = violated.length > 0 ? violated : undecided.filter((i) => isOpen && this.multiplies(i));
    if (open.length === 0) return answer;
    const size = (i: number): number => this.choices[i]?.length as number;
    const of = open.reduce((a, b) => (size(b) < size(a) ? b : a));
    const refutations: Refutation[] = [];
    for (const system of this.choices[of] as readonly LinearSystem[]) {
      if (--this.cases < 0) throw new SetsLimit('alternatives', `more than ${maxCases} cases`);
      const found = this.from(
        chosen.with(of, system),
        new Set(system.flatMap(({ form }) => [...namesOf(form)])),
      );
      if ('values' in found) return found;
      refutations.push(found);
    }
    return { tag: 'cases', of, refutations };
  }

  /** Whether an alternative of a conjunct has products of names. */
  private multiplies(i: number): boolean {
    return (this.choices[i] as readonly LinearSystem[]).some((system) =>
      system.some(({ form }) => form.terms.some(({ key }) => key.includes('*'))),
    );
  }

  private cases = maxCases;
}

/** Cases that one question may be split into. */
const maxCases = 4096;
