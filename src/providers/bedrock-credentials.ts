import { EvalError } from '../schema/eval-error.ts'
import type { Model } from '../schema/model.ts'
import type { ProviderContext } from '../schema/provider.ts'
import { readKey } from './address.ts'

/** How requests to Bedrock are signed. */
interface BedrockCredentials {
  /** The variable that the guard judges. */
  variable: string
  settings: {
    token?: { token: string }
    authSchemePreference?: string[]
    credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  }
  secrets: string[]
}

/** Where the SDK finds credentials of its own accord. */
const CHAIN_VARIABLES = [
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_SHARED_CREDENTIALS_FILE',
]

/** A bearer token, an access key, or a profile of the AWS tools; none of them: EvalError `auth` that names the variables. */
export function bedrockCredentials(model: Model, { env }: Pick<ProviderContext, 'env'>): BedrockCredentials {
  const tokenVariable = model.apiKeyEnv ?? (isSet(env['AWS_BEARER_TOKEN_BEDROCK']) ? 'AWS_BEARER_TOKEN_BEDROCK' : null)
  if (tokenVariable !== null) {
    const token = readKey(tokenVariable, model, env)
    return { variable: tokenVariable, settings: { token: { token }, authSchemePreference: ['httpBearerAuth'] }, secrets: [token] }
  }
  const variable = 'AWS_ACCESS_KEY_ID'
  if (isSet(env[variable])) {
    const accessKeyId = readKey(variable, model, env)
    const secretAccessKey = readKey('AWS_SECRET_ACCESS_KEY', model, env)
    const session = env['AWS_SESSION_TOKEN']
    const credentials = {
      accessKeyId,
      secretAccessKey,
      ...(isSet(session) ? { sessionToken: readKey('AWS_SESSION_TOKEN', model, env) } : {}),
    }
    return { variable, settings: { credentials, authSchemePreference: ['sigv4'] }, secrets: Object.values(credentials) }
  }
  if (CHAIN_VARIABLES.some((name) => isSet(env[name]))) return { variable, settings: { authSchemePreference: ['sigv4'] }, secrets: [] }
  throw new EvalError(
    'auth',
    `${model.id} needs AWS credentials: neither AWS_ACCESS_KEY_ID, AWS_BEARER_TOKEN_BEDROCK nor AWS_PROFILE is set`,
    {
      hint: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_BEARER_TOKEN_BEDROCK, or AWS_PROFILE',
    },
  )
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== ''
}
