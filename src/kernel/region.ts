// The integer points of nested ranges under conditions, walked in order. A condition that is affine in the innermost
// index it speaks of is no test but a bound of that index: an entry's subscripts being inside its shape, an equation,
// a guard 1 <= i-k+1 <= M. So what contributes nothing is, mostly, not even looked at.

import type { Budget } from './budget.js';
import { type Constraint, Form, type Frame, formsOf, type Test } from './form.js';
import { floorDivide, type Integer, negative, plus, times } from './integer.js';

/** by · v + rest ≥ 0 for a lower bound of v, rest - by · v ≥ 0 for an upper one; by > 0. */
interface Bound {
  readonly by: Integer;
  readonly rest: Form;
}

interface Bounds {
  readonly lower: Bound[];
  readonly upper: Bound[];
}

interface Interval {
  readonly lo: Integer;
  readonly hi: Integer;
}

const everything: Interval = { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };

/** One index: its bounds and the tests that can be made as soon as it has a value. */
interface Level {
  readonly place: number;
  /** What the bounds that are numbers leave. */
  known: Interval;
  /** Bounds that do not depend on the other indices. */
  readonly fixed: Bounds;
  readonly moving: Bounds;
  readonly tests: Test[];
}

export class Region {
  readonly #levels: readonly Level[];
  /** What does not depend on the indices at all. */
  readonly #tests: Test[] = [];

  /** `places` of the indices, outermost first; each must have a lower and an upper bound among the constraints. */
  constructor(places: readonly number[], constraints: readonly Constraint[]) {
    this.#levels = places.map((place) => ({
      place,
      known: everything,
      fixed: { lower: [], upper: [] },
      moving: { lower: [], upper: [] },
      tests: [],
    }));
    for (const constraint of constraints) this.#put(constraint);
  }

  #put(constraint: Constraint): void {
    const forms = formsOf(constraint);
    const level = this.#levels.findLast(({ place }) => forms.some((form) => form.uses(place)));
    if (level === undefined) {
      const isKnown = forms.every((form) => form.isConstant);
      if (!isKnown || !constraint.test([])) this.#tests.push(constraint.test);
      return;
    }
    const slope =
      constraint.tag === 'other' || constraint.form.den !== 1n ? null : constraint.form.slope(level.place);
    if (constraint.tag === 'other' || slope === null) {
      level.tests.push(constraint.test);
      return;
    }
    const rest = Form.sum([
      [1, constraint.form],
      [negative(slope), Form.place(level.place)],
    ]);
    const minus = Form.sum([[-1, rest]]);
    const by = slope > 0 ? slope : negative(slope);
    const [above, below] = slope > 0 ? [rest, minus] : [minus, rest];
    const isEquation = constraint.tag === 'eq';
    const lower = slope > 0 || isEquation ? [{ by, rest: above }] : [];
    const upper = slope < 0 || isEquation ? [{ by, rest: below }] : [];
    if (rest.isConstant) {
      level.known = within({ lower, upper }, level.known, []);
      return;
    }
    const bounds = this.#levels.some(({ place }) => rest.uses(place)) ? level.moving : level.fixed;
    bounds.lower.push(...lower);
    bounds.upper.push(...upper);
  }

  /** Whether points are left out by tests, so that `count` only bounds their number. */
  get hasTests(): boolean {
    return this.#levels.some(({ tests }) => tests.length > 0);
  }

  /**
   * Calls `run` for every stretch of points along which only the last index moves, from lo to hi; the frame holds the
   * other indices. A region without indices has one point or none: one call, or none.
   */
  walk(frame: Frame, budget: Budget, run: (lo: Integer, hi: Integer) => void): void {
    const fixed = this.#enter(frame);
    if (fixed === null) return;
    const last = this.#levels.length - 1;
    const descend = (depth: number): void => {
      const level = this.#levels[depth] as Level;
      const { lo, hi } = within(level.moving, fixed[depth] as Interval, frame);
      budget.step();
      if (depth === last && level.tests.length === 0) {
        if (lo <= hi) run(lo, hi);
        return;
      }
      for (let v = lo; v <= hi; v = plus(v, 1)) {
        frame[level.place] = v;
        if (!passes(level.tests, frame)) budget.step();
        else if (depth < last) descend(depth + 1);
        else run(v, v);
      }
    };
    if (last < 0) run(0, 0);
    else descend(0);
  }

  /** The number of points, or of runs; not exact beyond `enough`, and where there are tests only a bound. */
  count(frame: Frame, budget: Budget, what: 'points' | 'runs', enough: number): Integer {
    const fixed = this.#enter(frame);
    if (fixed === null) return 0;
    const last = this.#levels.length - 1;
    const from = (depth: number): Integer => {
      if (depth > last) return 1;
      const level = this.#levels[depth] as Level;
      const { lo, hi } = within(level.moving, fixed[depth] as Interval, frame);
      if (lo > hi) return 0;
      if (depth === last && what === 'runs') return 1;
      const inner = this.#levels.slice(depth + 1);
      const extent = plus(plus(hi, negative(lo)), 1);
      frame[level.place] = lo;
      if (!inner.some((deeper) => movesWith(deeper, level.place))) return times(extent, from(depth + 1));
      let sum: Integer = 0;
      for (let v = lo; v <= hi && sum <= enough; v = plus(v, 1)) {
        budget.step();
        frame[level.place] = v;
        sum = plus(sum, from(depth + 1));
      }
      return sum;
    };
    return from(0);
  }

  /** The fixed intervals of the indices; null when one is empty or a test fails. */
  #enter(frame: Frame): readonly Interval[] | null {
    if (!passes(this.#tests, frame)) return null;
    const intervals: Interval[] = [];
    for (const { known, fixed } of this.#levels) {
      const interval = within(fixed, known, frame);
      if (interval.lo > interval.hi) return null;
      intervals.push(interval);
    }
    return intervals;
  }
}

function within({ lower, upper }: Bounds, interval: Interval, frame: Frame): Interval {
  if (lower.length === 0 && upper.length === 0) return interval;
  let { lo: least, hi: most } = interval;
  for (const { by, rest } of lower) {
    const bound = negative(floorDivide(rest.numerator(frame), by));
    if (bound > least) least = bound;
  }
  for (const { by, rest } of upper) {
    const bound = floorDivide(rest.numerator(frame), by);
    if (bound < most) most = bound;
  }
  return { lo: least, hi: most };
}

function movesWith({ moving }: Level, place: number): boolean {
  return [...moving.lower, ...moving.upper].some(({ rest }) => rest.uses(place));
}

function passes(tests: readonly Test[], frame: Frame): boolean {
  for (const test of tests) if (!test(frame)) return false;
  return true;
}
