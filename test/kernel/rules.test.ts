// Each rule of the kernel: what it accepts and what it refuses. Side conditions get the best certificates there are,
// so that a refusal is the rule's and not a missing certificate's.

import { describe, expect, test } from 'vitest';
import { check, Rejected, rules, Theorem } from '../../src/kernel/kernel.js';
import type { EqualityCerts, Proof } from '../../src/kernel/proof.js';
import { decide } from '../../src/prove/equality.js';
import { Scope, Search } from '../../src/prove/scope.js';
import { type Refutation, refute } from '../../src/sets/index.js';
import {
  and,
  type Cond,
  conjuncts,
  divides,
  equals,
  nonNegative,
  not,
  substituteCond,
} from '../../src/term/cond.js';
import { insideShape, type Reach, shapeOf, upTo } from '../../src/term/env.js';
import { sameTerm } from '../../src/term/key.js';
import {
  isIntegral,
  mul as multiply,
  neg,
  one,
  type Poly,
  add as plus,
  scale,
  sub,
  substitute,
  variable,
  zero,
} from '../../src/term/poly.js';
import { prelude } from '../../src/term/prelude.js';
import { showTerm } from '../../src/term/show.js';
import {
  add,
  apply,
  type Binder,
  type Extremum,
  entry,
  iverson,
  line,
  mul,
  type Reduction,
  rangeConds,
  type Scalar,
  sum,
  type Term,
  value,
} from '../../src/term/term.js';
import { reader } from '../support/reading.js';

const declared = prelude()
  .withSizes(['M', 'N'])
  .withTensor('x', [upTo('M')])
  .withTensor('w', [upTo('M'), upTo('N')])
  .withTensor('a', [])
  .withFunction('f', ['number'])
  .withFunction('h', ['any'])
  .withFunction('g', ['any', 'any']);
const inner = reader(declared);
const endless: readonly Reach[] = [{ lo: zero, hi: null }];
const env = declared
  .withDefinition('y', [upTo('M')], ['k'], inner.scalar('sum_<m=1..M> x_<m> x_<k+m>'))
  .withDefinition('b', [], [], inner.scalar('a + 1'))
  .withRecurrence(
    'r',
    endless,
    ['k'],
    0,
    reader(declared.withTensor('r', endless), 'k').scalar('[k = 0] 1 + [k >= 1] (r_<k-1> + 2)'),
  );
const { scalar, tensor, poly, fraction, conds, binders } = reader(env, "i j k l m m' n p q");
const cond = (text: string): Cond => and(conds(text));

/** A certificate that shows nothing. */
const nothing: Refutation = { tag: 'farkas', steps: [] };

/** A refutation, or one that refutes nothing. */
function certificate(...assumed: readonly Cond[]): Refutation {
  return refute(assumed) ?? nothing;
}

function entailment(hyps: readonly Cond[], goal: Cond): Refutation {
  return certificate(...hyps, not(goal));
}

function equality(hyps: readonly Cond[], p: Poly, q: Poly): EqualityCerts {
  return [entailment(hyps, nonNegative(sub(p, q))), entailment(hyps, nonNegative(sub(q, p)))];
}

// ---- the rules, with their certificates filled in --------------------------------------------------

const refl = (term: Term): Proof => ({ rule: 'refl', term });
const ring = (left: string, right: string): Proof => ({
  rule: 'ring',
  left: scalar(left),
  right: scalar(right),
});
const sym = (proof: Proof): Proof => ({ rule: 'sym', proof });
const trans = (...proofs: Proof[]): Proof => ({ rule: 'trans', proofs });
const inside = (term: string, path: readonly number[], proof: Proof): Proof => ({
  rule: 'inside',
  term: scalar(term),
  path,
  proof,
});

function index(left: string, right: string, hyps = ''): Proof {
  const [s, t] = [scalar(left), scalar(right)];
  const rows = (term: Scalar): readonly Poly[] =>
    term.tag === 'entry'
      ? term.at
      : term.tag === 'value'
        ? [term.value]
        : term.tag === 'apply'
          ? term.by.flatMap(({ at }) => at)
          : [];
  return {
    rule: 'index',
    left: s,
    right: t,
    certs: rows(s).map((row, d) => equality(conds(hyps), row, rows(t)[d] ?? row)),
  };
}

function zeroExtension(text: string, condition: string, hyps = ''): Proof {
  const term = scalar(text);
  const shape =
    term.tag === 'entry'
      ? insideShape(shapeOf(env, term.tensor), term.at)
      : term.tag === 'diff'
        ? insideShape(shapeOf(env, tensor(term.tensor)), term.at)
        : term.tag === 'apply'
          ? term.by.flatMap(({ at }) => insideShape(shapeOf(env, tensor('w')), at))
          : [];
  return {
    rule: 'zero-extension',
    term,
    cond: cond(condition),
    cert: entailment([...conds(hyps), ...shape], cond(condition)),
  };
}

const derivative = (text: string, ...indices: readonly string[]): Proof => ({
  rule: 'derivative',
  term: scalar(text),
  indices,
});

function partition(whole: string, texts: readonly string[], hyps = ''): Proof {
  const c = cond(whole);
  const parts = texts.map(cond);
  const known = conds(hyps);
  return {
    rule: 'partition',
    cond: c,
    parts,
    covers: certificate(...known, c, ...parts.map(not)),
    within: parts.map((part) => certificate(...known, part, not(c))),
    apart: parts.flatMap((_, j) =>
      parts.slice(0, j).map((part) => certificate(...known, part, parts[j] as Cond)),
    ),
  };
}

function absurd(left: string, right: string, hyps: string): Proof {
  return { rule: 'absurd', left: scalar(left), right: scalar(right), cert: certificate(...conds(hyps)) };
}

interface Side {
  readonly over: string;
  readonly where?: string;
  readonly body: string;
}

function reindex(
  from: Side,
  to: Side,
  forward: string,
  back: string,
  hyps = '',
  op: Reduction = 'sum',
): Proof {
  const side = ({ over, where = '', body }: Side) => ({
    binders: binders(over),
    guard: cond(where),
    body: scalar(body),
  });
  const maps = (text: string): readonly Poly[] => (text === '' ? [] : text.split(',').map(fraction));
  const [a, b, f, g, known] = [side(from), side(to), maps(forward), maps(back), conds(hyps)];
  const points = (s: ReturnType<typeof side>): readonly Cond[] => [
    ...rangeConds(s.binders),
    ...conjuncts(s.guard),
  ];
  const ontoUs = new Map(b.binders.flatMap(({ name }, i) => (f[i] === undefined ? [] : [[name, f[i]]])));
  const ontoVs = new Map(a.binders.flatMap(({ name }, i) => (g[i] === undefined ? [] : [[name, g[i]]])));
  const [D, E] = [
    [...known, ...points(a)],
    [...known, ...points(b)],
  ];
  return {
    rule: 'reindex',
    op,
    from: a,
    to: b,
    forward: f,
    back: g,
    certs: {
      into: points(b).map((c) => entailment(D, substituteCond(c, ontoUs))),
      integral: g.map((p) => (isIntegral(p) ? null : entailment(E, divides(1n, p)))),
      onto: points(a).map((c) => entailment(E, substituteCond(c, ontoVs))),
      leftInverse: a.binders.map(({ name }, i) =>
        equality(D, substitute(g[i] ?? one, ontoUs), variable(name)),
      ),
      rightInverse: b.binders.map(({ name }, i) =>
        equality(E, substitute(f[i] ?? one, ontoVs), variable(name)),
      ),
    },
  };
}

function nest(outer: string, within: string, body: string, op: Reduction = 'sum'): Proof {
  // The inner ranges may use the outer names.
  const both = binders(`${outer}, ${within}`);
  const count = binders(outer).length;
  const [outside, inside] = [both.slice(0, count), both.slice(count)];
  const rest = { outer: outside, inner: inside, body: scalar(body) };
  if (op !== 'max' && op !== 'min') return { rule: 'nest', op, ...rest };
  return { rule: 'nest', op, ...rest, certs: pointsIn(rangeConds(outside), inside) };
}

/** That each range has a point; an empty certificate where it may have none. */
function pointsIn(known: readonly Cond[], ranges: readonly Binder[]): readonly Refutation[] {
  return ranges.map(({ lo, hi }, i) =>
    entailment([...known, ...rangeConds(ranges.slice(0, i))], nonNegative(sub(hi, lo))),
  );
}

/** max_v (coef b + shift), taken out rising or falling */
function extremum(
  op: Extremum,
  over: string,
  [coef, body, shift]: readonly [string, string, string],
  rising = true,
  hyps = '',
): Proof {
  const [ranges, factor, known] = [binders(over), fraction(coef), conds(hyps)];
  const whole = scale(factor, factor.den);
  return {
    rule: 'extremum',
    op,
    binders: ranges,
    coef: factor,
    body: scalar(body),
    shift: scalar(shift),
    rising,
    sign: entailment(known, nonNegative(rising ? whole : neg(whole))),
    certs: pointsIn(known, ranges),
  };
}

/** Of a derivative of a maximum over ranges whose indices are replaced by `copies`. */
function argmax(text: string, copies: string, hyps = ''): Proof {
  const term = scalar(text) as Scalar & { tag: 'diff' };
  const known = conds(hyps);
  const { binders: ranges, body } = term.of as Scalar & { tag: 'reduce' };
  const others = copies.split(' ');
  const by = new Map(ranges.map(({ name }, i) => [name, variable(others[i] ?? name)]));
  const twice = [...rangeConds(ranges), ...rangeConds(ranges).map((c) => substituteCond(c, by))];
  const [entry] = body.tag === 'apply' ? body.args : [body];
  const at = entry !== undefined && 'at' in entry ? entry.at : [];
  const same = [...known, ...twice, ...at.map((a) => equals(a, substitute(a, by)))];
  const apart = ranges.map(({ name }) =>
    entailment(same, nonNegative(sub(by.get(name) as Poly, variable(name)))),
  );
  return { rule: 'argmax', term, copies: others, apart, certs: pointsIn(known, ranges) };
}

function linear(over: string, ...parts: readonly (readonly [string, string])[]): Proof {
  return {
    rule: 'linear',
    binders: binders(over),
    parts: parts.map(([coef, body]) => ({ coef: scalar(coef), body: scalar(body) })),
  };
}

