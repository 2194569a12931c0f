/** Does a value lie within bounds? A missing bound holds nothing back. */
export function withinBounds(value: number, min: number | undefined, max: number | undefined): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max)
}

/** Bounds in words, as they are written. */
export function boundsText(min: number | string | undefined, max: number | string | undefined): string {
  if (min !== undefined && max !== undefined) return min === max ? `exactly ${min}` : `${min} to ${max}`
  return min === undefined ? `at most ${max}` : `at least ${min}`
}
