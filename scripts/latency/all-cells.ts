import type { Cell, Effort } from '../statistics/cell.ts'
import { falseAlarmCells, powerCells } from './comparison-cells.ts'
import { trendCells } from './trend-cells.ts'

/** What comparisons of latencies must keep. */
export const LATENCY_POINTS: readonly { title: string; cells: (effort: Effort) => Cell[] }[] = [
  { title: 'A shift of 15 % at 200 requests a side is found with p < 0.05', cells: powerCells },
  { title: 'Where nothing differs, little is found', cells: falseAlarmCells },
  { title: 'Changes over runs', cells: trendCells },
]
