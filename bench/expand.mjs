// Expansion at given sizes beside other systems, all in one process tree: full convolution of an n×n with an m×m matrix of
// symbols in both orders, compared, and powers of w_1 x_1 + … + w_9 x_9. Whole processes are timed from their start to
// their end, with the memory they take; a table, or with --json one JSON object a line.
//
// A peer that is not installed is reported as missing. One that takes longer than --limit seconds (120) at one size is
// not asked about larger ones. --runs N (5) is the number of runs of which the median is given.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { middle, table } from './measure.mjs';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    limit: { type: 'string', default: '120' },
    runs: { type: 'string', default: '5' },
  },
});
const limit = 1000 * Number(options.limit);
const runs = Number(options.runs);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'convproof-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

// ---- processes -------------------------------------------------------------------------------------

const hasTime = spawnSync('/usr/bin/time', ['-f', '%M', 'true']).status === 0;

/**
 * Runs a command to its end: what it printed, milliseconds, and, if the system tells, those of the processor, which a
 * busy machine changes less, and the most memory it had.
 */
function whole([command, ...args], timeout = limit) {
  const peak = join(scratch, 'peak');
  const timed = hasTime
    ? ['/usr/bin/time', '-f', '%M %U %S', '-o', peak, command, ...args]
    : [command, ...args];
  // Whoever takes too long is ended with all its processes: what went on running would slow the others down.
  const limited = ['-s', 'KILL', String(timeout / 1000), ...timed];
  const start = performance.now();
  const { stdout, status, signal } = spawnSync('timeout', limited, { cwd: scratch, encoding: 'utf8' });
  const milliseconds = performance.now() - start;
  if (status === 137 || signal === 'SIGKILL') return { outcome: `more than ${timeout / 1000} s` };
  if (status !== 0) return { outcome: 'failed' };
  if (!hasTime) return { stdout: stdout.trim(), milliseconds, processor: null, megabytes: null };
  const [kilobytes, user, system] = readFileSync(peak, 'utf8')
    .trim()
    .split('\n')
    .at(-1)
    .split(' ')
    .map(Number);
  const processor = 1000 * (user + system);
  return { stdout: stdout.trim(), milliseconds, processor, megabytes: kilobytes / 1024 };
}

/** The medians of several runs; of what takes long, one is enough. */
function several(command) {
  const results = [whole(command)];
  while (results[0].outcome === undefined && results[0].milliseconds < limit / 10 && results.length < runs)
    results.push(whole(command));
  const failed = results.find(({ outcome }) => outcome !== undefined);
  if (failed !== undefined) return failed;
  const of = (key) => middle(results.map((result) => result[key]));
  return {
    stdout: results[0].stdout,
    milliseconds: of('milliseconds'),
    processor: of('processor'),
    megabytes: of('megabytes'),
    runs: results.length,
  };
}

// ---- peers -----------------------------------------------------------------------------------------

const node = process.execPath;
const command = here('../dist/bin/convproof.js');

/** How each system is asked, and whether it is there. */
const peers = [
  {
    name: 'convproof',
    present: () => true,
    conv: (n, m) => [
      ...[
        node,
        command,
        'expand',
        '--count',
        '--format',
        'json',
        '--budget',
        '1000000000',
        '--timeout',
        '600',
      ],
      `tensor W[${m},${m}], X[${n},${n}]; full(W, X) = full(X, W)`,
    ],
    isEqual: (stdout) => JSON.parse(stdout).holds,
    power: (exponent, times) => [node, here('peers/convproof.mjs'), 'power', exponent, times],
  },
  {
    name: 'FORM, sums as written',
    present: () => spawnSync('form', ['-v']).status === 0,
    conv: (n, m) => form('conv-sums', { N: n, M: m }),
    isEqual: (stdout) => stdout === 'equal',
    power: (exponent, times) => form('power', { K: exponent, R: times }),
    inner: (stdout, times) => Number(stdout) / times,
  },
  {
    name: 'FORM, as a product',
    present: () => spawnSync('form', ['-v']).status === 0,
    conv: (n, m) => form('conv-product', { N: n, M: m }),
    isEqual: (stdout) => stdout === 'equal',
  },
  {
    name: 'SymPy ring',
    present: () => spawnSync('python3', ['-c', 'import sympy']).status === 0,
    conv: (n, m) => ['python3', here('peers/sympy_ring.py'), 'conv', n, m],
    power: (exponent, times) => ['python3', here('peers/sympy_ring.py'), 'power', exponent, times],
  },
  ...['compute-engine', 'mathjs'].map((name) => ({
    name,
    present: () => spawnSync(node, [here(`peers/${name}.mjs`), 'power', '1', '1']).status === 0,
    conv: (n, m) => [node, here(`peers/${name}.mjs`), 'conv', n, m],
    power: (exponent, times) => [node, here(`peers/${name}.mjs`), 'power', exponent, times],
  })),
];

/** FORM takes its preprocessor variables from the command line. */
function form(program, variables) {
  const file = join(scratch, `${program}.frm`);
  writeFileSync(file, readFileSync(here(`peers/${program}.frm`)));
  return [
    'form',
    '-q',
    ...Object.entries(variables).flatMap(([name, value]) => ['-d', `${name}=${value}`]),
    file,
  ];
}

