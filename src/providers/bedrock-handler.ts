import type { Call } from './call.ts'

/** What the AWS SDK hands to its HTTP layer. */
interface SignedRequest {
  protocol: string
  hostname: string
  port?: number
  method: string
  path: string
  query?: Record<string, string | string[] | null>
  headers: Record<string, string>
  body?: unknown
}

/** Options of one send: the SDK hands them through to its HTTP layer. */
export interface BedrockSendOptions {
  call: Call
}

/** The AWS SDK's HTTP layer over the transport of taskbench: same clock, bounds and errors as every other provider. */
export function bedrockHandler() {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    handle: async (request: SignedRequest, { call }: BedrockSendOptions) => {
      const port = request.port === undefined ? '' : `:${request.port}`
      const url = `${request.protocol}//${request.hostname}${port}${request.path}${queryOf(request.query)}`
      const { host: _, 'content-length': __, ...headers } = request.headers
      const response = await call.fetch(url, { method: request.method, headers, body: request.body as string })
      const body = shielded(call.read(response))
      return { response: { statusCode: response.status, reason: response.statusText, headers: Object.fromEntries(response.headers), body } }
    },
  }
}

/** The SDK adds its own words to the message of what a body throws; the call keeps the error itself. */
async function* shielded(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw new Error('the body could not be read', { cause: error })
  }
}

function queryOf(query: SignedRequest['query'] = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, one ?? '']),
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}
