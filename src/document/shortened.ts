// Verdicts in which opaque functions stand: a counterexample writes out the whole tensor that they are applied to, as
// `J'_<1,1>([a_<1,1> w_<1,1> + …])`, where the tensor has a name and J is applied to nothing else.

import type { Node } from '../../grammar/tree.js';
import type { Counterexample } from '../prove/counterexample.js';
import type { Verdict } from '../prove/verdict.js';
import { hasDerivative } from '../term/derivatives.js';
import { tensor } from '../term/term.js';
import type { Notebook } from './notebook.js';
import { namesIn } from './trees.js';

/** The verdict with the names of the arguments where these are written out: `J'_<1,1>(Z)`. */
export function shortened(verdict: Verdict, functions: ReadonlyMap<string, string | null>): Verdict {
  if (functions.size === 0) return verdict;
  const short = (text: string): string => withNames(text, functions).replaceAll(/#\d+/g, '');
  const { counterexample } = verdict;
  return {
    ...verdict,
    message: short(verdict.message),
    ...(counterexample === undefined ? {} : { counterexample: shortenedAt(counterexample, short) }),
  };
}

/**
 * Whether a claim is false whatever the opaque functions are: both sides have their derivatives in every term. What says
 * what a derivative is, `∂J/∂z_{11} = z_{11} - y_{11}`, may be true of the function that is meant.
 */
export function isFalseOfAny(
  { counterexample }: Verdict,
  notebook: Notebook,
  nodes: readonly Node[],
): boolean {
  const { applied } = notebook;
  const speaking = nodes.map((node) => speaksOfFunction(notebook, node));
  if (counterexample === undefined || applied.size === 0 || !speaking.includes(true)) return true;
  const { left, right, shapes } = counterexample;
  if (shapes !== undefined) return true;
  const used = (text: string): boolean =>
    [...applied.keys()].some((name) => new RegExp(`(?<!\\p{L})${name}'*(?:_<[^<>]*>)?\\(`, 'u').test(text));
  return [left, right].every((side, i) => (side === '0' ? speaking[i] === true : termsOf(side).every(used)));
}

function speaksOfFunction(notebook: Notebook, node: Node): boolean {
  const { env } = notebook.context();
  return [...namesIn(node)].some((name) => {
    const known = notebook.tensor(name)?.name;
    return notebook.applied.has(name) || (known !== undefined && hasDerivative(env, tensor(known)));
  });
}

/** The terms of a polynomial as it is shown; what stands in parentheses is in one of them. */
function termsOf(text: string): readonly string[] {
  const terms = [''];
  let depth = 0;
  for (const piece of text.split(/( [+-] |[()])/u)) {
    if (piece === '(') depth++;
    if (piece === ')') depth--;
    if (depth === 0 && /^ [+-] $/u.test(piece)) terms.push('');
    else terms[terms.length - 1] += piece;
  }
  return terms;
}

function shortenedAt(at: Counterexample, short: (text: string) => string): Counterexample {
  const { left, right, difference, monomial } = at;
  return {
    ...at,
    left: short(left),
    right: short(right),
    difference: short(difference),
    monomial: monomial === null ? null : { ...monomial, text: short(monomial.text) },
  };
}

function withNames(text: string, functions: ReadonlyMap<string, string | null>): string {
  const call = /(?<![\p{L}\p{N}])(\p{L}[\p{L}\p{N}]*)('*)(_<[^<>]*>)?\(/gu;
  let result = '';
  let at = 0;
  for (let match = call.exec(text); match !== null; match = call.exec(text)) {
    const argument = functions.get(match[1] as string);
    if (argument == null) continue;
    const end = closing(text, call.lastIndex - 1);
    result += `${text.slice(at, call.lastIndex)}${argument})`;
    at = end;
    call.lastIndex = end;
  }
  return result + text.slice(at);
}

/** The place after the parenthesis that closes the one at `open`. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return i + 1;
  }
  return text.length;
}
