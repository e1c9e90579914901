import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'examples/testing/*.test.ts'],
    // A slow machine is not a failure: the limit is there only to end a test that hangs.
    testTimeout: 300_000,
    // The longest file takes a quarter of the whole: two at a time, also where there are but two cores.
    maxWorkers: 2,
    // No file of tests changes what another one sees, so that modules are loaded, and the engine warm, once for all.
    isolate: false,
  },
});
