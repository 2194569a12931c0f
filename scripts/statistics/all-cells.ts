import type { Cell, Effort } from './cell.ts'
import { coverage } from './coverage.ts'
import { detectable } from './detectable.ts'
import { earlyStopping } from './early-stopping.ts'
import { gates } from './gates.ts'
import { missing } from './missing.ts'
import { ranking } from './ranking.ts'

/** Every cell of the six acceptance points; `effort` scales the number of simulated runs. Seeded: the same on every machine. */
export const POINTS: { point: number; title: string; cells(effort: Effort): Cell[] }[] = [
  { point: 1, title: 'Coverage of the intervals', cells: coverage },
  { point: 2, title: 'Errors and power of gates', cells: gates },
  { point: 3, title: 'Ranking of equal models', cells: ranking },
  { point: 4, title: 'Smallest detectable difference', cells: detectable },
  { point: 5, title: 'Early stopping', cells: earlyStopping },
  { point: 6, title: 'Missing data', cells: missing },
]
