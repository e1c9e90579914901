// Data that stays as it is. Whoever trusts a term, or remembers something about it, must know that it cannot change
// afterwards: plain objects and lists, frozen through and through, without getters, functions or prototypes of their own.

const known = new WeakSet<object>();

/** Whether `thing` and everything in it is plain and frozen. */
export function isFrozen(thing: unknown): boolean {
  if (typeof thing !== 'object' || thing === null)
    return typeof thing !== 'function' && typeof thing !== 'symbol';
  if (known.has(thing)) return true;
  if (!Object.isFrozen(thing) || !isPlain(thing)) return false;
  const keys = Reflect.ownKeys(thing);
  // A list has its elements, its length and nothing else: what walks over a list may leave out a hole in it.
  if (Array.isArray(thing) && keys.length !== thing.length + 1) return false;
  for (const key of keys) {
    const property = Object.getOwnPropertyDescriptor(thing, key);
    if (
      typeof key === 'symbol' ||
      property === undefined ||
      !('value' in property) ||
      !isFrozen(property.value)
    )
      return false;
  }
  known.add(thing);
  return true;
}

/**
 * `thing` itself where it is frozen; else a frozen copy, for which every property is read once.
 * Throws TypeError for what is no plain data, RangeError for a list or object inside itself.
 */
export function frozen<T>(thing: T): T {
  return copy(thing, new Map()) as T;
}

function copy(thing: unknown, copies: Map<object, unknown>): unknown {
  if (isFrozen(thing)) return thing;
  if (typeof thing !== 'object' || thing === null || !isPlain(thing)) throw new TypeError('not plain data');
  const made = copies.get(thing);
  if (made !== undefined) return made;
  const result: unknown = Array.isArray(thing)
    ? Array.from({ length: thing.length }, (_, i) => copy(thing[i], copies))
    : Object.fromEntries(
        Object.keys(thing).map((key) => [key, copy((thing as Record<string, unknown>)[key], copies)]),
      );
  Object.freeze(result);
  known.add(result as object);
  copies.set(thing, result);
  return result;
}

function isPlain(thing: object): boolean {
  const prototype = Object.getPrototypeOf(thing);
  return prototype === (Array.isArray(thing) ? Array.prototype : Object.prototype);
}

/** A map that nobody can add to: its contents are out of reach. */
export class Table<K, V> implements ReadonlyMap<K, V> {
  readonly #entries: ReadonlyMap<K, V>;

  constructor(entries: Iterable<readonly [K, V]> = []) {
    this.#entries = new Map(entries);
    Object.freeze(this);
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  keys(): MapIterator<K> {
    return this.#entries.keys();
  }

  values(): MapIterator<V> {
    return this.#entries.values();
  }

  entries(): MapIterator<[K, V]> {
    return this.#entries.entries();
  }

  forEach(each: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.#entries) each(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  /** The table with one entry more, or another value at `key`. */
  with(key: K, value: V): Table<K, V> {
    return new Table([...this.#entries, [key, value]]);
  }
}

/** A set that nobody can add to. */
export class NameSet implements ReadonlySet<string> {
  readonly #names: ReadonlySet<string>;

  constructor(names: Iterable<string> = []) {
    this.#names = new Set(names);
    Object.freeze(this);
  }

  get size(): number {
    return this.#names.size;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  keys(): SetIterator<string> {
    return this.#names.keys();
  }

  values(): SetIterator<string> {
    return this.#names.values();
  }

  entries(): SetIterator<[string, string]> {
    return this.#names.entries();
  }

  forEach(each: (name: string, same: string, set: ReadonlySet<string>) => void): void {
    for (const name of this.#names) each(name, name, this);
  }

  [Symbol.iterator](): SetIterator<string> {
    return this.values();
  }
}

// Nor may anybody answer in their place.
for (const made of [Table, NameSet]) Object.freeze(made.prototype);
