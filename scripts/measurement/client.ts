import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { ModelHealth } from '../../src/benchmark/model-health.ts'
import { benchClock } from '../../src/benchmark/load/bench-clock.ts'
import { readScenario } from '../../src/benchmark/read-scenario.ts'
import { runScenario } from '../../src/benchmark/run-scenario.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import type { BenchmarkObserver } from '../../src/schema/benchmark-observer.ts'
import type { BenchmarkCell } from '../../src/schema/benchmark-report.ts'
import type { Config } from '../../src/schema/config.ts'
import type { Scenario } from '../../src/schema/scenario.ts'
import { openBenchmarkCalls } from '../../src/services/benchmark-calls.ts'
import { machineNs } from '../../src/sim/server/stream/machine-clock.ts'
import { keepBusy } from './keep-busy.ts'
import type { ClientJob, ClientResult, SeenRequest } from './client-job.ts'

/** Of `performance.now()` and the machine's clock, which differ by where they begin. */
const OFFSET_NS = machineNs() - performance.now() * 1e6
const onMachine = (atMs: number) => atMs * 1e6 + OFFSET_NS
/** More than any of the scenarios has in flight. */
const CONNECTIONS = 200

const job = (await json(process.stdin)) as ClientJob
const folder = mkdtempSync(join(tmpdir(), 'taskbench-verify-'))
try {
  process.stdout.write(JSON.stringify(await measured(job)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measured({ model, scenario, busy }: ClientJob): Promise<ClientResult> {
  write('taskbench.config.yaml', { models: [{ ...model, label: 'server' }], allowUnpriced: true })
  write('verified.scenario.yaml', scenario)
  const config = await loadConfig({ root: folder, env: {} })
  const read = readScenario(join(folder, 'verified.scenario.yaml'), config)
  // Loads and warms what is needed in any case: what a run leaves behind comes on top.
  await run(
    config,
    { ...read, load: { kind: 'closed', concurrency: 2, staggered: true }, stop: { requests: 2 }, warmUp: { requests: 0 } },
    [],
  )
  const idleHeapBytes = heapAfterCollection()
  const requests: SeenRequest[] = []
  const peaks = { heap: 0, rss: 0 }
  const looking = setInterval(() => look(peaks), 100)
  const stopBusy = keepBusy(busy)
  const cell = await run(config, read, [keeper(requests)])
  const busyNs = stopBusy()
  clearInterval(looking)
  look(peaks)
  const endHeapBytes = heapAfterCollection()
  return { cell, requests, busyNs, memory: { idleHeapBytes, endHeapBytes, peakHeapBytes: peaks.heap, peakRssBytes: peaks.rss } }
}

async function run(config: Config, scenario: Scenario, observers: BenchmarkObserver[]): Promise<BenchmarkCell> {
  const { models } = config
  const calls = await openBenchmarkCalls({ config, env: {}, models, connections: CONNECTIONS, budgetUsd: null })
  const health = new ModelHealth()
  const never = new AbortController().signal
  try {
    const { cells } = await runScenario({
      scenario,
      models,
      call: calls.call,
      clock: benchClock(),
      seed: 1,
      stop: never,
      cut: never,
      healthOf: () => health,
      observers,
      onSample: () => undefined,
    })
    return cells[0] as BenchmarkCell
  } finally {
    await calls.close()
  }
}

/** Keeps what was measured with what only this process knows. */
function keeper(requests: SeenRequest[]): BenchmarkObserver {
  return {
    onSample: (sample, { scheduledAtMs }, completion) => {
      const stepAtMs = scheduledAtMs - sample.scheduledMs
      const firstNs = sample.firstAtMs === null ? null : onMachine(stepAtMs + sample.firstAtMs)
      const responseId = completion?.responseId ?? null
      requests.push({ ...sample, gapsMs: [...sample.gapsMs], responseId, scheduledNs: onMachine(scheduledAtMs), firstNs })
    },
  }
}

function look(peaks: { heap: number; rss: number }): void {
  const { heapUsed, rss } = process.memoryUsage()
  peaks.heap = Math.max(peaks.heap, heapUsed)
  peaks.rss = Math.max(peaks.rss, rss)
}

function heapAfterCollection(): number {
  const collect = globalThis.gc
  if (!collect) throw new Error('the client needs --expose-gc')
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

function write(name: string, value: object): void {
  writeFileSync(join(folder, name), JSON.stringify(value))
}
