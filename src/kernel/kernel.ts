// The only thing to trust, together with what it stands on: terms (src/term), the ring normal form, the
// evaluation at concrete integers, and the checking of linear certificates (src/sets/certificate.ts).
//
// A theorem `H |- a = b` says: for all integer values of the free names that satisfy the assumptions H, and for
// all values of the independent tensors in any commutative ring containing the rationals, a and b are equal.
// `check` replays a proof, which is plain data, and is the only door to a Theorem. It never searches.

import { entailedBy, type Refutation, refutes } from '../sets/certificate.js';
import {
  always,
  type Cond,
  conjuncts,
  divides,
  namesOfCond,
  nonNegative,
  not,
  substituteCond,
} from '../term/cond.js';
import { Env, genericEntry, insideShape, isName, shapeOf, unfoldEntry } from '../term/env.js';
import { frozen } from '../term/frozen.js';
import { sameTerm } from '../term/key.js';
import {
  constant,
  equal,
  isIntegral,
  namesOf,
  one,
  type Poly,
  sub,
  substitute,
  variable,
} from '../term/poly.js';
import { freeNames, substScalar } from '../term/subst.js';
import {
  add,
  apply,
  entry,
  guarded,
  isTensor,
  iverson,
  mul,
  rangeConds,
  reciprocal,
  reduce,
  type Scalar,
  sum,
  type Term,
  tensor,
  unit,
  value,
} from '../term/term.js';
import { wellFormed, wellFormedCond } from '../term/wellformed.js';
import { Budget } from './budget.js';
import { Comparison } from './compare.js';
import { derivative } from './derivative.js';
import { type Assignment, conditionAt } from './evaluate.js';
import type { Comprehension, EqualityCerts, Proof } from './proof.js';
import { ringEqual, ringNormal } from './ring.js';

// ---- signature -----------------------------------------------------------------------------------

export type Claim =
  | { readonly tag: 'equal'; readonly left: Term; readonly right: Term }
  /** For some sizes, indices and entries that satisfy the assumptions, the sides differ. */
  | { readonly tag: 'differ'; readonly left: Term; readonly right: Term }
  | { readonly tag: 'holds'; readonly cond: Cond };

/** Made by the functions of this file and by nothing else. */
export class Theorem {
  readonly #made: true = true;
  constructor(
    key: symbol,
    readonly env: Env,
    readonly hyps: readonly Cond[],
    readonly claim: Claim,
  ) {
    if (key !== door) throw new Error('theorems are made by the kernel');
    Object.freeze(this);
  }
  /** Whether `thing` came out of the kernel. */
  static is(thing: unknown): thing is Theorem {
    return typeof thing === 'object' && thing !== null && #made in thing;
  }
}

/** Thrown by the doors below: the rule that refused, and why. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  constructor(
    readonly rule: string,
    readonly reason: string,
  ) {
    super(`${rule}: ${reason}`);
  }
}

/** Replays `proof` under the assumptions `hyps`. Throws Rejected when a step does not hold. */
export function check(env: Env, hyps: readonly Cond[], proof: Proof): Theorem {
  return admit(
    String((proof as { rule?: unknown } | null | undefined)?.rule),
    env,
    hyps,
    proof,
    (context, data) => {
      const { left, right } = replay(context, data);
      return { tag: 'equal', left, right };
    },
  );
}

/** `H |- cond`, from a refutation of H and not cond. */
export function checkHolds(env: Env, hyps: readonly Cond[], cond: Cond, cert: Refutation): Theorem {
  return admit('holds', env, hyps, { cond, cert }, (context, data) => {
    context.condition('holds', data.cond);
    context.entails('holds', data.cond, data.cert);
    return { tag: 'holds', cond: data.cond };
  });
}

/**
 * The sides differ at the integers `at`, which satisfy the assumptions: as expansions, or in shape; of tensors with
 * very many entries, in the entry at the subscripts `cell`.
 */
