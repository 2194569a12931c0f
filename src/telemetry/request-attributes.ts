import type { Attributes } from '@opentelemetry/api'
import { providerDefinition } from '../providers/provider-definitions.ts'
import type { Model } from '../schema/model.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import { ATTRIBUTES, OPERATION, providerName } from './conventions.ts'
import { OWN_ATTRIBUTES, aboutAttribute } from './own-names.ts'

const PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 }

/** What metrics and spans of a model's calls have in common: few values, whatever is asked. */
export function modelAttributes(model: Model): Attributes {
  const server = serverOf(model)
  return {
    [ATTRIBUTES.operation]: OPERATION,
    [ATTRIBUTES.provider]: providerName(model.provider),
    [ATTRIBUTES.requestModel]: model.name,
    ...(server && { [ATTRIBUTES.serverAddress]: server.address, [ATTRIBUTES.serverPort]: server.port }),
  }
}

/** What a span says of a request; parameters that were not given are left out. */
export function requestAttributes(model: Model, request: ModelRequest, about: Readonly<Record<string, string | number>>): Attributes {
  const { maxOutputTokens, temperature, topP, seed, stop, reasoningEffort } = request.params
  const attributes: Attributes = {
    // Every provider is asked for a stream.
    [ATTRIBUTES.stream]: true,
    [ATTRIBUTES.outputType]: request.outputSchema === undefined ? undefined : 'json',
    [ATTRIBUTES.maxTokens]: maxOutputTokens,
    [ATTRIBUTES.temperature]: temperature,
    [ATTRIBUTES.topP]: topP,
    [ATTRIBUTES.seed]: seed,
    [ATTRIBUTES.stopSequences]: stop,
    [ATTRIBUTES.reasoningLevel]: reasoningEffort,
    [OWN_ATTRIBUTES.model]: model.label,
    [OWN_ATTRIBUTES.simulated]: model.simulated || undefined,
  }
  for (const name in about) attributes[aboutAttribute(name)] = about[name]
  for (const name in attributes) if (attributes[name] === undefined) delete attributes[name]
  return attributes
}

/** Where the model answers; `null` where that is no one place: in this process, or in a region of the vendor's. */
function serverOf(model: Model): { address: string; port: number } | null {
  const host = model.simulated ? undefined : providerDefinition(model.provider)?.hosts[0]
  const address = model.baseUrl ?? (host === undefined || host.includes('*') ? null : `https://${host}`)
  if (address === null || !URL.canParse(address)) return null
  const { hostname, port, protocol } = new URL(address)
  return { address: hostname, port: Number(port) || (PORTS[protocol] ?? 0) }
}
