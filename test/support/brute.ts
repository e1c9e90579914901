// A second witness: native texts evaluated straight from the surface tree at given sizes, by nothing but the
// mathematical meaning of what is written. It shares no code with src/. The operations are written here by hand,
// where possible by another formula than the prelude's (what goes where, instead of what comes from where).

import { parseFile } from '../../grammar/native.js';
import type {
  BinderNode,
  DefineStatement,
  DimensionNode,
  GroupNode,
  Node,
  RelationOperator,
} from '../../grammar/tree.js';
import { type Dual, duals, NoValue, type Polynomial, polynomials, type Ring, residues } from './rings.js';

/** Values of sizes and indices. */
export type Point = ReadonlyMap<string, number>;

/** A tensor at given sizes; entries outside the ranges are 0. */
export interface Box<T> {
  readonly dims: readonly (readonly [lo: number, hi: number])[];
  readonly at: (subscripts: readonly number[]) => T;
}

export interface BruteClaim {
  readonly name: string | null;
  readonly left: Node;
  readonly operator: RelationOperator;
  readonly right: Node;
  readonly world: World;
}

/** What the statements before a claim say. */
export interface World {
  readonly sizes: readonly string[];
  readonly tensors: ReadonlyMap<string, readonly DimensionNode[]>;
  readonly definitions: ReadonlyMap<string, DefineStatement>;
  readonly functions: ReadonlySet<string>;
  readonly assumptions: readonly Node[];
  readonly indices: readonly BinderNode[];
}

const start: World = {
  sizes: [],
  tensors: new Map(),
  definitions: new Map(),
  functions: new Set(),
  assumptions: [],
  indices: [],
};

/** Every relation of the theorems of a text. */
export function claimsOf(textOf: string): readonly BruteClaim[] {
  const claims: BruteClaim[] = [];
  let world = start;
  for (const statement of parseFile(textOf)) {
    switch (statement.tag) {
      case 'fresh':
        world = start;
        break;
      case 'size':
        world = withSizes(world, statement.names);
        break;
      case 'tensor':
        for (const { name, dimensions } of statement.declarators) {
          world = withSizes(world, namesIn(bounds(dimensions)));
          world = { ...world, tensors: new Map(world.tensors).set(name, dimensions) };
        }
        break;
      case 'function':
        world = {
          ...world,
          functions: new Set([...world.functions, ...statement.functions.map(({ name }) => name)]),
        };
        break;
      case 'assume':
        world = withSizes(world, namesIn(statement.conditions));
        world = { ...world, assumptions: [...world.assumptions, ...statement.conditions] };
        break;
      case 'index':
        for (const binder of statement.binders) {
          world = withSizes(world, namesIn(ends(binder)));
          world = {
            ...world,
            indices: [...world.indices.filter((other) => other.name !== binder.name), binder],
          };
        }
        break;
      case 'define': {
        world = withSizes(world, capitals(statement.body));
        if (statement.head.form !== 'name') throw new NoValue('an operation of its own');
        if (statement.dimensions !== null) world = withSizes(world, namesIn(bounds(statement.dimensions)));
        world = { ...world, definitions: new Map(world.definitions).set(statement.head.name, statement) };
        break;
      }
      case 'theorem': {
        const { first, rest } = statement.claim;
        if (first === null) throw new NoValue('a relation without a left side');
        const world_ = withSizes(world, capitals(statement.claim));
        rest.forEach(({ operator, right }, i) => {
          claims.push({
            name: statement.name,
            left: rest[i - 1]?.right ?? first,
            operator,
            right,
            world: world_,
          });
        });
      }
    }
  }
  return claims;
}

function withSizes(world: World, names: Iterable<string>): World {
  const known = new Set([
    ...world.sizes,
    ...world.indices.map((b) => b.name),
    ...world.tensors.keys(),
    ...world.definitions.keys(),
  ]);
  const fresh = [...new Set(names)].filter((name) => !known.has(name));
  return fresh.length === 0 ? world : { ...world, sizes: [...world.sizes, ...fresh] };
}

function bounds(dimensions: readonly DimensionNode[]): readonly Node[] {
  return dimensions.flatMap(({ from, to }) => [from, to]).filter((bound) => bound !== null);
}

function ends({ from, to }: BinderNode): readonly Node[] {
  return [from, to].filter((node) => node !== null);
}

