// WebAssembly modules written byte by byte (WebAssembly Core Specification 2.0, §5, binary format): as much as a function
// without parameters over one imported memory needs.

/** Instructions, each a list of bytes. */
export type Code = readonly number[];

/** Unsigned LEB128. */
export function unsigned(n: number): Code {
  const bytes: number[] = [];
  let rest = n;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer. */
export function signed(n: number): Code {
  const bytes: number[] = [];
  let rest = n;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
const memory = (opcode: Code, align: number, offset: number): Code => [...opcode, align, ...unsigned(offset)];

export const integerConst = (n: number): Code => [0x41, ...signed(n)];
export const integerAdd: Code = [0x6a];
export const integerSub: Code = [0x6b];
export const localGet = (local: number): Code => [0x20, ...unsigned(local)];
export const localSet = (local: number): Code => [0x21, ...unsigned(local)];
export const localTee = (local: number): Code => [0x22, ...unsigned(local)];

/** `body` again and again as long as it leaves something other than 0. */
export const repeat = (body: Code): Code => [0x03, 0x40, ...body, 0x0d, 0x00, 0x0b];

export const vectorLoad = (offset: number): Code => memory(simd(0x00), 2, offset);
export const vectorStore = (offset: number): Code => memory(simd(0x0b), 2, offset);
export const vectorZero: Code = [...simd(0x0c), ...new Array<number>(16).fill(0)];

export const vectorAnd: Code = simd(0x4e);
/** All bits of the first bytes. */
export const vectorMask = (bytes: number): Code => [
  ...simd(0x0c),
  ...Array.from({ length: 16 }, (_, i) => (i < bytes ? 0xff : 0)),
];

/** Vectors of 128 bits with entries of one type. */
export interface Lanes {
  /** Entries in a vector. */
  readonly count: number;
  readonly bytes: number;
  readonly add: Code;
  readonly mul: Code;
  /** A number in all lanes, from memory and as a constant. */
  splat(offset: number): Code;
  constant(value: number): Code;
  extract(lane: number): Code;
  load(offset: number): Code;
  store(offset: number): Code;
  readonly addNumbers: Code;
}

export const float32: Lanes = {
  count: 4,
  bytes: 4,
  add: simd(0xe4),
  mul: simd(0xe6),
  splat: (offset) => memory(simd(0x09), 2, offset),
  constant: (value) => [0x43, ...new Uint8Array(Float32Array.of(value).buffer), ...simd(0x13)],
  extract: (lane) => [...simd(0x1f), lane],
  load: (offset) => memory([0x2a], 2, offset),
  store: (offset) => memory([0x38], 2, offset),
  addNumbers: [0x92],
};

export const float64: Lanes = {
  count: 2,
  bytes: 8,
  add: simd(0xf0),
  mul: simd(0xf2),
  splat: (offset) => memory(simd(0x0a), 2, offset),
  constant: (value) => [0x44, ...new Uint8Array(Float64Array.of(value).buffer), ...simd(0x14)],
  extract: (lane) => [...simd(0x21), lane],
  load: (offset) => memory([0x2b], 2, offset),
  store: (offset) => memory([0x39], 2, offset),
  addNumbers: [0xa0],
};

/**
 * A module that imports the memory `memory.all` and exports the function `run`. Its locals are vectors first, then
 * integers.
 */
export function moduleOf(
  body: Code,
  locals: { readonly vectors: number; readonly integers: number },
): Uint8Array<ArrayBuffer> {
  const declared = [2, ...unsigned(locals.vectors), 0x7b, ...unsigned(locals.integers), 0x7f];
  const code = sized([...declared, ...body, 0x0b]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 0, 0]),
    ...section(2, [1, ...text('memory'), ...text('all'), 0x02, 0x00, 0x00]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('run'), 0x00, 0]),
    ...section(10, [1, ...code]),
  ]);
}

function sized(bytes: Code): Code {
  return [...unsigned(bytes.length), ...bytes];
}

function section(id: number, content: Code): Code {
  return [id, ...sized(content)];
}

function text(name: string): Code {
  return sized([...new TextEncoder().encode(name)]);
}

// ---- running -------------------------------------------------------------------------------------

export interface Memory {
  readonly buffer: ArrayBuffer;
}

/** As much of the interface of WebAssembly as is needed here. */
interface Api {
  validate(bytes: Uint8Array): boolean;
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly memory: { readonly all: Memory } },
  ) => { readonly exports: { readonly run: () => void } };
}

const api = (globalThis as { readonly WebAssembly?: Api }).WebAssembly;

/** Whether there is WebAssembly, with vectors. */
export const hasVectors: boolean =
  api?.validate(moduleOf([...vectorZero, ...localSet(0)], { vectors: 1, integers: 0 })) ?? false;

/** A memory of at least `size` bytes. Throws TypeError where there is no WebAssembly. */
export function memoryOf(size: number): Memory {
  if (api === undefined) throw new TypeError('there is no WebAssembly here');
  return new api.Memory({ initial: Math.max(1, Math.ceil(size / 65_536)) });
}

/** The function of a module. Throws TypeError where there is no WebAssembly. */
export function running(bytes: Uint8Array, memory: Memory): () => void {
  if (api === undefined) throw new TypeError('there is no WebAssembly here');
  return new api.Instance(new api.Module(bytes), { memory: { all: memory } }).exports.run;
}
