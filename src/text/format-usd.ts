const number = (value: number, digits: Intl.NumberFormatOptions): string => new Intl.NumberFormat('en-US', digits).format(value)

/** US dollars: two decimals from $1 up, three significant digits below. */
export function formatUsd(usd: number): string {
  const size = Math.abs(usd)
  const digits = size >= 1 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumSignificantDigits: 3 }
  return `${usd < 0 ? '−' : ''}$${number(size, digits)}`
}
