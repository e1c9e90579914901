// The factors of flat terms apart from their index expressions: w_<m,n> and w_<k,l> are alike, so are a(2 w_<m>) and
// a(2 w_<k+1>). What is alike may be one and the same factor in a sum, seen through other indices.

import { isConstant, type Poly, polyKey } from '../term/poly.js';
import {
  add,
  apply,
  entry,
  isPoly,
  isTensor,
  mul,
  op,
  type Place,
  type Scalar,
  type Tensor,
  value,
} from '../term/term.js';
import { Outside } from './scope.js';

/** Something with its index expressions taken out: `form` says what is left, `rows` are the expressions in order. */
interface Bones<T> {
  readonly form: string;
  readonly rows: readonly Poly[];
  /** For each of these the dimension that it is a subscript of, if any. */
  readonly extents: readonly (Extent | null)[];
  /** Names that are bound inside: of the sums in the arguments of functions. */
  readonly inner: readonly string[];
  /** Neighbouring rows that may be exchanged: those of alike terms of a sum, or factors of a product; inner ones first. */
  readonly alike: readonly Neighbours[];
  /** Whether something of another form may have the same value: one with a sum or a quotient in it. */
  readonly loose: boolean;
  /** The same with other index expressions. Throws Outside where names are bound inside. */
  readonly rebuild: (rows: readonly Poly[]) => T;
}

/** So many things from a place on, and as many that follow. */
export interface Neighbours {
  readonly at: number;
  readonly size: number;
}

/** A dimension of a tensor. */
export interface Extent {
  readonly tensor: Tensor;
  readonly dimension: number;
}

/** A factor with its index expressions taken out. */
export type Skeleton = Bones<Scalar>;

/**
 * Factors of different kinds are different unknowns. Those of one kind are of one form, but that functions of sums or
 * quotients may have one value in many forms.
 */
export function kindOf(factor: Scalar): string {
  const bones = skeleton(factor);
  if (bones === null) return '?';
  if (factor.tag !== 'apply' || !bones.loose) return bones.form;
  return `${factor.fn}'(${factor.by.map(({ arg }) => arg).join(',')})(…)`;
}

/** null for what is not looked into: brackets, powers, products over ranges, entries of operations. */
export function skeleton(factor: Scalar): Skeleton | null {
  switch (factor.tag) {
    case 'entry': {
      const { tensor } = factor;
      if (tensor.tag !== 'tensor') return null;
      return {
        form: `@${tensor.name}`,
        rows: factor.at,
        extents: factor.at.map((_, dimension) => ({ tensor, dimension })),
        inner: [],
        alike: [],
        loose: false,
        rebuild: (rows) => entry(tensor, rows),
      };
    }
    case 'value':
      return isConstant(factor.value) ? whole(`=${polyKey(factor.value)}`, factor) : numeral(factor.value);
    case 'apply':
      return application(factor);
    case 'reciprocal':
      return { ...whole(`1/${polyKey(factor.of)}`, factor), loose: true };
    case 'add':
    case 'mul': {
      const parts = joined(factor.args.map(skeleton));
      const build = factor.tag === 'add' ? add : mul;
      return (
        parts && {
          ...parts,
          form: `${factor.tag}(${parts.form})`,
          alike: [...parts.alike, ...parts.neighbours],
          rebuild: (rows) => build(parts.rebuild(rows)),
        }
      );
    }
    case 'reduce': {
      // The conditions on the bound names are left out: whether they agree is for the comparison to say.
      const { body } = factor;
      const [head, ...rest] = body.tag === 'mul' ? body.args : [body];
      const part = factor.op === 'prod' ? null : skeleton(head?.tag === 'iverson' ? mul(rest) : body);
      return (
        part && {
          ...part,
          form: `${factor.op}(${part.form})`,
          inner: [...factor.binders.map((b) => b.name), ...part.inner],
          loose: true,
          rebuild: () => {
            throw new Outside('a sum in the argument of a function');
          },
        }
      );
    }
    default:
      return null;
  }
}

/** The factor with each of its index expressions changed; what is not looked into stays as it is. */
export function withRows(factor: Scalar, change: (row: Poly) => Poly): Scalar {
  const bones = skeleton(factor);
  return bones === null ? factor : bones.rebuild(bones.rows.map(change));
}

