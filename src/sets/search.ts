// Search for refutations and points of conditions. Trusted by nobody: a refutation is replayed (certificate.ts), a
// point is tried. A disjunction is looked at only when the point at hand violates it, so that most never are.

import { type Cond, condKey, namesOfCond, not } from '../term/cond.js';
import {
  choices,
  type Line,
  type LinearCert,
  type LinearSystem,
  lineup,
  maxDisjuncts,
  type Refutation,
} from './certificate.js';
import { SetsLimit } from './limit.js';
import { memo } from './memo.js';
import { type Point, pointOf, satisfies } from './point.js';
import { decide, renumbered } from './system.js';

/**
 * A refutation of the conditions, to be replayed by `refutes`; null when some integer point satisfies them (a product
 * of names such as `S*k` counting as an unknown of its own).
 *
 * @example refute([equals(2x, constant(3n))]) // [{ tag: 'farkas', steps: [[[0, 1n]]] }]: 2x = 3 has odd constant
 * @throws SetsLimit
 */
export function refute(conds: readonly Cond[]): Refutation | null {
  return asked(textOf(conds), () => {
    const question = new Question(conds);
    const tree = question.search(new Set());
    return 'values' in tree ? null : question.refutation(tree);
  });
}

/**
 * A refutation of hyps and not(goal), for `entailedBy`; null when the hypotheses allow the goal to fail.
 *
 * @example entails([x ≥ 1], x ≥ 0) // [{ tag: 'farkas', steps: [[[0, 1n], [1, 1n]]] }]
 * @throws SetsLimit
 */
export function entails(hyps: readonly Cond[], goal: Cond): Refutation | null {
  return asked(`${textOf(hyps)}|-${condKey(goal)}`, () => {
    const question = new Question([...hyps, not(goal)]);
    const tree = question.search(namesOfCond(goal));
    return 'values' in tree ? null : question.refutation(tree);
  });
}

/**
 * Whether some integers satisfy the conditions. Where products of names occur, `point` tells whether to rely on it.
 *
 * @example satisfiable([equals(2x, 3y), atLeast(x, one)]) // true: x = 3, y = 2
 * @throws SetsLimit
 */
export function satisfiable(conds: readonly Cond[]): boolean {
  return solve(conds) !== null;
}

/**
 * Some integer point of the conditions, or null. Its `reliable` is false when it is one only if products of names
 * are taken for independent unknowns.
 *
 * @example point([equals(2x, 3y), atLeast(x, one)]) // Point { x: 3n, y: 2n }
 * @throws SetsLimit
 */
export function point(conds: readonly Cond[]): Point | null {
  const values = solve(conds);
  return values === null ? null : pointOf(conds, values);
}

/** As `point`, but with a value for each monomial, and without names that nothing bounds. */
export function solve(conds: readonly Cond[]): ReadonlyMap<string, bigint> | null {
  const tree = new Question(conds).search(new Set());
  return 'values' in tree ? tree.values : null;
}

const asked = memo<Refutation | null>();
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

/** Refuted with lines named by their slots, or, once for each alternative of a conjunct, below it. */
type Tree =
  | { readonly cert: LinearCert; readonly slots: readonly number[] }
  | { readonly conjunct: number; readonly branches: readonly Tree[] };

class Question {
  private readonly conjuncts: readonly Cond[];
  private readonly choices: readonly (readonly LinearSystem[])[];
  /** The number of the first line of each alternative, all lines of all alternatives numbered through. */
  private readonly slots: readonly (readonly number[])[];

  constructor(conds: readonly Cond[]) {
    this.conjuncts = lineup(conds);
    this.choices = choices(conds);
    let next = 0;
    this.slots = this.choices.map((list) =>
      list.map((system) => {
        const slot = next;
        next += system.length;
        return slot;
      }),
    );
  }

  search(focus: ReadonlySet<string>): Tree | { readonly values: ReadonlyMap<string, bigint> } {
    return this.from(
      this.choices.map((list) => (list.length === 1 ? 0 : null)),
      focus,
    );
  }

  /** `chosen` has the alternative picked for each conjunct so far. */
  private from(
    chosen: readonly (number | null)[],
    focus: ReadonlySet<string>,
  ): ReturnType<Question['search']> {
    const lines: Line[] = [];
    const slots: number[] = [];
    for (const [i, alternative] of chosen.entries()) {
      if (alternative === null) continue;
      const slot = this.slots[i]?.[alternative] as number;
      const system = this.choices[i]?.[alternative] ?? [];
      lines.push(...system);
      slots.push(...system.map((_, j) => slot + j));
    }
    const answer = decide(lines, focus);
    if ('cert' in answer) return { cert: answer.cert, slots };
    const open = chosen.flatMap((alternative, i) =>
      alternative === null && !satisfies(this.conjuncts[i] as Cond, answer.values) ? [i] : [],
    );
    if (open.length === 0) return answer;
    const size = (i: number): number => this.choices[i]?.length as number;
    const conjunct = open.reduce((a, b) => (size(b) < size(a) ? b : a));
    const branches: Tree[] = [];
    for (let alternative = 0; alternative < size(conjunct); alternative++) {
      const tree = this.from(chosen.with(conjunct, alternative), focus);
      if ('values' in tree) return tree;
      branches.push(tree);
    }
    return { conjunct, branches };
  }

  /** One certificate for each disjunct: that of the leaf of the tree above it. */
  refutation(tree: Tree): Refutation {
    const count = this.choices.reduce((n, list) => n * list.length, 1);
    if (count > maxDisjuncts) throw new SetsLimit('disjuncts', `more than ${maxDisjuncts} cases`);
    const certs: LinearCert[] = [];
    const chosen: number[] = [];
    const visit = (i: number): void => {
      const list = this.choices[i];
      if (list === undefined) certs.push(this.certFor(tree, chosen));
      else {
        for (let alternative = 0; alternative < list.length; alternative++) {
          chosen[i] = alternative;
          visit(i + 1);
        }
      }
    };
    visit(0);
    return certs;
  }

  private certFor(tree: Tree, chosen: readonly number[]): LinearCert {
    let leaf = tree;
    while ('conjunct' in leaf) leaf = leaf.branches[chosen[leaf.conjunct] as number] as Tree;
    const lineOfSlot = new Map<number, number>();
    let size = 0;
    for (const [i, alternative] of chosen.entries()) {
      const slot = this.slots[i]?.[alternative] as number;
      const length = this.choices[i]?.[alternative]?.length as number;
      for (let j = 0; j < length; j++) lineOfSlot.set(slot + j, size++);
    }
    const part = leaf.slots.map((slot) => lineOfSlot.get(slot) as number);
    const same = part.length === size && part.every((line, i) => line === i);
    return same ? leaf.cert : renumbered(leaf.cert, part, size);
  }
}
