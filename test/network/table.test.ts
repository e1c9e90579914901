// Totals agree with those that are published; rows of lenet with what can be counted by hand.

import { describe, expect, test } from 'vitest';
import { architectures } from '../../src/network/architectures.js';
import { tableOf } from '../../src/network/table.js';
import { run } from '../cli/run.js';

const named = (name: string) => architectures.find((one) => one.name === name) ?? expect.fail(name);

describe('as published (parameters and multiplications of the models in torchvision)', () => {
  test.each([
    ['alexnet', 61_100_840, 0.714e9, [195, 195]],
    ['resnet18', 11_689_512, 1.814e9, [435, 435]],
    ['resnet34', 21_797_672, 3.664e9, [899, 899]],
    ['resnet50', 25_557_032, 4.089e9, [427, 427]],
  ])('%s', (name, parameters, multiplications, field) => {
    const { rows, ...table } = tableOf(named(name));
    expect(table.parameters).toBe(parameters);
    // Published counts leave out, or not, what normalisation takes.
    const own = rows.filter(({ layer }) => !/scale|pooling/.test(layer));
    const total = own.reduce((sum, row) => sum + row.multiplications, 0);
    expect(Math.abs(total / multiplications - 1)).toBeLessThan(0.001);
    expect(rows.findLast((row) => row.field !== null)?.field).toEqual(field);
  });
});

test('lenet, layer by layer', () => {
  const { rows } = tableOf(named('lenet'));
  const found = rows.map((row) => [
    row.name,
    row.output.join('×'),
    row.parameters,
    row.multiplications,
    row.field?.[0],
  ]);
  expect(found.filter(([name]) => !`${name}`.startsWith('relu'))).toEqual([
    ['conv1', '6×24×24', 6 * 25 + 6, 6 * 24 * 24 * 25, 5],
    ['pool1', '6×12×12', 0, 0, 6],
    ['conv2', '16×8×8', 16 * 6 * 25 + 16, 16 * 8 * 8 * 6 * 25, 14],
    ['pool2', '16×4×4', 0, 0, 16],
    ['fc1', '120', 256 * 120 + 120, 256 * 120, undefined],
    ['fc2', '84', 120 * 84 + 84, 120 * 84, undefined],
    ['fc3', '10', 84 * 10 + 10, 84 * 10, undefined],
  ]);
});

test('on the command line', async () => {
  const { stdout, code } = await run(['arch', 'lenet', '--input', '32x30']);
  expect(code).toBe(0);
  expect(stdout).toContain('pool2  max pooling 2×2   16×5×4  16×16');
  expect(await run(['arch', 'lenet', '--input', '9x9'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('lenet does not take 9×9: '),
  });
  expect((await run(['arch', 'vgg'])).stderr).toContain('no architecture vgg: lenet, alexnet');
});