/** The names in a tree that no reduction of the tree binds. */
function namesIn(nodes: readonly unknown[], bound: ReadonlySet<string> = new Set()): readonly string[] {
  return nodes.flatMap((node): readonly string[] => {
    if (typeof node !== 'object' || node === null) return [];
    if (Array.isArray(node)) return namesIn(node, bound);
    const { tag } = node as { tag?: unknown };
    if (tag === 'name')
      return bound.has((node as { name: string }).name) ? [] : [(node as { name: string }).name];
    if (tag === 'reduction') {
      const { binders, body } = node as Node & { tag: 'reduction' };
      const inner = new Set([...bound, ...binders.map((b) => b.name)]);
      return [...namesIn(binders.flatMap(ends), inner), ...namesIn([body], inner)];
    }
    return namesIn(Object.values(node), bound);
  });
}

/** Capital names in the bounds of sums are sizes. */
function capitals(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own =
    (node as { tag?: unknown }).tag === 'reduction'
      ? namesIn((node as Node & { tag: 'reduction' }).binders.flatMap(ends)).filter((name) =>
          /^\p{Lu}/u.test(name),
        )
      : [];
  return [...own, ...Object.values(node).flatMap(capitals)];
}

// ---- points ----------------------------------------------------------------------------------------

/** The declared free indices that a claim is about: those it uses, and those that their ranges use. */
export function indicesOf(claim: BruteClaim): readonly BinderNode[] {
  const used = new Set(namesIn([claim.left, claim.right]));
  const relevant: BinderNode[] = [];
  for (const index of [...claim.world.indices].reverse()) {
    if (!used.has(index.name)) continue;
    relevant.unshift(index);
    for (const name of namesIn(ends(index))) used.add(name);
  }
  return relevant;
}

/**
 * The points that satisfy what is assumed, sizes from 1 to `most`, smallest total size first; an index without a range
 * goes from -1 to most+1.
 */
export function* pointsOf(claim: BruteClaim, most: number): Generator<Point> {
  const count = claim.world.sizes.length;
  for (let total = count; total <= count * most; total++)
    yield* pointsOfTotal(claim, total, most, [-1, most + 1]);
}

/** The points of one total size, each size at most `most`; an index without a range goes through `reach`. */
export function* pointsOfTotal(
  claim: BruteClaim,
  total: number,
  most: number,
  reach: readonly [number, number],
): Generator<Point> {
  const { sizes, assumptions } = claim.world;
  const indices = indicesOf(claim);
  const e = new Evaluator(claim.world, residues);
  for (const chosen of summing(sizes.length, total, most)) {
    const at = new Map(sizes.map((name, i) => [name, chosen[i] as number]));
    const about = assumptions.filter((c) => namesIn([c]).every((name) => at.has(name)));
    if (!about.every((c) => e.condition(c, at))) continue;
    for (const point of spread(indices, 0, at))
      if (
        assumptions.every(
          (c) => about.includes(c) || !namesIn([c]).every((n) => point.has(n)) || e.condition(c, point),
        )
      )
        yield point;
  }

  function* spread(binders: readonly BinderNode[], next: number, at: Point): Generator<Point> {
    const binder = binders[next];
    if (binder === undefined) {
      yield at;
      return;
    }
    const from = binder.from === null ? reach[0] : e.integer(binder.from, at);
    const to = binder.to === null ? reach[1] : e.integer(binder.to, at);
    const [lo, hi] = binder.down ? [to, from] : [from, to];
    for (let i = lo; i <= hi; i++) yield* spread(binders, next + 1, new Map(at).set(binder.name, i));
  }
}

/** Whether what is assumed holds at a point, and its indices are in their ranges. */
export function isPointOf(claim: BruteClaim, point: Point): boolean {
  const e = new Evaluator(claim.world, residues);
  return (
    claim.world.sizes.every((size) => (point.get(size) ?? 1) >= 1) &&
    claim.world.assumptions.every((c) => !namesIn([c]).every((n) => point.has(n)) || e.condition(c, point)) &&
    indicesOf(claim).every(({ name, from, to, down }) => {
      const value = point.get(name) as number;
      const ends = [from, to].map((end) => (end === null ? value : e.integer(end, point)));
      const [lo, hi] = (down ? [...ends].reverse() : ends) as [number, number];
      return lo <= value && value <= hi;
    })
  );
}

/** All lists of numbers from 1 to `most` with a given sum. */
export function* summing(places: number, total: number, most: number): Generator<readonly number[]> {
  if (places === 0) {
    if (total === 0) yield [];
    return;
  }
  for (let first = 1; first <= Math.min(most, total - places + 1); first++) {
    for (const rest of summing(places - 1, total - first, most)) yield [first, ...rest];
  }
}

