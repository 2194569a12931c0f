import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { ServerStats } from '../src/sim/server/server-counts.ts'
import { runProject } from './bench-project.ts'
import type { ProcessSample, Watching } from './bench-project.ts'
import { childCpuMs } from './child-cpu.ts'
import type { LoopPlan, Plan, ServerPlan } from './plans.ts'
import { NO_MEMORY, sampleMemory } from './sample-memory.ts'
import { serve } from './served.ts'

/** What one run took. */
export interface Sample extends ProcessSample {
  /** User and system time of its processes, the server's left out. */
  cpuMs: number
  /** What the server counted; `null` where there was none. */
  served: ServerStats | null
}

/** Runs a plan once, against a server of its own where it wants one. Throws where it did not go as planned. */
export async function samplePlan(plan: Plan, watching: Watching = {}): Promise<Sample> {
  const server = plan.server ? await serve(plan.server.settings) : null
  try {
    const baseUrl = server?.baseUrl ?? ''
    const cpuBefore = childCpuMs()
    const sample = await (plan.kind === 'loop' ? runLoop(plan, baseUrl, watching) : runProject(plan, baseUrl, watching))
    const cpuMs = childCpuMs() - cpuBefore
    const served = server && (await server.stats())
    if (served) proveAsPlanned(served, plan.server as ServerPlan)
    return { ...sample, cpuMs, served }
  } finally {
    await server?.stop()
  }
}

async function runLoop({ by, calls, inFlight }: LoopPlan, baseUrl: string, { memory }: Watching): Promise<ProcessSample> {
  const start = performance.now()
  const script = resolve(import.meta.dirname, 'bare-loop.ts')
  const child = spawn(process.execPath, [script, baseUrl, String(calls), String(inFlight), by], { stdio: ['ignore', 'inherit', 'inherit'] })
  const endSampling = memory ? sampleMemory(child.pid as number) : () => NO_MEMORY
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Error(`the bare loop ended with ${String(code)}`)
  return { wallMs: performance.now() - start, ...endSampling() }
}

/** No answer was given twice, and all slots were used, but no more of them. */
function proveAsPlanned({ requests, trials, inFlightPeak }: ServerStats, planned: ServerPlan): void {
  const { least, most } = planned.requests
  if (requests < least || requests > most) throw new Error(`the server saw ${requests} requests, expected ${least} to ${most}`)
  if (trials.mostAnswered > 1) throw new Error(`one question was answered ${trials.mostAnswered} times, expected once`)
  if (planned.inFlightPeak !== null && inFlightPeak !== planned.inFlightPeak)
    throw new Error(`the server saw ${inFlightPeak} requests at once, expected ${planned.inFlightPeak}`)
}
