import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Lowest first; a file may import from its own floor and from those before it. */
const floors = [
  'grammar',
  'src/term',
  'src/sets',
  'src/kernel',
  'src/calculus',
  'src/prove',
  'src/compute',
  'src/testing',
  'src/explain',
  'src/document',
  'src/report',
  'src/network',
  'src/cli',
];

/** What the kernel stands on: it may import this and nothing else. */
const kernelGround = /^src\/(term\/[^/]+|kernel\/[^/]+|sets\/certificate)\.ts$/;

const files = ['grammar', 'src'].flatMap(sources);

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** The files of this project that a file imports. */
function imports(path: string): readonly string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)];
  return found.map(([, target]) => {
    const full = relative(root, join(root, dirname(path), target as string));
    return full.split(sep).join('/').replace(/\.js$/, '.ts');
  });
}

/** The command and the library stand on the uppermost floor. */
function floorOf(path: string): number {
  if (path === 'src/cli.ts' || path === 'src/index.ts') return floors.length - 1;
  return floors.findIndex((floor) => path.startsWith(`${floor}/`));
}

describe('each file imports from its own floor and those below', () => {
  test.each(files)('%s', (path) => {
    const own = floorOf(path);
    expect(own, 'a floor of the tower').toBeGreaterThanOrEqual(0);
    expect(imports(path).filter((target) => floorOf(target) > own)).toEqual([]);
  });
});

describe('the kernel imports terms and the checking of certificates, nothing else', () => {
  test.each(files.filter((path) => path.startsWith('src/kernel/')))('%s', (path) => {
    expect(imports(path).filter((target) => !kernelGround.test(target))).toEqual([]);
  });
});

test('the interpreter of formulas, a witness for proofs and loops alike, imports terms and its inputs only', () => {
  const ground = /^src\/(term\/[^/]+|compute\/(formula|numbers|sizes))\.ts$/;
  for (const file of ['interpret', 'formula', 'numbers', 'sizes']) {
    const found = imports(`src/compute/${file}.ts`).filter((path) => !path.startsWith('grammar/'));
    expect(found.filter((path) => !ground.test(path))).toEqual([]);
  }
});

test('what tests are run with is loaded by nothing but the test kit', () => {
  const kit = ['src/testing/fastCheck.ts', 'src/testing/vitest.ts'];
  const uses = (path: string): boolean =>
    /(?:from|import)\s*\(?\s*'(?:vitest|fast-check)[/']/.test(readFileSync(join(root, path), 'utf8'));
  expect(files.filter(uses).sort()).toEqual(kit);
  const users = files.filter((path) => imports(path).some((target) => target.startsWith('src/testing/')));
  expect(users.filter((path) => !path.startsWith('src/testing/'))).toEqual([]);
});
