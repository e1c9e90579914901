// What a section of a document has said so far: sizes, tensors, indices, conditions. Plain facts, kept apart from
// the terms, because a text names a size before it says what it is; the environment is built when a claim needs it.

import { type Cond, constantTruth, namesOfCond, substituteCond } from '../term/cond.js';
import { type Context, type IndexDecl, sizeBounds } from '../term/context.js';
import type { Beginning } from '../term/defineRecurrence.js';
import type { Dim, Parameter, TensorDecl } from '../term/env.js';
import { namesOf, type Poly, substitute, variable } from '../term/poly.js';
import { tensorsIn } from '../term/tensorsIn.js';
import type { Term } from '../term/term.js';
import type { Given } from './givens.js';
import type { Order } from './kernelFirst.js';
import type { Equation } from './layers.js';
import { contextOf } from './notebookContext.js';
import type { Meaning } from './reinterpret.js';
import type { Saying } from './sayings.js';
import { reread, type TensorFact } from './tensorFact.js';

/** An index with its range; `declared` in a comment, where no bound means that there is none, not that it was not said. */
export interface Letter extends IndexDecl {
  readonly declared?: true;
}

/** Immutable; every method gives the next notebook. */
export class Notebook {
  private constructor(
    readonly tensors: ReadonlyMap<string, TensorFact>,
    /** Names that stand for index expressions: `K = I-M+1`, `p = M-m+1`. */
    readonly aliases: ReadonlyMap<string, Poly>,
    readonly sizes: ReadonlySet<string>,
    readonly indices: ReadonlyMap<string, Letter>,
    readonly conditions: readonly Cond[],
    /** Names that were said to be two different things: what they are is not known any more. */
    readonly contested: ReadonlySet<string>,
    /** What a quotation said of tensors: the text around it may have given them particular shapes since. */
    private readonly quoted: ReadonlyMap<string, TensorFact> = new Map(),
    /** Opaque functions, with what they take. */
    readonly functions: ReadonlyMap<string, readonly Parameter[]> = new Map(),
    /** What was introduced by equations that could not be read: symbols with their places open, and what was said. */
    readonly spoken: ReadonlyMap<string, readonly Saying[]> = new Map(),
    /** Opaque functions of one number or tensor, f of f(Z), with the name that they are applied to; null for several. */
    readonly applied: ReadonlyMap<string, string | null> = new Map(),
    /** Names that stand for one formula, for which another was given, too: `K = I - M + 1` and, with padding, more. */
    readonly twofold: ReadonlySet<string> = new Set(),
    /** What was said of tensors in one layer, by their names in layer l; it holds in the others, too. */
    readonly layers: ReadonlyMap<string, Equation> = new Map(),
    /** Cases of sizes that are in force, M = 3 and M = N, and those that were. */
    readonly given: ReadonlyMap<string, Given> = new Map(),
    readonly lapsed: ReadonlyMap<string, Given> = new Map(),
    /** Where kernels have stood so far; `open` of a convolution of which the text did not tell. */
    readonly orders: ReadonlySet<Order | 'open'> = new Set(),
    /** Tensors without end, and those that a recurrence gives, as comments declare them. */
    readonly sequences: ReadonlyMap<string, TensorDecl> = new Map(),
    /** The first entries of recurrences that are not complete yet. */
    readonly beginnings: readonly Beginning[] = [],
    /** Names that were sizes before something was said to be equal to them: padding P, with $P = K - 1$ for a case. */
    readonly free: ReadonlySet<string> = new Set(),
  ) {}

  static readonly empty = new Notebook(new Map(), new Map(), new Set(), new Map(), [], new Set());

  private but(
    changes: Partial<
      Pick<
        Notebook,
        | 'tensors'
        | 'aliases'
        | 'sizes'
        | 'indices'
        | 'conditions'
        | 'contested'
        | 'functions'
        | 'spoken'
        | 'applied'
        | 'twofold'
        | 'layers'
        | 'given'
        | 'lapsed'
        | 'orders'
        | 'sequences'
        | 'beginnings'
        | 'free'
      >
    >,
  ): Notebook {
    return new Notebook(
      changes.tensors ?? this.tensors,
      changes.aliases ?? this.aliases,
      changes.sizes ?? this.sizes,
      changes.indices ?? this.indices,
      changes.conditions ?? this.conditions,
      changes.contested ?? this.contested,
      this.quoted,
      changes.functions ?? this.functions,
      changes.spoken ?? this.spoken,
      changes.applied ?? this.applied,
      changes.twofold ?? this.twofold,
      changes.layers ?? this.layers,
      changes.given ?? this.given,
      changes.lapsed ?? this.lapsed,
      changes.orders ?? this.orders,
      changes.sequences ?? this.sequences,
      changes.beginnings ?? this.beginnings,
      changes.free ?? this.free,
    );
  }

