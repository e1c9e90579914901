// JSON with places against JSON.parse.

import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { NotationError } from '../../grammar/errors.js';
import { decode, type Json, parseJson } from '../../src/document/json.js';
import { rows } from '../support/rows.js';

function plainValue(source: string, json: Json): unknown {
  switch (json.kind) {
    case 'object':
      return Object.fromEntries([...json.members].map(([name, value]) => [name, plainValue(source, value)]));
    case 'array':
      return json.items.map((item) => plainValue(source, item));
    case 'string':
      return decode(source, json).text;
    case 'plain':
      return json.value;
  }
}

/** What a parser says, or that it refuses. */
function outcome(parse: (text: string) => unknown, text: string): unknown {
  try {
    return { value: parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NotationError) return 'refused';
    throw error;
  }
}

const ours = (text: string): unknown => outcome((source) => plainValue(source, parseJson(source)), text);
const theirs = (text: string): unknown => outcome(JSON.parse, text);
const indents = fc.constantFrom(undefined, 1, '\t');

test.prop([fc.jsonValue({ noUnicodeString: false }), indents])('values', (value, indent) => {
  const text = JSON.stringify(value, null, indent);
  expect(ours(text)).toEqual({ value: JSON.parse(text) });
});

test.prop([
  fc.jsonValue(),
  fc.nat(),
  fc.nat(3),
  fc.constantFrom('', ',', '"', '\\', '\n', '}', '1', ' ', '\\u12'),
])('values with something cut out or put in', (value, at, count, put) => {
  const text = JSON.stringify(value);
  const from = at % (text.length + 1);
  const broken = text.slice(0, from) + put + text.slice(from + count);
  expect(ours(broken)).toEqual(theirs(broken));
});

const tokens = ['{', '}', '[', ']', ',', ':', '"a"', '"\\n"', '1', '-0.5e3', '01', 'true', 'null', ' ', "'"];

test.prop([fc.array(fc.constantFrom(...tokens), { maxLength: 10 })], { numRuns: 2000 })('tokens', (parts) => {
  expect(ours(parts.join(''))).toEqual(theirs(parts.join('')));
});

test.prop([fc.string({ unit: 'binary' })])('every unit of a string has its place', (string) => {
  const text = JSON.stringify(string);
  const { text: decoded, starts, ends } = decode(text, parseJson(text));
  expect(decoded).toBe(string);
  for (let i = 0; i < string.length; i += 1)
    expect(JSON.parse(`"${text.slice(starts[i], ends[i])}"`)).toBe(string[i]);
});

function says(text: string, message: string): void {
  expect(() => parseJson(text)).toThrow(message);
}

describe('what is broken is pointed at', () => {
  rows(says, [
    ['{"a": 1\n "b": 2}', "line 2, column 2: `\"` cannot stand here; expected ',' or '}'"],
    ['[1, ', 'line 1, column 5: something is missing at the end; expected a value'],
    ['["a\nb"]', 'line 1, column 2: this `"` is not closed'],
    ['["\\x"]', 'line 1, column 3: `\\x` cannot be read here'],
    ['[1,]', 'line 1, column 4: `]` cannot stand here; expected a value'],
    ['{} x', 'line 1, column 4: `x` cannot stand here; expected the end'],
    ['['.repeat(100_000), 'values are nested more than 200 deep'],
  ]);
});
