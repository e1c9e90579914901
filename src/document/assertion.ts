// What a relation claims of known things, and the doubts to settle before anything is called false: another reading of
// a sign, particular sizes, values that the text does not give.

import type { Node, Range, RelationOperator } from '../../grammar/tree.js';
import { judge, type Verdict } from '../prove/claim.js';
import { type Cond, equals } from '../term/cond.js';
import type { ClaimReading, Context, IndexDecl } from '../term/context.js';
import { insideShape } from '../term/env.js';
import { constant, namesOf, variable } from '../term/poly.js';
import type { Reading } from '../term/reading.js';
import type { Tensor } from '../term/term.js';
import { children } from '../term/walk.js';
import { splitSubscripts } from './normalise.js';
import { otherReadings } from './readings.js';
import { entryName, indexDecls, nameOf, type Outcome, type SideReader } from './sideReader.js';
import { asBracket } from './sides.js';
import { numericBounds } from './trees.js';

export class Assertion {
  constructor(readonly sides: SideReader) {}

  claim(left: Node, operator: RelationOperator, right: Node, at: Range): Outcome {
    const brackets = this.entryClaim(left, right);
    if (brackets !== null)
      return this.decide(brackets.left, operator, brackets.right, at, left, right, brackets.generic);
    const generic = this.sides.genericOfLeft(left);
    const names = generic.map((index) => index.name);
    const a = this.sides.side(left, names);
    const b = this.sides.side(right, names);
    if (a.sort !== 'tensor' && b.sort !== 'tensor' && !(a.sort === 'index' && b.sort === 'index')) {
      for (const reading of [a, b]) {
        const stray = reading.sort === 'index' ? null : this.sides.stray(reading.term, names);
        if (stray !== null) return { verdict: this.sides.strayed(stray, generic.length > 0) };
      }
    }
    if ((a.sort === 'tensor') !== (b.sort === 'tensor'))
      return {
        verdict: { verdict: 'skipped', message: 'not read: a tensor is set equal to an entry or a number' },
      };
    return this.decide(a, operator, b, at, left, right, generic);
  }

  /** [w'_{mn}] = [w_{M-m+1,n}], or [y_{kl}] = sum: entry by entry. */
  private entryClaim(
    left: Node,
    right: Node,
  ): { readonly left: Reading; readonly right: Reading; readonly generic: readonly IndexDecl[] } | null {
    const a = asBracket(left);
    if (a === null) return null;
    const owner = entryName(a.entry);
    const shape = owner === null ? null : this.sides.shapeOfKnown(owner);
    const names = this.sides.genericOf(a.entry, shape?.length ?? null);
    if (owner === null || shape === null || names === null) return null;
    const b = asBracket(right);
    const other = b === null ? right : b.entry;
    if (b !== null && this.sides.genericTensor(b) !== null) return null;
    if (
      b === null &&
      this.sides.elaboratedIn(
        right,
        names.filter((n) => n !== null),
      ).sort === 'tensor'
    )
      return null;
    const generic = indexDecls(names, shape);
    const bound = generic.map((index) => index.name);
    if (b === null) this.sides.note('read entry by entry');
    return {
      left: this.sides.elaboratedIn(a.entry, bound),
      right: this.sides.elaboratedIn(other, bound),
      generic,
    };
  }

  private decide(
    a: Reading,
    operator: RelationOperator,
    b: Reading,
    at: Range,
    left: Node,
    right: Node,
    generic: readonly IndexDecl[],
  ): { readonly verdict: Verdict } {
    const known = this.sides.notebook.context();
    const letters = [...this.sides.notebook.indices.values()].map((index) =>
      a.sort === 'index' && b.sort === 'index' ? { ...index, lo: null, hi: null } : index,
    );
    const context: Context = {
      ...known,
      assumptions: [...known.assumptions, ...this.presupposed(left)],
      indices: [
        ...letters.filter((index) => !generic.some((g) => g.name === index.name)),
        ...generic.map((g) => this.sides.resolvedIndex(g)),
      ],
    };
    const claim: ClaimReading = {
      name: null,
      left: a,
      operator,
      right: b,
      at,
      leftNode: left,
      rightNode: right,
    };
    const verdict = judge(context, claim, this.sides.setting.options);
    if (operator === '!=' || verdict.verdict === 'proved' || verdict.verdict === 'unknown')
      return { verdict };
    if (a.sort === 'index' && b.sort === 'index') {
      const free = namesOf(a.poly).size > 0 || namesOf(b.poly).size > 0;
      const name = nameOf(left);
      const claimed = this.sides.setting.assuming && name !== null && this.sides.notebook.aliases.has(name);
      if (verdict.verdict === 'refuted' && free && !claimed)
        return {
          verdict: {
            verdict: 'unknown',
            message: 'not an identity; whether it is meant as a condition or under one is not clear',
          },
        };
    }
    return { verdict: this.otherwise(context, claim, verdict) };
  }

  /** An entry at fixed subscripts, `y_{4,1}`, is spoken of only where it exists. */
  private presupposed(left: Node): readonly Cond[] {
    const owner = entryName(left);
    const shape = owner === null ? null : this.sides.shapeOfKnown(owner);
    if (shape === null || left.tag !== 'subscript') return [];
    const fixed = splitSubscripts(left.subscripts, shape.length);
    if (fixed.length !== shape.length || !fixed.every((node) => node.tag === 'number')) return [];
    return insideShape(
      shape,
      fixed.map((node) => this.sides.index(node)),
    );
  }

