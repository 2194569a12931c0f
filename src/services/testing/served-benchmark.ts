import { onTestFinished } from 'vitest'
import { loadConfig } from '../../config/load-config.ts'
import { testFolder } from '../../config/testing/test-folder.ts'
import type { Config } from '../../schema/config.ts'
import { baseUrls } from '../../sim/server/protocol-of-path.ts'
import { serverSettingsSchema } from '../../sim/server/server-settings.ts'
import { startSimServer } from '../../sim/server/start-sim-server.ts'
import type { z } from 'zod'

export interface ServedBenchmark {
  config: Config
  root: string
}

/** A project whose models are simulated servers on loopback, in this process: a label for each, `openai`, `anthropic`, `openrouter`, `ollama` or `compatible`. */
export async function servedBenchmark(
  providers: Record<string, z.input<typeof serverSettingsSchema>>,
  { files = {}, settings = {} }: { files?: Record<string, string>; settings?: object } = {},
): Promise<ServedBenchmark> {
  const models: object[] = []
  for (const [provider, given] of Object.entries(providers)) {
    const server = await startSimServer({ settings: serverSettingsSchema.parse(given) })
    onTestFinished(() => server.close())
    models.push({
      id: `${provider}:model`,
      label: provider,
      baseUrl: baseUrls(server.address)[provider],
    })
  }
  const root = testFolder({ 'taskbench.config.yaml': JSON.stringify({ models, ...settings }), ...files })
  return { root, config: await loadConfig({ root, env: KEYS }) }
}

/** Keys that simulated servers take: any. */
export const KEYS = { OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k', OPENROUTER_API_KEY: 'k', COMPATIBLE_API_KEY: 'k' }