export function checkDiffer(
  env: Env,
  hyps: readonly Cond[],
  left: Term,
  right: Term,
  at: Assignment,
  cell: readonly bigint[] | null = null,
): Theorem {
  return admit('differ', env, hyps, { left, right, at: [...at], cell }, (context, data) => {
    context.formed('differ', data.left);
    context.formed('differ', data.right);
    if (data.at.some(([, integer]) => typeof integer !== 'bigint'))
      throw new Rejected('differ', 'a value that is no integer');
    const point = new Map(data.at);
    if (!context.hyps.every((cond) => conditionAt(cond, point)))
      throw new Rejected('differ', 'the point violates the assumptions');
    const [a, b] = [data.left, data.right].map((side) => {
      if (data.cell === null || !isTensor(side)) return side;
      return context.formed(
        'differ',
        entry(
          side,
          data.cell.map((s) => constant(s)),
        ),
      );
    }) as [Term, Term];
    if (equalAt(env, a, b, point)) throw new Rejected('differ', 'both sides are equal there');
    return { tag: 'differ', left: data.left, right: data.right };
  });
}

/** The one place where theorems are made: from data of its own that cannot change any more. */
function admit<T>(
  rule: string,
  env: Env,
  hyps: readonly Cond[],
  given: T,
  judge: (context: Context, data: T) => Claim,
): Theorem {
  try {
    if (!Env.is(env)) throw new Rejected(rule, 'no environment');
    const [assumed, data] = frozen<readonly [readonly Cond[], T]>([hyps, given]);
    const context = new Context(env, assumed);
    for (const cond of assumed) context.condition(rule, cond);
    return new Theorem(door, env, assumed, Object.freeze(judge(context, data)));
  } catch (error) {
    if (error instanceof Rejected) throw error;
    // Malformed data of any kind ends here: what cannot be replayed is not proved.
    throw new Rejected(rule, error instanceof Error ? error.message : 'malformed data');
  }
}

// ---- rules ---------------------------------------------------------------------------------------

const door = Symbol('kernel');

/** Terms that the sides of one equation may have, written out. */
const mostTerms = 10_000_000;

interface Equation {
  readonly left: Term;
  readonly right: Term;
}

type Rule<K extends Proof['rule']> = {
  /** The rule as mathematics, for the README and for people. */
  readonly states: string;
  readonly replay: (context: Context, proof: Extract<Proof, { rule: K }>) => Equation;
};

