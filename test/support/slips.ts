// Slips of the pen: true theorems with one token changed, as a person mistypes a formula. They are made on the text,
// token by token, and know nothing of how repairs are looked for.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseFile } from '../../grammar/native.js';
import { trueClaims } from './suite.js';

/** A theorem in its context: what stands before the claim, and the claim. */
export interface Theorem {
  readonly name: string;
  readonly context: string;
  readonly claim: string;
}

export interface Slip {
  readonly theorem: Theorem;
  /** What kind of token was changed. */
  readonly kind: SlipKind;
  readonly claim: string;
}

export type SlipKind = 'name' | 'number' | 'sign' | 'operation' | 'comparison' | 'left out' | 'put in';

/** The true claims of the suite and the theorems of proofs/. */
export function theorems(): readonly Theorem[] {
  const folder = fileURLToPath(new URL('../../proofs', import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith('.conv'));
  const texts = [
    ...trueClaims,
    ...files.sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const),
  ];
  return texts.flatMap(([name, text]) => theoremsOf(name, text));
}

function theoremsOf(file: string, given: string): readonly Theorem[] {
  const text = given.replaceAll(/#.*$/gm, '');
  let context = '';
  return parseFile(text).flatMap((statement) => {
    const written = text.slice(statement.range.start, statement.range.end);
    if (statement.tag !== 'theorem') {
      context = statement.tag === 'fresh' ? '' : `${context}${written}\n`;
      return [];
    }
    const { claim } = statement;
    // A difference is no equation: other changes make it true.
    if (claim.rest.some(({ operator }) => operator !== '=')) return [];
    const name = `${file} ${statement.name}`;
    return [{ name, context, claim: text.slice(claim.range.start, claim.range.end).replaceAll(/\s+/g, ' ') }];
  });
}

const token = /\.\.|\(\*\)|\.\*|<=|>=|!=|[\p{L}][\p{L}\p{N}]*'*|\d+|[-+*/^@=<>()[\]{},;_]|\s+/gu;

const exchanges: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['(*)'],
  '(*)': ['*'],
  '<=': ['<', '>='],
  '>=': ['>', '<='],
  rot180: ['rot90', 'transpose'],
  rot90: ['rot270', 'rot180', 'transpose'],
  rot270: ['rot90'],
  transpose: ['rot180'],
  pad: ['crop'],
  crop: ['pad'],
};

const words = new Set([
  'sum',
  'if',
  'otherwise',
  'or',
  'and',
  'not',
  'divides',
  'down',
  'prod',
  'max',
  'min',
]);

/** Every slip of one token that can be made in a claim. */
export function slipsOf(theorem: Theorem): readonly Slip[] {
  const { claim, context } = theorem;
  const tokens = [...claim.matchAll(token)].map(([text]) => text);
  if (tokens.join('') !== claim) throw new Error(`tokens are missing of ${claim}`);
  const declared = new Set([...context.matchAll(/\p{L}+/gu)].map(([name]) => name));
  const names = new Set([...tokens, ...declared].filter((text) => /^\p{L}'*$/u.test(text)));
  const slips: Slip[] = [];
  const put = (kind: SlipKind, i: number, text: string, more = 1): void => {
    const changed = [...tokens.slice(0, i), text, ...tokens.slice(i + more)].join('');
    slips.push({ theorem, kind, claim: changed });
  };
  let angle = 0;
  for (const [i, text] of tokens.entries()) {
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    if (text === '<' && before === '_') angle++;
    if (text === '>' && angle > 0) angle--;
    if (/^\d+$/.test(text)) {
      put('number', i, String(Number(text) + 1));
      if (Number(text) > 0) put('number', i, String(Number(text) - 1));
      if ((before === '+' || before === '-') && angle > 0) put('left out', i - 1, '', 2);
    } else if (/^\p{L}'*$/u.test(text) && !words.has(text)) {
      for (const other of names) if (other !== text && sameCase(other, text)) put('name', i, other);
      if (angle > 0 && (after === ',' || after === '>'))
        for (const more of ['+1', '-1']) put('put in', i, `${text}${more}`);
    } else if (text in exchanges) {
      // In an index expression * is the product of numbers.
      if ((text === '*' || text === '(*)') && angle > 0) continue;
      const kind =
        /^\p{L}/u.test(text) || text.includes('*') ? 'operation' : /[<>]/.test(text) ? 'comparison' : 'sign';
      for (const other of exchanges[text] ?? []) put(kind, i, other);
      if (after === '(' && /^\p{L}/u.test(text) && tokens[i + 3] === ')')
        put('left out', i, tokens[i + 2] as string, 4);
    } else if (/^[UVWX]$/.test(text)) put('put in', i, `rot180(${text})`);
  }
  return slips;
}

/** A size for a size, an index for an index: a capital letter is not mistaken for a small one. */
function sameCase(a: string, b: string): boolean {
  return /^\p{Lu}/u.test(a) === /^\p{Lu}/u.test(b);
}

/** The items in an order that depends on the seed alone (Fisher and Yates; a linear congruential generator). */
export function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const result = [...items];
  let state = BigInt(seed);
  for (let i = result.length - 1; i > 0; i--) {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    const j = Number(state >> 33n) % (i + 1);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}
