// Subscripts and bounds: integer polynomials, affine in indices and sizes or with products such as S*k.

/** Coefficient by monomial; a monomial is its names, sorted, joined by `*`, and '' is the constant. */
export type Index = ReadonlyMap<string, number>;

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

function namesOfMonomial(monomial: string): readonly string[] {
  return monomial === '' ? [] : monomial.split('*');
}

export function product(a: Index, b: Index): Index {
  return collected(
    [...a].flatMap(([m, c]) =>
      [...b].map(
        ([n, d]) => [[...namesOfMonomial(m), ...namesOfMonomial(n)].sort().join('*'), c * d] as const,
      ),
    ),
  );
}

export function substituted(a: Index, by: ReadonlyMap<string, Index>): Index {
  if (![...a.keys()].some((monomial) => namesOfMonomial(monomial).some((name) => by.has(name)))) return a;
  return [...a].reduce<Index>((sum, [monomial, coef]) => {
    const factors = namesOfMonomial(monomial).map((name) => by.get(name) ?? named(name));
    return plus(sum, factors.reduce(product, index(1)), coef);
  }, new Map());
}

export function namesOf(a: Index): ReadonlySet<string> {
  return new Set([...a.keys()].flatMap(namesOfMonomial));
}

export function constantOf(a: Index): number {
  return a.get('') ?? 0;
}

/** The coefficient of a name; null where the name also stands in a product. */
export function coefficient(a: Index, name: string): number | null {
  for (const monomial of a.keys())
    if (monomial !== name && namesOfMonomial(monomial).includes(name)) return null;
  return a.get(name) ?? 0;
}

/** Native text; what is added comes first. */
export function showIndex(a: Index): string {
  const terms = [...a].filter(([monomial]) => monomial !== '');
  const ordered = [...terms.filter(([, coef]) => coef > 0), ...terms.filter(([, coef]) => coef < 0)];
  let text = '';
  const put = (coef: number, monomial: string): void => {
    const size = Math.abs(coef);
    const piece = monomial === '' ? `${size}` : size === 1 ? monomial : `${size}*${monomial}`;
    text += `${coef < 0 ? '-' : text === '' ? '' : '+'}${piece}`;
  };
  for (const [monomial, coef] of ordered) put(coef, monomial);
  if (text === '' || constantOf(a) !== 0) put(constantOf(a), '');
  return text;
}