/** The rules: there is no other way to an equation. */
export const rules: { readonly [K in Proof['rule']]: Rule<K> } = {
  //
  //  ---------  refl
  //   |- a = a
  refl: {
    states: 'a = a, up to the names of bound variables',
    replay: (context, { term }) => ({ left: context.formed('refl', term), right: term }),
  },

  //   |- a = b
  //  ----------  sym
  //   |- b = a
  sym: {
    states: 'from a = b follows b = a',
    replay: (context, { proof }) => {
      const { left, right } = replay(context, proof);
      return { left: right, right: left };
    },
  },

  //   |- a = b   |- b = c   …   |- y = z
  //  ------------------------------------  trans
  //   |- a = z
  trans: {
    states: 'from a = b and b = c follows a = c',
    replay: (context, { proofs }) => {
      const steps = proofs.map((proof) => replay(context, proof));
      const [first] = steps;
      if (first === undefined) throw new Rejected('trans', 'no steps');
      steps.forEach((step, i) => {
        const before = steps[i - 1];
        if (before !== undefined && !sameTerm(before.right, step.left))
          throw new Rejected('trans', `step ${i + 1} does not continue step ${i}`);
      });
      return { left: first.left, right: (steps.at(-1) as Equation).right };
    },
  },

  //   H, sets and guards on the way to the place |- a = b
  //  ------------------------------------------------------  inside
  //   H |- t[a] = t[b]
  inside: {
    states:
      'an equation may be used inside a term; under a reduction its range, beside a bracket its condition, may be assumed',
    replay: (context, { term, path, proof }) => {
      context.formed('inside', term);
      const { scope, at, rebuild } = descend(context, term, path);
      const { left, right } = replay(scope, proof);
      if (isTensor(left) !== isTensor(at) || isTensor(right) !== isTensor(at) || !sameTerm(at, left))
        throw new Rejected('inside', 'the equation is about another term');
      return { left: term, right: context.formed('inside', rebuild(right)) };
    },
  },

  //   a and b have one normal form as polynomials
  //  ---------------------------------------------  ring
  //   |- a = b
  ring: {
    states: 'the laws of commutative rings containing the rationals, and [c][c] = [c], [c and d] = [c][d]',
    replay: (context, { left, right }) => {
      context.formed('ring', left);
      context.formed('ring', right);
      if (!ringEqual(ringNormal(left), ringNormal(right)))
        throw new Rejected('ring', 'the normal forms differ');
      return { left, right };
    },
  },

  //   H |- s_i = t_i
  //  ----------------------------  index          (also value(s) = value(t))
  //   H |- T[s_1…] = T[t_1…]
  index: {
    states: 'subscripts that are equal under the assumptions may be exchanged',
    replay: (context, { left, right, certs }) => {
      context.formed('index', left);
      context.formed('index', right);
      const [s, t] = subscripts(left, right);
      s.forEach((a, i) => {
        context.equal('index', a, t[i] as Poly, certs[i]);
      });
      return { left, right };
    },
  },

  //
  //  ------------------------------------------------  unfold
  //   |- T[s] = [s inside the shape of T] body(s)
  unfold: {
    states: 'an entry of a defined tensor is its definition inside its shape and 0 outside',
    replay: (context, { term }) => {
      context.formed('unfold', term);
      const body = term.tag === 'entry' ? unfoldEntry(context.env, term.tensor, term.at) : null;
      if (body === null) throw new Rejected('unfold', 'nothing to unfold');
      return { left: term, right: context.formed('unfold', body) };
    },
  },

  //   H, s inside the shape of T |- c
  //  ----------------------------------  zero-extension          (also of f'_<s>(T) and diff(a, T[s]))
  //   H |- T[s] = [c] T[s]
  'zero-extension': {
    states:
      'an entry outside its shape is 0, and so is a derivative by it; a condition that holds inside may stand before it',
    replay: (context, { term, cond, cert }) => {
      context.formed('zero-extension', term);
      const right = context.formed('zero-extension', guarded(cond, term));
      context.with(insideConds(context.env, term)).entails('zero-extension', cond, cert);
      return { left: term, right };
    },
  },

  //
  //  -------------------------------------  derivative          (and so on: see derivative.ts)
  //   |- ∂(a b)/∂T[s] = ∂a/∂T[s] b + a ∂b/∂T[s]
  derivative: {
    states: 'derivatives of sums, products and powers, ∂T[a]/∂T[b] = [a = b][b inside T], the chain rule',
    replay: (context, { term, indices }) => {
      context.formed('derivative', term);
      if (term.tag !== 'diff') throw new Rejected('derivative', 'not a derivative');
      const right = derivative(context.env, term, indices);
      if (typeof right === 'string') throw new Rejected('derivative', right);
      return { left: term, right: context.formed('derivative', right) };
    },
  },

  //   H |- c => c_1 or … or c_n    H |- c_i => c    H |- not (c_i and c_j)
  //  ------------------------------------------------------------------------  partition
  //   H |- [c] = [c_1] + … + [c_n]
  partition: {
    states: 'a bracket is the sum of the brackets of conditions that share it out',
    replay: (context, { cond, parts, covers, within, apart }) => {
      const left = context.formed('partition', iverson(cond));
      const right = context.formed('partition', add(parts.map(iverson)));
      if (!refutes([...context.hyps, cond, ...parts.map(not)], covers))
        throw new Rejected('partition', 'the parts do not cover the condition');
      parts.forEach((part, i) => {
        if (!refutes([...context.hyps, part, not(cond)], within[i] as Refutation))
          throw new Rejected('partition', `part ${i + 1} reaches outside`);
      });
      let pair = 0;
      for (let j = 1; j < parts.length; j++) {
        for (let i = 0; i < j; i++) {
          if (!refutes([...context.hyps, parts[i] as Cond, parts[j] as Cond], apart[pair++] as Refutation))
            throw new Rejected('partition', `parts ${i + 1} and ${j + 1} overlap`);
        }
      }
      return { left, right };
    },
  },

  //   H, c |- a = b     H, not c |- a = b
  //  ---------------------------------------  cases
  //   H |- a = b
  cases: {
    states: 'what holds whether a condition is true or false holds',
    replay: (context, { cond, holds, fails }) => {
      context.condition('cases', cond);
      const yes = replay(context.with([cond]), holds);
      const no = replay(context.with([not(cond)]), fails);
      if (!sameTerm(yes.left, no.left) || !sameTerm(yes.right, no.right))
        throw new Rejected('cases', 'the two cases prove different equations');
      return yes;
    },
  },

  //   H |- false
  //  ------------  absurd
  //   H |- a = b
  absurd: {
    states: 'where the assumptions contradict each other there is nothing to show',
    replay: (context, { left, right, cert }) => {
      context.formed('absurd', left);
      context.formed('absurd', right);
      if (!refutes(context.hyps, cert)) throw new Rejected('absurd', 'the assumptions are not contradictory');
      return { left, right };
    },
  },

  //   f maps the points of D into those of E, g those of E into those of D,
  //   g(f(v)) = v on D, f(g(u)) = u on E, and b(v) is c(f(v))
  //  ------------------------------------------------------------------------  reindex
  //   |- sum_{v in D} b(v) = sum_{u in E} c(u)
  reindex: {
    states: 'a sum may be taken over another set along a bijection given with its inverse',
    replay: (context, proof) => {
      const { op, from, to, forward, back, certs } = proof;
      if (op !== 'sum' && (from.guard !== always || to.guard !== always))
        throw new Rejected('reindex', 'only a sum has a guard');
      const left = context.formed('reindex', reduction(op, from));
      const right = context.formed('reindex', reduction(op, to));
      const vs = from.binders.map((b) => b.name);
      const us = to.binders.map((b) => b.name);
      context.fresh('reindex', [...vs, ...us]);
      const inFrom = freeNames(left);
      const inTo = freeNames(right);
      if (us.some((u) => inFrom.has(u)) || vs.some((v) => inTo.has(v)))
        throw new Rejected('reindex', 'a bound name is free on the other side');
      for (const map of [...forward, ...back]) context.formed('reindex', value(map));
      if (forward.length !== us.length || back.length !== vs.length)
        throw new Rejected('reindex', 'a map has the wrong number of components');
      const ontoUs: ReadonlyMap<string, Poly> = new Map(us.map((u, i) => [u, forward[i] as Poly]));
      const ontoVs: ReadonlyMap<string, Poly> = new Map(vs.map((v, i) => [v, back[i] as Poly]));
      for (const f of forward) {
        if (!isIntegral(f) || us.some((u) => namesOf(f).has(u)))
          throw new Rejected('reindex', 'the forward map is not an integer map of the old indices');
      }
      for (const g of back)
        if (vs.some((v) => namesOf(g).has(v)))
          throw new Rejected('reindex', 'the inverse map uses an old index');
      const D = context.with(pointConds(from));
      const E = context.with(pointConds(to));
      pointConds(to).forEach((cond, i) => {
        D.entails('reindex (into)', substituteCond(cond, ontoUs), certs.into[i]);
      });
      back.forEach((g, i) => {
        if (!isIntegral(g)) E.entails('reindex (integral)', divides(1n, g), certs.integral[i]);
      });
      pointConds(from).forEach((cond, i) => {
        E.entails('reindex (onto)', substituteCond(cond, ontoVs), certs.onto[i]);
      });
      vs.forEach((v, i) => {
        D.equal(
          'reindex (left inverse)',
          substitute(back[i] as Poly, ontoUs),
          variable(v),
          certs.leftInverse[i],
        );
      });
      us.forEach((u, i) => {
        E.equal(
          'reindex (right inverse)',
          substitute(forward[i] as Poly, ontoVs),
          variable(u),
          certs.rightInverse[i],
        );
      });
      if (!sameTerm(from.body, substScalar(to.body, ontoUs)))
        throw new Rejected('reindex', 'the summands do not correspond');
      return { left, right };
    },
  },

  //
  //  -----------------------------------------------  nest
  //   |- sum_{v, u} b = sum_{v} sum_{u} b
  nest: {
    states: 'a reduction over several indices is a reduction of reductions',
    replay: (context, { op, outer, inner, body }) => {
      const left = context.formed('nest', reduce(op, [...outer, ...inner], body));
      const right = context.formed('nest', reduce(op, outer, reduce(op, inner, body)));
      return { left, right };
    },
  },

  //   no v is free in c_i
  //  ------------------------------------------------------------  linear
  //   |- sum_v (c_1 b_1 + … + c_n b_n) = c_1 sum_v b_1 + … + c_n sum_v b_n
  linear: {
    states: 'a sum is linear',
    replay: (context, { binders, parts }) => {
      const bound = new Set(binders.map((b) => b.name));
      for (const { coef } of parts)
        for (const name of freeNames(coef))
          if (bound.has(name)) throw new Rejected('linear', `the coefficient depends on ${name}`);
      const left = context.formed(
        'linear',
        reduce('sum', binders, add(parts.map(({ coef, body }) => mul([coef, body])))),
      );
      const right = context.formed(
        'linear',
        add(parts.map(({ coef, body }) => mul([coef, reduce('sum', binders, body)]))),
      );
      return { left, right };
    },
  },

  //   P(v) - P(v-1) = p(v)      H |- lo - 1 <= hi
  //  ------------------------------------------------  telescope
  //   H |- sum_{v=lo..hi} p(v) = P(hi) - P(lo-1)
  telescope: {
    states: 'a sum of differences telescopes',
    replay: (context, { binder, summand, antiderivative, cert }) => {
      const { name, lo, hi } = binder;
      context.formed('telescope', value(antiderivative));
      context.fresh('telescope', [name]);
      const at = (poly: Poly): Poly => substitute(antiderivative, new Map([[name, poly]]));
      const before = sub(lo, one);
      if (!equal(sub(antiderivative, at(sub(variable(name), one))), summand))
        throw new Rejected('telescope', 'the differences are not the summand');
      context.entails('telescope', nonNegative(sub(hi, before)), cert);
      return {
        left: context.formed('telescope', reduce('sum', [binder], value(summand))),
        right: context.formed('telescope', value(sub(at(hi), at(before)))),
      };
    },
  },

  //   H |- p >= 1
  //  -------------------  reciprocal
  //   H |- p (1/p) = 1
  reciprocal: {
    states: 'a size that is at least 1 has a reciprocal',
    replay: (context, { of, cert }) => {
      const left = context.formed('reciprocal', mul([value(of), reciprocal(of)]));
      context.entails('reciprocal', nonNegative(sub(of, one)), cert);
      return { left, right: unit };
    },
  },

  //   a and b have no free names and one expansion
  //  -----------------------------------------------  evaluate
  //   |- a = b
  evaluate: {
    states: 'formulas at concrete sizes are equal when they are equal written out',
    replay: (context, { left, right }) => {
      context.formed('evaluate', left);
      context.formed('evaluate', right);
      if (!equalAt(context.env, left, right, new Map())) throw new Rejected('evaluate', 'the values differ');
      return { left, right };
    },
  },

  //   H |- shape A = shape B      H, k inside the shape |- A[k] = B[k]
  //  --------------------------------------------------------------------  extensionality
  //   H |- A = B
  extensionality: {
    states: 'tensors of one shape with equal entries are equal',
    replay: (context, { left, right, indices, shapes, entries }) => {
      context.formed('extensionality', left);
      context.formed('extensionality', right);
      const a = shapeOf(context.env, left);
      const b = shapeOf(context.env, right);
      if (a.length !== b.length || indices.length !== a.length)
        throw new Rejected('extensionality', 'different numbers of dimensions');
      a.forEach((dim, d) => {
        context.equal('extensionality', dim.lo, b[d]?.lo as Poly, shapes[2 * d]);
        context.equal('extensionality', dim.hi, b[d]?.hi as Poly, shapes[2 * d + 1]);
      });
      context.fresh('extensionality', indices);
      const taken = new Set([...freeNames(left), ...freeNames(right)]);
      if (indices.some((name) => taken.has(name)))
        throw new Rejected('extensionality', 'an index occurs in the tensors');
      const proved = replay(context.with(insideShape(a, indices.map(variable))), entries);
      if (
        !sameTerm(proved.left, genericEntry(left, indices)) ||
        !sameTerm(proved.right, genericEntry(right, indices))
      )
        throw new Rejected('extensionality', 'the entries proved are not those of the two sides');
      return { left, right };
    },
  },
};

