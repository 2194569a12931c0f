import { useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'

/** The width in pixels of the element that carries the ref; renders again when it changes. */
export function useWidth<E extends HTMLElement>(first: number): { ref: RefObject<E | null>; width: number } {
  const ref = useRef<E | null>(null)
  const [width, setWidth] = useState(first)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    setWidth(element.clientWidth || first)
    const observer = new ResizeObserver(() => setWidth(element.clientWidth || first))
    observer.observe(element)
    return () => observer.disconnect()
  }, [first])
  return { ref, width }
}
