// Exact integers that are quick while they are small: a machine number whenever it is safe, |n| < 2^53, and a bigint
// beyond. An integer has one form only, so `===` compares two of them; so do <, <= and the rest, as JavaScript compares
// numbers with bigints exactly.

export type Integer = number | bigint;

export function integer(n: bigint): Integer {
  const small = Number(n);
  return Number.isSafeInteger(small) ? small : n;
}

// A double that is safe after one addition or multiplication of safe integers is exact: rounding takes no result from
// 2^53 or beyond to below it. Adding 0 turns -0 into 0.

export function plus(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return integer(BigInt(a) + BigInt(b));
}

export function times(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return integer(BigInt(a) * BigInt(b));
}

export function negative(a: Integer): Integer {
  return times(-1, a);
}

/** The greatest integer that is at most a/b, for b > 0. */
export function floorDivide(a: Integer, b: Integer): Integer {
  if (b === 1) return a;
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    return (a - rest) / b - (rest < 0 ? 1 : 0) + 0;
  }
  const [n, d] = [BigInt(a), BigInt(b)];
  return integer(n / d - (n % d < 0n ? 1n : 0n));
}
