import type { Model } from '../schema/model.ts'
import { VENDOR_KEYS } from './vendor-keys.ts'

/** Beside the keys by which requests are allowed or not. */
const MORE = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']

/** The keys in an environment: vendors', and those that the models name. Whoever writes texts down leaves them out. */
export function keysIn(env: Readonly<Record<string, string | undefined>>, models: readonly Pick<Model, 'apiKeyEnv'>[]): string[] {
  const named = models.flatMap(({ apiKeyEnv }) => apiKeyEnv ?? [])
  return [...new Set([...Object.keys(VENDOR_KEYS), ...MORE, ...named])].flatMap((variable) => env[variable]?.trim() || [])
}
