import type { Allowance, RateLimitReport } from '../schema/provider.ts'
import { serverNowMs } from './server-clock.ts'

const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const YEAR_2001_S = 1e9

/**
 * What the headers of a response say of the vendor's limits: OpenAI's (`x-ratelimit-remaining-requests`, with the time until it is whole again as in
 * `6m0.5s`; many compatible servers send the same, some of them the time of day) or Anthropic's (`anthropic-ratelimit-requests-remaining`, with a date). `null`: nothing that can be read.
 */
export function rateLimitReport(headers: Headers): RateLimitReport | null {
  const requests = openaiAllowance(headers, 'requests') ?? anthropicAllowance(headers, 'requests')
  const tokens = openaiAllowance(headers, 'tokens') ?? anthropicAllowance(headers, 'tokens')
  return requests === null && tokens === null ? null : { requests, tokens }
}

function openaiAllowance(headers: Headers, unit: 'requests' | 'tokens'): Allowance | null {
  const remaining = countIn(headers.get(`x-ratelimit-remaining-${unit}`))
  if (remaining === null) return null
  const resetMs = resetIn(headers.get(`x-ratelimit-reset-${unit}`), headers)
  return resetMs === null ? null : { remaining, resetMs }
}

function anthropicAllowance(headers: Headers, unit: 'requests' | 'tokens'): Allowance | null {
  const remaining = countIn(headers.get(`anthropic-ratelimit-${unit}-remaining`))
  if (remaining === null) return null
  const at = Date.parse(headers.get(`anthropic-ratelimit-${unit}-reset`) ?? '')
  return Number.isNaN(at) ? null : { remaining, resetMs: Math.max(0, at - serverNowMs(headers)) }
}

function countIn(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text.trim()) ? Number(text) : null
}

/** A bare number is seconds; one too large for that is a time of day, in seconds or milliseconds since 1970. */
function resetIn(text: string | null, headers: Headers): number | null {
  const trimmed = text?.trim() ?? ''
  if (!/^\d{1,13}(\.\d{1,9})?$/.test(trimmed)) return durationIn(trimmed)
  const value = Number(trimmed)
  if (value < YEAR_2001_S) return value * 1_000
  return Math.max(0, (value < YEAR_2001_S * 1_000 ? value * 1_000 : value) - serverNowMs(headers))
}

/** `120ms`, `1s`, `6m0s`, `1h2m3.5s`. */
function durationIn(trimmed: string): number | null {
  if (!/^(\d{1,12}(\.\d{1,9})?(ms|s|m|h|d)){1,5}$/.test(trimmed)) return null
  const parts = trimmed.matchAll(/([\d.]+)(ms|[smhd])/g)
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? 0), 0)
}