  /** Before anything is called false: other readings, particular sizes, values that the text does not give. */
  private otherwise(context: Context, claim: ClaimReading, verdict: Verdict): Verdict {
    const { left, right } = claim;
    if (left.sort === 'tensor' && right.sort === 'tensor') {
      const [a, b] = [this.sides.freeTensors(left.term), this.sides.freeTensors(right.term)];
      if ((a.length === 0) !== (b.length === 0))
        return {
          verdict: 'unknown',
          message: `not decided: the text does not give the values of ${[...a, ...b].join(', ')}`,
        };
      if (a.length === 0) return this.numericReadings(context, claim, verdict);
      return verdict;
    }
    if (left.sort === 'tensor' || right.sort === 'tensor') return verdict;
    const [a, b] = [left, right].map((r) => (r.sort === 'scalar' ? this.sides.freeTensors(r.term) : []));
    if (a !== undefined && b !== undefined && (a.length === 0) !== (b.length === 0))
      return {
        verdict: 'unknown',
        message: `not decided: the text does not give the values of ${[...a, ...b].join(', ')}`,
      };
    const closed = [left, right].map(
      (r) => r.sort === 'scalar' && this.sides.freeTensors(r.term).length === 0 && r.term.tag === 'entry',
    );
    if (closed.includes(true) && Object.keys(verdict.counterexample?.sizes ?? {}).length > 0)
      return {
        verdict: 'unknown',
        message: 'not decided: a formula for all sizes beside particular numbers',
      };
    return this.particularSizes(context, claim) ?? verdict;
  }

  /** A sum up to 3 where the matrix has M rows: the text has M = 3 in mind. */
  private particularSizes(context: Context, claim: ClaimReading): Verdict | null {
    const bounds = new Set([claim.leftNode, claim.rightNode].flatMap(numericBounds));
    if (bounds.size === 0) return null;
    const likely = new Set([claim.leftNode, claim.rightNode].flatMap((node) => this.summedSizes(node)));
    for (const size of [...likely, ...context.sizes.filter((name) => !likely.has(name))]) {
      for (const n of bounds) {
        const assumed: Context = {
          ...context,
          assumptions: [...context.assumptions, equals(variable(size), constant(n))],
        };
        const verdict = judge(assumed, claim, this.sides.setting.options);
        if (verdict.verdict === 'proved')
          return {
            ...verdict,
            scope: `${size} = ${n}`,
            message: `true for ${size} = ${n}, which the bound of the sum implies`,
          };
      }
    }
    return {
      verdict: 'unknown',
      message: 'not decided: it speaks of particular sizes that the text does not state',
    };
  }

  /** The sizes that sums with a number as their limit run through: of w_{m,1} summed over m up to 3 it is M. */
  private summedSizes(node: Node): readonly string[] {
    const found: string[] = [];
    const visit = (n: Node, bound: ReadonlySet<string>): void => {
      const inner =
        n.tag === 'reduction'
          ? new Set([...bound, ...n.binders.filter((b) => b.to?.tag === 'number').map((b) => b.name)])
          : bound;
      const shape = n.tag === 'subscript' ? this.sides.shapeOfKnown(entryName(n) ?? '') : null;
      if (shape !== null && n.tag === 'subscript') {
        splitSubscripts(n.subscripts, shape.length).forEach((s, d) => {
          const hi = shape[d]?.hi;
          if (s.tag === 'name' && bound.has(s.name) && hi !== undefined && hi.terms.length === 1)
            found.push(hi.terms[0]?.key ?? '');
        });
      }
      for (const child of children(n)) visit(child, inner);
    };
    visit(node, new Set());
    return found.filter((name) => this.sides.notebook.context().env.sizes.has(name));
  }

  private numericReadings(context: Context, claim: ClaimReading, literal: Verdict): Verdict {
    if (claim.left.sort !== 'tensor' || claim.right.sort !== 'tensor') return literal;
    let fitting: Verdict | null = null;
    const candidates = [
      ...otherReadings(context.env, this.unfolded(context, claim.left.term)).map((r) => ({
        as: r.as,
        claim: { ...claim, left: { sort: 'tensor' as const, term: r.term } },
      })),
      ...otherReadings(context.env, this.unfolded(context, claim.right.term)).map((r) => ({
        as: r.as,
        claim: { ...claim, right: { sort: 'tensor' as const, term: r.term } },
      })),
    ];
    for (const { as, claim: other } of candidates) {
      const verdict = judge(context, other, this.sides.setting.options);
      if (verdict.verdict === 'proved') return { ...verdict, message: `${verdict.message}, read as ${as}` };
      if (verdict.verdict === 'refuted' && fitting === null && literal.verdict === 'ill-formed')
        fitting = { ...verdict, message: `${verdict.message}, read as ${as}, as the shape implies` };
    }
    return fitting ?? literal;
  }

  /** A name replaced by the operation that it is, so that its sign can be read another way. */
  private unfolded(context: Context, term: Tensor): Tensor {
    const fact = term.tag === 'tensor' ? this.sides.notebook.tensor(term.name) : null;
    return fact?.definition?.form === 'tensor' && fact.definition.term.tag === 'op'
      ? this.unfolded(context, fact.definition.term)
      : term;
  }
}