export function totalSize(claim: BruteClaim, point: Point): number {
  return claim.world.sizes.reduce((sum, name) => sum + (point.get(name) ?? 0), 0);
}

// ---- comparing -------------------------------------------------------------------------------------

/** Whether the sides of a claim have one value, or one shape and one value for every entry, at a point. */
export function agreesAt(claim: BruteClaim, point: Point): boolean {
  try {
    return agrees(claim, point, residues);
  } catch (error) {
    // A maximum, say, has no residue.
    if (error instanceof NoValue) return agrees(claim, point, polynomials);
    throw error;
  }
}

/** The same in a ring of one's own. */
export function agrees<T>(claim: BruteClaim, point: Point, ring: Ring<T>): boolean {
  const e = new Evaluator(claim.world, ring);
  const [a, b] = [e.value(claim.left, point), e.value(claim.right, point)];
  if (!isBox(a) && !isBox(b)) return ring.equal(a, b);
  if (!isBox(a) || !isBox(b)) throw new NoValue('a number and a tensor');
  if (!sameShape(a, b)) return false;
  for (const subscripts of cells(a.dims)) if (!ring.equal(a.at(subscripts), b.at(subscripts))) return false;
  return true;
}

function sameShape<T>(a: Box<T>, b: Box<T>): boolean {
  return (
    a.dims.length === b.dims.length &&
    a.dims.every(([lo, hi], d) => lo === b.dims[d]?.[0] && hi === b.dims[d]?.[1])
  );
}

/** Whether the sides of a claim are tensors of one shape at a point, or numbers. */
export function sameShapeAt(claim: BruteClaim, point: Point): boolean {
  const e = new Evaluator(claim.world, residues);
  const [a, b] = [e.value(claim.left, point), e.value(claim.right, point)];
  return isBox(a) && isBox(b) ? sameShape(a, b) : !isBox(a) && !isBox(b);
}

/** The shapes of both sides at a point, `2×1` or `2×(0..1)`; null where a side is a number. */
export function shapesAt(claim: BruteClaim, point: Point): readonly (string | null)[] {
  const e = new Evaluator(claim.world, residues);
  return [claim.left, claim.right].map((node) => {
    const side = e.value(node, point);
    if (!isBox(side)) return null;
    return side.dims.map(([lo, hi]) => (lo === 1 ? `${Math.max(hi, 0)}` : `(${lo}..${hi})`)).join('×');
  });
}

/** The first point, by total size, at which the sides differ. */
export function firstDifference(claim: BruteClaim, most: number): Point | null {
  for (const point of pointsOf(claim, most)) if (!agreesAt(claim, point)) return point;
  return null;
}

/** Both sides at a point as polynomials; of tensors, the entries at `subscripts`. */
export function sidesAt(
  claim: BruteClaim,
  point: Point,
  subscripts: readonly number[],
): readonly [Polynomial, Polynomial] {
  const e = new Evaluator(claim.world, polynomials);
  const side = (node: Node): Polynomial => {
    const value = e.value(node, point);
    return isBox(value) ? e.entry(value, subscripts) : value;
  };
  return [side(claim.left), side(claim.right)];
}

/** A formula at a point. */
export function polynomialAt(world: World, node: Node, point: Point): Polynomial {
  const value = new Evaluator(world, polynomials).value(node, point);
  if (isBox(value)) throw new NoValue('a tensor');
  return value;
}

function isBox<T>(value: T | Box<T>): value is Box<T> {
  return typeof value === 'object' && value !== null && 'dims' in value;
}

function cells(dims: readonly (readonly [number, number])[]): readonly (readonly number[])[] {
  return dims.reduce<readonly (readonly number[])[]>(
    (lists, [lo, hi]) => lists.flatMap((list) => range(lo, hi).map((i) => [...list, i])),
    [[]],
  );
}

function range(lo: number, hi: number): readonly number[] {
  return Array.from({ length: Math.max(0, hi - lo + 1) }, (_, i) => lo + i);
}

// ---- evaluation ------------------------------------------------------------------------------------

export class Evaluator<T> {
  constructor(
    readonly world: World,
    readonly ring: Ring<T>,
    /** What is taken as it is here, whatever the world says of it: that by which is differentiated. */
    readonly given: ReadonlyMap<string, Box<T>> = new Map(),
  ) {}

