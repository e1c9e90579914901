// A statement of the audit: its text, what is known of it by the way it was made, and smaller statements like it.

import { type Formula, freeNames, namedByDepth } from './formula.js';
import { smallerFormulas } from './shrink.js';
import { declared, type World } from './world.js';

export interface Statement {
  /** The whole native text, one line. */
  readonly text: string;
  /** True by construction, or changed by a slip. */
  readonly made: 'true' | 'slip';
  /** Outside the fragment: no verdict is promised, but none may be wrong. */
  readonly outside: boolean;
  /** Statements a little simpler, simplest first, about which nothing is known. */
  readonly smaller: () => Iterable<Statement>;
}

/** A relation or a chain of relations between formulas. */
export interface Relation {
  readonly world: World;
  readonly sides: readonly Formula[];
  readonly operator: '=' | '!=';
  readonly made: 'true' | 'slip';
  readonly outside?: boolean;
  /** Bound indices are named by depth, so that names are used again. */
  readonly reuseNames: boolean;
}

const letters = ['m', 'n', 'p', 'q', 'r', 's', 't', 'v', 'w', 'h', 'g', 'e'];

export function statementOf(relation: Relation, print: (f: Formula) => string): Statement {
  const { world, sides, operator, made, reuseNames } = relation;
  const taken = new Set(sides.flatMap((side) => [...freeNames(side)]));
  const own = letters.filter((letter) => !taken.has(letter) && !world.functions.includes(letter));
  const shown = sides.map((side) => print(reuseNames ? namedByDepth(side, own) : side));
  return {
    text: declared(world, sides, shown.join(` ${operator} `)),
    made,
    outside: relation.outside === true,
    smaller: () => smaller(relation, print),
  };
}

function* smaller(relation: Relation, print: (f: Formula) => string): Generator<Statement> {
  const { sides, world } = relation;
  if (sides.length > 2)
    for (let i = 0; i + 1 < sides.length; i++)
      yield statementOf({ ...relation, sides: sides.slice(i, i + 2), made: 'slip' }, print);
  for (const assumption of world.assumptions) {
    const assumptions = world.assumptions.filter((other) => other !== assumption);
    yield statementOf({ ...relation, world: { ...world, assumptions }, made: 'slip' }, print);
  }
  for (const [i, side] of sides.entries())
    for (const other of smallerFormulas(side))
      yield statementOf(
        { ...relation, sides: sides.map((old, j) => (j === i ? other : old)), made: 'slip' },
        print,
      );
}
