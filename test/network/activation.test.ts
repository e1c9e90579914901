import { expect, test } from 'vitest';
import { activationNames, meaningNamed } from '../../src/network/activation.js';

test.each(activationNames)('the derivative of %s is the limit of its differences', (name) => {
  const [value, derivative] = meaningNamed(name) as [(t: number) => number, (t: number) => number];
  for (const t of name === 'log' || name === 'reciprocal' ? [0.3, 1, 7] : [-5, -0.7, 0.4, 3]) {
    const h = 1e-5;
    expect(derivative(t)).toBeCloseTo((value(t + h) - value(t - h)) / (2 * h), 6);
  }
});

test('far away, values stay finite', () => {
  const [sigmoid, slope] = meaningNamed('sigmoid') as [(t: number) => number, (t: number) => number];
  expect([-1000, 0, 1000].map(sigmoid)).toEqual([0, 0.5, 1]);
  expect([-1000, 0, 1000].map(slope)).toEqual([0, 0.25, 0]);
});

test('another name', () => {
  expect(() => meaningNamed('relux')).toThrow('no function relux: relu, sigmoid, tanh');
});
