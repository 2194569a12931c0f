import { readStart } from './read-body.ts'
import { routerCost } from './router-cost.ts'

/** The record of one generation is a few hundred bytes. */
const MAX_LENGTH = 64 * 1024

/** Where a vendor that speaks OpenAI's protocol is asked beside its chat. */
export interface Endpoint {
  baseUrl: string
  headers: Record<string, string>
  fetch: typeof globalThis.fetch
}

/** OpenRouter's own record of a call (`GET /generation?id=…`): its price in nano-dollars, what the vendor behind it bills included; `null` while there is none, or it cannot be read. */
export async function generationCost(
  { baseUrl, headers, fetch }: Endpoint,
  responseId: string,
  signal: AbortSignal,
): Promise<number | null> {
  const response = await fetch(`${baseUrl}/generation?id=${encodeURIComponent(responseId)}`, { headers, redirect: 'manual', signal })
  const text = await readStart(response, MAX_LENGTH)
  if (!response.ok) return null
  try {
    const { data } = JSON.parse(text) as { data?: Record<string, unknown> | null }
    return routerCost({ cost: data?.['total_cost'], isByok: data?.['is_byok'], upstreamCost: data?.['upstream_inference_cost'] })
  } catch {
    return null
  }
}