  value(node: Node, at: Point): T | Box<T> {
    const { ring } = this;
    switch (node.tag) {
      case 'number': {
        const [whole = '0', part = ''] = node.text.split('.');
        return ring.fraction(BigInt(whole + part), 10n ** BigInt(part.length));
      }
      case 'name': {
        const known = at.get(node.name);
        if (known !== undefined) return ring.fraction(BigInt(known), 1n);
        const box = this.named(node.name, at);
        return box.dims.length === 0 ? box.at([]) : box;
      }
      case 'sum':
        return node.terms
          .map(({ sign, term }) =>
            sign === '-' ? this.negative(this.value(term, at)) : this.value(term, at),
          )
          .reduce((a, b) => this.plus(a, b));
      case 'product':
        return this.product(node, at);
      case 'power': {
        const base = this.scalar(node.base, at);
        return range(1, this.integer(node.exponent, at)).reduce((power) => ring.mul(power, base), ring.one);
      }
      case 'group':
        if (node.items.length !== 1) throw new NoValue('a list');
        return this.value(node.items[0] as Node, at);
      case 'subscript': {
        const box = node.base.tag === 'name' ? this.named(node.base.name, at) : this.box(node.base, at);
        return this.entry(
          box,
          node.subscripts.map((s) => this.integer(s, at)),
        );
      }
      case 'reduction':
        return this.reduction(node, at);
      case 'guard':
        return node.conditions.every((c) => this.condition(c, at)) ? this.scalar(node.body, at) : ring.zero;
      case 'cases': {
        const arm = node.arms.find(
          ({ conditions }) => conditions === 'otherwise' || conditions.every((c) => this.condition(c, at)),
        );
        return arm === undefined ? ring.zero : this.scalar(arm.value, at);
      }
      case 'matrix':
        return {
          dims: [
            [1, node.rows.length],
            [1, node.rows[0]?.length ?? 0],
          ],
          at: ([i, j]) => {
            const cell = node.rows[(i as number) - 1]?.[(j as number) - 1];
            return cell === undefined ? ring.zero : this.scalar(cell, at);
          },
        };
      default:
        throw new NoValue(node.tag);
    }
  }

  scalar(node: Node, at: Point): T {
    const value = this.value(node, at);
    if (isBox(value)) throw new NoValue('a tensor where a number is expected');
    return value;
  }

  private box(node: Node, at: Point): Box<T> {
    const value = this.value(node, at);
    if (!isBox(value)) throw new NoValue('a number where a tensor is expected');
    return value;
  }

  /** The integer an index expression stands for. */
  integer(node: Node, at: Point): number {
    const quick = plain(node, at);
    if (quick !== null) return quick;
    const poly = new Evaluator(this.world, polynomials).scalar(node, at);
    const { num, den } = polynomials.rational(poly);
    if (den !== 1n) throw new NoValue('no integer');
    return Number(num);
  }

  condition(node: Node, at: Point): boolean {
    switch (node.tag) {
      case 'relation': {
        let left = this.integer(node.first as Node, at);
        return node.rest.every(({ operator, right }) => {
          const next = this.integer(right, at);
          const holds = compare(left, operator, next);
          left = next;
          return holds;
        });
      }
      case 'logic': {
        const args = node.args.map((arg) => this.condition(arg, at));
        return node.operator === 'and'
          ? args.every(Boolean)
          : node.operator === 'or'
            ? args.some(Boolean)
            : !args[0];
      }
      case 'group':
        return this.condition(node.items[0] as Node, at);
      case 'command': {
        const [d, n] = node.args.map((arg) => this.integer(arg, at)) as [number, number];
        return n % d === 0;
      }
      default:
        throw new NoValue('no condition');
    }
  }

  private reduction({ operator, binders, body }: Node & { tag: 'reduction' }, at: Point): T {
    const { ring } = this;
    const values: T[] = [];
    const visit = (next: number, point: Point): void => {
      const binder = binders[next];
      if (binder === undefined) {
        values.push(this.scalar(body, point));
        return;
      }
      const [from, to] = [binder.from, binder.to].map((node) => this.integer(node as Node, point)) as [
        number,
        number,
      ];
      for (const i of binder.down ? range(to, from) : range(from, to))
        visit(next + 1, new Map(point).set(binder.name, i));
    };
    visit(0, at);
    if (operator === 'sum') return values.reduce(ring.add, ring.zero);
    if (operator === 'prod') return values.reduce(ring.mul, ring.one);
    if (operator === 'int' || values.length === 0) throw new NoValue(operator);
    const order = (a: T, b: T): boolean => {
      const [p, q] = [ring.rational(a), ring.rational(b)];
      return p.num * q.den < q.num * p.den;
    };
    for (const value of values) ring.rational(value);
    return values.reduce((best, value) => (order(best, value) === (operator === 'max') ? value : best));
  }