for (const rule of Object.values(rules)) Object.freeze(rule);
Object.freeze(rules);

function replay(context: Context, proof: Proof): Equation {
  const rule = Object.hasOwn(rules, proof.rule) ? (rules[proof.rule] as Rule<typeof proof.rule>) : undefined;
  if (rule === undefined) throw new Rejected(String(proof.rule), 'no such rule');
  return (rule.replay as (context: Context, proof: Proof) => Equation)(context, proof);
}

// ---- assumptions ---------------------------------------------------------------------------------

/** The assumptions under which a step is replayed, and what may be asked of them. */
class Context {
  constructor(
    readonly env: Env,
    readonly hyps: readonly Cond[],
  ) {}

  with(more: readonly Cond[]): Context {
    return new Context(this.env, [...this.hyps, ...more]);
  }

  formed<T extends Term>(rule: string, term: T): T {
    const problem = wellFormed(this.env, term);
    if (problem !== null) throw new Rejected(rule, problem);
    return term;
  }

  /** The same assumptions, the entries of a tensor being independent variables. */
  independent(tensor: string): Context {
    return new Context(this.env.independent(tensor), this.hyps);
  }

  condition(rule: string, cond: Cond): void {
    const problem = wellFormedCond(cond);
    if (problem !== null) throw new Rejected(rule, problem);
  }

