// What this machine's WebAssembly can do at most: multiplications and additions on vectors of four float32 that stay in
// registers, in a module of a few hundred bytes.

const accumulators = 12;

/** An unsigned number in LEB128, as WebAssembly writes them. */
function leb(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)];
}

function float(value) {
  return [...new Uint8Array(Float32Array.of(value).buffer)];
}

function vector(...bytes) {
  return [...leb(bytes.length), ...bytes];
}

function section(id, ...bytes) {
  return [id, ...vector(...bytes)];
}

const [get, set, splat, times, plus] = [0x20, 0x21, [0xfd, 0x13], [0xfd, 0xe6, 1], [0xfd, 0xe4, 1]];
const [factor, summand] = [accumulators + 1, accumulators + 2];
const constant = (value, local) => [0x43, ...float(value), ...splat, set, local];
const all = Array.from({ length: accumulators }, (_, i) => i + 1);

/** run(n) takes every accumulator c to c·a + b, n times. */
const body = [
  ...[1, ...leb(accumulators + 2), 0x7b],
  ...constant(0.999, factor),
  ...constant(0.001, summand),
  ...[0x03, 0x40],
  ...all.flatMap((c) => [get, c, get, factor, ...times, get, summand, ...plus, set, c]),
  // n = n - 1, and again while it is not 0
  ...[get, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b],
  ...all.flatMap((c) => [get, c]),
  ...all.slice(1).flatMap(() => plus),
  ...[0xfd, 0x1f, 0, 0x0b],
];

const module = new WebAssembly.Module(
  Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 1, 0x60, 1, 0x7f, 1, 0x7d),
    ...section(3, 1, 0),
    ...section(7, 1, 3, ...new TextEncoder().encode('run'), 0, 0),
    ...section(10, 1, ...vector(...body)),
  ]),
);

/** 10^9 operations on float32 a second, the best of some runs. */
export function peak() {
  const { run } = new WebAssembly.Instance(module).exports;
  const steps = 2_000_000;
  run(steps);
  const speeds = Array.from({ length: 7 }, () => {
    const start = performance.now();
    run(steps);
    return (steps * accumulators * 8) / (performance.now() - start) / 1e6;
  });
  return Math.max(...speeds);
}
