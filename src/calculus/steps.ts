// Small tools for writing proofs: chains of equations, and steps inside a term.

import type { Proof } from '../kernel/proof.js';
import { type Cond, conjuncts } from '../term/cond.js';
import { sameTerm } from '../term/key.js';
import {
  add,
  apply,
  diff,
  isTensor,
  mul,
  pow,
  rangeConds,
  reduce,
  type Scalar,
  type Tensor,
} from '../term/term.js';

/** An equation of scalars on its way into a proof: `proof` shows that the term it started from equals `to`. */
export interface Step {
  readonly to: Scalar;
  readonly proof: Proof;
}

export function refl(term: Scalar): Step {
  return { to: term, proof: { rule: 'refl', term } };
}

export function ring(left: Scalar, right: Scalar): Step {
  return { to: right, proof: { rule: 'ring', left, right } };
}

/** A chain a = b = c that grows to the right; steps that change nothing leave no trace. */
export class Chain {
  #to: Scalar;
  readonly #proofs: Proof[] = [];

  constructor(readonly from: Scalar) {
    this.#to = from;
  }

  get to(): Scalar {
    return this.#to;
  }

  by(step: Step): this {
    this.#to = step.to;
    if (step.proof.rule === 'trans') this.#proofs.push(...step.proof.proofs);
    else if (step.proof.rule !== 'refl') this.#proofs.push(step.proof);
    return this;
  }

  /** By the ring laws; nothing to do when the term is written so already. */
  ringTo(to: Scalar): this {
    return sameTerm(this.#to, to)
      ? this.by({ to, proof: { rule: 'refl', term: to } })
      : this.by(ring(this.#to, to));
  }

  /** Replaces the part at `path`, `step` having started from it. */
  inside(path: readonly number[], step: Step): this {
    if (step.proof.rule === 'refl') return this.by(refl(replaceAt(this.#to, path, step.to)));
    return this.by({
      to: replaceAt(this.#to, path, step.to),
      proof: path.length === 0 ? step.proof : { rule: 'inside', term: this.#to, path, proof: step.proof },
    });
  }

  step(): Step {
    const [first] = this.#proofs;
    if (first === undefined) return { to: this.#to, proof: { rule: 'refl', term: this.from } };
    return {
      to: this.#to,
      proof: this.#proofs.length === 1 ? first : { rule: 'trans', proofs: this.#proofs },
    };
  }
}

/** The proof of left = right from what became of both sides, and that this is equal. */
export function meeting(left: Scalar, a: Step, middle: Proof, b: Step, right: Scalar): Proof {
  const back: Step = { to: right, proof: { rule: 'sym', proof: new Chain(right).by(b).step().proof } };
  return new Chain(left).by(a).by({ to: b.to, proof: middle }).by(back).step().proof;
}

/** The part of a term that a path leads to: arguments by number, 0 for a base or a body. */
export function partAt(term: Scalar, path: readonly number[]): Scalar {
  let part = term;
  for (const step of path) {
    switch (part.tag) {
      case 'add':
      case 'mul':
      case 'apply': {
        const arg: Scalar | Tensor | undefined = part.args[step];
        if (arg === undefined || isTensor(arg)) throw new RangeError('no such place');
        part = arg;
        break;
      }
      case 'diff':
        part = part.of;
        break;
      case 'pow':
        part = part.base;
        break;
      case 'reduce':
        part = part.body;
        break;
      default:
        throw new RangeError('no such place');
    }
  }
  return part;
}

/** What may be assumed at the place a path leads to: the ranges and the brackets on the way, as the kernel counts them. */
export function assumedAt(term: Scalar, path: readonly number[]): readonly Cond[] {
  const [step, ...rest] = path;
  if (step === undefined) return [];
  const own =
    term.tag === 'reduce'
      ? rangeConds(term.binders)
      : term.tag === 'mul'
        ? term.args.flatMap((other, i) =>
            i !== step && other.tag === 'iverson' ? conjuncts(other.cond) : [],
          )
        : [];
  return [...own, ...assumedAt(partAt(term, [step]), rest)];
}

export function replaceAt(term: Scalar, path: readonly number[], by: Scalar): Scalar {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  const args = (old: readonly Scalar[]): readonly Scalar[] =>
    old.map((arg, i) => (i === step ? replaceAt(arg, rest, by) : arg));
  const inArgument = (arg: Scalar | Tensor): Scalar => {
    if (isTensor(arg)) throw new RangeError('no such place');
    return replaceAt(arg, rest, by);
  };
  switch (term.tag) {
    case 'add':
      return add(args(term.args));
    case 'mul':
      return mul(args(term.args));
    case 'apply':
      return apply(
        term.fn,
        term.args.map((arg, i) => (i === step ? inArgument(arg) : arg)),
        term.by,
      );
    case 'diff':
      return diff(replaceAt(term.of, rest, by), term.tensor, term.at);
    case 'pow':
      return pow(replaceAt(term.base, rest, by), term.exponent);
    case 'reduce':
      return reduce(term.op, term.binders, replaceAt(term.body, rest, by));
    default:
      throw new RangeError('no such place');
  }
}
