import { onTestFinished } from 'vitest'
import type { FaultPlan } from '../fault-plan.ts'
import { serverSettingsSchema } from '../server-settings.ts'
import type { ServerSettings } from '../server-settings.ts'
import { startSimServer } from '../start-sim-server.ts'
import type { SimServer } from '../start-sim-server.ts'

export interface Served {
  server: SimServer
  /** Posts a question of one user's message to a path. */
  post(path: string, content: string, fields?: object, headers?: Record<string, string>): Promise<Response>
}

/** A simulated server that is closed when the test ends. */
export async function served(settings: Partial<ServerSettings> = {}, plan?: FaultPlan): Promise<Served> {
  const server = await startSimServer({ settings: serverSettingsSchema.parse(settings), ...(plan ? { plan } : {}) })
  onTestFinished(() => server.close())
  const post = (path: string, content: string, fields: object = {}, headers: Record<string, string> = {}) =>
    fetch(server.address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content }], ...fields }),
    })
  return { server, post }
}
