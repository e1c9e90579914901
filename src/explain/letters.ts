// Letters for the bound names of a derivation. A search makes up names as it goes, m#7 and the like; a reader sees m, or
// where that is taken, or has just been replaced, the letter that a person would take next.

import { unmarked } from '../prove/scope.js';
import { type Cond, namesOfCond, substituteCond } from '../term/cond.js';
import { type Poly, substitute, variable } from '../term/poly.js';
import { freeNames, substScalar, substTensor } from '../term/subst.js';
import {
  add,
  apply,
  binder,
  diff,
  isTensor,
  line,
  mul,
  pow,
  reduce,
  type Scalar,
  type Term,
} from '../term/term.js';

/** Families of letters: what comes next to a letter of its first part. */
const families: readonly (readonly [of: string, next: string])[] = [
  ['mn', 'pqrsuv'],
  ['kl', 'ijpqrs'],
  ['ij', 'pqrskl'],
  ['pq', 'rsuvmn'],
];
const anyLetter = 'pqrsuvijklmnabcdegh';

/** Which letters the names of one line have. */
export type Lettering = ReadonlyMap<string, string>;

/** Letters for the lines of one derivation, from the first on. */
export class Letters {
  readonly #chosen = new Map<string, string>();

  /** `taken` are names that no bound name may have anywhere: sizes, tensors, functions. */
  constructor(readonly taken: ReadonlySet<string>) {}

  /**
   * A formula with letters for its bound names. A name that took the place of another has that one's letter (`kin`); a
   * name that was put for an expression has a letter that the line before does not show (`shown`).
   */
  write(term: Term, kin: ReadonlyMap<string, string>, shown: ReadonlySet<string>): Written {
    const letters = new Map<string, string>();
    const free = [...freeNames(term)];
    for (const name of free)
      if (name.includes('#'))
        letters.set(name, this.#pick(name, kin, new Set([...free, ...letters.values()]), shown));
    const by = new Map([...letters].map(([name, letter]) => [name, variable(letter)]));
    const names = new Set(free.map((name) => letters.get(name) ?? name));
    const written = isTensor(term)
      ? substTensor(term, by)
      : this.#within(substScalar(term, by), { kin, shown, letters, used: names });
    return { term: written, letters };
  }

  /** A formula that a person wrote, which `made` is but for the names that a search gave: these have their letters. */
  adopt(made: Term, given: Term): Written {
    const letters = new Map<string, string>();
    const own = boundNames(given);
    boundNames(made).forEach((name, i) => {
      const letter = own[i];
      if (letter === undefined) return;
      letters.set(name, letter);
      this.#chosen.set(name, letter);
    });
    return { term: given, letters };
  }

  /** A condition with letters for the names in it. */
  condition(cond: Cond): Cond {
    return substituteCond(
      cond,
      new Map([...namesOfCond(cond)].map((name) => [name, variable(this.free(name))])),
    );
  }

  /** The letter for a name that occurs free. */
  free(name: string): string {
    return name.includes('#') ? this.#pick(name, new Map(), new Set(), new Set()) : name;
  }

  #within(term: Scalar, place: Place): Scalar {
    const inside = (part: Scalar): Scalar => this.#within(part, place);
    switch (term.tag) {
      case 'add':
        return add(term.args.map(inside));
      case 'mul':
        return mul(term.args.map(inside));
      case 'pow':
        return pow(inside(term.base), term.exponent);
      case 'apply':
        return apply(
          term.fn,
          term.args.map((arg) => (isTensor(arg) ? arg : inside(arg))),
          term.by,
        );
      case 'diff':
        return diff(inside(term.of), term.tensor, term.at);
      case 'line': {
        const letter = this.#enter(term.name, place);
        const body = substScalar(term.body, new Map([[term.name, variable(letter)]]));
        return line(term.over, letter, this.#within(body, beside(place, [letter])));
      }
      case 'reduce': {
        const by = new Map<string, Poly>();
        let here = place;
        const binders = term.binders.map(({ name, lo, hi }) => {
          const letter = this.#enter(name, here);
          const range = binder(letter, substitute(lo, by), substitute(hi, by));
          here = beside(here, [letter]);
          if (letter !== name) by.set(name, variable(letter));
          return range;
        });
        return reduce(term.op, binders, this.#within(substScalar(term.body, by), here));
      }
      default:
        return term;
    }
  }

  #enter(name: string, { kin, shown, letters, used }: Place): string {
    const letter = this.#pick(name, kin, used, shown);
    letters.set(name, letter);
    return letter;
  }

  /** The letter of the name that it took the place of, or of the one before that. */
  #inherited(name: string, kin: ReadonlyMap<string, string>): string | undefined {
    const seen = new Set([name]);
    for (let old = kin.get(name); old !== undefined && !seen.has(old); old = kin.get(old)) {
      const letter = this.#chosen.get(old);
      if (letter !== undefined) return letter;
      seen.add(old);
    }
    return undefined;
  }

  /** The letter of a name that is shown, or that took the place of one that is. */
  of(name: string, kin: ReadonlyMap<string, string>): string | undefined {
    return name.includes('#') ? (this.#chosen.get(name) ?? this.#inherited(name, kin)) : name;
  }

  #pick(
    name: string,
    kin: ReadonlyMap<string, string>,
    used: ReadonlySet<string>,
    shown: ReadonlySet<string>,
  ): string {
    const known = this.#chosen.get(name);
    const isFree = (letter: string): boolean => !used.has(letter) && !this.taken.has(letter);
    if (known !== undefined && isFree(known)) return known;
    const inherited = this.#inherited(name, kin);
    const base = unmarked(name).replace(/'+$/, '');
    const next = families.find(([of]) => base.length === 1 && of.includes(base))?.[1] ?? '';
    const candidates = [base, ...next, ...anyLetter].filter((letter) => isFree(letter) && !shown.has(letter));
    let letter = inherited !== undefined && isFree(inherited) ? inherited : candidates[0];
    if (letter === undefined) {
      letter = base;
      while (!isFree(letter)) letter += "'";
    }
    this.#chosen.set(name, letter);
    return letter;
  }
}

/** The names that a formula binds, from left to right. */
function boundNames(term: Term): readonly string[] {
  if (isTensor(term)) return [];
  switch (term.tag) {
    case 'add':
    case 'mul':
      return term.args.flatMap(boundNames);
    case 'apply':
      return term.args.flatMap(boundNames);
    case 'pow':
      return boundNames(term.base);
    case 'diff':
      return boundNames(term.of);
    case 'line':
      return [term.name, ...boundNames(term.body)];
    case 'reduce':
      return [...term.binders.map(({ name }) => name), ...boundNames(term.body)];
    default:
      return [];
  }
}

/** A formula as it is shown, and the letters in it by name. */
export interface Written {
  readonly term: Term;
  readonly letters: Lettering;
}

interface Place {
  readonly kin: ReadonlyMap<string, string>;
  readonly shown: ReadonlySet<string>;
  readonly letters: Map<string, string>;
  /** Letters that mean something else here. */
  readonly used: ReadonlySet<string>;
}

function beside(place: Place, letters: readonly string[]): Place {
  return { ...place, used: new Set([...place.used, ...letters]) };
}
