// What is computed on the way to a formula: each tensor that is defined, and each result of an operation, once, all its
// entries, before it is used. A network is the list of its layers, and costs what they cost.

import type { Cond } from '../../term/cond.js';
import { type Env, shapeOf, unfoldEntry } from '../../term/env.js';
import { termKey } from '../../term/key.js';
import { variable } from '../../term/poly.js';
import { showTerm } from '../../term/show.js';
import { type Binder, binder, isPoly, type Scalar, type Tensor, type Term } from '../../term/term.js';
import { isGiven } from './operations.js';
import { Uncounted } from './uncounted.js';
import { indexIn, tensorVaries, varies } from './varies.js';

/**
 * Formulas that are evaluated at every point of `cells`: of a tensor its entry, of a written matrix all its entries. A
 * matrix that depends on an index is none: it is evaluated where it stands.
 */
export interface Stage {
  readonly name: string;
  readonly cells: readonly Binder[];
  /** Which of the points these are. */
  readonly where: readonly Cond[];
  readonly entries: readonly Scalar[];
}

export interface Stages {
  /** In an order in which they can be computed. */
  readonly stages: readonly Stage[];
  /** Tensors that are given: declared, not defined. */
  readonly inputs: ReadonlySet<string>;
}

/** What `term` is computed from. `fresh` makes names. Throws Uncounted, and ShapeError where shapes do not fit. */
export function stagesOf(env: Env, term: Term, fresh: (like: string) => string): Stages {
  const stages = new Map<string, Stage>();
  const inputs = new Set<string>();
  const seen = new Set<string>();
  visit(term);
  return { stages: [...stages.values()], inputs };

  function visit(part: Term): void {
    switch (part.tag) {
      case 'tensor':
      case 'op':
      case 'matrix': {
        const key = termKey(part);
        if (!seen.has(key)) visitTensor(part, key);
        break;
      }
      case 'entry':
        visit(part.tensor);
        break;
      case 'add':
      case 'mul':
      case 'apply':
        for (const arg of part.args) visit(arg);
        break;
      case 'pow':
        visit(part.base);
        break;
      case 'reduce':
        visit(part.body);
        break;
      case 'diff':
        if (!isGiven(part)) visit(part.of);
        break;
      case 'value':
      case 'reciprocal':
      case 'iverson':
      case 'line':
        break;
    }
  }

  function visitTensor(part: Tensor, key: string): void {
    seen.add(key);
    if (part.tag === 'tensor' && (env.tensors.get(part.name)?.definition ?? null) === null) {
      inputs.add(part.name);
      return;
    }
    if (part.tag === 'op') for (const arg of part.args) if (!isPoly(arg)) visit(arg);
    // What is written in numbers is known.
    if (!tensorVaries(env, part)) return;
    if (part.tag === 'matrix') {
      const cells = part.rows.flat();
      for (const cell of cells) visit(cell);
      // Entries side by side are no work either.
      if (cells.every((cell) => cell.tag === 'entry' || !varies(env, cell))) return;
    }
    const index = indexIn(env, part);
    if (index === undefined) {
      const stage = stageOf(part);
      for (const entry of stage.entries) visit(entry);
      stages.set(key, stage);
    } else if (part.tag !== 'matrix') {
      const name = showTerm(part);
      throw new Uncounted(`${name} is another tensor for every ${index}, and is not computed once for all`);
    }
  }

  function stageOf(part: Tensor): Stage {
    const name = showTerm(part);
    if (part.tag === 'matrix') return { name, cells: [], where: [], entries: part.rows.flat() };
    const dims = shapeOf(env, part);
    const indices = dims.map((_, d) => fresh(indexNames[d] ?? 'k'));
    const entry = unfoldEntry(env, part, indices.map(variable));
    const cells = dims.map(({ lo, hi }, d) => binder(indices[d] as string, lo, hi));
    return { name, cells, where: [], entries: entry === null ? [] : [entry] };
  }
}

const indexNames = ['k', 'l', 'r', 's'];
