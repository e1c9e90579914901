// `convproof expand TEXT --sizes M=2,N=2`: what a formula is at given sizes, written out as polynomials; of a relation,
// whether both sides are the same there, and if not, where.

import { Budget } from '../kernel/budget.js';
import { type Assignment, type Cells, Expansion } from '../kernel/evaluate.js';
import { TermList } from '../kernel/packed.js';
import { showPolynomial } from '../prove/polynomial.js';
import { aligned, type Cell, extents, inRows, writtenOut } from '../report/grid.js';
import { version } from '../report/version.js';
import type { Env } from '../term/env.js';
import type { Term } from '../term/term.js';
import type { CommonOptions } from './check.js';
import { explained, readFormula } from './formula.js';
import { exitWith, print } from './output.js';
import {
  type Compared,
  type Cost,
  compareSides,
  costOf,
  relationJson,
  showCost,
  showRelation,
} from './sides.js';

export interface ExpandOptions extends CommonOptions {
  readonly sizes: Assignment;
  readonly count?: true;
}

/** `expand TEXT`. Throws UserError for everything a person can mend. */
export function expand(text: string, options: ExpandOptions): void {
  const { sizes, count } = options;
  const budget = new Budget(options.budget, Date.now() + options.timeout * 1000);
  const formula = readFormula(text, sizes);
  if ('term' in formula) {
    const { env, term } = formula;
    const written = explained(text, () => writeOut(env, term, sizes, budget, count === true));
    if (options.format === 'json') printJson(options, expressionJson(written));
    else
      print(
        written.entries === null ? `${showCost(written.cost)}\n` : layout(written.cells, written.entries),
      );
    return;
  }
  const compared = explained(text, () =>
    formula.relations.map((relation): Compared => compareSides(formula.env, relation, sizes, budget)),
  );
  const holds = compared.every((relation) => relation.holds);
  if (!holds) exitWith(1);
  if (options.format === 'json') printJson(options, { holds, relations: compared.map(relationJson) });
  else for (const relation of compared) print(showRelation(relation, count === true));
}

function printJson({ sizes }: ExpandOptions, content: object): void {
  const tool = { name: 'convproof', version };
  const given = Object.fromEntries([...sizes].map(([name, n]) => [name, Number(n)]));
  print(`${JSON.stringify({ tool, sizes: given, ...content }, null, 2)}\n`);
}

interface Written {
  readonly cells: Cells;
  /** null where only counts are wanted: then no more than one cell is held at a time. */
  readonly entries: readonly Cell[] | null;
  readonly cost: Cost;
}

function writeOut(env: Env, term: Term, sizes: Assignment, budget: Budget, onlyCount: boolean): Written {
  const start = performance.now();
  const expansion = new Expansion(env, sizes, budget);
  const cells = expansion.cells(term);
  const entries = onlyCount ? null : writtenOut(cells);
  let terms = 0;
  if (entries === null) {
    cells.require();
    const list = new TermList(expansion.monomials);
    for (const place of cells.places()) {
      cells.fill(place, list);
      terms += list.length;
    }
  } else terms = entries.reduce((n, { value }) => n + value.size, 0);
  return { cells, entries, cost: costOf(cells, terms, performance.now() - start) };
}

function expressionJson({ cells, entries, cost }: Written): object {
  const written = entries?.map(({ at, value }) => ({
    at: at.map(Number),
    polynomial: showPolynomial(value),
  }));
  return { shape: extents(cells.ranges), ...cost, ...(written === undefined ? {} : { entries: written }) };
}

/** A scalar on a line; a matrix in native notation, its columns aligned; other tensors one entry a line. */
function layout({ ranges }: Cells, entries: readonly Cell[]): string {
  const texts = entries.map(({ value }) => showPolynomial(value));
  if (ranges.length === 0) return `${texts[0]}\n`;
  if (texts.length === 0) return '[]\n';
  if (ranges.length !== 2) {
    return entries.map(({ at }, i) => `_<${at.join(',')}>  ${texts[i]}\n`).join('');
  }
  const rows = inRows(texts, extents(ranges)[1] as number);
  const lines = aligned(
    rows.map((row) => row.map((text, c) => (c < row.length - 1 ? `${text},` : text))),
    ' ',
  );
  return lines
    .map((line, r) => `${r === 0 ? '[' : ' '}${line.trimEnd()}${r < lines.length - 1 ? ';' : ']'}\n`)
    .join('');
}