const says = (stdout) => JSON.parse(stdout.split('\n').at(-1));

// ---- cases -----------------------------------------------------------------------------------------

const records = [];
function record(entry) {
  records.push(entry);
  if (options.json) console.log(JSON.stringify(entry));
  else process.stderr.write(`${entry.case}: ${entry.peer}\n`);
}

const present = new Map(peers.map((peer) => [peer, peer.present()]));
const tooSlow = new Map();

/** One case put to one peer, or why it was not. */
function ask(peer, caseName, kind, makeCommand) {
  const entry = { case: caseName, peer: peer.name };
  if (!present.get(peer)) return { ...entry, outcome: 'missing' };
  const slow = tooSlow.get(`${peer.name} ${kind}`);
  if (slow !== undefined) return { ...entry, outcome: `skipped: ${slow}` };
  const { stdout, ...result } = several(makeCommand().map(String));
  if (result.outcome !== undefined) tooSlow.set(`${peer.name} ${kind}`, `${result.outcome} at ${caseName}`);
  return { ...entry, ...result, stdout };
}

/** With how many times as long as ours a peer took, by each of the clocks that `ratios` names. */
function withRatios(entry, ratios) {
  const ours = records.find((other) => other.case === entry.case && other.peer === 'convproof');
  const found = Object.entries(ratios)
    .filter(([, clock]) => typeof entry[clock] === 'number' && ours?.[clock] > 0)
    .map(([name, clock]) => [name, entry[clock] / ours[clock]]);
  return { ...entry, ...Object.fromEntries(found) };
}

for (const [n, m] of [
  [16, 8],
  [32, 16],
  [64, 32],
]) {
  for (const peer of peers) {
    const { stdout, ...entry } = ask(peer, `full ${n}×${n}, ${m}×${m}`, 'conv', () => peer.conv(n, m));
    if (stdout === undefined) {
      record(entry);
      continue;
    }
    const equal = peer.isEqual?.(stdout) ?? says(stdout).equal;
    record(
      withRatios(
        { ...entry, products: 2 * n * n * m * m, ...(equal ? {} : { outcome: 'not found equal' }) },
        { ratio: 'milliseconds', processorRatio: 'processor' },
      ),
    );
  }
}

for (const exponent of [6, 10]) {
  for (const peer of peers.filter(({ power }) => power !== undefined)) {
    const times =
      peer.name === 'convproof' ? 30 : peer.name.startsWith('FORM') ? (exponent === 6 ? 50 : 5) : 1;
    const { stdout, ...entry } = ask(peer, `sum of 9 products to the ${exponent}th`, 'power', () =>
      peer.power(exponent, times),
    );
    if (stdout === undefined) {
      record(entry);
      continue;
    }
    const inside = peer.inner?.(stdout, times) ?? says(stdout).milliseconds;
    record(withRatios({ ...entry, repeated: times, inside }, { ratio: 'inside' }));
  }
}

// Time against the number of products, warm: a constant time for each is linear growth.
const growth = [8, 16, 32, 64, 96].map((n) => {
  const timesOver = n <= 32 ? 20 : 5;
  const { stdout, outcome } = whole(
    [node, here('peers/convproof.mjs'), 'conv', n, n / 2, timesOver].map(String),
  );
  const products = 2 * n * n * (n / 2) ** 2;
  if (stdout === undefined) return { case: 'growth', n, products, outcome };
  const { milliseconds } = says(stdout);
  return {
    case: 'growth',
    n,
    m: n / 2,
    products,
    milliseconds,
    nanosecondsPerProduct: (1e6 * milliseconds) / products,
  };
});
for (const entry of growth) if (options.json) console.log(JSON.stringify(entry));

if (!options.json) {
  const shown = (number, digits = 1) =>
    number === undefined || number === null ? '-' : number.toFixed(digits);
  const conv = records.filter((entry) => entry.repeated === undefined && entry.case.startsWith('full'));
  const power = records.filter((entry) => !conv.includes(entry));
  const row = (entry, ...cells) => [entry.case, entry.peer, ...cells, entry.outcome ?? ''];
  console.log(
    table(
      ['', 'whole process', 'ms', 'times ours', 'processor ms', 'times ours', 'MB', ''],
      conv.map((e) =>
        row(
          e,
          shown(e.milliseconds),
          shown(e.ratio),
          shown(e.processor),
          shown(e.processorRatio),
          shown(e.megabytes, 0),
        ),
      ),
    ),
  );
  console.log();
  console.log(
    table(
      ['', 'one power in process', 'ms', 'times ours', 'whole process ms', 'with powers', ''],
      power.map((e) =>
        row(e, shown(e.inside, 2), shown(e.ratio), shown(e.milliseconds), String(e.repeated ?? '-')),
      ),
    ),
  );
  console.log();
  console.log(
    table(
      ['full n×n, n/2×n/2', 'products', 'ms', 'ns each'],
      growth.map((e) => [
        `n = ${e.n}`,
        String(e.products),
        shown(e.milliseconds),
        shown(e.nanosecondsPerProduct),
      ]),
    ),
  );
}