function telescope(over: string, summand: string, antiderivative: string, hyps = ''): Proof {
  const [binder] = binders(over);
  if (binder === undefined) throw new Error('no range');
  const cert = entailment(conds(hyps), nonNegative(sub(binder.hi, sub(binder.lo, one))));
  return {
    rule: 'telescope',
    binder,
    summand: fraction(summand),
    antiderivative: fraction(antiderivative),
    cert,
  };
}

const reciprocal = (of: string, hyps = ''): Proof => ({
  rule: 'reciprocal',
  of: fraction(of),
  cert: entailment(conds(hyps), nonNegative(sub(fraction(of), one))),
});
/** [c] as a term of its own; `[c] 1` is the product. */
const bracket = (text: string): Scalar => iverson(cond(text));
const evaluate = (left: string, right: string): Proof => ({
  rule: 'evaluate',
  left: scalar(left),
  right: scalar(right),
});
/** Of each sign from outside: whether the line is turned round, and by what it is shifted. */
const substitution = (
  left: string | Scalar,
  right: string | Scalar,
  ...turns: readonly (readonly [boolean, string])[]
): Proof => ({
  rule: 'substitution',
  left: typeof left === 'string' ? scalar(left) : left,
  right: typeof right === 'string' ? scalar(right) : right,
  turns: turns.map(([reversed, shift]) => ({ reversed, shift: fraction(shift) })),
});
/** Of each product, multiplied out, what stands for its variables %1, %2, … in others that are called as they are. */
const fubini = (
  left: string | Scalar,
  right: string | Scalar,
  from: readonly (readonly Poly[])[],
  to: readonly (readonly Poly[])[],
): Proof => ({
  rule: 'fubini',
  left: typeof left === 'string' ? scalar(left) : left,
  right: typeof right === 'string' ? scalar(right) : right,
  changes: [from, to],
});
const [t1, t2, t3] = [variable('%1'), variable('%2'), variable('%3')];
const tensors = (left: string, right: string): Proof => ({
  rule: 'evaluate',
  left: tensor(left),
  right: tensor(right),
});

function extensionality(
  left: string,
  right: string,
  indices: readonly string[],
  entries: Proof,
  hyps = '',
): Proof {
  const [A, B] = [tensor(left), tensor(right)];
  const [a, b] = [shapeOf(env, A), shapeOf(env, B)];
  const shapes = a.flatMap((dim, d) => {
    const other = b[d] ?? dim;
    return [equality(conds(hyps), dim.lo, other.lo), equality(conds(hyps), dim.hi, other.hi)];
  });
  return { rule: 'extensionality', left: A, right: B, indices, shapes, entries };
}

function induction(
  name: string,
  from: string,
  [left, right]: readonly [left: string, right: string],
  bases: readonly Proof[],
  step: Proof,
  hyps = '',
): Proof {
  const cert = entailment(conds(hyps), nonNegative(sub(variable(name), poly(from))));
  return {
    rule: 'induction',
    name,
    from: poly(from),
    left: scalar(left),
    right: scalar(right),
    cert,
    bases,
    step,
  };
}

/** The claim at `by`, in an induction over `name` under `assumed`, where `hyps` hold. */
function hypothesis(
  name: string,
  by: readonly (readonly [name: string, instead: string])[],
  assumed: string,
  hyps: string,
): Proof {
  const pairs = by.map(([n, instead]) => [n, poly(instead)] as const);
  const at = new Map(pairs);
  const v = at.get(name) ?? variable(name);
  return {
    rule: 'hypothesis',
    by: pairs,
    certs: conds(assumed).map((c) => entailment(conds(hyps), substituteCond(c, at))),
    smaller: entailment(conds(hyps), nonNegative(sub(sub(variable(name), v), one))),
  };
}

function instance(
  assumed: string,
  proof: Proof,
  by: readonly (readonly [name: string, instead: string])[],
  hyps = '',
): Proof {
  const pairs = by.map(([n, instead]) => [n, fraction(instead)] as const);
  const at = new Map(pairs);
  const certs = conds(assumed).map((c) => entailment(conds(hyps), substituteCond(c, at)));
  return { rule: 'instance', hyps: conds(assumed), proof, by: pairs, certs };
}

/** A formula with brackets that hold or fail, and what is left of it. */
function bracketed(left: string, right: string, hyps = ''): Proof {
  const search = new Search(Number.POSITIVE_INFINITY, 1000);
  const decision = decide(new Scope(env, conds(hyps), search), scalar(left), scalar(right));
  if (!decision.equal) throw new Error(`${left} is not ${right}`);
  return decision.proof;
}

function ends(text: string, part: 'first' | 'last' | 'none', hyps = ''): Proof {
  const { op, binders, body } = scalar(text) as Scalar & { tag: 'reduce' };
  const [range] = binders as [Binder];
  const goal = part === 'none' ? sub(sub(range.lo, range.hi), one) : sub(range.hi, range.lo);
  return { rule: 'ends', op, binder: range, body, part, cert: entailment(conds(hyps), nonNegative(goal)) };
}

/** prod_<m=1..k> 1 = 1 for k >= 0, and the parts of its proof. */
const ones = {
  claim: ['prod_<m=1..k> 1', '1'] as const,
  base: ends('prod_<m=1..0> 1', 'none', '0 >= 0'),
  step: (used: Proof): Proof =>
    trans(
      ends('prod_<m=1..k> 1', 'last', 'k >= 0, k >= 1'),
      { rule: 'inside', term: mul([scalar('prod_<m=1..k-1> 1'), scalar('1')]), path: [0], proof: used },
      { rule: 'ring', left: mul([scalar('1'), scalar('1')]), right: scalar('1') },
    ),
  before: hypothesis('k', [['k', 'k-1']], 'k >= 0', 'k >= 0, k >= 1'),
};

const product = (name: string, body: string, proof: Proof): Proof => ({
  rule: 'abbreviation',
  name,
  indices: ['n'],
  body: scalar(body),
  proof,
});
const unfoldT: Proof = { rule: 'unfold', term: entry({ tag: 'tensor', name: 't' }, [poly('k')]) };

// ---- the tables ------------------------------------------------------------------------------------

/** A proof with the equation it shows, `left = right`, and the assumptions. */
type Accepted = readonly [proof: Proof, left: Term | string, right: Term | string, hyps?: string];
type Refused = readonly [why: string, proof: Proof, hyps?: string];

const altered = <P extends Proof>(proof: Proof, change: Partial<P>): Proof =>
  ({ ...proof, ...change }) as Proof;

