import type { ReactNode } from 'react'
import { seriesStyle } from './series-style.ts'

/** The names of the lines of a figure, each beside its line, in the order of the lines. */
export function ChartLegend({ names }: { names: readonly { key: string; shown: ReactNode; style?: number }[] }) {
  return (
    <ul className="chart-legend">
      {names.map(({ key, shown, style }, index) => (
        <li key={key}>
          <svg width="26" height="10" aria-hidden="true">
            <line x1="1" x2="25" y1="5" y2="5" strokeWidth="2" {...seriesStyle(style ?? index)} />
          </svg>
          {shown}
        </li>
      ))}
    </ul>
  )
}
