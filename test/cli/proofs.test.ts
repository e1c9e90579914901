import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NotationError } from '../../grammar/errors.js';
import { parseFile } from '../../grammar/native.js';
import { check, prove } from '../../src/index.js';
import { rules, Theorem } from '../../src/kernel/kernel.js';
import { type Proof, subproofs } from '../../src/kernel/proof.js';
import { type JudgedRelation, judgeText } from '../../src/prove/file.js';
import { freeNames } from '../../src/term/subst.js';
import { root } from './run.js';

function texts(folder: string, ending = '.conv'): readonly (readonly [name: string, text: string])[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]);
}

/** The .conv files of proofs/ and of its folders, by their paths in it. */
const library = readdirSync(join(root, 'proofs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.conv'))
  .sort()
  .map((name) => [name, readFileSync(join(root, 'proofs', name), 'utf8')] as const);

/** The rules by which the theorems are proved. */
const used = new Set<string>();

/** Of each theorem the row in the table of proofs/README.md. */
const table: string[] = [];

function rulesOf(proof: Proof): readonly string[] {
  return [proof.rule, ...subproofs(proof).flatMap(rulesOf)];
}

/** Sizes and indices in what a theorem says: what has any is not shown by writing it out. */
function openIn({ env, claim }: Theorem): readonly string[] {
  if (claim.tag !== 'equal') return [];
  const names = [claim.left, claim.right].flatMap((side) => [...freeNames(side)]);
  return [...new Set(names)].filter((name) => !env.tensors.has(name));
}

function row(file: string, { name, verdict, milliseconds }: JudgedRelation): string {
  const rules = verdict.proof === undefined ? [] : rulesOf(verdict.proof);
  const named = [...new Set(rules)].sort().join(', ');
  return `| [${name}](${file}) | ${verdict.scope} | ${rules.length} | ${named} | ${Math.ceil(milliseconds)} |`;
}

describe('every theorem in proofs/ is proved and checked', () => {
  test.each(library)('%s', (file, text) => {
    expect(text).toMatch(/^# .*\n# .*\n\n/);
    const claims = judgeText(text);
    expect(claims.length).toBeGreaterThan(0);
    const names = new Set(claims.map(({ name }) => name));
    expect(parseFile(text).filter(({ tag }) => tag === 'theorem')).toHaveLength(names.size);
    for (const claim of claims) {
      const { verdict, message, theorem } = claim.verdict;
      expect({ name: claim.name, verdict, message }).toMatchObject({ verdict: 'proved' });
      expect(Theorem.is(theorem)).toBe(true);
      table.push(row(file, claim));
      const { proof } = claim.verdict;
      if (proof === undefined || theorem === undefined) continue;
      for (const rule of rulesOf(proof)) used.add(rule);
      if (proof.rule === 'evaluate') expect([claim.name, ...openIn(theorem)]).toEqual([claim.name]);
    }
  });

  test('by the rules of the kernel alone', () => {
    console.log(`rules of the kernel: ${Object.keys(rules).sort().join(', ')}`);
    expect([...used].filter((rule) => !Object.keys(rules).includes(rule))).toEqual([]);
  });

  test('proofs/README.md lists them (`npm run bless` measures)', async () => {
    const path = join(root, 'proofs/README.md');
    const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
    // How a proof goes and how long it takes may differ from one time to another: what was measured stays.
    const known = new Map(before.split('\n').map((line) => [line.split(' | ', 2).join(' | '), line]));
    const measured = process.env.MEASURE === '1';
    const rows = table.map((line) =>
      measured ? line : (known.get(line.split(' | ', 2).join(' | ')) ?? line),
    );
    const text = before.replace(
      /(<!-- theorems -->\n)[\s\S]*(<!-- \/theorems -->)/,
      (_, open, close) =>
        `${open}| theorem | scope | steps | rules | ms |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n${close}`,
    );
    await expect(text).toMatchFileSnapshot('../../proofs/README.md');
  });
});

describe('proofs/COVERAGE.md', () => {
  const text = readFileSync(join(root, 'proofs/COVERAGE.md'), 'utf8');
  const named = [...text.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, name, file]) => [file, name] as const);
  const theorems = new Set(
    library.flatMap(([file, source]) =>
      parseFile(source).flatMap((statement) =>
        statement.tag === 'theorem' ? [`${file} ${statement.name}`] : [],
      ),
    ),
  );

  test('names theorems that there are', () => {
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(([file, name]) => !theorems.has(`${file} ${name}`))).toEqual([]);
  });

  test('says of every row what it comes to', () => {
    const rows = text.split('\n').filter((line) => /^\| (?!where |---)/.test(line));
    expect(rows.filter((row) => !/\.conv\)|_open_|_words_/.test(row))).toEqual([]);
    expect(rows.filter((row) => row.split('|').length !== 6)).toEqual([]);
  });
});

describe('every relation of a chapter in proofs/ is proved or a definition', () => {
  test.each(texts('proofs', '.md'))('%s', async (_, text) => {
    const { claims, summary } = await check(text, { as: 'md' });
    expect(summary.proved + summary.definition).toBe(claims.length);
    expect(claims.filter(({ verdict, proof }) => verdict === 'proved' && proof?.checked !== true)).toEqual(
      [],
    );
  });
});

describe('every mistake in test/reject/ is met with the message beside it (`npm run bless` writes it)', () => {
  test.each(texts('test/reject'))('%s', async (name, text) => {
    const expected = text.replace(/^# expect: .*$/m, () => `# expect: ${outcome(text)}`);
    await expect(expected).toMatchFileSnapshot(`../reject/${name}`);
  });
});

function outcome(text: string): string {
  try {
    return prove(text)
      .claims.map(({ verdict, message }) => `${verdict}: ${message}`)
      .join('\n');
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    return `syntax: ${(error.message.split('\n')[0] as string).replace(/^line \d+, column \d+: /, '')}`;
  }
}
