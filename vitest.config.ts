import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'reporters/**/*.test.ts', 'scripts/**/*.test.ts', 'evals/**/*.test.ts'],
          typecheck: { enabled: false },
          // Bounds what hangs; a busy machine is no fault.
          testTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        test: {
          name: 'end-to-end',
          include: ['fixtures/end-to-end/**/*.test.ts'],
          // Each of these starts Vitest or a command of its own.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'reporters/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**', 'src/app/**', 'src/cli/main.ts'],
      reporter: ['text-summary', 'html'],
      thresholds: { lines: 85 },
    },
  },
})
