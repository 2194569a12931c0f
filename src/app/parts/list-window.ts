/** Rows of a list that are rendered, the last one not included. */
export interface ListWindow {
  from: number
  to: number
}

/** Rendered beyond both edges: what browsers paint before they tell of the scrolling. */
const BEYOND = 4
/** The window moves by so many rows at once: most steps of a scroll render nothing. */
const STEP = 2

/** The rows of one height that are in sight of a frame, with some beyond its edges; whatever the list's length, it costs the same. */
export function listWindow(scrollTop: number, height: number, rowHeight: number, count: number): ListWindow {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight / STEP) * STEP
  const shown = Math.ceil(height / rowHeight) + STEP
  const to = Math.min(count, first + shown + BEYOND)
  return { from: Math.max(0, Math.min(first - BEYOND, to - shown)), to }
}

/** Where a frame scrolls to show a row: as far as it must, or (`center`) to its middle; `null`: the row is in sight. */
export function scrollTopFor(
  index: number,
  frame: { scrollTop: number; height: number },
  rowHeight: number,
  center: boolean,
): number | null {
  const top = index * rowHeight
  if (center) return Math.max(0, top - (frame.height - rowHeight) / 2)
  if (top < frame.scrollTop) return top
  const bottom = top + rowHeight
  return bottom > frame.scrollTop + frame.height ? bottom - frame.height : null
}
