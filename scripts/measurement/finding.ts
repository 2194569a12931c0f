/** One figure of the verification, beside what it must keep. */
export interface Finding {
  what: string
  /** `null`: it is missing, which no bound allows. */
  figure: number | null
  unit: string
  /** Both `null`: shown for information. */
  least: number | null
  most: number | null
  /** It holds on a machine that has time for both processes; else it holds anywhere. */
  isTiming: boolean
}

interface Bounds {
  least?: number
  most?: number
}

/** What holds on any machine; without bounds, what is shown for information. */
export function finding(what: string, figure: number | null, unit: string, { least, most }: Bounds = {}): Finding {
  return { what, figure, unit, least: least ?? null, most: most ?? null, isTiming: false }
}

/** What other jobs of the machine can spoil. */
export function timing(what: string, figure: number | null, unit: string, bounds: Bounds): Finding {
  return { ...finding(what, figure, unit, bounds), isTiming: true }
}

/** Is it within its bounds? */
export function holds({ figure, least, most }: Finding): boolean {
  if (least === null && most === null) return true
  return figure !== null && (least === null || figure >= least) && (most === null || figure <= most)
}

/** Name, figure, bound, verdict. */
export function cellsOf(found: Finding): string[] {
  const { what, figure, unit, least, most } = found
  const verdict = least === null && most === null ? 'for information' : holds(found) ? 'ok' : 'FALLS SHORT'
  const text = figure === null ? 'missing' : `${Number.isInteger(figure) ? figure : figure.toFixed(3)} ${unit}`
  return [what, text.trim(), boundOf(found), verdict]
}

function boundOf({ least, most }: Finding): string {
  if (least === most) return least === null ? '–' : `= ${least}`
  return [least === null ? [] : `≥ ${least}`, most === null ? [] : `≤ ${most}`].flat().join(', ')
}
