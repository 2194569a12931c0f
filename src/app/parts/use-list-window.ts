import { useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { RefObject } from 'react'
import { listWindow } from './list-window.ts'
import type { ListWindow } from './list-window.ts'

/** The rows to render of a list in a scrolled frame; renders again when the frame shows others. */
export function useListWindow(frame: RefObject<HTMLElement | null>, rowHeight: number, count: number): ListWindow {
  const [seen, setSeen] = useState({ scrollTop: 0, height: 0 })
  const shown = listWindow(seen.scrollTop, seen.height, rowHeight, count)
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    let last = { scrollTop: 0, height: 0 }
    const look = (): void => {
      const next = { scrollTop: element.scrollTop, height: element.clientHeight }
      const [before, after] = [last, next].map((each) => listWindow(each.scrollTop, each.height, rowHeight, Number.MAX_SAFE_INTEGER))
      last = next
      if (before?.from !== after?.from || before?.to !== after?.to) setSeen(next)
    }
    // In the same frame as the scrolling: later it would show a gap.
    const onScroll = (): void => flushSync(look)
    const observer = new ResizeObserver(look)
    look()
    element.addEventListener('scroll', onScroll, { passive: true })
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', onScroll)
      observer.disconnect()
    }
  }, [frame, rowHeight, count === 0])
  return shown
}
