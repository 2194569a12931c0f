import { resolve } from 'node:path'
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

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null
}

/** What starts, in the order in which it does: a config that names the plugin, the command line, a run's main process, the same while workers start, a worker. */
const STARTS = {
  plugin: 'src/vitest/index',
  cli: 'src/cli/command-line',
  main: 'src/vitest/session',
  tasks: 'src/tasks/load-task',
  worker: 'src/vitest/register-task',
}

/** Finding a module takes longer than running it: what is always loaded together is one. */
function togetherName(): (id: string, graph: Graph) => string | null {
  let reached: { name: string; ids: ReadonlySet<string> }[] | null = null
  return (id, graph) => {
    reached ??= Object.entries(STARTS).map(([name, start]) => ({ name, ids: reachedFrom(resolve(`${start}.ts`), graph) }))
    return reached.flatMap(({ name, ids }) => (ids.has(id) ? [name] : [])).join('-') || null
  }
}

function reachedFrom(start: string, graph: Graph): ReadonlySet<string> {
  const found = new Set([start])
  for (const id of found) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) found.add(next)
  return found
}

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
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'src/chunks/[name]-[hash].js',
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: togetherName(), debugName: 'together' }] },
      },
    },
  },
})
