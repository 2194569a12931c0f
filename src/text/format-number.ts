/** How exactly a number is written: with at most so many significant digits, or decimals, of which some are kept even where they are zeros. */
export type Digits = { significant: number } | { decimals: number; least?: number }

/**
 * A number as English readers write it: commas between thousands, halves rounded away from zero, no zeros at the end. It gives what
 * `Intl.NumberFormat` gives, whose data take ten milliseconds to load.
 */
export function formatNumber(value: number, digits: Digits): string {
  if (Number.isNaN(value)) return 'NaN'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  return sign + (Number.isFinite(value) ? written(Math.abs(value), digits) : '∞')
}

function written(size: number, digits: Digits): string {
  const [mantissa = '', exponent] = size.toExponential().split('e')
  // The decimal point stands before the digit of this number.
  const point = size === 0 ? 1 : Number(exponent) + 1
  const kept = rounded(mantissa.replace('.', ''), 'significant' in digits ? digits.significant : point + digits.decimals)
  const at = point + kept.carried
  const whole = kept.digits.slice(0, Math.max(0, at)).padEnd(Math.max(0, at), '0')
  const fraction = ('0'.repeat(Math.max(0, -at)) + kept.digits.slice(Math.max(0, at))).replace(/0+$/, '')
  const least = 'least' in digits ? (digits.least ?? 0) : 0
  const decimals = fraction.padEnd(least, '0')
  return grouped(whole || '0') + (decimals === '' ? '' : `.${decimals}`)
}

/** The first `count` digits, rounded; `carried`: one digit more stands before the point. */
function rounded(digits: string, count: number): { digits: string; carried: 0 | 1 } {
  if (count >= digits.length) return { digits, carried: 0 }
  if (count < 0) return { digits: '', carried: 0 }
  const head = digits.slice(0, count)
  if ((digits[count] as string) < '5') return { digits: head, carried: 0 }
  const raised = (BigInt(`1${head}`) + 1n).toString()
  return raised.startsWith('2') ? { digits: `1${raised.slice(1)}`, carried: 1 } : { digits: raised.slice(1), carried: 0 }
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
}
