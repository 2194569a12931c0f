import { defineConfig } from 'vite'

/** Small libraries without files of their own: as part of the bundle they start in a third of the time, which every run pays twice. */
const BUNDLED = [
  '@marcbachmann/cel-js',
  'eventsource-parser',
  'fastest-levenshtein',
  'json-p3',
  'jsonrepair',
  'pure-rand',
  'simple-statistics',
  'yaml',
  'zod',
]
const ENTRIES = [
  'src/index',
  'src/vitest/index',
  'src/vitest/register-task',
  'src/vitest/suite-files',
  'src/vitest/bench-files',
  'src/cli/main',
  'reporters/vitest-reporter',
]

/** The package's own code as a few modules. Chunks lie as deep as the entries, so that both find the same files beside them. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: BUNDLED },
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node22.19',
    minify: false,
    license: { fileName: 'third-party-licenses.md' },
    rolldownOptions: {
      input: Object.fromEntries(ENTRIES.map((entry) => [entry, `${entry}.ts`])),
      output: { entryFileNames: '[name].js', chunkFileNames: 'src/chunks/[name]-[hash].js' },
    },
  },
})