const table: {
  readonly [K in Proof['rule']]: {
    readonly accepts: readonly Accepted[];
    readonly refuses: readonly Refused[];
  };
} = {
  refl: {
    accepts: [
      [refl(scalar('x_<k>')), 'x_<k>', 'x_<k>'],
      [refl(scalar('sum_<m=1..M> x_<m>')), 'sum_<m=1..M> x_<m>', 'sum_<p=1..M> x_<p>'],
      [refl(tensor('rot180(w)')), tensor('rot180(w)'), tensor('rot180(w)')],
    ],
    refuses: [
      ['a size bound as an index', refl(sum([{ name: 'M', lo: one, hi: one }], scalar('1')))],
      ['a range that uses its own index', refl(sum([{ name: 'm', lo: one, hi: poly('m') }], scalar('1')))],
      [
        'a range that uses a later index',
        refl(
          sum(
            [
              { name: 'm', lo: one, hi: poly('n') },
              { name: 'n', lo: one, hi: one },
            ],
            scalar('1'),
          ),
        ),
      ],
      [
        'one index bound twice',
        refl(
          sum(
            [
              { name: 'm', lo: one, hi: one },
              { name: 'm', lo: one, hi: one },
            ],
            scalar('1'),
          ),
        ),
      ],
    ],
  },
  induction: {
    accepts: [
      [
        induction('k', '0', ones.claim, [ones.base], ones.step(ones.before), 'k >= 0'),
        ...ones.claim,
        'k >= 0',
      ],
      // Where the step needs no case before it, there is none.
      [
        induction('k', '1', ['x_<k>', 'x_<k>'], [], refl(scalar('x_<k>')), 'k >= 1'),
        'x_<k>',
        'x_<k>',
        'k >= 1',
      ],
      // Entries of a recurrence: r_<l> = r_<l-1> + 2.
      [
        induction(
          'k',
          '0',
          ['r_<k>', '2*k + 1'],
          [
            trans(
              { rule: 'unfold', term: scalar('r_<0>') },
              bracketed('[0 <= 0] ([0 = 0] 1 + [0 >= 1] (r_<-1> + 2))', '1'),
            ),
          ],
          trans(
            { rule: 'unfold', term: scalar('r_<k>') },
            bracketed('[0 <= k] ([k = 0] 1 + [k >= 1] (r_<k-1> + 2))', 'r_<k-1> + 2', 'k >= 0, k >= 1'),
            inside('r_<k-1> + 2', [0], ones.before),
            { rule: 'ring', left: add([scalar('2*k - 1'), scalar('2')]), right: scalar('2*k + 1') },
          ),
          'k >= 0',
        ),
        'r_<k>',
        '2*k + 1',
        'k >= 0',
      ],
    ],
    refuses: [
      [
        'a step without a first case',
        induction(
          'k',
          '0',
          ones.claim,
          [],
          ones.step(hypothesis('k', [['k', 'k-1']], 'k >= 0', 'k >= 0')),
          'k >= 0',
        ),
        'k >= 0',
      ],
      ['no beginning', induction('k', '0', ones.claim, [ones.base], ones.step(ones.before)), ''],
      ['a size', induction('M', '1', ['M', 'M'], [], refl(scalar('M')), 'M >= 1'), 'M >= 1'],
      [
        'a beginning that is an index',
        induction('k', 'l', ['x_<k>', 'x_<k>'], [], refl(scalar('x_<k>')), 'k >= l'),
        'k >= l',
      ],
      [
        'a first case of something else',
        induction('k', '0', ones.claim, [refl(scalar('1'))], ones.step(ones.before), 'k >= 0'),
        'k >= 0',
      ],
      [
        'a step of something else',
        induction('k', '0', ones.claim, [ones.base], refl(scalar('1')), 'k >= 0'),
        'k >= 0',
      ],
      [
        'a claim used for the integer itself',
        induction('k', '0', ['x_<k>', '0'], [], hypothesis('k', [['k', 'k']], 'k >= 0', 'k >= 0'), 'k >= 0'),
        'k >= 0',
      ],
      [
        'the claim of an outer induction, of which nothing is known in the first cases',
        induction(
          'k',
          '0',
          ['x_<k>', '0'],
          [
            induction(
              'l',
              '0',
              ['x_<l>', '0'],
              [hypothesis('l', [['l', '-1']], '', '')],
              refl(scalar('0')),
              '',
            ),
          ],
          refl(scalar('0')),
          'k >= 0',
        ),
        'k >= 0',
      ],
    ],
  },
  hypothesis: {
    // It stands in the steps of inductions only; see there.
    accepts: [
      [
        induction('k', '0', ones.claim, [ones.base], ones.step(ones.before), 'k >= 0'),
        ...ones.claim,
        'k >= 0',
      ],
    ],
    refuses: [
      ['no induction', ones.before, 'k >= 1'],
      ...(
        [
          ['a larger integer', hypothesis('k', [['k', 'k+1']], 'k >= 0', 'k >= 0, k >= 1')],
          ['the same integer', hypothesis('k', [['k', 'k']], 'k >= 0', 'k >= 0, k >= 1')],
          ['an integer before the first', hypothesis('k', [['k', '-1']], 'k >= 0', 'k >= 0, k >= 1')],
          ['a name that stays', hypothesis('k', [['l', 'k-1']], 'k >= 0', 'k >= 0, k >= 1')],
          [
            'a size instead of another',
            hypothesis(
              'k',
              [
                ['k', 'k-1'],
                ['M', '1'],
              ],
              'k >= 0',
              'k >= 0, k >= 1',
            ),
          ],
        ] as const
      ).map(
        ([why, used]) =>
          [
            why,
            induction('k', '0', ['x_<k>', 'x_<k-1>'], [refl(scalar('x_<0>'))], used, 'k >= 0'),
            'k >= 0',
          ] as const,
      ),
    ],
  },
  instance: {
    accepts: [
      [instance('k = 2', index('x_<k>', 'x_<2>', 'k = 2'), [['k', 'l']], 'l = 2'), 'x_<l>', 'x_<2>', 'l = 2'],
      [instance('', ring('x_<k> + x_<k>', '2 x_<k>'), [['k', 'M']]), 'x_<M> + x_<M>', '2 x_<M>'],
      // Names that stay must satisfy the assumptions, too.
      [instance('k = 2', index('x_<k>', 'x_<2>', 'k = 2'), [], 'k = 2'), 'x_<k>', 'x_<2>', 'k = 2'],
    ],
    refuses: [
      ['an assumption that does not hold', instance('k = 2', index('x_<k>', 'x_<2>', 'k = 2'), [['k', 'l']])],
      ['an assumption about a name that stays', instance('k = 2', index('x_<k>', 'x_<2>', 'k = 2'), [])],
      ['a size replaced', instance('M = 2', index('x_<M>', 'x_<2>', 'M = 2'), [['M', '2']])],
      [
        'what is no proof under these assumptions',
        instance('', index('x_<k>', 'x_<2>', 'k = 2'), [['k', '2']]),
      ],
      [
        'a name replaced twice',
        instance('', ring('x_<k> + x_<k>', '2 x_<k>'), [
          ['k', '1'],
          ['k', '2'],
        ]),
      ],
      ['a fraction', instance('', ring('x_<k> + x_<k>', '2 x_<k>'), [['k', '1/2']])],
      ['an equation of tensors', instance('', refl(tensor('x')), [['k', '1']])],
    ],
  },
  ends: {
    accepts: [
      [
        ends('prod_<m=1..k> x_<m>', 'last', 'k >= 1'),
        'prod_<m=1..k> x_<m>',
        '(prod_<m=1..k-1> x_<m>) x_<k>',
        'k >= 1',
      ],
      [
        ends('prod_<m=k..5> x_<m>', 'first', 'k <= 5'),
        'prod_<m=k..5> x_<m>',
        '(prod_<m=k+1..5> x_<m>) x_<k>',
        'k <= 5',
      ],
      [
        ends('sum_<m=1..k> x_<m>', 'last', 'k >= 1'),
        'sum_<m=1..k> x_<m>',
        'sum_<m=1..k-1> x_<m> + x_<k>',
        'k >= 1',
      ],
      [ends('prod_<m=k..k-1> x_<m>', 'none'), 'prod_<m=k..k-1> x_<m>', '1'],
      [ends('sum_<m=1..k> x_<m>', 'none', 'k <= 0'), 'sum_<m=1..k> x_<m>', '0', 'k <= 0'],
    ],
    refuses: [
      ['a range that may be empty', ends('prod_<m=1..k> x_<m>', 'last'), ''],
      ['a range that is empty', ends('prod_<m=1..k> x_<m>', 'first', 'k = 0'), 'k = 0'],
      ['a range that may not be empty', ends('prod_<m=1..k> x_<m>', 'none', 'k <= 1'), 'k <= 1'],
      ['a largest number', ends('max_<m=1..k> x_<m>', 'last', 'k >= 1'), 'k >= 1'],
      [
        'the first when it says the last',
        altered(ends('prod_<m=2..k> x_<m>', 'none', 'k >= 2'), { part: 'first' }),
        '',
      ],
    ],
  },
  abbreviation: {
    accepts: [
      [
        product('t', 'prod_<m=1..n> x_<m>', trans(sym(unfoldT), unfoldT)),
        'prod_<m=1..k> x_<m>',
        'prod_<m=1..k> x_<m>',
      ],
      [product('t', 'n', ring('a + a', '2 a')), 'a + a', '2 a'],
    ],
    refuses: [
      ['a name that is taken', product('x', 'n', ring('a + a', '2 a'))],
      ['a name that stays', product('t', 'n', unfoldT)],
      ['a definition with a free index', product('t', 'n + m', ring('a + a', '2 a'))],
      [
        'a definition by itself',
        {
          ...product('t', 'n', ring('a + a', '2 a')),
          body: entry({ tag: 'tensor', name: 't' }, [poly('n')]),
        } as Proof,
      ],
      ['what is no proof', product('t', 'n', ring('a', '2 a'))],
    ],
  },
  substitution: {
    accepts: [
      [substitution('int_<i> f(i)', 'int_<j> f(j + k)', [false, 'k']), 'int_<i> f(i)', 'int_<j> f(j + k)'],
      [substitution('int_<i> f(i)', 'int_<j> f(k - j)', [true, 'k']), 'int_<i> f(i)', 'int_<j> f(k - j)'],
      [
        substitution('int_<i> f(i)', 'int_<j> f(j + 1/2)', [false, '1/2']),
        'int_<i> f(i)',
        'int_<j> f(j + 1/2)',
      ],
      [
        substitution('sum_<i> f(i) f(k - i)', 'sum_<j> f(k - j) f(j)', [true, 'k']),
        'sum_<i> f(i) f(k - i)',
        'sum_<j> f(k - j) f(j)',
      ],
      // Both variables of a double sum.
      [
        substitution('sum_<i, j> f(i) f(j - k)', 'sum_<m, n> f(k - m) f(-n)', [true, 'k'], [true, 'k']),
        'sum_<i, j> f(i) f(j - k)',
        'sum_<m, n> f(k - m) f(-n)',
      ],
      // In the argument of a function, in a power, beside what does not depend on the variable.
      [
        substitution('int_<i> x_<k> f(f(i) + i)^2', 'int_<j> f(f(j + k) + (j + k))^2 x_<k>', [false, 'k']),
        'int_<i> x_<k> f(f(i) + i)^2',
        'int_<j> f(f(j + k) + (j + k))^2 x_<k>',
      ],
    ],
    refuses: [
      ['another summand', substitution('int_<i> f(i)', 'int_<j> f(j)', [false, 'k'])],
      ['a reflection that is none', substitution('int_<i> f(i)', 'int_<j> f(k - j)', [false, 'k'])],
      ['a line of another kind', substitution('int_<i> f(i)', 'sum_<j> f(j)', [false, '0'])],
      ['a sum shifted by a fraction', substitution('sum_<i> f(i)', 'sum_<j> f(j + 1/2)', [false, '1/2'])],
      [
        'a variable that stands free at the left',
        substitution('int_<i> f(i + j)', 'int_<j> f(j + j)', [false, '0']),
      ],
      ['a shift by the variable itself', substitution('int_<i> f(i)', 'int_<j> f(2 j)', [false, 'j'])],
      [
        'a shift by another variable of the nest',
        substitution('sum_<i, j> f(i) f(j)', 'sum_<m, n> f(m + n) f(n)', [false, 'n'], [false, '0']),
      ],
      ['a sum with bounds', substitution('sum_<i=1..M> x_<i>', 'sum_<j=1..M> x_<j>', [false, '0'])],
      ['a sign too many', substitution('int_<i> f(i)', 'int_<j> f(j)', [false, '0'], [false, '0'])],
      // Were i an integer, 2 floor(i/2) + mod(i,2) would be i.
      [
        'a rounded variable',
        substitution(
          line('reals', 'i', apply('f', [value(poly('floor(i/2)'))])),
          line('reals', 'j', apply('f', [value(poly('floor(j/2)'))])),
          [false, '0'],
        ),
      ],
      [
        'a condition on the variable',
        substitution(
          line('reals', 'i', iverson(cond('i > 0'))),
          line('reals', 'j', iverson(cond('j >= 1'))),
          [false, '0'],
        ),
      ],
      [
        'an entry at the variable',
        substitution(line('integers', 'i', scalar('x_<i>')), line('integers', 'j', scalar('x_<j>')), [
          false,
          '0',
        ]),
      ],
      [
        'a size for a variable',
        substitution(line('reals', 'M', scalar('1')), line('reals', 'N', scalar('1')), [false, '0']),
      ],
    ],
  },
  fubini: {
    accepts: [
      // Linear, constants taken out, and finite sums.
      [
        fubini(
          'int_<i> (a f(i) + f(-i)) f(k-i)',
          'a int_<i> f(i) f(k-i) + int_<i> f(-i) f(k-i)',
          [[t1], [t1]],
          [[t1], [t2]],
        ),
        'int_<i> (a f(i) + f(-i)) f(k-i)',
        'a int_<i> f(i) f(k-i) + int_<i> f(-i) f(k-i)',
      ],
      [
        fubini(
          'int_<i> sum_<m=1..M> x_<m> f(i-m)',
          'sum_<m=1..M> x_<m> int_<i> f(i)',
          [[plus(t1, t2)]],
          [[t2]],
        ),
        'int_<i> sum_<m=1..M> x_<m> f(i-m)',
        'sum_<m=1..M> x_<m> int_<i> f(i)',
      ],
      // In another order, in variables that mix.
      [
        fubini('int_<i> int_<j> f(i) f(2 j)', 'int_<j> int_<i> f(i) f(2 j)', [[t1, t2]], [[t2, t1]]),
        'int_<i> int_<j> f(i) f(2 j)',
        'int_<j> int_<i> f(i) f(2 j)',
      ],
      [
        fubini(
          'sum_<i> sum_<j> f(j) f(i-j) f(k-i)',
          'sum_<i> f(i) sum_<j> f(j) f(k-i-j)',
          [[plus(t1, t2), t1]],
          [[t1, t2]],
        ),
        'sum_<i> sum_<j> f(j) f(i-j) f(k-i)',
        'sum_<i> f(i) sum_<j> f(j) f(k-i-j)',
      ],
      // A product of integrals is one over the plane; a square of one has two variables.
      [
        fubini('(int_<i> f(i))^2', 'int_<i> int_<j> f(i-j) f(j)', [[t1, t2]], [[plus(t1, t2), t2]]),
        '(int_<i> f(i))^2',
        'int_<i> int_<j> f(i-j) f(j)',
      ],
      // The determinant comes out, without its sign.
      [
        fubini(
          'int_<i> f(k - 2 i)',
          '1/2 int_<i> f(i)',
          [[plus(fraction('1/2 k'), scale(t1, -1n, 2n))]],
          [[t1]],
        ),
        'int_<i> f(k - 2 i)',
        '1/2 int_<i> f(i)',
      ],
      // A real variable is moved by an integer one.
      [
        fubini('sum_<i> int_<j> f(i) f(j-i)', 'sum_<i> int_<j> f(i) f(j)', [[t1, plus(t1, t2)]], [[t1, t2]]),
        'sum_<i> int_<j> f(i) f(j-i)',
        'sum_<i> int_<j> f(i) f(j)',
      ],
    ],
    refuses: [
      ['another integrand', fubini('int_<i> f(i)', 'int_<i> f(2 i)', [[t1]], [[t1]])],
      [
        'a variable without a bound',
        fubini('int_<i> (1 + f(i))', 'int_<i> f(i) + int_<i> 1', [[t1], [t1]], [[t1], [t2]]),
      ],
      [
        'two variables, bounded together',
        fubini('int_<i> int_<j> f(i+j)', 'int_<j> int_<i> f(i+j)', [[t1, t2]], [[t2, t1]]),
      ],
      [
        'a bound that a function of a function gives',
        fubini('int_<i> f(f(i))', 'int_<j> f(f(-j))', [[neg(t1)]], [[t1]]),
      ],
      ['an argument that is a square', fubini('int_<i> f(i i)', 'int_<j> f(j j)', [[t1]], [[t1]])],
      ['an argument that is a tensor', fubini('int_<i> i h(x)', 'int_<j> j h(x)', [[t1]], [[t1]])],
      [
        'a factor that may have no bound',
        fubini('int_<i> f(i) f(int_<j> f(i j))', 'int_<i> f(i) f(int_<j> f(i j))', [[t1]], [[t1]]),
      ],
      ['a determinant left out', fubini('int_<i> f(2 i)', 'int_<i> f(i)', [[scale(t1, 1n, 2n)]], [[t1]])],
      ['a determinant of a sum', fubini('sum_<i> f(2 i)', '1/2 sum_<i> f(i)', [[scale(t1, 1n, 2n)]], [[t1]])],
      ['every second integer', fubini('sum_<i> f(i)', '2 sum_<i> f(2 i)', [[scale(t1, 2n)]], [[t1]])],
      [
        'a sum shifted by a half',
        fubini('sum_<i> f(i)', 'sum_<i> f(i + 1/2)', [[plus(t1, fraction('1/2'))]], [[t1]]),
      ],
      [
        'an integer variable moved by a real one',
        fubini('sum_<i> int_<j> f(i) f(j)', 'sum_<i> int_<j> f(i+j) f(j)', [[plus(t1, t2), t2]], [[t1, t2]]),
      ],
      [
        'new variables that are one',
        fubini('int_<i> int_<j> f(i) f(j)', 'int_<i> int_<j> f(i) f(i)', [[t1, t1]], [[t1, t2]]),
      ],
      ['a variable put to a number', fubini('int_<i> f(i)', 'f(0)', [[zero]], [])],
      ['a variable not replaced', fubini('int_<i> f(i)', 'int_<i> f(i)', [[]], [[t1]])],
      ['a square for a variable', fubini('int_<i> f(i)', 'int_<i> f(i i)', [[multiply(t1, t1)]], [[t1]])],
      ['a product left out', fubini('int_<i> (f(i) + f(-i))', 'int_<i> f(i)', [[t1]], [[t1]])],
      ['one variable for two', fubini('(int_<i> f(i))^2', 'int_<i> f(i)^2', [[t1, t2]], [[t1]])],
      ['an integral for a sum', fubini('int_<i> f(i)', 'sum_<i> f(i)', [[t1]], [[t1]])],
      ['other ranges', fubini('int_<i> sum_<m=1..M> f(i)', 'int_<i> sum_<m=1..N> f(i)', [[t1]], [[t1]])],
      [
        'a range of the variable',
        fubini(line('integers', 'i', sum(binders('m=1..i'), scalar('f(i)'))), '0', [[t1]], []),
      ],
      ['a name that is none', fubini('int_<i> f(i)', 'int_<i> f(i)', [[plus(t1, t3)]], [[t1]])],
    ],
  },
  sym: {
    accepts: [[sym(ring('a + a', '2 a')), '2 a', 'a + a']],
    refuses: [['a wrong equation inside', sym(ring('a + a', '3 a'))]],
  },
  trans: {
    accepts: [
      [trans(ring('a + a', '2 a'), ring('2 a', 'a 2')), 'a + a', 'a 2'],
      [
        trans(refl(scalar('sum_<m=1..2> x_<m>')), refl(scalar('sum_<p=1..2> x_<p>'))),
        'sum_<m=1..2> x_<m>',
        'sum_<q=1..2> x_<q>',
      ],
    ],
    refuses: [
      ['no steps', trans()],
      ['steps that do not meet', trans(ring('a + a', '2 a'), ring('a 2', '2 a'))],
      [
        'steps that meet in other bound names only where they are free',
        trans(refl(scalar('x_<m>')), refl(scalar('x_<p>'))),
      ],
      ['a scalar after a tensor', trans(refl(tensor('x')), refl(scalar('x_<1>')))],
    ],
  },
  inside: {
    accepts: [
      [inside('a + (a + a)', [1], ring('a + a', '2 a')), 'a + (a + a)', 'a + 2 a'],
      [inside('[k = l] x_<k>', [1], index('x_<k>', 'x_<l>', 'k = l')), '[k = l] x_<k>', '[k = l] x_<l>'],
      [
        inside('sum_<m=1..1> x_<m>', [0], index('x_<m>', 'x_<1>', '1 <= m, m <= 1')),
        'sum_<m=1..1> x_<m>',
        'sum_<m=1..1> x_<1>',
      ],
      [inside('(a + a)^2', [0], ring('a + a', '2 a')), '(a + a)^2', '(2 a)^2'],
      [inside('f(a + a)', [0], ring('a + a', '2 a')), 'f(a + a)', 'f(2 a)'],
      [inside('h([1 + 1])', [0], tensors('[1 + 1]', '[2]')), 'h([1 + 1])', 'h([2])'],
      [
        inside('[k = l] diff(x_<k>, a)', [1, 0], index('x_<k>', 'x_<l>', 'k = l')),
        '[k = l] diff(x_<k>, a)',
        '[k = l] diff(x_<l>, a)',
      ],
      [inside('diff(b, a)', [0], { rule: 'unfold', term: scalar('b') }), 'diff(b, a)', 'diff(a + 1, a)'],
      [
        inside('max_<m=1..1> x_<m>', [0], index('x_<m>', 'x_<1>', '1 <= m, m <= 1')),
        'max_<m=1..1> x_<m>',
        'max_<m=1..1> x_<1>',
      ],
    ],
    refuses: [
      ['a number in the place of a tensor', inside('h(a)', [0], tensors('[1]', '[1]'))],
      ['another tensor than the argument', inside('h([1])', [0], tensors('[2]', '[2]'))],
      ['a place in a tensor', inside('h([1])', [0, 0], ring('1', '1'))],
      ['the subscripts of a derivative', inside('diff(a, x_<k>)', [1], ring('k', 'k'))],
      [
        'the definition by which is differentiated',
        inside('diff(b, b)', [0], { rule: 'unfold', term: scalar('b') }),
      ],
      ['an equation about another term', inside('a + (a + a)', [0], ring('a + a', '2 a'))],
      ['no such place', inside('a + a', [2], refl(scalar('a')))],
      ['a place in an entry', inside('x_<k>', [0], refl(scalar('k')))],
      [
        'a place that is no number',
        altered(inside('a + a', [0], refl(scalar('a'))), { path: ['0' as unknown as number] }),
      ],
      [
        'a bound index that the assumptions speak of',
        inside('sum_<k=1..M> x_<k>', [0], index('x_<k>', 'x_<1>', 'k = 1')),
        'k = 1',
      ],
      [
        'an inner index of the same name',
        inside('sum_<k=1..1> sum_<k=1..M> x_<k>', [0, 0], index('x_<k>', 'x_<1>', '1 <= k, k <= 1')),
      ],
      [
        'the range of another sum',
        inside('sum_<m=1..1> 1 + x_<m>', [1], index('x_<m>', 'x_<1>', '1 <= m, m <= 1')),
      ],
      ['a bracket beside a sum', inside('[k = l] 1 + x_<k>', [1], index('x_<k>', 'x_<l>', 'k = l'))],
      ["a bracket's own condition", inside('[k = l] 2', [0], partition('k = l', ['0 = 0'], 'k = l'))],
      ['a tensor in a sum', inside('a + a', [0], refl(tensor('x')))],
    ],
  },
  ring: {
    accepts: [
      [ring('(a + x_<1>)^2', 'a^2 + 2 a x_<1> + x_<1>^2'), '(a + x_<1>)^2', 'a^2 + 2 a x_<1> + x_<1>^2'],
      [ring('(k + 1) (k - 1) a', '(k^2 - 1) a'), '(k + 1) (k - 1) a', '(k^2 - 1) a'],
      [ring('[1 <= k] [1 <= k] a', '[1 <= k] a'), '[1 <= k] [1 <= k] a', '[1 <= k] a'],
      [ring('[1 <= k, k <= M] a', '[k <= M] [1 <= k] a'), '[1 <= k, k <= M] a', '[k <= M] [1 <= k] a'],
      [ring('a - a', '0'), 'a - a', '0'],
      [ring('a^0', '1'), 'a^0', '1'],
      [ring('1/3 a + 2/3 a', 'a'), '1/3 a + 2/3 a', 'a'],
      [ring("(a m) m'", "(m' * m) a"), "(a m) m'", "(m' * m) a"],
      [ring('1/M a + 1/M a', '2 (1/M) a'), '1/M a + 1/M a', '2 (1/M) a'],
    ],
    refuses: [
      ['another coefficient', ring('a + a', '3 a')],
      ['another subscript', ring('x_<k>', 'x_<k+1>')],
      ['another function', ring('f(a)', "f'(a)")],
      ['the square of an entry', ring('a^2', 'a')],
      ['brackets do not add up like that', ring('[1 <= k] 1 + [1 <= k] 1', '[1 <= k] 1')],
      ['a disjunction is no product', ring('[1 <= k or k <= M] 1', '[1 <= k] [k <= M] 1')],
      ['sizes are not cancelled', ring('M (1/M) a', 'a')],
      ['equal under assumptions is not equal', ring('x_<k>', 'x_<l>'), 'k = l'],
      ['a sum written out', ring('sum_<m=1..2> x_<m>', 'x_<1> + x_<2>')],
    ],
  },
  index: {
    accepts: [
      [index('x_<k>', 'x_<l>', 'k = l'), 'x_<k>', 'x_<l>', 'k = l'],
      [index('w_<k,l>', 'w_<l,k>', 'k <= l, l <= k'), 'w_<k,l>', 'w_<l,k>', 'k <= l, l <= k'],
      [index('k', 'l', 'k = l'), 'k', 'l', 'k = l'],
      [index('x_<2*k>', 'x_<3>', '2*k = 3'), 'x_<2*k>', 'x_<3>', '2*k = 3'],
      [index("h'_<k>(x)", "h'_<l>(x)", 'k = l'), "h'_<k>(x)", "h'_<l>(x)", 'k = l'],
    ],
    refuses: [
      ['derivatives at another argument', index("h'_<k>(x)", "h'_<k>(y)")],
      ['derivatives of another order', index("h'_<k>(x)", "h''_<k,k>(x)", 'k = 1'), 'k = 1'],
      ['derivatives by entries of other arguments', index("g''_<1,k,2,i,j>(x, w)", "g''_<2,k,i,1,j>(x, w)")],
      ['unequal subscripts', index('x_<k>', 'x_<l>')],
      ['one direction only', index('x_<k>', 'x_<l>', 'k <= l'), 'k <= l'],
      ['one subscript of two', index('w_<k,k>', 'w_<l,m>', 'k = l'), 'k = l'],
      ['another tensor', index('x_<k>', 'y_<k>')],
      ['another tensor of the same entries', index('(rot180(x))_<k>', 'x_<k>')],
      ['a certificate for other assumptions', index('x_<k>', 'x_<l>', 'k = l'), 'k = l+1'],
      ['no certificates', altered(index('x_<k>', 'x_<l>', 'k = l'), { certs: [] }), 'k = l'],
      [
        'empty certificates',
        altered(index('x_<k>', 'x_<l>', 'k = l'), { certs: [[nothing, nothing]] }),
        'k = l',
      ],
      ['an entry and a number', index('x_<k>', 'k')],
      ['sums', index('a + a', 'a + a')],
    ],
  },
  unfold: {
    accepts: [
      [{ rule: 'unfold', term: scalar('y_<l>') }, 'y_<l>', '[1 <= l, l <= M] sum_<m=1..M> x_<m> x_<l+m>'],
      [{ rule: 'unfold', term: scalar('y_<m>') }, 'y_<m>', '[1 <= m, m <= M] sum_<p=1..M> x_<p> x_<m+p>'],
      [{ rule: 'unfold', term: scalar('b') }, 'b', 'a + 1'],
      [{ rule: 'unfold', term: scalar('(rot180(x))_<k>') }, '(rot180(x))_<k>', '[1 <= k, k <= M] x_<M-k+1>'],
      [{ rule: 'unfold', term: scalar('([1, 2; 3, 4])_<2,1>') }, '([1, 2; 3, 4])_<2,1>', '3'],
      [{ rule: 'unfold', term: scalar('([1, 2; 3, 4])_<0,3>') }, '([1, 2; 3, 4])_<0,3>', '0'],
      [
        { rule: 'unfold', term: scalar('([1, a])_<k,l>') },
        '([1, a])_<k,l>',
        '[k = 1, l = 1] 1 + [k = 1, l = 2] a',
      ],
    ],
    refuses: [
      ['an independent tensor', { rule: 'unfold', term: scalar('x_<k>') }],
      ['no entry', { rule: 'unfold', term: scalar('a + 1') }],
      ['a tensor', { rule: 'unfold', term: tensor('y') as unknown as Scalar }],
    ],
  },
  'zero-extension': {
    accepts: [
      [zeroExtension('x_<k>', '1 <= k'), 'x_<k>', '[1 <= k] x_<k>'],
      [zeroExtension('w_<k,l>', '1 <= l, k <= M'), 'w_<k,l>', '[1 <= l, k <= M] w_<k,l>'],
      [zeroExtension('x_<k>', 'k <= 3', 'M <= 3'), 'x_<k>', '[k <= 3] x_<k>', 'M <= 3'],
      [zeroExtension('(rot180(x))_<k>', 'k <= M'), '(rot180(x))_<k>', '[k <= M] (rot180(x))_<k>'],
      [zeroExtension("h'_<k,l>(w)", 'k <= M'), "h'_<k,l>(w)", "[k <= M] h'_<k,l>(w)"],
      [zeroExtension('diff(a, x_<k>)', 'k <= M'), 'diff(a, x_<k>)', '[k <= M] diff(a, x_<k>)'],
    ],
    refuses: [
      ['a condition on another argument', zeroExtension("h'_<k,l>(w)", 'k <= N')],
      ['a condition on the other subscript', zeroExtension("h''_<k,l,i,j>(w)", 'i <= N')],
      ['a function itself', zeroExtension('h(w)', '1 <= k')],
      ['a condition too strong', zeroExtension('x_<k>', '2 <= k')],
      ['the wrong dimension', zeroExtension('w_<k,l>', 'k <= N')],
      ['no entry', zeroExtension('a a', '1 <= k')],
      ['an assumption that is not made', zeroExtension('x_<k>', 'k <= 3', 'M <= 3')],
      ['a changed certificate', altered(zeroExtension('x_<k>', '1 <= k'), { cert: nothing })],
    ],
  },
  derivative: {
    accepts: [
      [derivative('diff(k, x_<l>)'), 'diff(k, x_<l>)', '0'],
      [derivative('diff(1/M, a)'), 'diff(1/M, a)', '0'],
      [derivative('diff(x_<k>, x_<l>)'), 'diff(x_<k>, x_<l>)', bracket('k = l, 1 <= l, l <= M')],
      [derivative('diff(x_<k>, w_<k,l>)'), 'diff(x_<k>, w_<k,l>)', '0'],
      [derivative('diff(a, a)'), 'diff(a, a)', '1'],
      [derivative('diff(y_<k>, y_<l>)'), 'diff(y_<k>, y_<l>)', bracket('k = l, 1 <= l, l <= M')],
      [derivative('diff(a + b, a)'), 'diff(a + b, a)', 'diff(a, a) + diff(b, a)'],
      [derivative('diff(a b, a)'), 'diff(a b, a)', 'diff(a, a) b + a diff(b, a)'],
      [derivative('diff(x_<k>^3, a)'), 'diff(x_<k>^3, a)', '3 x_<k>^2 diff(x_<k>, a)'],
      [derivative('diff(a^0, a)'), 'diff(a^0, a)', '0'],
      [
        derivative('diff(sum_<m=1..M> x_<m>, x_<k>)'),
        'diff(sum_<m=1..M> x_<m>, x_<k>)',
        'sum_<p=1..M> diff(x_<p>, x_<k>)',
      ],
      [derivative('diff(f(a), a)'), 'diff(f(a), a)', "f'(a) diff(a, a)"],
      [derivative("diff(f'(a), a)"), "diff(f'(a), a)", "f''(a) diff(a, a)"],
      [
        derivative('diff(g(a, x_<k>), a)'),
        'diff(g(a, x_<k>), a)',
        "g'_<1>(a, x_<k>) diff(a, a) + g'_<2>(a, x_<k>) diff(x_<k>, a)",
      ],
      [
        derivative('diff(h(y), x_<k>)', 'p'),
        'diff(h(y), x_<k>)',
        "sum_<q=1..M> h'_<q>(y) diff(y_<q>, x_<k>)",
      ],
      [
        derivative("diff(h'_<i,j>(w), w_<k,l>)", 'p', 'q'),
        "diff(h'_<i,j>(w), w_<k,l>)",
        "sum_<p=1..M, q=1..N> h''_<p,q,i,j>(w) diff(w_<p,q>, w_<k,l>)",
      ],
    ],
    refuses: [
      ['a comparison', derivative('diff(isZero(x_<1>), x_<1>)')],
      ['no derivative', derivative('a')],
      ['an entry that is to be unfolded', derivative('diff(y_<k>, x_<l>)')],
      ['an entry of an operation', derivative('diff((rot180(x))_<k>, x_<l>)')],
      ['a sum whose index is a subscript of the entry', derivative('diff(sum_<m=1..M> x_<m>, x_<m>)')],
      ['a product', derivative('diff(prod_<m=1..M> x_<m>, x_<k>)')],
      ['a maximum', derivative('diff(max_<m=1..M> x_<m>, x_<k>)')],
      ['a derivative inside', derivative('diff(diff(a, a), a)')],
      ['a derivative beside one by a defined tensor', derivative('diff(a diff(a, a), b)')],
      ['a missing index', derivative('diff(h(x), x_<k>)')],
      ['an index that is free in the entry', derivative('diff(h(x), x_<k>)', 'k')],
      ['an index that is free in the argument', derivative('diff(h(stride(x, k, M)), x_<l>)', 'k')],
      ['a size as an index', derivative('diff(h(x), x_<k>)', 'M')],
      ['one index twice', derivative('diff(h(w), x_<k>)', 'p', 'p')],
    ],
  },
  partition: {
    accepts: [
      [
        partition('1 <= k, k <= M', ['1 <= k, k <= M, k <= l', '1 <= k, k <= M, l < k']),
        bracket('1 <= k, k <= M'),
        add([bracket('1 <= k, k <= M, k <= l'), bracket('1 <= k, k <= M, l < k')]),
      ],
      [
        partition('1 <= k', ['1 = k', '2 <= k']),
        bracket('1 <= k'),
        add([bracket('1 = k'), bracket('2 <= k')]),
      ],
      [partition('k < k', []), bracket('k < k'), '0'],
      [partition('1 <= k', ['0 = 0'], '3 <= k'), bracket('1 <= k'), bracket('0 = 0'), '3 <= k'],
      [partition('k != l', ['k < l', 'l < k']), bracket('k != l'), add([bracket('k < l'), bracket('l < k')])],
      [
        partition('2 divides k', ['2 divides k, 4 divides k', '2 divides k, 4 divides k+2']),
        bracket('2 divides k'),
        add([bracket('2 divides k, 4 divides k'), bracket('2 divides k, 4 divides k+2')]),
      ],
    ],
    refuses: [
      ['overlapping parts', partition('1 <= k', ['1 <= k', '2 <= k'])],
      ['parts that do not cover', partition('1 <= k', ['2 <= k'])],
      ['a gap', partition('1 <= k', ['1 <= k, k <= l', 'l+1 < k, 1 <= k'])],
      ['a part that reaches outside', partition('1 <= k', ['0 <= k'])],
      ['no parts', partition('1 <= k', [])],
      ['an integer left out', partition('1 <= k', ['1 = k', '3 <= k'])],
      ['no apartness', altered(partition('1 <= k', ['1 = k', '2 <= k']), { apart: [] })],
      ['no inclusion', altered(partition('1 <= k', ['1 = k', '2 <= k']), { within: [] })],
      ['no covering', altered(partition('1 <= k', ['1 = k', '2 <= k']), { covers: nothing })],
    ],
  },
  cases: {
    accepts: [
      [
        {
          rule: 'cases',
          cond: cond('k = 1'),
          holds: index('x_<1>', 'x_<k>', '1 <= k, k <= 1, k = 1'),
          fails: absurd('x_<1>', 'x_<k>', '1 <= k, k <= 1, k != 1'),
        },
        'x_<1>',
        'x_<k>',
        '1 <= k, k <= 1',
      ],
      [
        { rule: 'cases', cond: cond('k <= l'), holds: ring('a + a', '2 a'), fails: ring('a + a', '2 a') },
        'a + a',
        '2 a',
      ],
    ],
    refuses: [
      [
        'different equations',
        { rule: 'cases', cond: cond('k <= l'), holds: ring('a + a', '2 a'), fails: ring('a + a', 'a 2') },
      ],
      [
        'different left sides',
        { rule: 'cases', cond: cond('k <= l'), holds: ring('a + a', '2 a'), fails: ring('a 2', '2 a') },
      ],
      [
        'a case that does not hold',
        {
          rule: 'cases',
          cond: cond('k = l'),
          holds: index('x_<k>', 'x_<l>', 'k = l'),
          fails: index('x_<k>', 'x_<l>', 'k != l'),
        },
      ],
      [
        'the condition in the wrong case',
        {
          rule: 'cases',
          cond: cond('k = l'),
          holds: refl(scalar('x_<k>')),
          fails: index('x_<k>', 'x_<l>', 'k = l'),
        },
      ],
      [
        'a condition about a bound index',
        inside('sum_<k=1..M> x_<k>', [0], {
          rule: 'cases',
          cond: cond('k = 1'),
          holds: index('x_<k>', 'x_<1>', '1 <= k, k <= M, k = 1'),
          fails: index('x_<k>', 'x_<1>'),
        }),
      ],
    ],
  },
  absurd: {
    accepts: [
      [absurd('a', '0', 'k < l, l < k'), 'a', '0', 'k < l, l < k'],
      [absurd('a', '0', '2*k = 2*l + 1'), 'a', '0', '2*k = 2*l + 1'],
    ],
    refuses: [
      ['assumptions that hold somewhere', absurd('a', '0', 'k < l'), 'k < l'],
      ['assumptions that are not made', absurd('a', '0', 'k < l, l < k')],
      ['no certificate', altered(absurd('a', '0', 'k < l, l < k'), { cert: nothing }), 'k < l, l < k'],
    ],
  },
  reindex: {
    accepts: [
      [
        reindex({ over: 'm=1..M', body: 'x_<M-m+1>' }, { over: 'p=1..M', body: 'x_<p>' }, 'M-m+1', 'M-p+1'),
        'sum_<m=1..M> x_<M-m+1>',
        'sum_<p=1..M> x_<p>',
      ],
      [
        reindex(
          { over: 'm=1..M, n=1..N', body: 'w_<m,n>' },
          { over: 'q=1..N, p=1..M', body: 'w_<p,q>' },
          'n,m',
          'p,q',
        ),
        'sum_<m=1..M, n=1..N> w_<m,n>',
        'sum_<q=1..N, p=1..M> w_<p,q>',
      ],
      [
        reindex(
          { over: 'm=1..M', body: 'x_<2*m>' },
          { over: 'p=2..2*M', where: '2 divides p', body: 'x_<p>' },
          '2*m',
          'p/2',
        ),
        'sum_<m=1..M> x_<2*m>',
        'sum_<p=2..2*M> [2 divides p] x_<p>',
      ],
      [
        reindex({ over: 'm=k..k', body: 'x_<k>' }, { over: '', body: 'x_<k>' }, '', 'k'),
        'sum_<m=k..k> x_<k>',
        'x_<k>',
      ],
      [
        reindex(
          { over: '', where: '1 <= k, k <= M', body: 'x_<k>' },
          { over: 'm=1..M', where: 'm = k', body: 'x_<m>' },
          'k',
          '',
        ),
        '[1 <= k, k <= M] x_<k>',
        'sum_<m=1..M> [m = k] x_<m>',
      ],
      [
        reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M', body: 'x_<p>' }, 'm', 'p', '', 'prod'),
        'prod_<m=1..M> x_<m>',
        'prod_<p=1..M> x_<p>',
      ],
      [
        reindex(
          { over: 'm=1..M, n=1..m', body: 'x_<m>' },
          { over: 'q=1..M, p=q..M', body: 'x_<p>' },
          'n,m',
          'p,q',
        ),
        'sum_<m=1..M, n=1..m> x_<m>',
        'sum_<q=1..M, p=q..M> x_<p>',
      ],
      [
        reindex(
          { over: 'm=1..M, n=1..N', body: 'x_<m>' },
          { over: 'p=1..M', body: 'x_<p>' },
          'm',
          'p,1',
          'N >= 1',
          'max',
        ),
        'max_<m=1..M, n=1..N> x_<m>',
        'max_<p=1..M> x_<p>',
        'N >= 1',
      ],
      [
        reindex({ over: 'm=3..2', body: 'x_<m>' }, { over: 'p=5..1', body: 'x_<p>' }, 'm', 'p'),
        'sum_<m=3..2> x_<m>',
        'sum_<p=5..1> x_<p>',
      ],
    ],
    refuses: [
      [
        'a sum in which numbers are there more often',
        reindex({ over: 'm=1..M, n=1..N', body: 'x_<m>' }, { over: 'p=1..M', body: 'x_<p>' }, 'm', 'p,1'),
      ],
      [
        'a maximum of more numbers',
        reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M+1', body: 'x_<p>' }, 'm', 'p', '', 'max'),
      ],
      [
        'a maximum of fewer numbers',
        reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M-1', body: 'x_<p>' }, 'm', 'p', '', 'max'),
      ],
      [
        'a maximum of which not each number comes from one',
        reindex(
          { over: 'm=1..M', body: 'x_<2*m>' },
          { over: 'p=2..2*M', body: 'x_<p>' },
          '2*m',
          'floor(p/2)',
          '',
          'max',
        ),
      ],
      [
        'a wrong inverse',
        reindex({ over: 'm=1..M', body: 'x_<M-m+1>' }, { over: 'p=1..M', body: 'x_<p>' }, 'M-m+1', 'M-p'),
      ],
      [
        'a wrong forward map',
        reindex({ over: 'm=1..M', body: 'x_<M-m+1>' }, { over: 'p=1..M', body: 'x_<p>' }, 'M-m', 'M-p'),
      ],
      [
        'a range too wide',
        reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M+1', body: 'x_<p>' }, 'm', 'p'),
      ],
      [
        'a range too narrow',
        reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M-1', body: 'x_<p>' }, 'm', 'p'),
      ],
      [
        'other summands',
        reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M', body: 'x_<p+1>' }, 'm', 'p'),
      ],
      [
        'a constant map',
        reindex({ over: 'm=1..M', body: 'x_<1>' }, { over: 'p=1..M', body: 'x_<p>' }, '1', '1'),
      ],
      [
        'a map that forgets an index',
        reindex({ over: 'm=1..M, n=1..N', body: 'x_<m>' }, { over: 'p=1..M', body: 'x_<p>' }, 'm', 'p,1'),
      ],
      [
        'a stride without its divisibility',
        reindex({ over: 'm=1..M', body: 'x_<2*m>' }, { over: 'p=2..2*M', body: 'x_<p>' }, '2*m', 'p/2'),
      ],
      [
        'a forward map with halves',
        reindex(
          { over: 'p=2..2*M', where: '2 divides p', body: 'x_<p>' },
          { over: 'm=1..M', body: 'x_<2*m>' },
          'p/2',
          '2*m',
        ),
      ],
      [
        'a captured name on the left',
        reindex({ over: 'm=1..M', body: 'w_<m,p>' }, { over: 'p=1..M', body: 'w_<p,p>' }, 'm', 'p'),
      ],
      [
        'a captured name on the right',
        reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M', body: 'w_<p,m>' }, 'm', 'p'),
      ],
      [
        'one name on both sides',
        reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'm=1..M', body: 'x_<m>' }, 'm', 'm'),
      ],
      [
        'a name that is assumed about',
        reindex(
          { over: 'm=1..M', body: 'x_<m>' },
          { over: 'p=1..1', body: 'x_<p>' },
          'm',
          'p',
          'M = 1, m = 1',
        ),
        'M = 1, m = 1',
      ],
      [
        'a forward map in the new names',
        reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M', body: 'x_<p>' }, 'p', 'p'),
      ],
      [
        'an inverse map in the old names',
        reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M', body: 'x_<p>' }, 'm', 'm'),
      ],
      [
        'too many components',
        altered(reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M', body: 'x_<p>' }, 'm', 'p'), {
          forward: [poly('m'), poly('m')],
        }),
      ],
      [
        'too few components',
        altered(reindex({ over: 'm=1..M', body: 'x_<m>' }, { over: 'p=1..M', body: 'x_<p>' }, 'm', 'p'), {
          back: [],
        }),
      ],
      [
        'no certificates',
        altered(
          reindex({ over: 'm=1..M', body: 'x_<M-m+1>' }, { over: 'p=1..M', body: 'x_<p>' }, 'M-m+1', 'M-p+1'),
          { certs: { into: [], integral: [], onto: [], leftInverse: [], rightInverse: [] } },
        ),
      ],
      [
        'a product with a guard',
        reindex(
          { over: 'm=1..M', where: 'm <= k', body: 'x_<m>' },
          { over: 'p=1..M', body: 'x_<p>' },
          'm',
          'p',
          '',
          'prod',
        ),
      ],
      [
        'a guard dropped',
        reindex(
          { over: 'm=1..M', where: 'm <= k', body: 'x_<m>' },
          { over: 'p=1..M', body: 'x_<p>' },
          'm',
          'p',
        ),
      ],
      [
        'an unknown reduction',
        reindex(
          { over: 'm=1..M', body: 'x_<m>' },
          { over: 'p=1..M', body: 'x_<p>' },
          'm',
          'p',
          '',
          'mean' as Reduction,
        ),
      ],
    ],
  },
  nest: {
    accepts: [
      [
        nest('m=1..M', 'n=1..m', 'w_<m,n>'),
        'sum_<m=1..M, n=1..m> w_<m,n>',
        'sum_<m=1..M> sum_<n=1..m> w_<m,n>',
      ],
      [
        nest('m=1..M', 'n=1..N', 'w_<m,n>', 'prod'),
        'prod_<m=1..M, n=1..N> w_<m,n>',
        'prod_<m=1..M> prod_<n=1..N> w_<m,n>',
      ],
      [
        nest('m=1..M', 'n=1..m', 'w_<m,n>', 'max'),
        'max_<m=1..M, n=1..m> w_<m,n>',
        'max_<m=1..M> max_<n=1..m> w_<m,n>',
      ],
    ],
    refuses: [
      ['a maximum of which some may be over nothing', nest('m=1..M', 'n=2..m', 'w_<m,n>', 'max')],
      [
        'a maximum that takes what is assumed of a free name for its index',
        {
          ...nest('k=1..M', 'n=5..k', 'w_<k,n>', 'max'),
          certs: pointsIn([...conds('k >= 5'), ...rangeConds(binders('k=1..M'))], binders('n=5..k')),
        } as Proof,
        'k >= 5',
      ],
      [
        'a maximum without certificates',
        {
          rule: 'nest',
          op: 'max',
          outer: binders('m=1..M'),
          inner: binders('n=1..N'),
          body: scalar('w_<m,n>'),
        },
      ],
      [
        'one name twice',
        {
          rule: 'nest',
          op: 'sum',
          outer: binders('m=1..M'),
          inner: binders('m=1..M'),
          body: scalar('x_<m>'),
        },
      ],
      [
        'an outer range that uses an inner name',
        {
          rule: 'nest',
          op: 'sum',
          outer: [{ name: 'm', lo: one, hi: poly('n') }],
          inner: binders('n=1..N'),
          body: scalar('x_<m>'),
        },
      ],
      [
        'nothing outside',
        { rule: 'nest', op: 'sum', outer: [], inner: binders('n=1..N'), body: scalar('x_<n>') },
      ],
      [
        'nothing inside',
        { rule: 'nest', op: 'sum', outer: binders('n=1..N'), inner: [], body: scalar('x_<n>') },
      ],
    ],
  },
  argmax: {
    accepts: [
      [
        argmax('diff(max_<m=1..M> x_<m>, x_<k>)', 'n', 'M >= 1'),
        'diff(max_<m=1..M> x_<m>, x_<k>)',
        'sum_<n=1..M> isZero(max_<m=1..M> x_<m> + (-1) x_<n>) diff(x_<n>, x_<k>)',
        'M >= 1',
      ],
      // Of a function of entries, over places side by side, by an entry whose place has the name of the index.
      [
        argmax('diff(min_<m=1..3, n=1..2> f(w_<2*m+n,k>), w_<m,n>)', 'p q'),
        'diff(min_<m=1..3, n=1..2> f(w_<2*m+n,k>), w_<m,n>)',
        'sum_<p=1..3, q=1..2> isZero(min_<m=1..3, n=1..2> f(w_<2*m+n,k>) + (-1) f(w_<2*p+q,k>)) diff(f(w_<2*p+q,k>), w_<m,n>)',
      ],
    ],
    refuses: [
      ['one entry twice', argmax('diff(max_<m=1..2> x_<1>, x_<1>)', 'n')],
      ['an entry that may be there twice', argmax('diff(max_<m=1..2, n=1..2> x_<m+n>, x_<1>)', 'p q')],
      ['over nothing perhaps', argmax('diff(max_<m=1..k> x_<m>, x_<1>)', 'n')],
      ['entries of a defined tensor', argmax('diff(max_<m=1..2> y_<m>, x_<1>)', 'n')],
      // Were all its entries 3, the derivatives of maximum and minimum would add to 2, and to that of y_1 + y_2.
      ['by a defined tensor', argmax('diff(max_<m=1..2> y_<m>, y_<1>)', 'n')],
      [
        'where a defined tensor is taken as a variable',
        inside(
          'diff(diff(max_<m=1..2> y_<m>, y_<1>), y_<2>)',
          [0],
          argmax('diff(max_<m=1..2> y_<m>, y_<1>)', 'n'),
        ),
      ],
      ['a sum of entries', argmax('diff(max_<m=1..2> (x_<m> + x_<m>), x_<1>)', 'n')],
      ['what is no entry', argmax('diff(max_<m=1..2> m, x_<1>)', 'n')],
      ['a function of a number', argmax('diff(max_<m=1..2> f(m), x_<1>)', 'n')],
      ['another comparison', argmax('diff(max_<m=1..2> isZero(x_<m>), x_<1>)', 'n')],
      ['a sum', argmax('diff(sum_<m=1..2> x_<m>, x_<1>)', 'n')],
      ['an index for two', argmax('diff(max_<m=1..2, n=1..2> w_<m,n>, w_<1,1>)', 'p p')],
      ['an index too few', argmax('diff(max_<m=1..2, n=1..2> w_<m,n>, w_<1,1>)', 'p')],
      ['an index of the place', argmax('diff(max_<m=1..2> x_<m>, x_<n>)', 'n')],
      ['an index that is assumed about', argmax('diff(max_<m=1..2> x_<m>, x_<1>)', 'n', 'n = 1'), 'n = 1'],
      ['the index itself', argmax('diff(max_<m=1..2> x_<m>, x_<1>)', 'm')],
    ],
  },
  even: {
    accepts: [[{ rule: 'even', of: scalar('x_<1> - a') }, 'isZero(x_<1> - a)', 'isZero((-1) (x_<1> - a))']],
    refuses: [
      ['what is no number', { rule: 'even', of: tensor('x') as unknown as Scalar }],
      ['an entry of nothing', { rule: 'even', of: entry({ tag: 'tensor', name: 'X' }, []) }],
    ],
  },
  extremum: {
    accepts: [
      [
        extremum('max', 'm=1..M', ['2', 'x_<m>', 'a'], true, 'M >= 1'),
        'max_<m=1..M> (2 x_<m> + a)',
        '2 max_<m=1..M> x_<m> + a',
        'M >= 1',
      ],
      [
        extremum('min', 'm=1..M', ['-2', 'x_<m>', '0'], false, 'M >= 1'),
        'min_<m=1..M> ((-2) x_<m> + 0)',
        '(-2) max_<m=1..M> x_<m> + 0',
        'M >= 1',
      ],
      [
        extremum('max', 'm=1..M, n=1..m', ['N', 'w_<m,n>', 'x_<k>'], true, 'M >= 1, N >= 0'),
        'max_<m=1..M, n=1..m> (N w_<m,n> + x_<k>)',
        'N max_<m=1..M, n=1..m> w_<m,n> + x_<k>',
        'M >= 1, N >= 0',
      ],
      [
        extremum('max', 'm=1..k', ['0', 'x_<m>', 'a'], false, 'k >= 1'),
        'max_<m=1..k> (0 x_<m> + a)',
        '0 min_<m=1..k> x_<m> + a',
        'k >= 1',
      ],
    ],
    refuses: [
      ['over nothing', extremum('max', 'm=1..0', ['1', 'x_<m>', 'a'])],
      ['over nothing perhaps', extremum('max', 'm=1..k', ['1', 'x_<m>', 'a'])],
      [
        'one range of two over nothing perhaps',
        extremum('max', 'm=1..M, n=2..m', ['1', 'w_<m,n>', 'a'], true, 'M >= 1'),
        'M >= 1',
      ],
      ['a negative factor', extremum('max', 'm=1..M', ['-1', 'x_<m>', 'a'], true, 'M >= 1'), 'M >= 1'],
      [
        'a positive factor, falling',
        extremum('max', 'm=1..M', ['1', 'x_<m>', 'a'], false, 'M >= 1'),
        'M >= 1',
      ],
      ['a factor of unknown sign', extremum('max', 'm=1..M', ['k', 'x_<m>', 'a'], true, 'M >= 1'), 'M >= 1'],
      ['a factor with the index', extremum('max', 'm=1..M', ['m', 'x_<m>', 'a'], true, 'M >= 1'), 'M >= 1'],
      [
        'what is added with the index',
        extremum('max', 'm=1..M', ['1', 'x_<m>', 'x_<m>'], true, 'M >= 1'),
        'M >= 1',
      ],
      [
        'a sum',
        { ...extremum('max', 'm=1..M', ['1', 'x_<m>', 'a']), op: 'sum' as unknown as Extremum } as Proof,
      ],
      [
        'a certificate too few',
        { ...extremum('max', 'm=1..M, n=1..N', ['1', 'w_<m,n>', 'a']), certs: [] } as unknown as Proof,
      ],
      [
        'one index twice',
        {
          ...extremum('max', 'm=1..M, n=1..N', ['1', 'w_<m,n>', 'a']),
          binders: [...binders('m=1..M'), ...binders('m=1..N')],
        } as Proof,
      ],
    ],
  },
  linear: {
    accepts: [
      [
        linear('m=1..M', ['2', 'x_<m>'], ['a', 'w_<m,k>']),
        'sum_<m=1..M> (2 x_<m> + a w_<m,k>)',
        '2 sum_<m=1..M> x_<m> + a sum_<m=1..M> w_<m,k>',
      ],
      [linear('m=1..M'), 'sum_<m=1..M> 0', '0'],
      [
        linear('m=1..M', ['sum_<m=1..M> x_<m>', 'x_<m>']),
        'sum_<m=1..M> (sum_<p=1..M> x_<p>) x_<m>',
        '(sum_<p=1..M> x_<p>) sum_<m=1..M> x_<m>',
      ],
    ],
    refuses: [
      ['a coefficient with the index', linear('m=1..M', ['m', 'x_<m>'])],
      ['a coefficient with an entry at the index', linear('m=1..M', ['x_<m>', 'x_<m>'])],
      ['a coefficient with the index in a bound', linear('m=1..M', ['sum_<p=1..m> x_<p>', 'x_<m>'])],
      ['a coefficient with the index in a bracket', linear('m=1..M', ['([m = 1] 1)', 'x_<m>'])],
      ['a coefficient with the index in a tensor', linear('m=1..M', ['(stride(x, m, 3))_<1>', 'x_<m>'])],
      [
        'a coefficient with the index in a denominator',
        {
          rule: 'linear',
          binders: binders('m=1..M'),
          parts: [{ coef: { tag: 'reciprocal', of: variable('m') }, body: scalar('x_<m>') }],
        },
      ],
    ],
  },
  telescope: {
    accepts: [
      [telescope('m=1..M', 'm', '1/2*m^2 + 1/2*m', '1 <= M'), 'sum_<m=1..M> m', '1/2*M^2 + 1/2*M', '1 <= M'],
      [telescope('m=1..M', '1', 'm', '0 <= M'), 'sum_<m=1..M> 1', 'M', '0 <= M'],
      [
        telescope('m=k..l', '2*m - 1', 'm^2', 'k <= l+1'),
        'sum_<m=k..l> (2*m - 1)',
        'l^2 - (k-1)^2',
        'k <= l+1',
      ],
      [telescope('m=1..M', 'k', 'k*m', '1 <= M'), 'sum_<m=1..M> k', 'k*M', '1 <= M'],
    ],
    refuses: [
      ['a wrong antiderivative', telescope('m=1..M', 'm', '1/2*m^2', '1 <= M'), '1 <= M'],
      ['an antiderivative one too far', telescope('m=1..M', 'm', '1/2*m^2 - 1/2*m', '1 <= M'), '1 <= M'],
      ['a range that may be inverted', telescope('m=1..M', '1', 'm')],
      ['an inverted range', telescope('m=3..1', '1', 'm')],
      ['an index that is assumed about', telescope('m=1..M', '1', 'm', '1 <= M, m = 1'), '1 <= M, m = 1'],
      ['no certificate', altered(telescope('m=1..M', '1', 'm', '1 <= M'), { cert: nothing }), '1 <= M'],
    ],
  },
  reciprocal: {
    accepts: [
      [reciprocal('M', '1 <= M'), 'M (1/M)', '1', '1 <= M'],
      [reciprocal('M + N', '1 <= M, 0 <= N'), '(M + N) (1/(M + N))', '1', '1 <= M, 0 <= N'],
    ],
    refuses: [
      ['a size without assumptions', reciprocal('M')],
      ['what may be 0', reciprocal('M', '0 <= M'), '0 <= M'],
      ['what is never 0 but not shown to be positive', reciprocal('M', 'M <= 0-1'), 'M <= 0-1'],
      ['0', reciprocal('0')],
      ['no certificate', altered(reciprocal('M', '1 <= M'), { cert: nothing }), '1 <= M'],
    ],
  },
  evaluate: {
    accepts: [
      [evaluate('isZero(1 - 1) + isZero(2)', '1'), 'isZero(1 - 1) + isZero(2)', '1'],
      [evaluate('sum_<m=1..4> m', '10'), 'sum_<m=1..4> m', '10'],
      [evaluate('max_<m=1..4> m (5-m)', '6'), 'max_<m=1..4> m (5-m)', '6'],
      [evaluate('prod_<m=1..4> m', '24'), 'prod_<m=1..4> m', '24'],
      [evaluate('f(a+a)', 'f(2 a)'), 'f(a + a)', 'f(2 a)'],
      [
        tensors('transpose([1, 2; 3, 4])', '[1, 3; 2, 4]'),
        tensor('transpose([1, 2; 3, 4])'),
        tensor('[1, 3; 2, 4]'),
      ],
      [
        tensors('[1, a] * [1, 2, 3; 4, 5, 6]', '[1 + 2 a, 2 + 3 a; 4 + 5 a, 5 + 6 a]'),
        tensor('[1, a] * [1, 2, 3; 4, 5, 6]'),
        tensor('[1 + 2 a, 2 + 3 a; 4 + 5 a, 5 + 6 a]'),
      ],
    ],
    refuses: [
      ['a comparison of symbols', evaluate('isZero(a) a', '0')],
      ['another value', evaluate('sum_<m=1..4> m', '11')],
      ['a free name', evaluate('k', 'k')],
      ['a size', evaluate('sum_<m=1..M> 1', 'sum_<m=1..M> 1')],
      ['a maximum of symbols', evaluate('max_<m=1..2> a', 'a')],
      ['a maximum over nothing', evaluate('max_<m=1..0> m', '0')],
      ['another argument of a function', evaluate('f(a)', 'f(2 a)')],
      ['another function', evaluate('f(a)', "f'(a)")],
      ['another shape', tensors('[1, 2]', '[1, 2, 0]')],
      ['another entry', tensors('[1, 2]', '[1, 3]')],
      ['a scalar and a tensor', { rule: 'evaluate', left: scalar('a'), right: tensor('[1, 2]') }],
      ['a tensor of symbolic shape', tensors('x', 'x')],
    ],
  },
  extensionality: {
    accepts: [
      [extensionality('x', 'x', ['k'], refl(scalar('x_<k>'))), tensor('x'), tensor('x')],
      [
        extensionality('w .* w', 'w .* w', ['k', 'l'], refl(scalar('(w .* w)_<k,l>'))),
        tensor('w .* w'),
        tensor('w .* w'),
      ],
    ],
    refuses: [
      ['different ranks', extensionality('x', 'w', ['k'], refl(scalar('x_<k>')))],
      ['different shapes', extensionality('w', 'transpose(w)', ['k', 'l'], refl(scalar('w_<k,l>')))],
      ['too few indices', extensionality('w', 'w', ['k'], refl(scalar('w_<k,k>')))],
      ['one index twice', extensionality('w', 'w', ['k', 'k'], refl(scalar('w_<k,k>')))],
      ['a size as index', extensionality('x', 'x', ['M'], refl(scalar('x_<M>')))],
      ['entries of others', extensionality('x', 'y', ['k'], refl(scalar('x_<k>')))],
      ['entries at other places', extensionality('w', 'w', ['k', 'l'], refl(scalar('w_<l,k>')))],
      [
        'an index that is assumed about',
        extensionality(
          'x',
          'rot180(x)',
          ['k'],
          trans(sym({ rule: 'unfold', term: scalar('(rot180(x))_<k>') })),
          'k = 1',
        ),
        'k = 1',
      ],
      [
        'an index that the tensors use',
        extensionality('stride(x, k, M)', 'stride(x, k, M)', ['k'], refl(scalar('(stride(x, k, M))_<k>'))),
      ],
      ['an index without a proper name', extensionality('x', 'x', ['$0'], refl(scalar('x_<k>')))],
    ],
  },
};

