/** One figure of the verification, beside what it must keep. */
export interface Finding {
  what: string
  /** `null`: it is missing, which no bound allows. */
  figure: number | null
  unit: string
  /** Both `null`: shown for information. */
  least: number | null
  most: number | null
}

export function finding(what: string, figure: number | null, unit: string, bounds: { least?: number; most?: number } = {}): Finding {
  return { what, figure, unit, least: bounds.least ?? null, most: bounds.most ?? null }
}

/** Is it within its bounds? */
export function holds({ figure, least, most }: Finding): boolean {
  if (least === null && most === null) return true
  return figure !== null && (least === null || figure >= least) && (most === null || figure <= most)
}

/** Name, figure, bound, verdict. */
export function cellsOf(found: Finding): string[] {
  const { what, figure, unit, least, most } = found
  const bound = least !== null && least === most ? `= ${least}` : [least === null ? '' : `≥ ${least}`, most === null ? '' : `≤ ${most}`]
  const verdict = least === null && most === null ? 'for information' : holds(found) ? 'ok' : 'FALLS SHORT'
  const text = figure === null ? 'missing' : `${Number.isInteger(figure) ? figure : figure.toFixed(3)} ${unit}`
  return [what, text.trim(), [bound].flat().filter(Boolean).join(', ') || '–', verdict]
}