  entry(box: Box<T>, subscripts: readonly number[]): T {
    if (subscripts.length !== box.dims.length) throw new NoValue('a wrong number of subscripts');
    const outside = box.dims.some(
      ([lo, hi], d) => (subscripts[d] as number) < lo || (subscripts[d] as number) > hi,
    );
    return outside ? this.ring.zero : box.at(subscripts);
  }

  /** A declared or defined tensor; `W` and `w` name one. */
  private named(name: string, at: Point): Box<T> {
    const { tensors, definitions } = this.world;
    const known = this.known(name);
    const given = this.given.get(known);
    if (given !== undefined) return given;
    // Sizes are the same everywhere; bound names of the surroundings are none of a definition's business.
    const sizes = new Map([...at].filter(([n]) => this.world.sizes.includes(n)));
    const definition = definitions.get(known);
    if (definition !== undefined) return this.defined(definition, sizes);
    const dims = this.ranges(tensors.get(known) as readonly DimensionNode[], sizes);
    return {
      dims,
      at: (subscripts) =>
        this.ring.unknown(subscripts.length === 0 ? known : `${known}[${subscripts.join()}]`),
    };
  }

  private known(name: string): string {
    const { tensors, definitions } = this.world;
    const first = name.charAt(0);
    const other = (first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase()) + name.slice(1);
    const known = [name, other].find((n) => tensors.has(n) || definitions.has(n));
    if (known === undefined) throw new NoValue(`${name} is unknown`);
    return known;
  }

  private ranges(dimensions: readonly DimensionNode[], at: Point): readonly (readonly [number, number])[] {
    return dimensions.map(({ from, to }) => [
      from === null ? 1 : this.integer(from, at),
      to === null ? Number.POSITIVE_INFINITY : this.integer(to, at),
    ]);
  }

  private defined({ dimensions, subscripts, body }: DefineStatement, sizes: Point): Box<T> {
    if (subscripts.length === 0 && dimensions === null) {
      const value = this.value(body, sizes);
      return isBox(value) ? value : { dims: [], at: () => value };
    }
    const names = subscripts.map((s) => (s as Node & { tag: 'name' }).name);
    const dims =
      dimensions !== null
        ? this.ranges(dimensions, sizes)
        : names.map((name) => {
            const index = this.world.indices.find((b) => b.name === name);
            return [
              this.integer(index?.from as Node, sizes),
              this.integer(index?.to as Node, sizes),
            ] as const;
          });
    return {
      dims,
      at: (values) =>
        this.scalar(
          body,
          new Map([...sizes, ...names.map((name, i) => [name, values[i] as number] as const)]),
        ),
    };
  }

  private product({ factors }: Node & { tag: 'product' }, at: Point): T | Box<T> {
    let result: T | Box<T> | null = null;
    for (let i = 0; i < factors.length; i++) {
      const { operator, factor } = factors[i] as (typeof factors)[number];
      const next = factors[i + 1];
      let value: T | Box<T>;
      const applied =
        next?.operator === '' && this.isApplied(factor, at)
          ? this.application(factor, next.factor, at)
          : null;
      if (applied !== null) {
        value = applied;
        i++;
      } else if (operator === '/') {
        const { num, den } = polynomials.rational(new Evaluator(this.world, polynomials).scalar(factor, at));
        value = this.ring.fraction(den, num);
      } else value = this.value(factor, at);
      result = result === null ? value : this.times(result, operator === '/' ? '' : operator, value);
    }
    return result as T | Box<T>;
  }

  private isApplied(factor: Node, at: Point): boolean {
    if (factor.tag === 'subscript') return factor.base.tag === 'name' && this.isFunction(factor.base.name);
    if (factor.tag !== 'name' || at.has(factor.name)) return false;
    return (
      this.isFunction(factor.name) ||
      /^(?:diff|floor|ceil|mod)$/.test(factor.name) ||
      Object.hasOwn(operations, factor.name)
    );
  }

