// The configuration file: where it is found, what it says, and what is said of its faults.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/cli/config.js';
import { report, root, run, scratch } from './run.js';

const folder = scratch();
const inside = join(folder, 'book', 'part');
mkdirSync(inside, { recursive: true });
const at = { cwd: inside };
const config = join(folder, 'book', 'convproof.config.json');

function configure(settings: object): void {
  writeFileSync(config, JSON.stringify(settings));
}

writeFileSync(
  join(inside, 'open.conv'),
  'tensor w[M]\ntheorem t: max(w_<1>, w_<2>) * min(w_<1>, w_<2>) = w_<1> w_<2>\n',
);
writeFileSync(join(inside, 'false.conv'), 'tensor w[M], x[I]\ntheorem t: rot180(W) * X = W * X\n');

describe('what the file says holds, and what is given by hand goes before it', () => {
  const rows: readonly (readonly [settings: object, args: readonly string[], code: number])[] = [
    [{}, ['false.conv'], 1],
    [{ failOn: [] }, ['false.conv'], 0],
    [{ failOn: ['unknown'] }, ['open.conv'], 1],
    [{ failOn: ['refuted'] }, ['open.conv'], 0],
    [{ files: ['part/false.conv'] }, [], 1],
    [{ files: ['part/open.conv'] }, [], 0],
    [{ files: [] }, [], 2],
  ];
  test.each(rows)('%j: check %j', async (settings, args, code) => {
    configure(settings);
    expect((await run(['check', ...args], at)).code).toBe(code);
  });

  test('the search for a repair, by the file and by hand', async () => {
    configure({ repair: 0 });
    const repairOf = async (...more: readonly string[]) =>
      (await report(['check', 'false.conv', ...more], at)).files[0]?.claims[0]?.repair;
    expect(await repairOf()).toBeUndefined();
    expect(await repairOf('--repair', '60')).toBeDefined();
    configure({});
    expect(await repairOf()).toBeDefined();
  });

  test('another file', async () => {
    configure({ failOn: [] });
    writeFileSync(join(inside, 'strict.json'), '{ "failOn": ["refuted"] }');
    expect((await run(['check', 'false.conv', '--config', 'strict.json'], at)).code).toBe(1);
    const { stderr, code } = await run(['check', 'false.conv', '--config', 'none.json'], at);
    expect([stderr, code]).toEqual(['convproof: none.json: no such file or directory\n', 2]);
  });
});

test('what a star means, and where subscripts start', async () => {
  const text = `Let $X = [x_{i}]_{I}$ and $W = [w_{m}]_{M}$ with $M \\ll I$.\n\nThen $(W * X)_k = \\sum_{m=1}^{M} w_m x_{k+M-m}$.\n`;
  const text2d = `Let $X = [x_{ij}]_{I \\times J}$, $W = [w_{mn}]_{M \\times N}$ and $Y = W * X$ with $M \\ll I$, $N \\ll J$.\n
$$y_{kl} = \\sum_{m=1}^{M} \\sum_{n=1}^{N} w_{m,n} x_{k+M-m,l+N-n}$$\n`;
  writeFileSync(join(inside, 'star.md'), text2d + text);
  const verdictWith = async (settings: object) => {
    configure(settings);
    const claims = (await report(['check', 'star.md'], at)).files[0]?.claims ?? [];
    return claims.find(({ source }) => source.startsWith('y_{kl}'))?.verdict;
  };
  expect(await verdictWith({ operators: { '*': 'convolution' } })).toBe('proved');
  expect(await verdictWith({ operators: { '*': 'correlation' } })).toBe('refuted');
  expect(await verdictWith({})).toBe('unknown');
  expect(await verdictWith({ operators: { '*': 'correlation' }, indexBase: 0 })).toBe('unknown');
});

test('commands are those of the file, as if the documents defined them', async () => {
  writeFileSync(join(inside, 'macro.md'), 'So $\\plus{1}{2} = 3$.\n');
  const verdictWith = async (settings: object) => {
    configure(settings);
    return (await report(['check', 'macro.md'], at)).files[0]?.claims[0]?.verdict;
  };
  expect(await verdictWith({})).toBe('skipped');
  expect(await verdictWith({ macros: { '\\plus': '#1 + #2' } })).toBe('proved');
  expect(await verdictWith({ macros: { '\\plus': '#1 - #2' } })).toBe('refuted');
});

