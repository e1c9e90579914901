// Whether lines have a rational point, by the simplex method, which is quick where there are many lines and products
// among their unknowns, and eliminating these one by one (omega.ts) is not.
// (The general simplex of Dutertre, de Moura, "A fast linear-arithmetic solver for DPLL(T)", CAV 2006.)
//
// Each line f has a slack s = f, which is to be at least 0, or to be 0. Unknowns are expressed by slacks until none is
// left, so that some slacks are forms in others, which are 0 at the point at hand. As long as a slack has a value that it
// may not have, it is exchanged for one that can make up for it. Where none can, the form itself is the contradiction:
// s + a·t + b·u = -c with a, b, c > 0. Its coefficients are those of Farkas' lemma.

import { tick } from './aim.js';
import type { Arith } from './arith.js';
import type { Step } from './certificate.js';
import { coefOf, type Form, mapped, sumWithout, withCoef } from './sparse.js';

/** Exchanges after which the search is given up. */
const mostExchanges = 400;
/** Exchanges after which only the order decides, so that it ends (Bland's rule). */
const patience = 60;

/** A line: its form in the unknowns, which are numbered from 0. */
export interface Given<T> {
  readonly form: Form<T>;
  readonly kind: 'ge' | 'eq';
}

/** scale·s = form, for the slack s of a line; scale > 0. */
interface Slack<T> {
  readonly line: number;
  readonly scale: T;
  readonly form: Form<T>;
}

/**
 * Multipliers of lines that add up to a negative constant; null where a rational point is found, or none soon enough.
 * Throws SetsLimit at the time `until`.
 */
export function contradiction<T extends number | bigint>(
  arith: Arith<T>,
  lines: readonly Given<T>[],
  width: number,
  until: number,
): Step | null {
  return new Tableau(arith, lines, width).run(until);
}

class Tableau<T extends number | bigint> {
  #slacks: Slack<T>[];
  /** For each column the line whose slack it is; -1 for an unknown. */
  readonly #columns: number[];

  constructor(
    readonly arith: Arith<T>,
    readonly lines: readonly Given<T>[],
    width: number,
  ) {
    this.#columns = Array.from({ length: width }, () => -1);
    this.#slacks = lines.map(({ form }, line) => ({ line, scale: arith.one, form }));
  }

  run(until: number): Step | null {
    for (const column of this.#rarestFirst()) {
      tick(until);
      this.#expressUnknown(column);
    }
    for (let exchanges = 0; exchanges < mostExchanges; exchanges++) {
      tick(until);
      const slack = this.#violated(exchanges < patience);
      if (slack === null) return null;
      const column = this.#remedy(slack);
      if (column === null) return this.#multipliers(slack);
      this.#exchange(slack, column);
    }
    return null;
  }

  /** The unknowns, those that occur in few lines first: so most of the forms stay short. */
  #rarestFirst(): readonly number[] {
    const counts = this.#columns.map(() => 0);
    for (const { form } of this.lines)
      for (const column of form.columns) counts[column] = (counts[column] ?? 0) + 1;
    return [...counts.keys()].sort((a, b) => (counts[a] as number) - (counts[b] as number));
  }

  /** The unknown of a column by the shortest form that has it: an equation if there is one, since its slack stays 0. */
  #expressUnknown(column: number): void {
    let best: Slack<T> | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const slack of this.#slacks) {
      const length = slack.form.columns.length - (this.#isEquation(slack.line) ? this.#columns.length : 0);
      if (length < least && slack.form.columns.includes(column)) [best, least] = [slack, length];
    }
    if (best !== null) this.#exchange(best, column);
  }

  #isEquation(line: number): boolean {
    return this.lines[line]?.kind === 'eq';
  }

  /** A slack with a value that it may not have: the farthest off if `boldly`, else the first by its line. */
  #violated(boldly: boolean): Slack<T> | null {
    const { zero } = this.arith;
    let found: Slack<T> | null = null;
    let distance = 0;
    for (const slack of this.#slacks) {
      const value = slack.form.constant;
      if (value === zero || (value > zero && !this.#isEquation(slack.line))) continue;
      const off = boldly ? Math.abs(Number(value)) / Number(slack.scale) : -slack.line;
      if (found === null || off > distance) [found, distance] = [slack, off];
    }
    return found;
  }

  /** Whether the value of a slack is to grow (1) or to fall (-1). */
  #direction({ form }: Slack<T>): 1 | -1 {
    return form.constant < this.arith.zero ? 1 : -1;
  }

  /** The column of the first line by which a slack may get a better value; null where there is none. */
  #remedy(slack: Slack<T>): number | null {
    const { zero } = this.arith;
    const grows = this.#direction(slack) === 1;
    const { columns, coefs } = slack.form;
    let best: number | null = null;
    let first = Number.POSITIVE_INFINITY;
    for (let i = 0; i < columns.length; i++) {
      const c = coefs[i] as T;
      const line = this.#columns[columns[i] as number] as number;
      if (line < 0 || line > first || this.#isEquation(line) || !(grows ? c > zero : c < zero)) continue;
      [best, first] = [columns[i] as number, line];
    }
    return best;
  }

  /** A slack becomes a column, and what stood there a form in it and the others; an unknown is not needed any more. */
  #exchange(slack: Slack<T>, column: number): void {
    const { arith } = this;
    const { zero } = arith;
    const pivot = coefOf(slack.form, column) as T;
    const positive = pivot > zero;
    const p = positive ? pivot : arith.neg(pivot);
    // scale·s = pivot·(column) + rest, so that p·(column) is scale·s - rest or its negative.
    const solved = withCoef(slack.form, column, arith.neg(slack.scale));
    const own = positive ? mapped(solved, arith.neg) : solved;
    const line = this.#columns[column] as number;
    const slacks: Slack<T>[] = [];
    for (const other of this.#slacks) {
      const c = other === slack ? undefined : coefOf(other.form, column);
      if (c !== undefined) {
        const form = sumWithout(arith, column, p, other.form, c, own);
        slacks.push(this.#reduced(other.line, arith.mul(p, other.scale), form));
      } else if (other !== slack) slacks.push(other);
      else if (line >= 0) slacks.push(this.#reduced(line, p, own));
    }
    this.#slacks = slacks;
    this.#columns[column] = slack.line;
  }

  /** Without a common factor. */
  #reduced(line: number, scale: T, form: Form<T>): Slack<T> {
    const { arith } = this;
    let factor = arith.gcd(scale, form.constant);
    for (const c of form.coefs) {
      if (factor === arith.one) return { line, scale, form };
      factor = arith.gcd(factor, c);
    }
    if (factor === arith.one) return { line, scale, form };
    const by = (c: T): T => arith.floor(c, factor);
    return { line, scale: by(scale), form: mapped(form, by) };
  }

  /** scale·s - Σ coef·slack is a number of the wrong sign, though no slack in it may be so. */
  #multipliers(slack: Slack<T>): Step {
    const sign = BigInt(this.#direction(slack));
    const { columns, coefs } = slack.form;
    return [
      [slack.line, sign * BigInt(slack.scale)],
      ...columns.flatMap((column, i): Step => {
        const line = this.#columns[column] as number;
        return line < 0 ? [] : [[line, -sign * BigInt(coefs[i] as T)]];
      }),
    ];
  }
}
