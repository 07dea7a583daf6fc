import { defineConfig } from 'vitest/config';

/** `npx vitest run --config test/browser/vitest.config.ts`: needs Chromium. */
// biome-ignore lint/style/noDefaultExport: Vitest wants one.
export default defineConfig({
  test: { include: ['test/browser/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
