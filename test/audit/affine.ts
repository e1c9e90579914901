// Subscripts and bounds: integer polynomials in names, and in what division leaves of them (floor, ceil, mod).

/** Coefficient by monomial; a monomial is its factors, sorted, with spaces between them, and '' is the constant. */
export type Index = ReadonlyMap<string, number>;

type Rounding = 'floor' | 'ceil' | 'mod';

/** floor(of/by), ceil(of/by) or mod(of, by), a factor of monomials like a name. */
interface Rounded {
  readonly how: Rounding;
  readonly of: Index;
  readonly by: Index;
}

/** By the text that stands for it in monomials; one text is one meaning. */
const roundings = new Map<string, Rounded>();

export function index(constant: number, ...terms: readonly (readonly [monomial: string, number])[]): Index {
  return collected([['', constant], ...terms]);
}

function collected(terms: Iterable<readonly [string, number]>): Index {
  const sums = new Map<string, number>();
  for (const [monomial, coef] of terms) sums.set(monomial, (sums.get(monomial) ?? 0) + coef);
  return new Map([...sums].filter(([, coef]) => coef !== 0));
}

export function named(name: string): Index {
  return new Map([[name, 1]]);
}

/** a + times·b */
export function plus(a: Index, b: Index | number, times = 1): Index {
  const other = typeof b === 'number' ? index(b) : b;
  return collected([...a, ...[...other].map(([monomial, coef]) => [monomial, times * coef] as const)]);
}

export function minus(a: Index, b: Index | number): Index {
  return plus(a, b, -1);
}

export function scaled(a: Index, by: number): Index {
  return plus(new Map(), a, by);
}

/** floor(of/by) and its kind; `by` is positive wherever it is used. */
export function rounded(how: Rounding, of: Index, by: Index | number): Index {
  const divisor = typeof by === 'number' ? index(by) : by;
  const plain = (a: Index): string => (/^\w+$/.test(showIndex(a)) ? showIndex(a) : `(${showIndex(a)})`);
  const text =
    how === 'mod' ? `mod(${showIndex(of)}, ${showIndex(divisor)})` : `${how}(${plain(of)}/${plain(divisor)})`;
  const key = text.replaceAll(' ', '');
  roundings.set(key, { how, of, by: divisor });
  return named(key);
}

/** The roundings among the factors of an expression, with their keys. */
export function roundingsIn(a: Index): readonly (readonly [key: string, Rounded])[] {
  const keys = new Set([...a.keys()].flatMap(factorsOf));
  return [...keys].flatMap((key) => {
    const found = roundings.get(key);
    return found === undefined ? [] : [[key, found] as const];
  });
}

function factorsOf(monomial: string): readonly string[] {
  return monomial === '' ? [] : monomial.split(' ');
}

export function product(a: Index, b: Index): Index {
  return collected(
    [...a].flatMap(([m, c]) =>
      [...b].map(([n, d]) => [[...factorsOf(m), ...factorsOf(n)].sort().join(' '), c * d] as const),
    ),
  );
}

/** Every factor that is a name of the map, or the text of a rounding in it, replaced. */
export function substituted(a: Index, by: ReadonlyMap<string, Index>): Index {
  const factor = (text: string): Index => {
    const direct = by.get(text);
    if (direct !== undefined) return direct;
    const inner = roundings.get(text);
    if (inner === undefined || ![...by.keys()].some((name) => namesOf(named(text)).has(name)))
      return named(text);
    return rounded(inner.how, substituted(inner.of, by), substituted(inner.by, by));
  };
  return [...a].reduce<Index>(
    (sum, [monomial, coef]) => plus(sum, factorsOf(monomial).map(factor).reduce(product, index(1)), coef),
    new Map(),
  );
}

export function namesOf(a: Index): ReadonlySet<string> {
  return new Set(
    [...a.keys()].flatMap(factorsOf).flatMap((factor) => {
      const inner = roundings.get(factor);
      return inner === undefined ? [factor] : [...namesOf(inner.of), ...namesOf(inner.by)];
    }),
  );
}

export function constantOf(a: Index): number {
  return a.get('') ?? 0;
}

/** The coefficient of a name; null where the name also stands in a product or under a rounding. */
export function coefficient(a: Index, name: string): number | null {
  for (const monomial of a.keys())
    if (monomial !== name && namesOf(new Map([[monomial, 1]])).has(name)) return null;
  return a.get(name) ?? 0;
}

/** Native text; what is added comes first. */
export function showIndex(a: Index): string {
  const terms = [...a].filter(([monomial]) => monomial !== '');
  const ordered = [...terms.filter(([, coef]) => coef > 0), ...terms.filter(([, coef]) => coef < 0)];
  let text = '';
  const put = (coef: number, monomial: string): void => {
    const size = Math.abs(coef);
    const what = monomial.replaceAll(' ', '*');
    const piece = what === '' ? `${size}` : size === 1 ? what : `${size}*${what}`;
    text += `${coef < 0 ? '-' : text === '' ? '' : '+'}${piece}`;
  };
  for (const [monomial, coef] of ordered) put(coef, monomial);
  if (text === '' || constantOf(a) !== 0) put(constantOf(a), '');
  return text;
}
