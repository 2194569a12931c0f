import { resolve } from 'node:path'
import { serve } from '../../bench/served.ts'
import type { ScenarioInput } from '../../src/schema/scenario.ts'
import type { serverSettingsSchema } from '../../src/sim/server/server-settings.ts'
import type { ClientJob, ClientResult } from './client-job.ts'
import { pairStamps } from './pair-stamps.ts'
import type { Pair } from './pair-stamps.ts'
import { runClient } from './run-client.ts'
import type { z } from 'zod'

const COMMAND = resolve(import.meta.dirname, '../../src/cli/main.ts')

export interface Measurement {
  server: z.input<typeof serverSettingsSchema>
  scenario: Omit<ScenarioInput, 'name'>
  /** Default: `compatible`. */
  provider?: 'compatible' | 'anthropic' | 'ollama'
  busy?: ClientJob['busy']
}

export interface Measured extends ClientResult {
  /** Of the measured requests. */
  pairs: Pair[]
}

/** Measures the simulated server in a process of its own by a client in another. */
export async function measure({ server, scenario, provider = 'compatible', busy = null }: Measurement): Promise<Measured> {
  const served = await serve(server, COMMAND)
  try {
    const model = { id: `${provider}:simulated`, baseUrl: served.baseUrls[provider] ?? '' }
    const result = await runClient({ model, scenario: { ...scenario, name: 'verified' }, busy })
    return { ...result, pairs: pairStamps(result.requests, await served.stamps()) }
  } finally {
    await served.stop()
  }
}