function term(side: Term | string): Term {
  return typeof side === 'string' ? scalar(side) : side;
}

test('every rule has both kinds of rows', () => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(rules).sort());
  for (const { accepts, refuses } of Object.values(table)) {
    expect(accepts.length).toBeGreaterThan(0);
    expect(refuses.length).toBeGreaterThan(0);
  }
});

describe.each(Object.entries(table))('%s', (_, { accepts, refuses }) => {
  test.each(
    accepts.map(
      ([proof, left, right, hyps = '']) =>
        [`${showTerm(term(left))} = ${showTerm(term(right))}`, hyps, proof, term(left), term(right)] as const,
    ),
  )('accepts %s, given `%s`', (_title, hyps, proof, left, right) => {
    const theorem = check(env, conds(hyps), proof);
    expect(Theorem.is(theorem)).toBe(true);
    const { claim } = theorem;
    if (claim.tag !== 'equal') throw new Error('no equation');
    expect(sameTerm(claim.left, left), showTerm(claim.left)).toBe(true);
    expect(sameTerm(claim.right, right), showTerm(claim.right)).toBe(true);
    expect(theorem.hyps).toEqual(conds(hyps));
  });

  test.each(refuses.map(([why, proof, hyps = '']) => [why, proof, hyps] as const))(
    'refuses %s',
    (_why, proof, hyps) => {
      expect(() => check(env, conds(hyps), proof)).toThrow(Rejected);
    },
  );
});
