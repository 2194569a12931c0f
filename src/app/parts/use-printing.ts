import { useSyncExternalStore } from 'react'
import { useMedia } from './use-media.ts'

let printing = false

const listen = (listener: () => void): (() => void) => {
  const set = (now: boolean) => (): void => {
    printing = now
    listener()
  }
  const [before, after] = [set(true), set(false)]
  window.addEventListener('beforeprint', before)
  window.addEventListener('afterprint', after)
  return () => {
    window.removeEventListener('beforeprint', before)
    window.removeEventListener('afterprint', after)
  }
}

/** Is the page laid out for paper now? It becomes true before the browser prints. */
export function usePrinting(): boolean {
  const asked = useSyncExternalStore(listen, () => printing)
  const media = useMedia('print')
  return asked || media
}
