import type { Completion } from '../../schema/answer.ts'
import { EvalError } from '../../schema/eval-error.ts'
import type { Attempting, Provider, ProviderContext } from '../../schema/provider.ts'
import { providerDefinition } from '../provider-definitions.ts'
import { createTransport } from '../transport.ts'
import type { Transport } from '../transport.ts'
import { loopbackServer } from './loopback-server.ts'
import type { Handler, LoopbackServer } from './loopback-server.ts'
import { attempting } from './attempting.ts'
import { modelOf } from './vendors.ts'
import type { Vendor } from './vendors.ts'

/** A loopback server and the production transport: what a contract test asks through. */
export interface ContractBench {
  server: LoopbackServer
  transport: Transport
  prepare(vendor: Vendor): Promise<Provider>
  /** Serves one answer and asks for it. */
  ask(vendor: Vendor, handler: Handler, fields?: Partial<Attempting>): Promise<Completion>
  /** The same where an EvalError is expected. */
  fail(vendor: Vendor, handler: Handler, fields?: Partial<Attempting>): Promise<EvalError>
  close(): Promise<void>
}

/** Starts server and transport. */
export async function contractBench(): Promise<ContractBench> {
  const server = await loopbackServer()
  const transport = createTransport({ connections: 4 })
  const prepare = async (vendor: Vendor): Promise<Provider> => {
    const context: ProviderContext = { env: vendor.env, fetch: transport.fetch, seed: 1, allowKeys: {}, connections: 4 }
    const definition = providerDefinition(vendor.name)
    if (definition === null) throw new Error(`no provider ${vendor.name}`)
    return definition.prepare(modelOf(vendor, server.address), context)
  }
  const ask = async (vendor: Vendor, handler: Handler, fields: Partial<Attempting> = {}) => {
    const provider = await prepare(vendor)
    server.answer(handler)
    return provider.complete(attempting(modelOf(vendor, server.address), fields))
  }
  return {
    server,
    transport,
    prepare,
    ask,
    fail: async (vendor, handler, fields) => {
      const outcome = await ask(vendor, handler, fields).catch((error: unknown) => error)
      if (EvalError.is(outcome)) return outcome
      throw new Error(`expected an EvalError, found ${JSON.stringify(outcome) ?? String(outcome)}`)
    },
    close: async () => {
      await transport.close()
      await server.close()
    },
  }
}
