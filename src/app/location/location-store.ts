import { formatLocation, parseLocation } from './app-location.ts'
import type { AppLocation } from './app-location.ts'

/** The reader's place, kept in step with the address. */
export interface LocationStore {
  subscribe(listener: () => void): () => void
  current(): AppLocation
  /** Goes to another place: a step in the browser's history. */
  go(change: Partial<AppLocation>): void
  /** Changes the present place without a step in the history. */
  adjust(change: Partial<AppLocation>): void
}

/** Browsers refuse addresses that change too often, as while a key is held: the address follows after this pause. */
const PAUSE_MS = 150

/** A store over the window's address. */
export function createLocationStore(window: Window): LocationStore {
  const { location } = window
  const listeners = new Set<() => void>()
  let place = parseLocation(location.hash)
  let pending: number | undefined

  const set = (next: AppLocation): void => {
    place = next
    for (const listener of listeners) listener()
  }
  const write = (): void => {
    window.clearTimeout(pending)
    pending = undefined
    if (formatLocation(parseLocation(location.hash)) !== formatLocation(place)) location.replace(formatLocation(place))
  }
  window.addEventListener('hashchange', () => {
    if (pending === undefined && formatLocation(parseLocation(location.hash)) !== formatLocation(place)) set(parseLocation(location.hash))
  })
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    current: () => place,
    go(change) {
      write()
      set({ ...place, ...change })
      location.hash = formatLocation(place)
    },
    adjust(change) {
      set({ ...place, ...change })
      window.clearTimeout(pending)
      pending = window.setTimeout(write, PAUSE_MS)
    },
  }
}
