import { plot } from '@observablehq/plot'
import type { PlotOptions } from '@observablehq/plot'
import { useLayoutEffect } from 'react'
import { useWidth } from '../parts/use-width.ts'

/**
 * A figure drawn by Observable Plot as wide as its place, named in words for those who do not see it: what it shows stands in a table beside or
 * behind it. `draw` is told the width and is to be the same function while nothing changes. Colours are the page's tokens (`var(--accent)`), so
 * that it follows light and dark without being drawn again.
 */
export function PlotFigure({ label, height, draw }: { label: string; height: number; draw(width: number): PlotOptions }) {
  const { ref, width } = useWidth<HTMLDivElement>(480)
  useLayoutEffect(() => {
    const figure = plot({ ...draw(width), width, height, className: 'plot', figure: false })
    // The page's policy allows no style element but its own: these rules stand in charts.css.
    figure.querySelector('style')?.remove()
    figure.setAttribute('aria-hidden', 'true')
    ref.current?.replaceChildren(figure)
  }, [ref, draw, width, height])
  return <div ref={ref} className="plot-frame" role="img" aria-label={label} />
}