  private isFunction(name: string): boolean {
    return this.world.functions.has(name.replace(/'+$/, ''));
  }

  /** f(x), and what is written behind it: rot180(W)_<k,l>, f(x)^2. */
  private application(head: Node, behind: Node, at: Point): T | Box<T> | null {
    if (behind.tag === 'group') {
      const { items } = behind as GroupNode;
      const { name } = (head.tag === 'subscript' ? head.base : head) as Node & { tag: 'name' };
      if (name === 'diff') return this.derivative(items[0] as Node, items[1] as Node, at);
      if (/^(?:floor|ceil|mod)$/.test(name)) return this.rounded(name, items, at);
      const args = items.map((item) => this.value(item, at));
      if (!Object.hasOwn(operations, name)) {
        const subscripts = head.tag === 'subscript' ? head.subscripts : [];
        return this.opaque(
          name,
          subscripts.map((s) => this.integer(s, at)),
          args,
        );
      }
      const integers = behind.items.map((item, i) => (isBox(args[i]) ? 0 : this.integer(item, at)));
      return (operations[name] as Operation)(
        this.ring,
        args.filter(isBox) as Box<T>[],
        integers.filter((_, i) => !isBox(args[i])),
      );
    }
    if (behind.tag === 'subscript') {
      const box = this.application(head, behind.base, at);
      return box !== null && isBox(box)
        ? this.entry(
            box,
            behind.subscripts.map((s) => this.integer(s, at)),
          )
        : null;
    }
    if (behind.tag === 'power') {
      const base = this.application(head, behind.base, at);
      if (base === null || isBox(base)) return null;
      return range(1, this.integer(behind.exponent, at)).reduce(
        (power) => this.ring.mul(power, base),
        this.ring.one,
      );
    }
    return null;
  }

  /** An opaque function of what its arguments are made of; each prime takes its share of the subscripts. */
  private opaque(primed: string, subscripts: readonly number[], args: readonly (T | Box<T>)[]): T {
    const name = primed.replace(/'+$/, '');
    const rest = [...subscripts];
    const by: number[] = [];
    for (let prime = name.length; prime < primed.length; prime++) {
      const which = args.length === 1 ? 0 : (rest.shift() as number) - 1;
      const before = args.slice(0, which).flatMap((arg) => (isBox(arg) ? cells(arg.dims) : [[]])).length;
      const arg = args[which] as T | Box<T>;
      const place = isBox(arg) ? rest.splice(0, arg.dims.length) : [];
      const places = isBox(arg) ? cells(arg.dims).map(String) : [''];
      const at = places.indexOf(String(place));
      if (at < 0) return this.ring.zero;
      by.push(before + at);
    }
    const shapes = args.map((arg) => (isBox(arg) ? `[${arg.dims.join(';')}]` : '')).join('');
    const parts = args.flatMap((arg) => (isBox(arg) ? cells(arg.dims).map((s) => arg.at(s)) : [arg]));
    return this.ring.apply({ name, shapes, by }, parts);
  }

  /** The slope of a formula where one entry of a tensor, defined or not, is given the slope 1. */
  private derivative(of: Node, by: Node, at: Point): T {
    const { ring } = this;
    const [base, subscripts] = by.tag === 'subscript' ? [by.base, by.subscripts] : [by, []];
    const name = this.known((base as Node & { tag: 'name' }).name);
    const place = subscripts.map((s) => this.integer(s, at)).join();
    const box = this.named(name, at);
    if (!cells(box.dims).some((s) => s.join() === place)) return ring.zero;
    const sloped = (b: Box<T>, here: string | null): Box<Dual<T>> => ({
      dims: b.dims,
      at: (s) => ({ value: b.at(s), slope: s.join() === here ? ring.one : ring.zero }),
    });
    const given = new Map([...this.given].map(([n, b]) => [n, sloped(b, null)] as const));
    return new Evaluator(this.world, duals(ring), given.set(name, sloped(box, place))).scalar(of, at).slope;
  }

  private rounded(name: string, items: readonly Node[], at: Point): T {
    const [first, second] = items.map((item) =>
      polynomials.rational(new Evaluator(this.world, polynomials).scalar(item, at)),
    );
    const { num, den } = first as { num: bigint; den: bigint };
    const down = (n: bigint, d: bigint): bigint => (n - (((n % d) + d) % d)) / d;
    if (name === 'floor') return this.ring.fraction(down(num, den), 1n);
    if (name === 'ceil') return this.ring.fraction(-down(-num, den), 1n);
    const d = (second as { num: bigint }).num;
    return this.ring.fraction(num - d * down(num, d), 1n);
  }

  private times(a: T | Box<T>, operator: string, b: T | Box<T>): T | Box<T> {
    const { ring } = this;
    if (isBox(a) && isBox(b)) return (operations[operator] as Operation)(ring, [a, b], []);
    if (!isBox(a) && !isBox(b)) return ring.mul(a, b);
    const [coef, box] = isBox(a) ? [b as T, a] : [a, b as Box<T>];
    return { dims: box.dims, at: (s) => ring.mul(coef, box.at(s)) };
  }

  private plus(a: T | Box<T>, b: T | Box<T>): T | Box<T> {
    if (!isBox(a) && !isBox(b)) return this.ring.add(a, b);
    if (!isBox(a) || !isBox(b)) throw new NoValue('a number and a tensor');
    return { dims: a.dims, at: (s) => this.ring.add(a.at(s), b.at(s)) };
  }

  private negative(a: T | Box<T>): T | Box<T> {
    return this.times(this.ring.fraction(-1n, 1n), '', a);
  }
}

/** The integer of an index expression without quotients; null for anything else. */
function plain(node: Node, at: Point): number | null {
  switch (node.tag) {
    case 'number':
      return /^\d{1,9}$/.test(node.text) ? Number(node.text) : null;
    case 'name':
      return at.get(node.name) ?? null;
    case 'group':
      return node.items.length === 1 ? plain(node.items[0] as Node, at) : null;
    case 'sum': {
      let total = 0;
      for (const { sign, term } of node.terms) {
        const value = plain(term, at);
        if (value === null) return null;
        total += sign === '-' ? -value : value;
      }
      return total;
    }
    case 'product': {
      let product = 1;
      for (const { operator, factor } of node.factors) {
        const value = operator === '' || operator === '*' ? plain(factor, at) : null;
        if (value === null) return null;
        product *= value;
      }
      return product;
    }
    default:
      return null;
  }
}

function compare(a: number, operator: RelationOperator, b: number): boolean {
  switch (operator) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      throw new NoValue(operator);
  }
}

// ---- operations ------------------------------------------------------------------------------------

type Operation = <T>(ring: Ring<T>, boxes: readonly Box<T>[], integers: readonly number[]) => Box<T>;

/** The last subscripts of tensors that start at 1. */
function lengths<T>(box: Box<T> | undefined): readonly number[] {
  return (box as Box<T>).dims.map(([lo, hi]) => hi - lo + 1);
}

/** A tensor of the given lengths with contributions added at places; what falls outside is lost. */
function gathered<T>(
  ring: Ring<T>,
  sizes: readonly number[],
  contributions: Iterable<readonly [readonly number[], T]>,
): Box<T> {
  const sums = new Map<string, T>();
  for (const [place, value] of contributions) {
    const key = place.join();
    const before = sums.get(key);
    sums.set(key, before === undefined ? value : ring.add(before, value));
  }
  return { dims: sizes.map((n) => [1, n]), at: (s) => sums.get(s.join()) ?? ring.zero };
}

/** Every entry of x goes to the place `to` of its subscripts. */
function moved<T>(
  ring: Ring<T>,
  x: Box<T> | undefined,
  sizes: readonly number[],
  to: (s: readonly number[]) => readonly number[] | null,
): Box<T> {
  const box = x as Box<T>;
  return gathered(
    ring,
    sizes,
    cells(box.dims).flatMap((s) => {
      const place = to(s);
      return place === null ? [] : [[place, box.at(s)] as const];
    }),
  );
}

/** Every product of an entry of w and an entry of x goes to the place `to` of their subscripts. */
function paired<T>(
  ring: Ring<T>,
  [w, x]: readonly Box<T>[],
  sizes: readonly number[],
  to: (s: readonly number[], t: readonly number[]) => readonly number[] | null,
): Box<T> {
  const [a, b] = [w as Box<T>, x as Box<T>];
  return gathered(
    ring,
    sizes,
    cells(a.dims).flatMap((s) =>
      cells(b.dims).flatMap((t) => {
        const place = to(s, t);
        return place === null ? [] : [[place, ring.mul(a.at(s), b.at(t))] as const];
      }),
    ),
  );
}

const zip = (
  a: readonly number[],
  b: readonly number[],
  f: (x: number, y: number, d: number) => number,
): readonly number[] => a.map((x, d) => f(x, b[d] as number, d));

function valid<T>([w, x]: readonly Box<T>[]): readonly number[] {
  return zip(lengths(x), lengths(w), (i, m) => i - m + 1);
}

/** Steps, then numbers of outputs, each one per dimension; without these as many outputs as there is room for. */
function sampled<T>(
  x: Box<T> | undefined,
  integers: readonly number[],
  room: (length: number, step: number) => number,
): readonly [readonly number[], readonly number[]] {
  const steps = integers.slice(0, lengths(x).length);
  const outputs = integers.slice(steps.length);
  return [steps, outputs.length > 0 ? outputs : zip(lengths(x), steps, room)];
}

function wholeBlocks(length: number, step: number): number {
  let blocks = 0;
  while ((blocks + 1) * step <= length) blocks++;
  return blocks;
}

function firstOfBlocks(length: number, step: number): number {
  let count = 0;
  for (let i = 1; i <= length; i += step) count++;
  return count;
}

function pooled<T>(ring: Ring<T>, x: Box<T> | undefined, integers: readonly number[]): Box<T> {
  const [steps, outputs] = sampled(x, integers, wholeBlocks);
  return moved(ring, x, outputs, (s) => zip(s, steps, (i, step) => Math.ceil(i / step)));
}

const operations: Readonly<Record<string, Operation>> = {
  // x_t with w_s contributes where t = k + s - 1.
  '*': (ring, boxes) => paired(ring, boxes, valid(boxes), (s, t) => zip(t, s, (i, m) => i - m + 1)),
  // The kernel lies the other way round: t = k + M - s.
  '(*)': (ring, boxes) =>
    paired(ring, boxes, valid(boxes), (s, t) =>
      zip(
        zip(t, s, (i, m) => i + m),
        lengths(boxes[0]),
        (sum, M) => sum - M,
      ),
    ),
  // As polynomials are multiplied, from 1 on.
  full: (ring, boxes) =>
    paired(
      ring,
      boxes,
      zip(lengths(boxes[0]), lengths(boxes[1]), (m, i) => m + i - 1),
      (s, t) => zip(s, t, (m, i) => m + i - 1),
    ),
  rot180: (ring, [w]) => moved(ring, w, lengths(w), (s) => zip(s, lengths(w), (m, M) => M + 1 - m)),
  rot90: (ring, [w]) =>
    moved(ring, w, [...lengths(w)].reverse(), ([m, n]) => [
      n as number,
      (lengths(w)[0] as number) + 1 - (m as number),
    ]),
  rot270: (ring, [w]) =>
    moved(ring, w, [...lengths(w)].reverse(), ([m, n]) => [
      (lengths(w)[1] as number) + 1 - (n as number),
      m as number,
    ]),
  transpose: (ring, [w]) => moved(ring, w, [...lengths(w)].reverse(), (s) => [...s].reverse()),
  pad: (ring, [x], by) =>
    moved(
      ring,
      x,
      zip(lengths(x), by, (i, p) => i + 2 * p),
      (s) => zip(s, by, (i, p) => i + p),
    ),
  crop: (ring, [x], by) =>
    moved(
      ring,
      x,
      zip(lengths(x), by, (i, p) => i - 2 * p),
      (s) => zip(s, by, (i, p) => i - p),
    ),
  dilate: (ring, [x], by) =>
    moved(
      ring,
      x,
      zip(lengths(x), by, (i, step) => step * (i - 1) + 1),
      (s) => zip(s, by, (i, step) => step * (i - 1) + 1),
    ),
  stride: (ring, [x], integers) => {
    const [steps, outputs] = sampled(x, integers, firstOfBlocks);
    return moved(ring, x, outputs, (s) =>
      s.every((i, d) => (i - 1) % (steps[d] as number) === 0)
        ? zip(s, steps, (i, step) => (i - 1) / step + 1)
        : null,
    );
  },
  sumpool: (ring, [x], integers) => pooled(ring, x, integers),
  meanpool: (ring, [x], integers) => {
    const sums = pooled(ring, x, integers);
    const area = sampled(x, integers, wholeBlocks)[0].reduce((product, step) => product * step, 1);
    return { dims: sums.dims, at: (s) => ring.mul(ring.fraction(1n, BigInt(area)), sums.at(s)) };
  },
  '.*': (ring, boxes) => paired(ring, boxes, lengths(boxes[0]), (s, t) => (s.join() === t.join() ? s : null)),
  plus: (ring, boxes) => ({
    dims: boxes[0]?.dims ?? [],
    at: (s) => boxes.map((box) => box.at(s)).reduce(ring.add, ring.zero),
  }),
  scale: (ring, boxes, [by]) => ({
    dims: boxes[0]?.dims ?? [],
    at: (s) => boxes.map((box) => box.at(s)).reduce(ring.mul, ring.fraction(BigInt(by ?? 1), 1n)),
  }),
  '@': (ring, boxes) =>
    paired(
      ring,
      boxes,
      [lengths(boxes[0])[0] as number, ...lengths(boxes[1]).slice(1)],
      ([m, k], [l, ...n]) => (k === l ? [m as number, ...n] : null),
    ),
};
