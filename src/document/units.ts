// From the items of a formula to what a reader takes in at once: a relation chain, or a run of values
// `k = 1, 2, \cdots, K` that says what a name ranges over.

import type { LatexFormula } from '../../grammar/latex.js';
import type { Node, RelationNode, RelationOperator } from '../../grammar/tree.js';
import { statesCondition } from './prose.js';
import { differentials } from './sayings.js';
import { boundNames } from './trees.js';

/** `beside`: it stands in a note at the right of a line. */
export type Unit = Part & { readonly beside?: true };

type Part =
  /** `implies`: what follows it is said to come of it; `implied`: it is what is said to follow. */
  | {
      readonly kind: 'chain';
      readonly chain: RelationNode;
      readonly implies?: true;
      readonly implied?: true;
    }
  /** name = first, …, last */
  | {
      readonly kind: 'run';
      readonly name: Node;
      readonly first: Node;
      readonly last: Node;
      readonly chain: RelationNode;
      readonly end: number;
    }
  | { readonly kind: 'expression'; readonly node: Node }
  | { readonly kind: 'words'; readonly text: string };

/** Relations that state a condition on indices. */
export const comparisons: ReadonlySet<RelationOperator> = new Set([
  '<',
  '<=',
  '>',
  '>=',
  '!=',
  'in',
  'notin',
]);

/** Whether a formula has no words and no conditions beside its equations; a hypothesis has conditions, and only such. */
export function isPlain(units: readonly Unit[], hypothesis: boolean): boolean {
  return units.every((unit) => {
    if (unit.beside) return unit.kind !== 'words' || !statesCondition(unit.text);
    if (unit.kind === 'chain')
      return hypothesis || unit.chain.rest.every(({ operator }) => !comparisons.has(operator));
    return unit.kind === 'expression' && unit.node.tag !== 'logic' && unit.node.tag !== 'group';
  });
}

/** The units of a formula, row by row. */
export function unitsOf(formula: LatexFormula): readonly (readonly Unit[])[] {
  return formula.rows.map(({ items }) => {
    const units: Unit[] = [];
    const note = items.findIndex(({ separatorBefore }) => separatorBefore === '&&');
    let line = 0;
    for (let i = 0; i < items.length; i++) {
      const node = (items[i] as (typeof items)[number]).node;
      if (i === note) line = units.length;
      if (node.tag === 'words') units.push({ kind: 'words', text: node.text });
      else if (node.tag !== 'relation') units.push({ kind: 'expression', node });
      else {
        const run = runFrom(
          node,
          items.slice(i + 1).map((item) => item.node),
        );
        units.push(...(run === null ? inferences(node) : [run]));
        if (run !== null) i += run.length;
      }
    }
    return note < 0 ? units : units.map((unit, i) => (i < line ? unit : { ...unit, beside: true }));
  });
}

const inferring: ReadonlySet<RelationOperator> = new Set(['=>', '<=>']);

/** The statements of `a = b \implies c = d`, of which the sign itself is none. */
function inferences(chain: RelationNode): readonly Unit[] {
  const sign = chain.rest.findIndex(({ operator }) => inferring.has(operator));
  const next = chain.rest[sign];
  if (next === undefined) return [{ kind: 'chain', chain }];
  const end = (chain.rest[sign - 1]?.right ?? chain.first ?? chain).range.end;
  const before = { ...chain, rest: chain.rest.slice(0, sign), range: { start: chain.range.start, end } };
  const after = {
    ...chain,
    first: next.right,
    rest: chain.rest.slice(sign + 1),
    range: { start: next.right.range.start, end: chain.range.end },
  };
  const own: readonly Unit[] =
    sign > 0
      ? [{ kind: 'chain', chain: before, implies: true }]
      : chain.first === null
        ? []
        : [{ kind: 'expression', node: chain.first }];
  if (after.rest.length === 0) return [...own, { kind: 'expression', node: next.right }];
  const [first, ...more] = inferences(after);
  const implied: readonly Unit[] =
    first?.kind === 'chain' ? [{ ...first, implied: true }] : first === undefined ? [] : [first];
  return [...own, ...implied, ...more];
}

/** `k = 1` followed by values and dots: the run and how many items it takes. */
function runFrom(
  chain: RelationNode,
  after: readonly Node[],
): (Unit & { kind: 'run'; length: number }) | null {
  const [relation] = chain.rest;
  if (chain.rest.length !== 1 || relation?.operator !== '=' || chain.first === null) return null;
  let length = 0;
  let dots = false;
  while (length < after.length) {
    const node = after[length] as Node;
    if (node.tag === 'relation' || node.tag === 'words') break;
    if (node.tag === 'dots') dots = true;
    length++;
  }
  const last = after[length - 1];
  if (!dots || last === undefined || last.tag === 'dots') return null;
  return { kind: 'run', name: chain.first, first: relation.right, last, chain, end: last.range.end, length };
}

/**
 * Whether a note says which index stands for what: `p = M - m + 1` beside a sum over p, `t \to s - t`. The sum binds it; for
 * what follows it means nothing.
 */
export function isSubstitution({ chain }: Unit & { kind: 'chain' }, formula: readonly Unit[]): boolean {
  const [step, ...more] = chain.rest;
  if (chain.first?.tag !== 'name' || step === undefined || more.length > 0) return false;
  const { name } = chain.first;
  const isBound = (node: Node | null): boolean =>
    node !== null && (boundNames(node).has(name) || differentials(node).includes(name));
  const sides = formula.flatMap((unit) =>
    unit.kind === 'chain' && !unit.beside
      ? [unit.chain.first, ...unit.chain.rest.map(({ right }) => right)]
      : unit.kind === 'expression'
        ? [unit.node]
        : [],
  );
  return (step.operator === '=' || step.operator === '->') && sides.some(isBound);
}
