/** A count with thousands set apart; `null` is unknown. */
export const formatCount = (count: number | null): string => (count === null ? 'unknown' : count.toLocaleString('en-US'))

/** `1 test`, `2,000 tests`. */
export const counted = (count: number, singular: string, plural = `${singular}s`): string =>
  `${formatCount(count)} ${count === 1 ? singular : plural}`