  /** The names are different, no sizes, and nothing is assumed of them yet. */
  fresh(rule: string, names: readonly string[]): void {
    const assumed = new Set(this.hyps.flatMap((cond) => [...namesOfCond(cond)]));
    names.forEach((name, i) => {
      if (!isName(name) || assumed.has(name) || this.env.sizes.has(name) || names.indexOf(name) !== i)
        throw new Rejected(rule, `${name} is not a fresh name`);
    });
  }

  entails(rule: string, cond: Cond, cert: Refutation | null | undefined): void {
    if (cert === undefined || cert === null || !entailedBy(this.hyps, cond, cert))
      throw new Rejected(rule, 'a side condition is not shown');
  }

  /** a = b as integers; polynomials that are equal as they stand need no certificate. */
  equal(rule: string, a: Poly, b: Poly, certs: EqualityCerts | undefined): void {
    if (equal(a, b)) return;
    this.entails(rule, nonNegative(sub(a, b)), certs?.[0]);
    this.entails(rule, nonNegative(sub(b, a)), certs?.[1]);
  }
}

/** A place inside a term: what may be assumed there, and how to put something else of its sort in it. */
interface Inside {
  readonly scope: Context;
  readonly at: Term;
  readonly rebuild: (replacement: Term) => Scalar;
}

