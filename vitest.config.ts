import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A slow machine is not a failure: the limit is there only to end a test that hangs.
  test: { include: ['test/**/*.test.ts'], testTimeout: 300_000 },
});
