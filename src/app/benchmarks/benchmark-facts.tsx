import { FactList } from '../parts/fact-list.tsx'
import { Panel } from '../parts/panel.tsx'
import { useBenchmark } from './benchmark-context.ts'
import { formatBytes } from './format-figure.ts'

/** What is needed to repeat the benchmark, and on which machine it ran. */
export function BenchmarkFacts() {
  const { run, cells } = useBenchmark()
  const { machine, memory, profiles, versions } = run
  const served = [...new Map(cells.map(({ model, modelId }) => [model, modelId]))].filter(([label, id]) => label !== id)
  return (
    <Panel title="How it was made">
      <FactList
        facts={[
          ['Run', run.id],
          ['Started', run.startedAt],
          ['Finished', run.finishedAt],
          ['Seed', String(run.seed)],
          ['Commit', run.commit === null ? 'none' : `${run.commit}${run.dirty === true ? ', with uncommitted changes' : ''}`],
          ['Versions', `taskbench ${versions.taskbench}, Node ${versions.node}`],
          ['Machine', `${machine.cpu}, ${machine.cores} cores, ${formatBytes(machine.memoryBytes)}, ${machine.platform} ${machine.arch}`],
          ['Machine’s key', machine.hash],
          ...(memory === undefined
            ? []
            : ([
                ['Heap kept after the run', memory.retainedHeapBytes === null ? 'unknown' : formatBytes(memory.retainedHeapBytes)],
                ['Most heap', formatBytes(memory.peakHeapBytes)],
                ['Most memory', formatBytes(memory.peakRssBytes)],
              ] as [string, string][])),
          ...(profiles !== undefined && profiles.length > 0 ? [['Profiles of the client', profiles.join(', ')] as [string, string]] : []),
          ...served.slice(0, 40),
        ]}
      />
    </Panel>
  )
}
