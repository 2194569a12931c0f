const COLORS = 6
const DASHES = ['none', '6 3', '2 3', '9 3 2 3'] as const

/** How a line of several is drawn: told apart by colour and by dashes, twelve of them in all. */
export interface SeriesStyle {
  stroke: string
  strokeDasharray: string
}

/** The style of the line with an index, from 0. */
export const seriesStyle = (index: number): SeriesStyle => ({
  stroke: `var(--series-${(index % COLORS) + 1})`,
  strokeDasharray: DASHES[index % DASHES.length] as string,
})
