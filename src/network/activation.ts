// Functions of a number, as expressions: what they compute and their derivatives, by mathjs. They become plain functions
// of JavaScript, made of the few operations below, since an expression that is walked anew for each entry is slow.

import { createRequire } from 'node:module';
import type { Meaning } from '../compute/formula.js';

/** In t. Where mathjs knows no derivative, it stands beside. */
const expressions: Readonly<Record<string, { readonly value: string; readonly derivative?: string }>> = {
  // At 0, where there is none, the derivative is taken to be 0.
  relu: { value: 'max(t, 0)', derivative: 'larger(t, 0)' },
  // 1/(1 + exp(-t)), without numbers that become too large.
  sigmoid: { value: '(1 + tanh(t / 2)) / 2' },
  tanh: { value: 'tanh(t)' },
  exp: { value: 'exp(t)' },
  log: { value: 'log(t)' },
  reciprocal: { value: '1 / t' },
};

export const activationNames: readonly string[] = Object.keys(expressions);

/** What is used of an expression tree of mathjs. */
interface MathNode {
  readonly type: string;
  readonly name?: string;
  readonly fn?: string | { readonly name: string };
  readonly value?: unknown;
  readonly content?: MathNode;
  readonly args?: readonly MathNode[];
}

interface MathJs {
  parse(text: string): MathNode;
  derivative(node: MathNode, variable: string): MathNode;
}

const require = createRequire(import.meta.url);

const meanings = new Map<string, Meaning>();

/**
 * A function and its derivative.
 *
 * @example meaningNamed('tanh') // [tanh, t => 1/cosh(t)²]
 *
 * Throws Error where there is no function of the name.
 */
export function meaningNamed(name: string): Meaning {
  const known = meanings.get(name);
  if (known !== undefined) return known;
  const expression = expressions[name];
  if (expression === undefined) throw new Error(`no function ${name}: ${activationNames.join(', ')}`);
  const { parse, derivative } = mathjs();
  const value = parse(expression.value);
  const slope = expression.derivative === undefined ? derivative(value, 't') : parse(expression.derivative);
  const meaning = [value, slope].map(functionOf);
  meanings.set(name, meaning);
  return meaning;
}

/** Loaded when it is needed: that takes as long as everything else together. */
function mathjs(): MathJs {
  return require('mathjs/number') as MathJs;
}

function functionOf(node: MathNode): (t: number) => number {
  return new Function('t', `return ${code(node)};`) as (t: number) => number;
}

const operations: Readonly<Record<string, (...args: readonly string[]) => string>> = {
  add: (...args) => `(${args.join(' + ')})`,
  subtract: (a, b) => `(${a} - ${b})`,
  multiply: (...args) => `(${args.join(' * ')})`,
  divide: (a, b) => `(${a} / ${b})`,
  pow: (a, b) => `(${a} ** ${b})`,
  unaryMinus: (a) => `(-${a})`,
  larger: (a, b) => `(${a} > ${b} ? 1 : 0)`,
  max: (a, b) => `Math.max(${a}, ${b})`,
  sech: (a) => `(1 / Math.cosh(${a}))`,
  tanh: (a) => `Math.tanh(${a})`,
  exp: (a) => `Math.exp(${a})`,
  log: (a) => `Math.log(${a})`,
};

/** Throws Error at what is none of the operations. */
function code(node: MathNode): string {
  switch (node.type) {
    case 'ConstantNode':
      return `(${Number(node.value)})`;
    case 'ParenthesisNode':
      return code(node.content as MathNode);
    case 'SymbolNode':
      if (node.name === 't') return 't';
      break;
    case 'OperatorNode':
    case 'FunctionNode': {
      const name = typeof node.fn === 'string' ? node.fn : node.fn?.name;
      const operation = operations[name ?? ''];
      if (operation !== undefined) return operation(...(node.args ?? []).map(code));
      break;
    }
  }
  throw new Error(`${node.name ?? node.type} is no operation of activations`);
}