/** The index expressions that a canonical form runs over: none where one is no subscript of a tensor. */
export function frameRows(factor: Scalar): readonly Poly[] {
  const bones = skeleton(factor);
  return bones === null || bones.loose || bones.extents.includes(null) ? [] : bones.rows;
}

function whole<T>(form: string, thing: T): Bones<T> {
  return { form, rows: [], extents: [], inner: [], alike: [], loose: false, rebuild: () => thing };
}

function index(form: string, row: Poly): Bones<Poly> {
  return {
    form,
    rows: [row],
    extents: [null],
    inner: [],
    alike: [],
    loose: false,
    rebuild: ([other]) => other as Poly,
  };
}

function application({ fn, args, by }: Scalar & { tag: 'apply' }): Skeleton | null {
  const parts = joined<Scalar | Tensor>(args.map(argument));
  const places = joined<Place>(
    by.map(({ arg, at }) => {
      const tensor = args[arg];
      const extents = at.map((_, dimension) =>
        tensor !== undefined && isTensor(tensor) ? { tensor, dimension } : null,
      );
      return {
        form: `${arg}`,
        rows: at,
        extents,
        inner: [],
        alike: [],
        loose: false,
        rebuild: (rows) => ({ arg, at: rows }),
      };
    }),
  );
  if (parts === null || places === null) return null;
  return {
    form: `${fn}'(${places.form})(${parts.form})`,
    rows: [...parts.rows, ...places.rows],
    extents: [...parts.extents, ...places.extents],
    inner: parts.inner,
    alike: parts.alike,
    loose: parts.loose,
    rebuild: (rows) =>
      apply(
        fn,
        parts.rebuild(rows.slice(0, parts.rows.length)),
        places.rebuild(rows.slice(parts.rows.length)),
      ),
  };
}

/** A number that is an argument is an index, though it be a constant: a(1) is a(m) at m = 1. */
function argument(arg: Scalar | Tensor): Bones<Scalar | Tensor> | null {
  if (isTensor(arg)) return ofTensor(arg);
  return arg.tag === 'value' ? numeral(arg.value) : skeleton(arg);
}

function numeral(poly: Poly): Bones<Scalar> {
  return { ...index('#', poly), rebuild: ([row]) => value(row as Poly) };
}

/** null for a matrix written out. */
function ofTensor(tensor: Tensor): Bones<Tensor> | null {
  if (tensor.tag === 'tensor') return whole(`@${tensor.name}`, tensor);
  if (tensor.tag === 'matrix') return null;
  const args = joined<Tensor | Poly>(
    tensor.args.map((arg) => (isPoly(arg) ? index('#', arg) : ofTensor(arg))),
  );
  return (
    args && {
      ...args,
      form: `@${tensor.op}(${args.form})`,
      rebuild: (rows) => op(tensor.op, args.rebuild(rows)),
    }
  );
}

/** Several such things as one, and which neighbours among them are of one form. */
interface Joined<T> extends Bones<readonly T[]> {
  readonly neighbours: readonly Neighbours[];
}

/** A list of such things as one. */
function joined<T>(parts: readonly (Bones<T> | null)[]): Joined<T> | null {
  const all = parts.filter((part) => part !== null);
  if (all.length < parts.length) return null;
  const starts = all.map((_, i) => all.slice(0, i).reduce((n, { rows }) => n + rows.length, 0));
  return {
    form: all.map((part) => part.form).join(','),
    rows: all.flatMap((part) => part.rows),
    extents: all.flatMap((part) => part.extents),
    inner: all.flatMap((part) => part.inner),
    alike: all.flatMap((part, i) =>
      part.alike.map(({ at, size }) => ({ at: at + (starts[i] as number), size })),
    ),
    neighbours: all.flatMap(({ form, rows }, i) =>
      rows.length > 0 && all[i + 1]?.form === form ? [{ at: starts[i] as number, size: rows.length }] : [],
    ),
    loose: all.some((part) => part.loose),
    rebuild: (rows) =>
      all.map((part, i) => {
        const start = starts[i] as number;
        return part.rebuild(rows.slice(start, start + part.rows.length));
      }),
  };
}
