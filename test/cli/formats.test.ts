// The formats that other programs read: SARIF for code scanning, workflow commands for GitHub.

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { default as Ajv, type AnySchema } from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { root, run, scratch } from './run.js';

const require = createRequire(import.meta.url);
const folder = scratch();
const at = { cwd: folder };

writeFileSync(
  join(folder, 'turn, 100%.conv'),
  `tensor w[M,N], x[I,J]
assume M <= I, N <= J

theorem turned: W (*) X = rot180(W) * X
theorem not-turned: W * X = W (*) X
theorem nowhere: W * X = w_<1>
`,
);

writeFileSync(join(folder, 'cut.conv'), 'theorem t: (1 = 1\n');
const chapter = join(root, 'test/document/chapters/slips.en.md');

interface Change {
  readonly replacements: readonly [
    {
      readonly deletedRegion: Readonly<Record<string, number>>;
      readonly insertedContent: { readonly text: string };
    },
  ];
}

interface Log {
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly name: string; readonly rules: readonly { id: string }[] };
      };
      readonly columnKind: string;
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly kind: string;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly fixes?: readonly [{ readonly artifactChanges: readonly [Change] }];
        readonly locations: readonly [
          {
            readonly physicalLocation: {
              readonly artifactLocation: { readonly uri: string };
              readonly region: Readonly<Record<string, unknown>>;
            };
          },
        ];
      }[];
      readonly invocations: readonly [
        {
          readonly executionSuccessful: boolean;
          readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
        },
      ];
    },
  ];
}

async function sarif(...paths: readonly string[]): Promise<Log> {
  return JSON.parse((await run(['check', ...paths, '--format', 'sarif'], at)).stdout) as Log;
}

describe('SARIF', () => {
  test('has the faults, where they are, with the rule of each', async () => {
    const [{ tool, columnKind, results, invocations }] = (await sarif('turn, 100%.conv')).runs;
    expect(tool.driver.name).toBe('convproof');
    expect(columnKind).toBe('utf16CodeUnits');
    expect(results.map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual([
      ['refuted', 'fail', 'error'],
      ['ill-formed', 'fail', 'error'],
    ]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    const [refuted] = results;
    expect(refuted?.message.text).toMatch(/at M = 1, N = 2.*did you mean rot180\(W\) \(\*\) X\?/);
    const { artifactLocation, region } = refuted?.locations[0].physicalLocation ?? {};
    expect(artifactLocation?.uri).toBe('turn%2C%20100%25.conv');
    expect(region).toMatchObject({ startLine: 5, startColumn: 27, endLine: 5, endColumn: 36 });
    expect(invocations[0]).toEqual({ executionSuccessful: true, toolExecutionNotifications: [] });
  });

  test('has the repair as replacements', async () => {
    const [{ results }] = (await sarif('turn, 100%.conv')).runs;
    const [{ deletedRegion, insertedContent }] = results[0]?.fixes?.[0].artifactChanges[0].replacements ?? [
      {},
    ];
    expect(deletedRegion).toMatchObject({ startLine: 5 });
    expect(insertedContent?.text).toBe('rot180(');
  });

  test('is what the standard says, in its JSON schema', async () => {
    const schema: AnySchema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    for (const log of [
      await sarif('turn, 100%.conv', 'missing.conv', 'cut.conv', chapter),
      await sarif('missing.conv'),
    ]) {
      validate(log);
      expect(validate.errors ?? []).toEqual([]);
    }
    expect(validate({ ...(await sarif('missing.conv')), version: '2.0.0' })).toBe(false);
  });

  test('says which files were not read', async () => {
    const [{ results, invocations }] = (await sarif('missing.conv')).runs;
    expect(results).toEqual([]);
    expect(invocations[0].executionSuccessful).toBe(false);
    expect(invocations[0].toolExecutionNotifications[0]?.message.text).toBe('no such file or directory');
  });
});

describe('GitHub', () => {
  test('nothing in a name or a formula ends a property or a command', async () => {
    writeFileSync(join(folder, 'a::b,c.conv'), 'tensor w[M]\r\ntheorem t:\r\n  rot180(W)\r\n    = W\r\n');
    const { stdout } = await run(['check', 'a::b,c.conv', '--format', 'github'], at);
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stdout).toMatch(/^::error file=a%3A%3Ab%2Cc\.conv,line=4,.*%0D%0A/);
    expect(stdout).not.toContain('\r');
  });

  test('has a command for each fault, commas, colons and ends of lines escaped', async () => {
    const { stdout, code } = await run(
      ['check', 'turn, 100%.conv', 'missing.conv', '--format', 'github'],
      at,
    );
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^::error file=turn%2C 100%25\.conv,line=5,col=27,endLine=5,endColumn=36,title=refuted%3A not-turned::false: .*%0AW \* X = W \(\*\) X$/,
    );
    expect(lines[1]).toMatch(/title=ill-formed%3A nowhere::/);
    expect(lines[2]).toBe('::error file=missing.conv,title=not read::no such file or directory');
    expect(code).toBe(2);
  });
});

test('the other commands have the formats that they had', async () => {
  const { stderr, code } = await run(['prove', '-e', 'theorem t: 1 = 1', '--format', 'sarif']);
  expect(stderr).toContain('Allowed choices are text, json');
  expect(code).toBe(2);
});
