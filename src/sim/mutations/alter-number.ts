import type { Random } from '../../random/seeded-random.ts'

/** Another number that is near: 3 to 30 % off, with as many decimals; small integers move by one to three. */
export function alterNumber(value: number, random: Random): number {
  const sign = random.next() < 0.5 ? -1 : 1
  const decimals = Math.min(6, (String(value).split('.')[1] ?? '').length)
  if (decimals === 0 && Math.abs(value) < 20) return value + (value >= 0 && value < 3 ? 1 : sign) * random.int(1, 3)
  const altered = rounded(value * (1 + (sign * random.int(3, 30)) / 100), decimals)
  if (!Number.isFinite(altered)) return value / 2
  return altered === value ? rounded(value + 10 ** -decimals, decimals) : altered
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}
