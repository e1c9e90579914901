// Functions of which nothing is known, at arguments written out, and derivatives of what is written out.

import { zeroTest } from '../term/env.js';
import { type Argument, type Position, type Ranges, subscripts } from './alphabet.js';
import { NoValue } from './budget.js';
import { partial, withEntries } from './differential.js';
import type { Form, Frame } from './form.js';
import type { Integer } from './integer.js';
import type { Monomials } from './monomials.js';
import { type Node, sumOf } from './nest.js';
import { type Definition, Opaque } from './nodes.js';
import { constantPolynomial, Polynomial } from './packed.js';

/** A number, or a tensor: its entry at subscripts that stand at places of the frame, for all within the bounds. */
export type ArgumentNode =
  | { readonly kind: 'number'; readonly value: readonly Node[] }
  | {
      readonly kind: 'tensor';
      readonly bounds: readonly (readonly [lo: Form, hi: Form])[];
      readonly places: readonly number[];
      readonly entry: readonly Node[];
    };

/** What a function is differentiated by. */
export interface PositionForm {
  readonly arg: number;
  readonly at: readonly Form[];
}

/** f(args) or a derivative of it: an unknown of its own, equal for equal arguments. */
export class Application extends Opaque {
  constructor(
    readonly monomials: Monomials,
    readonly fn: string,
    readonly args: readonly ArgumentNode[],
    readonly by: readonly PositionForm[],
  ) {
    super();
  }

  value(frame: Frame): Polynomial {
    const { alphabet, budget } = this.monomials;
    budget.spend(1);
    const args = this.args.map((arg) => this.#written(arg, frame));
    if (this.fn === zeroTest) return this.#tested(args[0] as Argument);
    const by = this.by.map(({ arg, at }) => ({ arg, at: at.map((s) => s.integer(frame)) }));
    // By what lies outside of an argument, the derivative is 0.
    if (!by.every((position) => isInside(args, position))) return constantPolynomial(this.monomials, 0);
    const key = this.monomials.ofUnknowns([alphabet.application(this.fn, args, by)]);
    return new Polynomial(this.monomials, Float64Array.of(key), Float64Array.of(1), 1n);
  }

  /** [z = 0], of a number; for entries that are unknown it is unknown, too, and no variable of its own. */
  #tested(arg: Argument): Polynomial {
    if ('ranges' in arg || this.by.length > 0 || arg.constant === null)
      throw new NoValue('it has a comparison of unknown numbers');
    return constantPolynomial(this.monomials, arg.size === 0 ? 1 : 0);
  }

  #written(arg: ArgumentNode, frame: Frame): Argument {
    const { monomials } = this;
    if (arg.kind === 'number') return sumOf(arg.value, frame, monomials);
    const ranges = arg.bounds.map(([lo, hi]) => [lo.integer(frame), hi.integer(frame)] as const);
    const cells = subscripts(ranges).map((at) => {
      monomials.budget.spend(1);
      at.forEach((s, d) => {
        frame[arg.places[d] as number] = s;
      });
      return sumOf(arg.entry, frame, monomials);
    });
    return { ranges, cells };
  }
}

function isInside(args: readonly Argument[], { arg, at }: Position): boolean {
  const of = args[arg] as Argument;
  return (
    !('ranges' in of) ||
    at.every((s, d) => {
      const [lo, hi] = of.ranges[d] as Ranges[number];
      return lo <= s && s <= hi;
    })
  );
}

/**
 * The derivative by an entry inside its tensor of a formula in which that tensor's entries are unknowns. If the tensor is
 * a defined one, its entries are then what they are defined to be.
 */
export class Derivative extends Opaque {
  constructor(
    readonly monomials: Monomials,
    readonly of: readonly Node[],
    readonly tensor: string,
    readonly number: (at: readonly Integer[]) => number,
    readonly at: readonly Form[],
    readonly definition: Definition | null,
  ) {
    super();
  }

  value(frame: Frame): Polynomial {
    const { definition, tensor } = this;
    const by = this.number(this.at.map((s) => s.integer(frame)));
    const derivative = partial(sumOf(this.of, frame, this.monomials), by);
    return definition === null ? derivative : withEntries(derivative, tensor, (at) => definition.value(at));
  }
}
