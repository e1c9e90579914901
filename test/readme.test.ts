import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { readConfig } from '../src/cli/config.js';
import { rules } from '../src/kernel/kernel.js';
import { root, runProcess, scratch } from './cli/run.js';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

function blocks(language: string): readonly string[] {
  const found = [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return found.filter(([, name]) => name === language).map(([, , text]) => text as string);
}

/** A session as it is: each command with what it prints. The time is never the same twice, so it is a round one. */
function replayed(session: string, folder: string): string {
  const commands = [...session.matchAll(/^\$ npx convproof (.*)$/gm)];
  const outputs = commands.map(([line, command]) => {
    const words = [...(command as string).matchAll(/'([^']*)'|(\S+)/g)];
    const args = words.map(([, quoted, bare]) => quoted ?? (bare as string));
    return `${line}\n${runProcess(args, { cwd: folder }).stdout.replace(/, [\d.]+ m?s$/m, ', 40 ms')}`;
  });
  return outputs.join('');
}

/** The files that the kernel runs on: what it imports, and what these import, other than types. */
function trusted(): readonly string[] {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const text = readFileSync(join(root, path), 'utf8');
    for (const [, type, target] of text.matchAll(/^(?:import|export) (type )?[^;]*?from '(\.[^']*)'/gm)) {
      if (type === undefined)
        visit(
          normalize(join(dirname(path), target as string))
            .replaceAll('\\', '/')
            .replace(/\.js$/, '.ts'),
        );
    }
  };
  visit('src/kernel/kernel.ts');
  return [...seen].sort();
}

function linesOf(path: string): number {
  return readFileSync(join(root, path), 'utf8').split('\n').length - 1;
}

function trustedText(): string {
  const paths = trusted();
  const total = paths.reduce((n, path) => n + linesOf(path), 0);
  const folders = [...new Set(paths.map(dirname))];
  const listed = folders.map((folder) => {
    const inside = paths.filter((path) => dirname(path) === folder);
    const files = inside.map((path) => `\`${path.slice(folder.length + 1)}\` ${linesOf(path)}`);
    return `- \`${folder}/\`: ${files.join(', ')}\n`;
  });
  return `${listed.join('')}\n${paths.length} files, ${total} lines with their comments.\n`;
}

function rulesText(): string {
  const listed = Object.entries(rules).map(
    ([name, { states }]) => `| \`${name}\` | ${states.replaceAll('|', '\\|')} |\n`,
  );
  return `| rule | what it states |\n| --- | --- |\n${listed.join('')}`;
}

function filled(text: string, mark: string, content: string): string {
  return text.replace(
    new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*?(<!-- /${mark} -->)`),
    (_, open, close) => `${open}${content}${close}`,
  );
}

test('files, rules and output are those of the source (`npm run bless` writes them here)', async () => {
  const folder = scratch();
  for (const text of blocks('conv')) writeFileSync(join(folder, 'turn.conv'), text);
  let expected = filled(filled(readme, 'trusted', trustedText()), 'rules', rulesText());
  for (const session of blocks('console'))
    expected = expected.replace(session, () => replayed(session, folder));
  await expect(expected).toMatchFileSnapshot('../README.md');
});

test.each(blocks('json'))('the configuration that the README shows is one', (text) => {
  expect(readConfig('README.md', text)).toEqual(JSON.parse(text));
});

test.each(blocks('ts'))('the library does what the README says', (text) => {
  const library = (file: string): string => `'${pathToFileURL(join(root, 'dist/src', file)).href}'`;
  const program = text
    .replace("'convproof'", library('index.js'))
    .replace("'convproof/network'", library('network/index.js'));
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n')).toEqual([...text.matchAll(/; \/\/ (.*)$/gm)].map(([, value]) => value));
});
