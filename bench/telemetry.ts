import { loadavg } from 'node:os'
import { completion, engineWith, request } from '../src/engine/testing/engine-with.ts'
import type { Completion } from '../src/schema/answer.ts'
import type { CallObserver } from '../src/schema/call-observer.ts'
import { testModel } from '../src/schema/testing/test-model.ts'
import { CallTelemetry } from '../src/telemetry/call-telemetry.ts'

/**
 * What telemetry without an exporter costs: calls per second through the engine with telemetry off and on, interleaved in one process. The model answers at once
 * and nothing is written, so a call is as cheap as it can be, and the share of telemetry as great.
 */
const CALLS = 250
const IN_FLIGHT = 64
const ROUNDS = 2_000
const WARM_UP_ROUNDS = 400
/** The most of the calls per second that may be lost. */
const LIMIT = 0.02

const answer: Completion = completion('Paris')
interface Cost {
  wallMs: number
  cpuMs: number
}

async function costOfCalls(observer: CallObserver | undefined): Promise<Cost> {
  const { engine } = engineWith(async () => answer, {
    models: [testModel({ provider: 'openai', name: 'gpt-5-mini', label: 'm', concurrency: IN_FLIGHT })],
    concurrency: IN_FLIGHT,
    abandonAfter: null,
    observer,
  })
  let started = 0
  const work = async () => {
    while (started < CALLS) await engine.ask(request(`q${started++}`, { model: 'm' }))
  }
  const start = performance.now()
  const cpu = process.cpuUsage()
  await Promise.all(Array.from({ length: IN_FLIGHT }, work))
  const { user, system } = process.cpuUsage(cpu)
  const wallMs = performance.now() - start
  await engine.close(1_000)
  return { wallMs, cpuMs: (user + system) / 1000 }
}

const observer = new CallTelemetry({ semconv: 'both', content: true })
const costs: { off: Cost[]; on: Cost[] } = { off: [], on: [] }
for (let round = -WARM_UP_ROUNDS; round < 2 * ROUNDS; round++) {
  // Off, on, on, off, in rounds of some milliseconds: what drifts, and what else the machine does, falls on both alike.
  const side = [1, 2].includes((round + WARM_UP_ROUNDS) % 4) ? 'on' : 'off'
  const cost = await costOfCalls(side === 'on' ? observer : undefined)
  if (round >= 0) costs[side].push(cost)
}
const median = (of: 'off' | 'on', time: keyof Cost) => {
  const sorted = costs[of].map((cost) => cost[time]).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}
const rate = (of: 'off' | 'on', time: keyof Cost) => Math.round((CALLS * 1000) / median(of, time))
const lost = (time: keyof Cost) => 1 - median('off', time) / median('on', time)
const percent = (share: number) => `${(share * 100).toFixed(2)} %`
console.log(`| telemetry | calls/s | calls per second of CPU |`)
console.log('| --- | --- | --- |')
console.log(`| off | ${rate('off', 'wallMs')} | ${rate('off', 'cpuMs')} |`)
console.log(`| on, no exporter | ${rate('on', 'wallMs')} | ${rate('on', 'cpuMs')} |`)
console.log(`| lost | ${percent(lost('wallMs'))} | ${percent(lost('cpuMs'))} |`)
console.log(`Medians of ${ROUNDS} rounds of ${CALLS} calls each; limit ${percent(LIMIT)} by CPU, load ${loadavg()[0]?.toFixed(1)}`)
// The wall's time is that of the whole machine.
process.exitCode = lost('cpuMs') <= LIMIT ? 0 : 1