/** The place a path leads to. */
function descend(context: Context, term: Scalar, path: readonly number[]): Inside {
  const [step, ...rest] = path;
  if (step !== undefined && !Number.isInteger(step)) throw new Rejected('inside', 'no such place');
  if (step === undefined)
    return { scope: context, at: term, rebuild: (replacement) => scalarTerm(replacement) };
  switch (term.tag) {
    case 'apply': {
      const arg = term.args[step];
      if (arg === undefined || (isTensor(arg) && rest.length > 0))
        throw new Rejected('inside', 'no such place');
      const { scope, at, rebuild } = isTensor(arg)
        ? { scope: context, at: arg, rebuild: (r: Term) => r }
        : descend(context, arg, rest);
      return {
        scope,
        at,
        rebuild: (r) =>
          apply(
            term.fn,
            term.args.map((old, i) => (i === step ? rebuild(r) : old)),
            term.by,
          ),
      };
    }
    case 'diff': {
      // Assumptions are about integers, so what holds under them holds for all values of the entries and may be
      // differentiated. By a defined tensor that is so only where nothing was concluded from its definition.
      if (step !== 0) throw new Rejected('inside', 'no such place');
      const { scope, at, rebuild } = descend(context.independent(term.tensor), term.of, rest);
      return { scope, at, rebuild: (r) => Object.freeze({ ...term, of: rebuild(r) }) };
    }
    case 'add':
    case 'mul': {
      const arg = term.args[step];
      if (arg === undefined) throw new Rejected('inside', 'no such place');
      const beside =
        term.tag === 'mul'
          ? term.args.flatMap((other, i) =>
              i !== step && other.tag === 'iverson' ? conjuncts(other.cond) : [],
            )
          : [];
      const { scope, at, rebuild } = descend(context.with(beside), arg, rest);
      return {
        scope,
        at,
        rebuild: (r) =>
          Object.freeze({
            ...term,
            args: Object.freeze(term.args.map((old, i) => (i === step ? rebuild(r) : old))),
          }),
      };
    }
    case 'pow': {
      if (step !== 0) throw new Rejected('inside', 'no such place');
      const { scope, at, rebuild } = descend(context, term.base, rest);
      return { scope, at, rebuild: (r) => Object.freeze({ ...term, base: rebuild(r) }) };
    }
    case 'reduce': {
      if (step !== 0) throw new Rejected('inside', 'no such place');
      context.fresh(
        'inside',
        term.binders.map((b) => b.name),
      );
      const { scope, at, rebuild } = descend(context.with(rangeConds(term.binders)), term.body, rest);
      return { scope, at, rebuild: (r) => reduce(term.op, term.binders, rebuild(r)) };
    }
    default:
      throw new Rejected('inside', 'no such place');
  }
}

