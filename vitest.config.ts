import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/kill/**', 'test/doubles/**', 'test/browser/**'],
    // V8 now and then ends the process when it frees WebAssembly code, of which PGlite has much:
    // https://github.com/nodejs/node/issues/64500
    execArgv: ['--no-wasm-code-gc'],
    // Starting PGlite takes seconds on a busy machine.
    hookTimeout: 60_000,
    testTimeout: 30_000,
  },
});
