import { readStart } from './read-body.ts'
import { nanoUsd } from './usage.ts'

/** The record of one generation is a few hundred bytes. */
const MAX_LENGTH = 64 * 1024

/** Where a vendor that speaks OpenAI's protocol is asked beside its chat. */
export interface Endpoint {
  baseUrl: string
  headers: Record<string, string>
  fetch: typeof globalThis.fetch
}

/** OpenRouter's own record of a call (`GET /generation?id=…`): its price in nano-dollars; `null` while there is none, or it cannot be read. */
export async function generationCost(
  { baseUrl, headers, fetch }: Endpoint,
  responseId: string,
  signal: AbortSignal,
): Promise<number | null> {
  const response = await fetch(`${baseUrl}/generation?id=${encodeURIComponent(responseId)}`, { headers, redirect: 'manual', signal })
  const text = await readStart(response, MAX_LENGTH)
  if (!response.ok) return null
  try {
    const { data } = JSON.parse(text) as { data?: { total_cost?: unknown } | null }
    return nanoUsd(data?.total_cost)
  } catch {
    return null
  }
}