  /** `Y` and `y` are one tensor: the fact under either name. */
  tensor(name: string): TensorFact | null {
    return this.tensors.get(name) ?? this.tensors.get(otherCase(name)) ?? null;
  }

  /** Whether the text has used a name for a tensor, an index, a size or an expression. */
  knows(name: string): boolean {
    const isTensor = this.tensor(name) !== null || this.sequence(name) !== null;
    return isTensor || this.indices.has(name) || this.aliases.has(name) || this.sizes.has(name);
  }

  /** A tensor that a comment declares and that has no end, or is given by a recurrence. */
  sequence(name: string): TensorDecl | null {
    return this.sequences.get(name) ?? this.sequences.get(otherCase(name)) ?? null;
  }

  withSequence(declared: TensorDecl): Notebook {
    return this.but({ sequences: new Map(this.sequences).set(declared.name, declared) });
  }

  withBeginnings(beginnings: readonly Beginning[]): Notebook {
    return beginnings === this.beginnings ? this : this.but({ beginnings });
  }

  /** Whether an equation that could not be read said something of the entries of `name`. */
  isSpokenOf(name: string): boolean {
    if (this.tensor(name)?.unread) return true;
    const heads = [name, otherCase(name)].map((head) => `${head}_`);
    return [...this.spoken.keys()].some((symbol) => heads.some((head) => symbol.startsWith(head)));
  }

  withTensor(fact: TensorFact): Notebook {
    return this.but({ tensors: new Map(this.tensors).set(fact.name, fact) });
  }

  /** Forgets a tensor and whatever is defined by it, so that nothing stale is left behind. */
  withoutTensor(name: string): Notebook {
    const known = this.tensor(name)?.name;
    if (known === undefined) return this;
    const gone = new Set([known]);
    for (let grown = true; grown; ) {
      grown = false;
      for (const fact of this.tensors.values()) {
        if (gone.has(fact.name) || fact.definition === null) continue;
        const term: Term = fact.definition.form === 'tensor' ? fact.definition.term : fact.definition.body;
        tensorsIn(term, (t) => {
          if (t.tag === 'tensor' && gone.has(t.name)) grown = gone.add(fact.name).has(fact.name);
        });
      }
    }
    return this.but({ tensors: new Map([...this.tensors].filter(([key]) => !gone.has(key))) });
  }

