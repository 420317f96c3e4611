import { defineConfig } from 'vitest/config'

/** Every test that needs no browser; browser tests run under their own script. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/browser/**', 'tests/bench/**'],
    globalSetup: ['tests/postgres-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
