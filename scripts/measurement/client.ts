import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { loadConfig } from '../../src/config/load-config.ts'
import type { BenchmarkObserver } from '../../src/schema/benchmark-observer.ts'
import { planBenchmark } from '../../src/services/plan-benchmark.ts'
import { runBenchmark } from '../../src/services/run-benchmark.ts'
import { machineNs } from '../../src/sim/server/stream/machine-clock.ts'
import { keepBusy } from './keep-busy.ts'
import type { ClientJob, ClientResult, SeenRequest } from './client-job.ts'

/** Of `performance.now()` and the machine's clock, which differ by where they begin. */
const OFFSET_NS = machineNs() - performance.now() * 1e6
const onMachine = (atMs: number) => atMs * 1e6 + OFFSET_NS
/** The simulated server takes any key, but there has to be one. */
const ENV = { ANTHROPIC_API_KEY: 'sk-none' }

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
  write('warm.scenario.yaml', { name: 'warm', prompt: 'Hello.', stop: { requests: 2 } })
  const config = await loadConfig({ root: folder, env: ENV })
  const run = (name: string, observers: BenchmarkObserver[]) => {
    const planned = planBenchmark({ scenarios: [`${name}.scenario.yaml`], folder }, config)
    return runBenchmark({ config, env: ENV, planned, observers })
  }
  // Loads what is needed in any case: what a run leaves behind comes on top.
  await run('warm', [])
  const idleHeapBytes = heapAfterCollection()
  const requests: SeenRequest[] = []
  const stopBusy = keepBusy(busy)
  const { report } = await run('verified', [keeper(requests)])
  const busyNs = stopBusy()
  const [cell] = report.cells
  if (!cell) throw new Error('nothing was measured')
  const { memory } = report.run
  return { cell, requests, busyNs, idleHeapBytes, endHeapBytes: heapAfterCollection(), memory }
}

/** Keeps what was measured with what only this process knows. */
function keeper(requests: SeenRequest[]): BenchmarkObserver {
  return {
    onSample: (sample, { scheduledAtMs }, completion) => {
      const { gapsMs, gapTokens: _tokens, ...rest } = sample
      const stepAtMs = scheduledAtMs - sample.scheduledMs
      const firstNs = sample.firstAtMs === null ? null : onMachine(stepAtMs + sample.firstAtMs)
      const responseId = completion?.responseId ?? null
      requests.push({ ...rest, gapsMs: [...gapsMs], responseId, scheduledNs: onMachine(scheduledAtMs), firstNs })
    },
  }
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
