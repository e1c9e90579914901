// Before a gradient is taken: numbers of which the largest is taken are made entries of a tensor of their own. The derivative of
// a maximum asks which of them is equal to it, and floating point says so only of one and the same number: of the same sum
// added up again in another order it may be equal to none.

import type { Dim, Reach } from '../term/env.js';
import { sameTerm } from '../term/key.js';
import { namesOf, variable } from '../term/poly.js';
import { freeNames, substTensorNames } from '../term/subst.js';
import {
  add,
  apply,
  type Binder,
  entry,
  isTensor,
  mul,
  pow,
  reduce,
  type Scalar,
  type Tensor,
  tensor,
} from '../term/term.js';
import type { Formula } from './formula.js';
import { unused } from './names.js';

/** The same formula, maxima and minima in it and in the definitions behind it being of entries. */
export function withOperands(formula: Formula): Formula {
  const operands = new Operands(formula);
  const renamed = new Map<string, Tensor>();
  for (const { name, dims, definition } of formula.env.tensors.values()) {
    if (definition === null || definition.along !== null) continue;
    const scope = new Map(
      dims.flatMap(({ lo, hi }, d) =>
        lo === null || hi === null ? [] : [[definition.indices[d] as string, { lo, hi }] as const],
      ),
    );
    const body = operands.within(substTensorNames(definition.body, renamed, noNames), scope);
    if (sameTerm(body, definition.body)) continue;
    renamed.set(name, tensor(operands.defined(name, dims, definition.indices, body)));
  }
  const { indices, dims } = formula;
  const scope = new Map(indices.map((name, d) => [name, dims[d] as Dim]));
  const body = operands.within(substTensorNames(formula.body, renamed, noNames), scope);
  if (sameTerm(body, formula.body)) return formula;
  const { context } = operands;
  return { ...formula, context, env: context.env, body };
}

type Scope = ReadonlyMap<string, Dim>;

const noNames: ReadonlySet<string> = new Set();

class Operands {
  #context: Formula['context'];

  constructor({ context }: Formula) {
    this.#context = context;
  }

  get context(): Formula['context'] {
    return this.#context;
  }

  /** The name of a new tensor with these entries. */
  defined(like: string, dims: readonly Reach[], indices: readonly string[], body: Scalar): string {
    const name = unused(this.#context, like);
    const env = this.#context.env.withDefinition(name, dims, indices, body);
    this.#context = { ...this.#context, env };
    return name;
  }

  /** `scope`: the ranges of the names that are free in the term, as far as sizes give them. */
  within(term: Scalar, scope: Scope): Scalar {
    switch (term.tag) {
      case 'add':
      case 'mul': {
        const args = term.args.map((arg) => this.within(arg, scope));
        if (args.every((arg, i) => arg === term.args[i])) return term;
        return term.tag === 'add' ? add(args) : mul(args);
      }
      case 'pow': {
        const base = this.within(term.base, scope);
        return base === term.base ? term : pow(base, term.exponent);
      }
      case 'apply': {
        const args = term.args.map((arg) => (isTensor(arg) ? arg : this.within(arg, scope)));
        return args.every((arg, i) => arg === term.args[i]) ? term : apply(term.fn, args, term.by);
      }
      case 'reduce': {
        const inner = this.#under(term.binders, scope);
        const body = this.within(term.body, inner);
        const isExtremum = term.op === 'max' || term.op === 'min';
        const operand = isExtremum ? this.#operand(body, inner) : body;
        return operand === term.body ? term : reduce(term.op, term.binders, operand);
      }
      default:
        return term;
    }
  }

  #under(binders: readonly Binder[], scope: Scope): Scope {
    const { sizes } = this.#context.env;
    const inner = new Map(scope);
    for (const { name, lo, hi } of binders) {
      inner.delete(name);
      if ([...namesOf(lo), ...namesOf(hi)].every((other) => sizes.has(other))) inner.set(name, { lo, hi });
    }
    return inner;
  }

  /** A sum as an entry, where all its names have ranges; what is one number in any order stays as it is. */
  #operand(body: Scalar, scope: Scope): Scalar {
    const names = [...freeNames(body)].filter((name) => !this.#context.env.sizes.has(name));
    if (!addsUp(body) || names.some((name) => !scope.has(name))) return body;
    const dims = names.map((name) => scope.get(name) as Dim);
    return entry(tensor(this.defined('y', dims, names, body)), names.map(variable));
  }
}

/** Whether rounding may differ from one time to the next. */
function addsUp(term: Scalar): boolean {
  switch (term.tag) {
    case 'add':
      return true;
    case 'reduce':
      return term.op === 'sum' || term.op === 'prod' || addsUp(term.body);
    case 'mul':
      return term.args.some(addsUp) || term.args.length > 2;
    case 'pow':
      return addsUp(term.base);
    case 'apply':
      return term.args.some((arg) => !isTensor(arg) && addsUp(arg));
    case 'entry':
      return term.tensor.tag === 'op';
    default:
      return false;
  }
}
