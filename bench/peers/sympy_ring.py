# SymPy's sparse polynomials (sympy.polys.rings): `sympy_ring.py conv N M` compares both orders of the full convolution
# cell by cell, `sympy_ring.py power K R` takes the power R times. The last line is JSON.

import json
import statistics
import sys
import time

from sympy import ZZ, ring


def matrix(name, n):
    return [f"{name}_{i}_{j}" for i in range(n) for j in range(n)]


def conv(n, m):
    _, *gens = ring(matrix("w", m) + matrix("x", n), ZZ)
    zero = gens[0].ring.zero
    w = [gens[i * m : (i + 1) * m] for i in range(m)]
    x = [gens[m * m + i * n : m * m + (i + 1) * n] for i in range(n)]

    def full(a, b, k, l):
        total = zero
        for i in range(max(0, k - len(b) + 1), min(len(a), k + 1)):
            for j in range(max(0, l - len(b) + 1), min(len(a), l + 1)):
                total += a[i][j] * b[k - i][l - j]
        return total

    cells = [(k, l) for k in range(n + m - 1) for l in range(n + m - 1)]
    return {"equal": all(full(w, x, k, l) == full(x, w, k, l) for k, l in cells)}


def power(exponent, runs):
    _, *gens = ring([f"{name}{i}" for name in "wx" for i in range(9)], ZZ)
    base = sum(gens[i] * gens[9 + i] for i in range(9))
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        terms = len(base**exponent)
        times.append(1000 * (time.perf_counter() - start))
    return {"terms": terms, "milliseconds": statistics.median(times)}


task, a, b = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
print(json.dumps(conv(a, b) if task == "conv" else power(a, b)))