describe('a fault is shown where it stands, exit code 2', () => {
  const rows: readonly (readonly [text: string, line: number, column: number, message: string])[] = [
    ['{\n  "macro": {}\n}', 2, 3, 'the configuration has no setting "macro"; there are files, failOn'],
    ['{ "timeout": "20" }', 1, 14, 'a number of seconds, more than 0, is expected here, not text'],
    ['{ "timeout": 0 }', 1, 14, 'a number of seconds, more than 0, is expected here'],
    ['{ "failOn": "refuted" }', 1, 13, 'a list in [ ] is expected here, not text'],
    ['{ "failOn": ["false"] }', 1, 14, 'one of "definition", "proved"'],
    ['{ "indexBase": 2 }', 1, 16, '0 or 1, is expected here'],
    ['{ "operators": { "+": "x" } }', 1, 18, 'operators has no setting "+"; there are *'],
    ['{ "macros": { "R": "x" } }', 1, 15, '"R" is no command'],
    ['{ "macros": { "\\\\R": 1 } }', 1, 22, 'text in double quotation marks is expected here'],
    ['{ "budget": 1, "budget": 2 }', 1, 16, '"budget" is said twice'],
    ['[]', 1, 1, 'an object is expected here, not a list'],
    ['{ "budget": 1 ', 1, 15, "expected ',' or '}'"],
    ['{ budget: 1 }', 1, 3, 'expected a name in quotes'],
    ['{ "macros": { "\\R": "x" } }', 1, 16, 'JSON has'],
    ['{ "budget": 1 } }', 1, 17, 'expected the end'],
    ['{ "budget": 01 }', 1, 14, "expected ',' or '}'"],
    ['', 1, 1, 'expected a value'],
    ['['.repeat(100_000), 1, 202, 'nested more than 200 deep'],
  ];
  test.each(rows)('%j', (text, line, column, message) => {
    const found = error(text);
    expect(found).toContain(`c.json:${line}:${column}: `);
    expect(found).toContain(message);
  });

  function error(text: string): string {
    try {
      readConfig('c.json', text);
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : '';
    }
    return 'no error';
  }

  test('on the command line', async () => {
    writeFileSync(config, '{\n  "macro": {}\n}');
    const { stdout, stderr, code } = await run(['check', 'open.conv'], at);
    expect(stderr).toMatch(/convproof\.config\.json:2:3: .*\n {2}2 \| {3}"macro": \{\}\n {4}\| {3}\^{7}\n$/);
    expect([stdout, code]).toEqual(['', 2]);
  });
});

describe('the schema in the package says what the command takes', () => {
  const schema = JSON.parse(
    readFileSync(join(root, 'schema/convproof.config.schema.json'), 'utf8'),
  ) as AnySchema;
  const validate = new Ajv({ strict: true }).compile(schema);
  const rows: readonly (readonly [settings: object, good: boolean])[] = [
    [{}, true],
    [{ $schema: 's', files: ['a'], failOn: ['unknown'], timeout: 1.5, budget: 10, repair: 0 }, true],
    [{ macros: { '\\R': 'x', '\\,': '' }, indexBase: 0, operators: { '*': 'convolution' } }, true],
    [{ operators: {} }, true],
    [{ macro: {} }, false],
    [{ timeout: 0 }, false],
    [{ budget: 1.5 }, false],
    [{ budget: 0 }, false],
    [{ repair: -1 }, false],
    [{ failOn: ['false'] }, false],
    [{ files: 'a' }, false],
    [{ macros: { R: 'x' } }, false],
    [{ macros: { '\\R': 1 } }, false],
    [{ indexBase: 2 }, false],
    [{ indexBase: null }, false],
    [{ operators: { '*': 'full' } }, false],
    [{ operators: { '+': 'correlation' } }, false],
  ];
  test.each(rows)('%j: %s', (settings, good) => {
    expect(validate(settings)).toBe(good);
    const read = () => readConfig('c.json', JSON.stringify(settings));
    if (good) expect(read()).toEqual(settings);
    else expect(read).toThrow('c.json:1:');
  });
});