function scalarTerm(term: Term): Scalar {
  if (isTensor(term)) throw new Rejected('inside', 'a tensor in the place of a number');
  return term;
}

function subscripts(left: Scalar, right: Scalar): readonly [readonly Poly[], readonly Poly[]] {
  if (left.tag === 'value' && right.tag === 'value') return [[left.value], [right.value]];
  if (left.tag === 'entry' && right.tag === 'entry' && sameTerm(left.tensor, right.tensor))
    return [left.at, right.at];
  if (left.tag === 'apply' && right.tag === 'apply' && sameBut(left, right))
    return [left.by.flatMap(({ at }) => at), right.by.flatMap(({ at }) => at)];
  throw new Rejected('index', 'not two entries of one tensor');
}

/** Whether two applications are the same but for the subscripts of what they are differentiated by, one by one. */
function sameBut(a: Scalar & { tag: 'apply' }, b: Scalar & { tag: 'apply' }): boolean {
  return (
    sameTerm(apply(a.fn, a.args), apply(b.fn, b.args)) &&
    a.by.length === b.by.length &&
    a.by.every(({ arg }, i) => arg === b.by[i]?.arg)
  );
}

function reduction(op: 'sum' | 'prod' | 'max' | 'min', { binders, guard, body }: Comprehension): Scalar {
  return op === 'sum' ? sum(binders, guarded(guard, body)) : reduce(op, binders, body);
}

/** The conditions that make a point one of the comprehension's set. */
function pointConds({ binders, guard }: Comprehension): readonly Cond[] {
  return [...rangeConds(binders), ...conjuncts(guard)];
}

/** Where an entry, or a derivative by entries, is not 0 for lying outside a shape. */
function insideConds(env: Env, term: Scalar): readonly Cond[] {
  switch (term.tag) {
    case 'entry':
      return insideShape(shapeOf(env, term.tensor), term.at);
    case 'apply':
      return term.by.flatMap(({ arg, at }) => {
        const of = term.args[arg] as Term;
        return isTensor(of) ? insideShape(shapeOf(env, of), at) : [];
      });
    case 'diff':
      return insideShape(shapeOf(env, tensor(term.tensor)), term.at);
    default:
      throw new Rejected('zero-extension', 'not an entry');
  }
}

/** Equality at concrete integers: of expansions, or of shapes and all entries. */
function equalAt(env: Env, left: Term, right: Term, at: Assignment): boolean {
  if (isTensor(left) !== isTensor(right)) throw new Rejected('evaluate', 'a scalar and a tensor');
  return new Comparison(env, left, right, at, new Budget(mostTerms)).equal();
}
