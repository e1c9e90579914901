// Convolutions as people write them, right and wrong, on nested arrays.

export type Picture = readonly (readonly number[])[];

export interface How {
  /** Where in the picture the tap (m, n) lies for the output (k, l), all from 0. */
  readonly row?: (k: number, m: number, M: number) => number;
  readonly column?: (l: number, n: number, N: number) => number;
  readonly tap?: (w: Picture, m: number, n: number) => number;
  readonly stride?: readonly [rows: number, columns: number];
  readonly beyond?: (x: Picture, i: number, j: number) => number;
  readonly pad?: number;
  readonly dilation?: number;
}

/** A correlation, but for what is said otherwise. */
export function convolved(x: Picture, w: Picture, how: How = {}): number[][] {
  const [I, J, M, N] = [x.length, x[0]?.length ?? 0, w.length, w[0]?.length ?? 0];
  const { stride: [S, T] = [1, 1], pad = 0, dilation = 1, beyond = () => 0 } = how;
  const { tap = (kernel, m, n) => kernel[m]?.[n] ?? 0 } = how;
  const { row = (k, m) => S * k + dilation * m - pad, column = (l, n) => T * l + dilation * n - pad } = how;
  const [height, width] = [dilation * (M - 1) + 1, dilation * (N - 1) + 1];
  const [K, L] = [Math.floor((I + 2 * pad - height) / S) + 1, Math.floor((J + 2 * pad - width) / T) + 1];
  return Array.from({ length: K }, (_, k) =>
    Array.from({ length: L }, (_, l) => {
      let sum = 0;
      for (let m = 0; m < M; m++)
        for (let n = 0; n < N; n++) {
          const [i, j] = [row(k, m, M), column(l, n, N)];
          sum += tap(w, m, n) * (x[i]?.[j] ?? beyond(x, i, j));
        }
      return sum;
    }),
  );
}

const shapes = 'tensor x[I,J], w[M,N]; assume M <= I, N <= J; ';
const valid = 'index k in 1..I-M+1, l in 1..J-N+1; ';

export const correlation = `${shapes}${valid}y_<k,l> = sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-1,l+n-1>`;
export const turned = `${shapes}${valid}y_<k,l> = sum_<m=1..M, n=1..N> w_<M-m+1,N-n+1> x_<k+m-1,l+n-1>`;
export const strided = `${shapes}size S; index k in 1..floor((I-M)/S)+1, l in 1..floor((J-N)/S)+1; y_<k,l> = sum_<m=1..M, n=1..N> w_<m,n> x_<S*(k-1)+m,S*(l-1)+n>`;
export const padded = `${shapes}index k in 1..I-M+3, l in 1..J-N+3; y_<k,l> = sum_<m=1..M, n=1..N> w_<m,n> x_<k+m-2,l+n-2>`;
export const dilated = `${shapes}size D; assume D*(M-1) <= I+1, D*(N-1) <= J+1; index k in 1..I+2-D*(M-1), l in 1..J+2-D*(N-1); y_<k,l> = sum_<m=1..M, n=1..N> w_<m,n> x_<k+D*m-D-1,l+D*n-D-1>`;
