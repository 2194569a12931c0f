import { onTestFinished } from 'vitest'
import type { Completion } from '../../schema/answer.ts'
import { EvalError } from '../../schema/eval-error.ts'
import type { Attempting } from '../../schema/provider.ts'
import type { FaultKind, FaultPlan } from '../../sim/server/fault-plan.ts'
import { baseUrls } from '../../sim/server/protocol-of-path.ts'
import { serverSettingsSchema } from '../../sim/server/server-settings.ts'
import type { ServerSettings } from '../../sim/server/server-settings.ts'
import { startSimServer } from '../../sim/server/start-sim-server.ts'
import type { SimServer } from '../../sim/server/start-sim-server.ts'
import { providerDefinition } from '../provider-definitions.ts'
import { createTransport } from '../transport.ts'
import { attempting } from './attempting.ts'
import { modelOf } from './vendors.ts'
import type { Vendor } from './vendors.ts'

/** The simulated server, and the real providers on the production transport. Closed when the test ends. */
export interface SimBench {
  server: SimServer
  ask(vendor: Vendor, fields?: Partial<Attempting>): Promise<Completion>
  /** The same where an EvalError is expected. */
  fail(vendor: Vendor, fields?: Partial<Attempting>): Promise<EvalError>
}

/** Starts a server; `fault` is how every request fails. */
export async function simBench(settings: Partial<ServerSettings> = {}, fault: FaultKind | FaultPlan | null = null): Promise<SimBench> {
  const plan = typeof fault === 'function' ? fault : fault && (() => fault)
  const server = await startSimServer({ settings: serverSettingsSchema.parse(settings), ...(plan ? { plan } : {}) })
  const transport = createTransport({ connections: 4 })
  onTestFinished(async () => {
    await transport.close()
    await server.close()
  })
  const ask = async (vendor: Vendor, fields: Partial<Attempting> = {}) => {
    const model = { ...modelOf(vendor, server.address), baseUrl: baseUrls(server.address)[vendor.name] ?? server.address }
    const context = { env: vendor.env, fetch: transport.fetch, seed: 1, allowKeys: {}, connections: 4 }
    const provider = await providerDefinition(vendor.name)?.prepare(model, context)
    if (!provider) throw new Error(`no provider ${vendor.name}`)
    return provider.complete(attempting(model, fields))
  }
  const fail = async (vendor: Vendor, fields?: Partial<Attempting>) => {
    const outcome = await ask(vendor, fields).catch((error: unknown) => error)
    if (EvalError.is(outcome)) return outcome
    throw new Error(`expected an EvalError, found ${JSON.stringify(outcome) ?? String(outcome)}`)
  }
  return { server, ask, fail }
}