  /** Forgets what some names stand for, but that they are sizes. */
  without(names: readonly string[]): Notebook {
    const gone = new Set(names);
    const kept = <T>(known: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
      new Map([...known].filter(([name]) => !gone.has(name)));
    const known = names.reduce<Notebook>((notebook, name) => notebook.withoutTensor(name), this);
    return known.but({
      aliases: kept(this.aliases),
      indices: kept(this.indices),
      functions: kept(this.functions),
      sequences: kept(this.sequences),
      contested: new Set([...this.contested].filter((name) => !names.some((n) => n.toUpperCase() === name))),
    });
  }

  withFunction(name: string, parameters: readonly Parameter[]): Notebook {
    return this.but({ functions: new Map(this.functions).set(name, parameters) });
  }

  withContested(name: string): Notebook {
    return this.withoutTensor(name).but({ contested: new Set([...this.contested, name.toUpperCase()]) });
  }

  withApplied(name: string, argument: string): Notebook {
    const before = this.applied.get(name);
    if (before === argument) return this;
    return this.but({ applied: new Map(this.applied).set(name, before === undefined ? argument : null) });
  }

  /** Two formulas were given for what a name stands for: which is meant is not known any more. */
  withTwofold(name: string): Notebook {
    return this.but({ twofold: new Set([...this.twofold, name]) });
  }

  /** What formulas of another section say of tensors whose shapes they imply, and of which this one says nothing. */
  withBorrowed({ tensors, applied, layers, sizes }: Notebook): Notebook {
    const lent = [...tensors].flatMap(([name, fact]) =>
      this.knows(name) || fact.inferred === undefined
        ? []
        : [[name, { ...fact, borrowed: true as const }] as const],
    );
    return this.but({
      tensors: new Map([...lent, ...this.tensors]),
      applied: new Map([...applied, ...this.applied]),
      layers: new Map([...layers, ...this.layers]),
      sizes: new Set([...this.sizes, ...[...sizes].filter((name) => !this.knows(name))]),
    });
  }

  withLayerEquation(name: string, equation: Equation): Notebook {
    return this.but({ layers: new Map(this.layers).set(name, equation) });
  }

  /** `Y` and `y` are contested together. */
  isContested(name: string): boolean {
    return this.contested.has(name.toUpperCase());
  }

  /** The same where shapes that a formula only reaches are of any size; null where none of the names has such a shape. */
  loosened(names: Iterable<string>): Notebook | null {
    const facts = [...names].flatMap((name) => this.tensor(name) ?? []);
    const inferred = facts.filter(({ inferred }) => inferred !== undefined);
    if (inferred.length === 0) return null;
    let next: Notebook = this;
    for (const { inferred, ...fact } of this.tensors.values()) {
      if (inferred === undefined) continue;
      const sizes = inferred.loose.flatMap(({ lo, hi }) => [lo, hi]);
      next = next.withSizesIn(sizes).withTensor({ ...fact, dims: inferred.loose });
    }
    return next;
  }

  withSpoken(symbol: string, saying: Saying): Notebook {
    const said = [...(this.spoken.get(symbol) ?? []), saying];
    return this.but({ spoken: new Map(this.spoken).set(symbol, said) });
  }

  withSizes(names: Iterable<string>): Notebook {
    const fresh = [...names].filter((name) => !this.sizes.has(name) && !this.aliases.has(name));
    return fresh.length === 0 ? this : this.but({ sizes: new Set([...this.sizes, ...fresh]) });
  }

  /** The names in index expressions become sizes, but for indices; `capitalsOnly`: those alone that are written large. */
  withSizesIn(polys: readonly Poly[], capitalsOnly = false): Notebook {
    const names = polys
      .flatMap((poly) => [...namesOf(poly)])
      .filter((name) => !this.indices.has(name) && (!capitalsOnly || /^\p{Lu}/u.test(name)));
    return this.withSizes(names);
  }

  withAlias(name: string, poly: Poly): Notebook {
    const sizes = new Set(this.sizes);
    sizes.delete(name);
    const indices = new Map(this.indices);
    indices.delete(name);
    const twofold = new Set(this.twofold);
    twofold.delete(name);
    return this.but({
      free: this.sizes.has(name) ? new Set(this.free).add(name) : this.free,
      aliases: new Map(this.aliases).set(name, this.resolved(poly, this.given)),
      sizes,
      indices,
      twofold,
    });
  }

  /** A number for a size. Conditions that it contradicts were of another case: they are not assumed any more. */
  withNumber(name: string, poly: Poly): Notebook {
    const next = this.withAlias(name, poly);
    const held = next.conditions.filter(
      (cond) => constantTruth(substituteCond(cond, next.aliases)) !== false,
    );
    return held.length < next.conditions.length ? next.withConditions(held) : next;
  }

  /** A case of sizes, "let M > N", in the place of one before, "let M < N". */
  withCase(cond: Cond): Notebook {
    const about = (one: Cond): string => [...namesOfCond(one)].sort().join();
    const others = this.conditions.filter((one) => about(one) !== about(cond));
    return this.withConditions([...others, cond]);
  }

  withIndex(index: Letter): Notebook {
    return this.but({ indices: new Map(this.indices).set(index.name, index) });
  }

  /** Names of subscripts, or of bound indices, are letters for indices from now on, without a range of their own. */
  withLetters(names: Iterable<string | null>): Notebook {
    let next: Notebook = this;
    for (const name of names)
      if (name !== null && !next.indices.has(name) && !next.aliases.has(name))
        next = next.withIndex({ name, lo: null, hi: null });
    return next;
  }

  withGivens(given: ReadonlyMap<string, Given>): Notebook {
    return this.but({ given });
  }

  withLapsed(lapsed: ReadonlyMap<string, Given>): Notebook {
    return this.but({ lapsed });
  }

  withCondition(cond: Cond): Notebook {
    return this.but({ conditions: [...this.conditions, cond] });
  }

  withConditions(conditions: readonly Cond[]): Notebook {
    return this.but({ conditions });
  }

  withoutAlias(name: string): Notebook {
    const aliases = new Map(this.aliases);
    aliases.delete(name);
    return this.but({ aliases });
  }

  /** What a name stands for is not known any more, whether it was given for a case or from then on. */
  forgetting(name: string): Notebook {
    const given = new Map(this.given);
    given.delete(name);
    return this.withoutAlias(name).withGivens(given);
  }

  /** After a convolution with its kernel there. */
  withOrder(order: Order | 'open'): Notebook {
    return this.orders.has(order) ? this : this.but({ orders: new Set(this.orders).add(order) });
  }

  /** The same notebook with other operations for signs, in every definition. */
  withOperations(meaning: Meaning): Notebook {
    const tensors = [...this.tensors].map(
      ([name, fact]) => [name, { ...fact, definition: reread(fact.definition, meaning) }] as const,
    );
    return this.but({ tensors: new Map(tensors) });
  }

  /**
   * After a quotation: what stood before it stands again, and what the quotation introduced besides is kept.
   */
  afterQuotation(before: Notebook): Notebook {
    return new Notebook(
      new Map([...this.tensors, ...before.tensors]),
      new Map([...this.aliases, ...before.aliases]),
      new Set([...this.sizes, ...before.sizes]),
      new Map([...this.indices, ...before.indices]),
      before.conditions,
      before.contested,
      this.tensors,
      new Map([...this.functions, ...before.functions]),
      new Map([...this.spoken, ...before.spoken]),
      new Map([...this.applied, ...before.applied]),
      new Set(),
      new Map([...this.layers, ...before.layers]),
      before.given,
      before.lapsed,
      undefined,
      new Map([...this.sequences, ...before.sequences]),
    );
  }

  /**
   * `Y = W * X` is quoted for matrices of any size in an exercise on 3 x 3 matrices: what follows and names the sizes of
   * the quotation is said of matrices as they are there. The notebook to read it in, or null where nothing names them.
   */
  inGeneral(names: Iterable<string>): Notebook | null {
    const stated = (tensors: ReadonlyMap<string, TensorFact>): ReadonlySet<string> =>
      new Set([...tensors.values()].flatMap(({ dims }) => (dims ?? []).flatMap((dim) => this.sizesOf(dim))));
    const around = stated(
      new Map([...this.tensors].filter(([name, fact]) => this.quoted.get(name) !== fact)),
    );
    const sizes = new Set([...stated(this.quoted)].filter((size) => !around.has(size)));
    const named = [...names].map((name) => this.aliases.get(name) ?? variable(name));
    const conditions = this.conditions.flatMap((cond) => [
      ...namesOfCond(substituteCond(cond, this.aliases)),
    ]);
    const spoken = [...named.flatMap((poly) => [...namesOf(poly)]), ...conditions];
    if (!spoken.some((name) => sizes.has(name))) return null;
    return this.but({ tensors: new Map([...this.tensors, ...this.quoted]) });
  }

  /** After a relation that was read `inGeneral`: what it said is added to what stands here. */
  learning(general: Notebook, after: Notebook): Notebook {
    const learnt = [...after.tensors].filter(([name, fact]) => general.tensors.get(name) !== fact);
    return after.but({ tensors: new Map([...this.tensors, ...learnt]) });
  }

  private sizesOf({ lo, hi }: Dim): readonly string[] {
    return [lo, hi].flatMap((poly) => [...namesOf(this.resolved(poly))]);
  }

  /** An index expression with the names it abbreviates written out, but for some. */
  resolved(poly: Poly, but: ReadonlyMap<string, unknown> = new Map()): Poly {
    const aliases =
      but.size === 0 ? this.aliases : new Map([...this.aliases].filter(([name]) => !but.has(name)));
    let current = poly;
    // An alias may use others, but was resolved when it was made; two rounds reach later ones.
    for (let round = 0; round < 4; round++) {
      const next = substitute(current, aliases);
      if (next === current) break;
      current = next;
    }
    return current;
  }

  /** An index whose range has the names it abbreviates written out. */
  resolvedIndex({ name, lo, hi }: IndexDecl): IndexDecl {
    return {
      name,
      lo: lo === null ? null : this.resolved(lo),
      hi: hi === null ? null : this.resolved(hi),
    };
  }

  /** What may be assumed of all: sizes are at least 1, and the conditions that the text states. */
  assumed(): readonly Cond[] {
    const { sizes, assumptions } = this.context();
    return [...sizeBounds(sizes, assumptions), ...assumptions];
  }

  #context: Context | null = null;

  /** The formal context of claims in this state of the notebook. */
  context(): Context {
    this.#context ??= contextOf(this);
    return this.#context;
  }
}

export function otherCase(name: string): string {
  const first = name.charAt(0);
  const swapped = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  return swapped + name.slice(1);
}

/** The notebook in which matrices of numbers with these names are not known any more. */
export function withoutNumbers(notebook: Notebook, names: Iterable<string>): Notebook {
  return [...names].reduce((kept, name) => {
    const given = kept.tensor(name)?.definition;
    const isNumeric = given?.form === 'tensor' && given.term.tag === 'matrix';
    return isNumeric ? kept.withoutTensor(kept.tensor(name)?.name ?? name) : kept;
  }, notebook);
}
