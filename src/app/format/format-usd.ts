/** Nano-dollars as US dollars with three significant digits; `null` is said, not shown as 0. */
export function formatUsd(nanoUsd: number | null): string {
  if (nanoUsd === null) return 'unknown'
  const usd = nanoUsd / 1e9
  if (usd === 0) return '$0'
  if (usd >= 1) return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
  return `$${usd.toLocaleString('en-US', { maximumSignificantDigits: 3, maximumFractionDigits: 9 })}`
}
