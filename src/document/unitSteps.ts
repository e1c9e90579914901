// "For a stride of 1": after `y_i = \sum_m w_m x_{s i + m}` a text goes on with the case in which all steps are 1, and says
// so in words.

import { judge } from '../prove/claim.js';
import { undecided, type Verdict } from '../prove/verdict.js';
import { equals } from '../term/cond.js';
import type { ClaimReading, Context } from '../term/context.js';
import { one, variable } from '../term/poly.js';
import type { Notebook } from './notebook.js';
import type { Setting } from './setting.js';

/** A claim that is false as it stands and true where the steps of subscripts are 1: so it is meant where the text speaks of that. */
export function withUnitSteps(
  notebook: Notebook,
  { circumstances, options }: Setting,
  context: Context,
  claim: ClaimReading,
): Verdict | null {
  const all = [...notebook.tensors.values()].flatMap(({ inferred }) => inferred?.steps ?? []);
  const steps = [...new Set(all)].filter((name) => context.sizes.includes(name));
  if (steps.length === 0) return null;
  const assumptions = [...context.assumptions, ...steps.map((name) => equals(variable(name), one))];
  const verdict = judge({ ...context, assumptions }, claim, options);
  if (verdict.verdict !== 'proved') return null;
  const scope = steps.map((name) => `${name} = 1`).join(', ');
  return circumstances.strides.has('1')
    ? { ...verdict, scope, message: `true for ${scope}, of which the text speaks` }
    : undecided(`false as it stands, true for ${scope}`);
}
