// Affine index expressions in machine numbers: constant + Σ slope · index.

import { add, constant, numerator, type Poly, scale, variable, zero } from '../term/poly.js';

export interface Affine {
  readonly constant: number;
  /** None is 0. */
  readonly slopes: ReadonlyMap<string, number>;
}

/** null where products of indices, rounding or fractions occur. */
export function affineOf(poly: Poly): Affine | null {
  if (poly.den !== 1n) return null;
  const slopes = new Map<string, number>();
  for (const { key, coef } of poly.terms) {
    if (key === '') continue;
    if (/[*⌊]/u.test(key)) return null;
    slopes.set(key, Number(coef));
  }
  return { constant: Number(numerator(poly, '')), slopes };
}

/** The index that a subscript is, if it is nothing else. */
export function indexOf(subscript: Poly): string | null {
  const affine = affineOf(subscript);
  const [name, slope] = [...(affine?.slopes ?? [])][0] ?? [];
  return name !== undefined && affine?.slopes.size === 1 && slope === 1 && affine.constant === 0
    ? name
    : null;
}

/** Σ factor · form */
export function combined(parts: readonly (readonly [factor: number, form: Poly])[]): Poly {
  return parts.reduce((sum, [factor, form]) => add(sum, scale(form, BigInt(factor))), zero);
}

/**
 * The index for which an equation form = 0 can be solved in integers, and its value: of those that `allowed` says, one
 * that is `better`, if there is one.
 */
export function solved(
  form: Poly,
  better: (name: string) => boolean,
  allowed: (name: string) => boolean = () => true,
): { readonly name: string; readonly value: Poly } | null {
  const units = [...(affineOf(form)?.slopes ?? [])].filter(
    ([name, slope]) => (slope === 1 || slope === -1) && allowed(name),
  );
  const [name, slope] = units.find(([unit]) => better(unit)) ?? units[0] ?? [];
  if (name === undefined || slope === undefined) return null;
  // form = slope · name + rest, slope = ±1
  const rest = combined([
    [1, form],
    [-slope, variable(name)],
  ]);
  return { name, value: combined([[-slope, rest]]) };
}

export function whole(n: number): Poly {
  return constant(BigInt(n));
}
