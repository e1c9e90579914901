// Terms, index expressions and conditions from native text, for tests that build proofs by hand.

import { parseFormula } from '../../grammar/native.js';
import { and, type Cond } from '../../src/term/cond.js';
import { elaborateCondition } from '../../src/term/condition.js';
import { elaborate, elaborateIndex } from '../../src/term/elaborate.js';
import type { Env } from '../../src/term/env.js';
import type { Poly } from '../../src/term/poly.js';
import { asScalar, type Names } from '../../src/term/reading.js';
import { elaborateBinders } from '../../src/term/reductions.js';
import type { Binder, Scalar, Tensor } from '../../src/term/term.js';

/** Readers of text in an environment; any of `letters` may stand free. */
export function reader(env: Env, letters = 'i j k l m n p q r s t u v') {
  const names: Names = { env, indices: new Set(letters.split(' ')) };
  return {
    scalar(text: string): Scalar {
      const node = parseFormula(text);
      return asScalar(elaborate(names, node), node.range);
    },
    tensor(text: string): Tensor {
      const reading = elaborate(names, parseFormula(text));
      if (reading.sort !== 'tensor') throw new Error(`${text} is no tensor`);
      return reading.term;
    },
    poly(text: string): Poly {
      return elaborateIndex(names, parseFormula(text));
    },
    /** A polynomial that may have fractional coefficients. */
    fraction(text: string): Poly {
      const reading = elaborate(names, parseFormula(text));
      if (reading.sort !== 'index') throw new Error(`${text} is no index expression`);
      return reading.poly;
    },
    /** Conditions, separated by commas. */
    conds(text: string): readonly Cond[] {
      if (text === '') return [];
      const guard = parseFormula(`[${text}] 1`);
      if (guard.tag !== 'guard') throw new Error(`${text} is no list of conditions`);
      return guard.conditions.map((c) => elaborateCondition(names, c));
    },
    cond(text: string): Cond {
      return and(this.conds(text));
    },
    /** `m=1..M, n=1..m` */
    binders(text: string): readonly Binder[] {
      if (text === '') return [];
      const sum = parseFormula(`sum_<${text}> 1`);
      if (sum.tag !== 'reduction') throw new Error(`${text} are no ranges`);
      return elaborateBinders(names, sum.binders).binders;
    },
  };
}
