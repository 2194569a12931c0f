import type { BedrockRuntimeClientConfig, ConverseStreamCommandOutput } from '@aws-sdk/client-bedrock-runtime'
import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { ModelRequest } from '../schema/model-request.ts'
import type { ProviderContext } from '../schema/provider.ts'
import { parseBaseUrl } from './address.ts'
import type { Address } from './address.ts'
import { readBedrockAnswer, readingError } from './bedrock-answer.ts'
import { bedrockBody, meansOf } from './bedrock-body.ts'
import { bedrockCredentials } from './bedrock-credentials.ts'
import { bedrockHandler } from './bedrock-handler.ts'
import type { BedrockSendOptions } from './bedrock-handler.ts'
import type { Call } from './call.ts'
import { brokenAnswer } from './http-error.ts'
import { guardKey } from './key-guard.ts'
import { loadSdk } from './load-sdk.ts'
import { isLoopbackHost } from './loopback.ts'
import { defineNetworkedProvider } from './networked-provider.ts'
import { closedObjectSchema, objectSchema, UNSTRUCTURED } from './structured-output.ts'
import type { StructuredOutput } from './structured-output.ts'
import { VENDOR_KEYS } from './vendor-keys.ts'

const PACKAGE = '@aws-sdk/client-bedrock-runtime'

/** Amazon Bedrock through the AWS SDK: ConverseStream over the transport of taskbench, without the SDK's retries. */
export const bedrockProvider = defineNetworkedProvider({
  name: 'bedrock',
  description: `Amazon Bedrock (AWS credentials; region or AWS_REGION), through the package ${PACKAGE}`,
  keyVariables: ['AWS_ACCESS_KEY_ID', 'AWS_BEARER_TOKEN_BEDROCK'],
  hosts: VENDOR_KEYS.AWS_BEARER_TOKEN_BEDROCK,
  connect: async (model, context) => {
    const region = regionOf(model, context)
    const { variable, settings, secrets } = bedrockCredentials(model, context)
    const address = bedrockAddress(model, region, variable, context)
    const { BedrockRuntimeClient, ConverseStreamCommand } = await loadSdk(PACKAGE, () => import('@aws-sdk/client-bedrock-runtime'))
    // One client for all calls, so that credentials of a profile are resolved once.
    const client = new BedrockRuntimeClient({
      region,
      ...settings,
      maxAttempts: 1,
      ...(model.baseUrl === null ? {} : { endpoint: address.baseUrl }),
      requestHandler: bedrockHandler(),
    } as unknown as BedrockRuntimeClientConfig)
    return {
      address,
      secrets,
      exchange: async (call, { request }) => {
        const structured = structuredFor(model.name, request)
        const options: BedrockSendOptions = { call }
        const command = new ConverseStreamCommand(bedrockBody(model.name, request, structured))
        const { stream, $metadata }: ConverseStreamCommandOutput = await client.send(command, options as object).catch(failedEarly(call))
        if (stream === undefined) throw brokenAnswer(call.asked, 'it has no event stream', { requestId: $metadata.requestId })
        return (await readBedrockAnswer(stream, call)).completion(structured)
      },
    }
  },
})

/** The first event of a stream is read before there is a stream: an exception as well as half a frame. Before there is an answer, other failures are as they are. */
function failedEarly(call: Call): (error: unknown) => never {
  return (error) => {
    throw call.firstByteMs === null ? error : readingError(error, call)
  }
}

/** Tools of the task leave no room for a tool that the model must call. */
function structuredFor(name: string, { outputSchema, tools = [] }: ModelRequest): StructuredOutput {
  const means = meansOf(name)
  if (means === 'json-schema') return closedObjectSchema(outputSchema)
  return means === null || tools.length > 0 ? UNSTRUCTURED : objectSchema(outputSchema, 'tool')
}

/** The region becomes part of a host name: only the shape of a region may pass. */
function regionOf(model: Model, { env }: ProviderContext): string {
  const region = model.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION']
  if (region === undefined || region === '') {
    throw new EvalError('config', `${model.id} has no region`, { hint: 'Write region: us-east-1 in the config, or set AWS_REGION' })
  }
  if (/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) return region
  throw new EvalError('config', `The region of ${model.label} is no AWS region`, {
    hint: 'Expected a name such as us-east-1 or eu-central-1',
  })
}

function bedrockAddress(model: Model, region: string, variable: string, context: ProviderContext): Address {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const url = parseBaseUrl(model.baseUrl ?? `https://bedrock-runtime.${region}.${domain}`, model)
  guardKey(url, variable, context)
  const baseUrl = `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  return { baseUrl, host: url.host, loopback: isLoopbackHost(url.hostname), key: null, keyVariable: variable }
}
