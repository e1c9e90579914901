// The prelude's `W * X` has the kernel before the sign; a text may have it behind. The operand that the words call the
// kernel, or that fits into the other one, is put first; where nothing tells them apart they stay as they are written.

import { entails } from '../sets/index.js';
import { atLeast, type Cond } from '../term/cond.js';
import { type Env, extent, ShapeError, shapeOf } from '../term/env.js';
import { equal, isConstant, type Poly } from '../term/poly.js';
import { isPoly, op, type Tensor } from '../term/term.js';
import type { Notebook } from './notebook.js';
import type { Meaning, Operation } from './reinterpret.js';
import { customary, type Role, type Roles } from './roles.js';
import { sharedName } from './writtenOut.js';

/** Where the kernel stands. */
export type Order = 'kernel first' | 'kernel last';

const convolutions: ReadonlySet<string> = new Set(['*/1,1', '*/2,2', '(*)/1,1', '(*)/2,2']);

/** The operands of a convolution sign; null of any other operation. */
export function operandsOf({ op: key, args }: Operation): readonly [Tensor, Tensor] | null {
  const [left, right] = args;
  const known = convolutions.has(key) && left !== undefined && right !== undefined;
  return !known || isPoly(left) || isPoly(right) ? null : [left, right];
}

/** The same operation with its operands exchanged. */
export function exchanged({ op: key, args }: Operation): Tensor {
  return op(key, [...args].reverse());
}

/** Every convolution with its operands exchanged where neither the text nor custom tells which one is the kernel. */
export function exchanging(orders: Orders): Meaning {
  return (operation) => {
    const operands = operandsOf(operation);
    return operands === null || !orders.areOpen(...operands) ? operation : exchanged(operation);
  };
}

/** Every convolution with the kernel first; `order` is told for each where the kernel stands as it is written. */
export function kernelFirst(orders: Orders, note: (order: Order | null, kernel: Tensor) => void): Meaning {
  return (operation) => {
    const operands = operandsOf(operation);
    // Of two of one shape either may stand first: they overlap in one place, and in a correlation it is the same.
    if (operands === null || orders.isOneShape(...operands)) return operation;
    const order = orders.of(...operands);
    note(order, order === 'kernel last' ? operands[1] : operands[0]);
    return order === 'kernel last' ? exchanged(operation) : operation;
  };
}

interface Found {
  readonly order: Order;
  readonly firm: boolean;
}

/** Says of two operands which one is the kernel. */
export class Orders {
  readonly #env: Env;
  readonly #hyps: readonly Cond[];

  constructor(
    readonly notebook: Notebook,
    readonly roles: Roles,
  ) {
    this.#env = notebook.context().env;
    this.#hyps = notebook.assumed();
  }

  /**
   * Words on both operands count most, then the sizes of matrices of numbers, then what the text has done before: where
   * it has the kernel first, `X * \\delta` has X for its kernel. Then come words on one operand, shapes in letters, and what
   * the entries of sums show.
   */
  of(left: Tensor, right: Tensor): Order | null {
    const firm = this.#firmly(left, right);
    if (firm !== undefined) return firm;
    const { orders } = this.notebook;
    const [custom, ...others] = [...orders].filter((order) => order !== 'open');
    if (custom !== undefined && others.length === 0) return custom;
    return orders.has('open') ? null : this.#probably(left, right);
  }

  /** Whether the text has left it open, here and before. */
  areOpen(left: Tensor, right: Tensor): boolean {
    if (!this.notebook.orders.has('open') || this.#firmly(left, right) !== undefined) return false;
    return this.#probably(left, right) === null;
  }

  /** What words and numbers say for certain: null where they say both, undefined where they say nothing. */
  #firmly(left: Tensor, right: Tensor): Order | null | undefined {
    const worded = this.#byRoles(left, right, this.roles.byWords);
    if (worded?.firm) return worded.order;
    const shaped = this.#byShape(left, right);
    if (!shaped?.firm) return undefined;
    return worded === null || worded.order === shaped.order ? shaped.order : null;
  }

  #probably(left: Tensor, right: Tensor): Order | null {
    const worded = this.#byRoles(left, right, this.roles.byWords);
    const shown = this.#byRoles(left, right, this.roles.byEntries);
    const letters = this.#byRoles(left, right, customary);
    const found = [
      worded,
      this.#byShape(left, right),
      shown?.firm ? shown : null,
      letters?.firm ? letters : null,
    ].find((each) => each !== null);
    return found?.order ?? null;
  }

  /** What is said of one operand, or, which is firm, of both. */
  #byRoles(left: Tensor, right: Tensor, roles: Roles['byWords']): Found | null {
    const [a, b] = [this.#role(left, roles), this.#role(right, roles)];
    if (a === b) return null;
    const order = a === 'kernel' || b === 'image' ? 'kernel first' : 'kernel last';
    return { order, firm: a !== null && b !== null };
  }

  /** The role of a name, or of the name that is turned or padded here. */
  #role(tensor: Tensor, roles: Roles['byWords']): Role | null {
    if (tensor.tag === 'tensor') {
      const own = roles.get(sharedName(tensor.name));
      const given = this.notebook.tensor(tensor.name)?.definition;
      if (own !== undefined || given?.form !== 'tensor' || given.term.tag === 'tensor') return own ?? null;
      return this.#role(given.term, roles);
    }
    if (tensor.tag !== 'op') return null;
    const [only, ...more] = tensor.args.filter((arg) => !isPoly(arg));
    return only === undefined || isPoly(only) || more.length > 0 ? null : this.#role(only, roles);
  }

  /** Of two shapes of which one fits into the other and is another one the smaller is the kernel's; numbers are firm. */
  #byShape(left: Tensor, right: Tensor): Found | null {
    const [a, b] = [this.#extents(left), this.#extents(right)];
    if (a === null || b === null || a.length !== b.length) return null;
    const fits = (small: readonly Poly[], large: readonly Poly[]): boolean =>
      small.every((size, d) => entails(this.#hyps, atLeast(large[d] as Poly, size)) !== null);
    const [first, last] = [fits(a, b), fits(b, a)];
    if (first === last) return null;
    return { order: first ? 'kernel first' : 'kernel last', firm: [...a, ...b].every(isConstant) };
  }

  isOneShape(left: Tensor, right: Tensor): boolean {
    const [a, b] = [this.#extents(left), this.#extents(right)];
    return a !== null && a.length === b?.length && a.every((size, d) => equal(size, b[d] as Poly));
  }

  #extents(tensor: Tensor): readonly Poly[] | null {
    try {
      return shapeOf(this.#env, tensor).map((dim) => this.notebook.resolved(extent(dim)));
    } catch (error) {
      if (error instanceof ShapeError) return null;
      throw error;
    }
  }
}
