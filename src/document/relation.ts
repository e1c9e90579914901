// One relation of a document: what it says in the notebook's context, and whether it introduces something or claims it.

import type { Node, Range, RelationOperator } from '../../grammar/tree.js';
import type { Verdict } from '../prove/claim.js';
import { atLeast } from '../term/cond.js';
import type { Poly } from '../term/poly.js';
import { ReadingError } from '../term/reading.js';
import { Assertion } from './assertion.js';
import { Introduction } from './introduce.js';
import type { Notebook } from './notebook.js';
import { definition, nameOf, type Outcome, type Setting, SideReader } from './sideReader.js';

export interface Judged {
  readonly verdict: Verdict;
  readonly reading: string | null;
  readonly notebook: Notebook;
}

const understood: ReadonlySet<RelationOperator> = new Set(['=', '!=', '<', '<=', '>', '>=', ':=']);

/** Reads and judges `left operator right`. */
export class Relation {
  readonly sides: SideReader;
  readonly introduction: Introduction;
  readonly #assertion: Assertion;

  constructor(notebook: Notebook, setting: Setting) {
    this.sides = new SideReader(notebook, setting);
    this.introduction = new Introduction(this.sides);
    this.#assertion = new Assertion(this.sides);
  }

  judge(left: Node, operator: RelationOperator, right: Node, at: Range): Judged {
    try {
      const result = this.read(left, operator, right, at);
      const { notes } = this.sides;
      const verdict =
        notes.length === 0
          ? result.verdict
          : { ...result.verdict, message: `${result.verdict.message} (${notes.join('; ')})` };
      return {
        verdict,
        reading: result.reading ?? this.sides.inNative(left, operator, right),
        notebook: result.notebook ?? this.sides.notebook,
      };
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      return { verdict: this.unread(error), reading: null, notebook: this.sides.notebook };
    }
  }

  private unread(error: ReadingError): Verdict {
    const { undeclared } = error;
    if (undeclared !== null && !this.sides.isLetter(undeclared))
      return { verdict: 'skipped', message: `not read: the text does not say what ${undeclared} is` };
    if (error.kind === 'unsupported') return { verdict: 'skipped', message: `not read: ${error.message}` };
    if (undeclared !== null) return this.sides.strayed(undeclared, true);
    return { verdict: 'ill-formed', message: error.message };
  }

  private read(left: Node, operator: RelationOperator, right: Node, at: Range): Outcome {
    if (operator === '<<' || operator === '>>') return this.muchSmaller(left, operator, right);
    if (!understood.has(operator))
      return { verdict: { verdict: 'skipped', message: `not read: the relation ${operator}` } };
    if (this.sides.setting.hypothesis && operator === '=') return this.assume(left, right);
    if (operator === '=' || operator === ':=') {
      const introduced = this.introduction.introduce(left, right);
      if (introduced !== null) return introduced;
    }
    this.sides.on(this.introduction.namedShapes([left, right]));
    const result = this.#assertion.claim(left, operator, right, at);
    return operator === '=' ? (this.introduction.renewed(left, right, result.verdict) ?? result) : result;
  }

  private muchSmaller(left: Node, operator: RelationOperator, right: Node): Outcome {
    const [small, large] = (operator === '<<' ? [left, right] : [right, left]).map((node) =>
      this.sides.sizeExpression(node),
    ) as [Poly, Poly];
    const notebook = this.sides.sized([small, large]).withCondition(atLeast(large, small));
    return { verdict: definition('a condition on the sizes; what is used of it is <='), notebook };
  }

  /** `m = 1` after 当: until the sentence ends, m is 1. */
  private assume(left: Node, right: Node): Outcome {
    const name = nameOf(left);
    if (name === null || this.sides.notebook.tensor(name) !== null)
      return {
        verdict: {
          verdict: 'skipped',
          message: 'not read: a hypothesis that is not of the form name = value',
        },
      };
    if (!this.sides.isLetter(name) && !this.sides.notebook.aliases.has(name))
      return { verdict: { verdict: 'skipped', message: `not read: the text does not say what ${name} is` } };
    const poly = this.sides.index(right);
    return {
      verdict: definition('a hypothesis for what follows in the sentence'),
      notebook: this.sides.notebook.withAlias(name, poly),
    };
  }
}
