import { formatNumber } from './format-number.ts'

/** US dollars: two decimals from $1 up, three significant digits below. */
export function formatUsd(usd: number): string {
  const size = Math.abs(usd)
  const digits = size >= 1 ? { decimals: 2, least: 2 } : { significant: 3 }
  return `${usd < 0 ? '−' : ''}$${formatNumber(size, digits)}`
}
