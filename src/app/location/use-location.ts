import { useMemo, useSyncExternalStore } from 'react'
import { formatLocation, parseLocation } from './app-location.ts'
import type { AppLocation } from './app-location.ts'

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** Where the reader is, and the way to change it: `go` makes a step of history, `adjust` replaces the present one. */
export function useLocation(): { place: AppLocation; go(change: Partial<AppLocation>): void; adjust(change: Partial<AppLocation>): void } {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return useMemo(() => {
    const place = parseLocation(hash)
    const address = (change: Partial<AppLocation>): string => formatLocation({ ...parseLocation(window.location.hash), ...change })
    return {
      place,
      go: (change) => void (window.location.hash = address(change)),
      adjust: (change) => window.location.replace(address(change)),
    }
  }, [hash])
}
