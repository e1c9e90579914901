// Sorting keys that are integers from 0 to 2^53 - 1: by insertion while they are few, else by digits from the lowest
// (radix sort; Knuth, The Art of Computer Programming 3, 5.2.5, Algorithm R), so in linear time.

const digitBits = 11;
const digitSize = 1 << digitBits;
const digits = Math.ceil(53 / digitBits);
const fewKeys = 96;

/** Sorts the first `length` of `keys`, in place; the result tells where each key was. Equal keys keep their order. */
export function sortKeys(keys: Float64Array, length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  return length <= fewKeys ? insertionSort(keys, order) : radixSort(keys, order);
}

function insertionSort(keys: Float64Array, order: Uint32Array): Uint32Array {
  for (let i = 1; i < order.length; i++) {
    const key = keys[i] as number;
    let j = i;
    for (; j > 0 && (keys[j - 1] as number) > key; j--) {
      keys[j] = keys[j - 1] as number;
      order[j] = order[j - 1] as number;
    }
    keys[j] = key;
    order[j] = i;
  }
  return order;
}

function radixSort(keys: Float64Array, order: Uint32Array): Uint32Array {
  const length = order.length;
  const counts = digitCounts(keys, length);
  let from: Float64Array = keys.subarray(0, length);
  let to: Float64Array = new Float64Array(length);
  let [fromOrder, toOrder]: [Uint32Array, Uint32Array] = [order, new Uint32Array(length)];
  for (let d = 0; d < digits; d++) {
    const places = counts.subarray(d * digitSize, (d + 1) * digitSize);
    const unit = 2 ** (d * digitBits);
    // A digit that all keys share changes nothing.
    if (places[digitOf(from[0] as number, unit)] === length) continue;
    let place = 0;
    for (let v = 0; v < digitSize; v++) {
      const count = places[v] as number;
      places[v] = place;
      place += count;
    }
    for (let i = 0; i < length; i++) {
      const key = from[i] as number;
      const v = digitOf(key, unit);
      const at = places[v] as number;
      places[v] = at + 1;
      to[at] = key;
      toOrder[at] = fromOrder[i] as number;
    }
    [from, to] = [to, from];
    [fromOrder, toOrder] = [toOrder, fromOrder];
  }
  if (from.buffer !== keys.buffer) keys.set(from);
  return fromOrder;
}

/** How often each digit has each value, one digit after the other. */
function digitCounts(keys: Float64Array, length: number): Uint32Array {
  const counts = new Uint32Array(digits * digitSize);
  for (let d = 0; d < digits; d++) {
    const unit = 2 ** (d * digitBits);
    const first = d * digitSize;
    for (let i = 0; i < length; i++) {
      const at = first + digitOf(keys[i] as number, unit);
      counts[at] = (counts[at] as number) + 1;
    }
  }
  return counts;
}

/** The bitwise operator cuts off the fraction and keeps the lowest 32 bits, of which the digit is the last 11. */
function digitOf(key: number, unit: number): number {
  return (key / unit) & (digitSize - 1);
}
