// Slips of the pen: one or two tokens of a formula changed. The value may stay what it was by chance.

import {
  coefficient,
  type Index,
  minus,
  named,
  namesOf,
  plus,
  rounded,
  roundingsIn,
  scaled,
  substituted,
} from './affine.js';
import { type Condition, mapped, negated, type Sign } from './condition.js';
import { changedAt, type Formula, mul, negative, number, sizeOf } from './formula.js';
import type { Random } from './random.js';
import type { World } from './world.js';

interface Place {
  readonly random: Random;
  readonly world: World;
  readonly scope: readonly string[];
}

/** An index expression with one token changed: ±1, another name, another factor, another sign. */
export function slippedIndex(a: Index, at: Place): Index {
  const { random, scope } = at;
  const inner = roundingsIn(a);
  if (inner.length > 0 && random.chance(0.6)) {
    const [key, { how, of, by }] = random.pick(inner);
    const other =
      random.chance(0.3) || how === 'mod'
        ? rounded(how, slippedIndex(of, at), by)
        : random.chance(0.5)
          ? rounded(how === 'floor' ? 'ceil' : 'floor', of, by)
          : rounded(how, plus(of, random.pick([1, -1])), by);
    return substituted(a, new Map([[key, other]]));
  }
  const names = [...namesOf(a)].filter((name) => coefficient(a, name) !== null);
  if (names.length === 0 || random.chance(0.4)) return plus(a, random.pick([1, -1]));
  const name = random.pick(names);
  const coef = coefficient(a, name) as number;
  const without = minus(a, scaled(named(name), coef));
  switch (random.int(0, 3)) {
    case 0:
      return plus(without, named(name), -coef);
    case 1:
      return plus(without, named(name), coef + (coef > 1 ? random.pick([1, -1]) : 1));
    case 2:
      return without.size > 0 ? without : plus(a, 1);
    default:
      return plus(without, named(random.pick(scope)), coef);
  }
}

const signs: readonly Sign[] = ['<=', '<', '=', '>', '>=', '!='];

function slippedCondition(c: Condition, at: Place): Condition {
  const { random } = at;
  switch (c.tag) {
    case 'compare': {
      const kind = random.int(0, 2);
      if (kind === 0) return { ...c, sign: random.pick(signs.filter((sign) => sign !== c.sign)) };
      return kind === 1
        ? { ...c, left: slippedIndex(c.left, at) }
        : { ...c, right: slippedIndex(c.right, at) };
    }
    case 'divides':
      return random.chance(0.4)
        ? { ...c, divisor: c.divisor === 2 ? 3 : 2 }
        : mapped(c, (a) => slippedIndex(a, at));
    case 'and':
    case 'or': {
      if (random.chance(0.3)) return { ...c, tag: c.tag === 'and' ? 'or' : 'and' };
      if (random.chance(0.4)) return random.pick(c.args);
      const which = random.int(0, c.args.length - 1);
      return { ...c, args: c.args.map((arg, i) => (i === which ? slippedCondition(arg, at) : arg)) };
    }
    case 'not':
      return random.chance(0.5) ? c.arg : { ...c, arg: slippedCondition(c.arg, at) };
  }
}

/** A node with one token changed. */
function slippedNode(f: Formula, at: Place): Formula {
  const { random, world } = at;
  switch (f.tag) {
    case 'number':
      return number(f.num + random.pick([1, -1]), f.den);
    case 'value':
      return { ...f, value: slippedIndex(f.value, at) };
    case 'entry': {
      if (f.at.length === 2 && random.chance(0.25)) return { ...f, at: [...f.at].reverse() };
      const alike = world.tensors.filter(
        ({ name, dims }) => name !== f.tensor && dims.length === f.at.length,
      );
      if (f.at.length === 0 || (alike.length > 0 && random.chance(0.15)))
        return alike.length === 0 ? negative(f) : { ...f, tensor: random.pick(alike).name };
      const d = random.int(0, f.at.length - 1);
      return { ...f, at: f.at.map((a, i) => (i === d ? slippedIndex(a, at) : a)) };
    }
    case 'sum':
      if (random.chance(0.1)) return { ...f, hi: f.lo };
      return random.chance(0.5) ? { ...f, lo: slippedIndex(f.lo, at) } : { ...f, hi: slippedIndex(f.hi, at) };
    case 'guard':
      return random.chance(0.25) ? f.body : { ...f, cond: slippedCondition(f.cond, at) };
    case 'cases':
      return random.chance(0.3)
        ? { ...f, cond: negated(f.cond) }
        : { ...f, cond: slippedCondition(f.cond, at) };
    case 'power':
      return { ...f, exponent: f.exponent === 2 ? 3 : f.exponent - 1 };
    case 'mean':
      return f.sizes.length > 1
        ? { ...f, sizes: f.sizes.slice(1) }
        : { ...f, sizes: world.sizes.filter((size) => size !== f.sizes[0]).slice(0, 1) };
    case 'diff':
      return f.at.length === 0 ? f.body : { ...f, at: f.at.map((a) => slippedIndex(a, at)) };
    case 'apply':
      return world.functions.length > 1
        ? { ...f, fn: random.pick(world.functions.filter((fn) => fn !== f.fn)) }
        : f.body;
    case 'add':
    case 'mul': {
      const which = random.int(0, f.args.length - 1);
      if (f.args.length > 1 && random.chance(0.5)) {
        const args = f.args.filter((_, i) => i !== which);
        return f.tag === 'mul' ? mul(...args) : args.length === 1 ? (args[0] as Formula) : { ...f, args };
      }
      return { ...f, args: f.args.map((arg, i) => (i === which ? negative(arg) : arg)) };
    }
  }
}

/** A formula with one token changed somewhere. */
export function slipped(f: Formula, { random, world, scope }: Place): Formula {
  return changedAt(f, random.int(0, sizeOf(f) - 1), (part, inside) =>
    slippedNode(part, { random, world, scope: [...scope, ...inside] }),
  );
}
