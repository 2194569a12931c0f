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
  /** The address as this store last knew it. */
  let written = formatLocation(place)

  const set = (next: AppLocation): void => {
    place = next
    for (const listener of listeners) listener()
  }
  const hash = (): string => formatLocation(parseLocation(location.hash))
  const write = (): void => {
    window.clearTimeout(pending)
    written = formatLocation(place)
    if (hash() !== written) location.replace(written)
  }
  window.addEventListener('hashchange', () => {
    // The reader went elsewhere: that goes over a change that is still to be written.
    if (hash() === written) return
    window.clearTimeout(pending)
    written = hash()
    set(parseLocation(location.hash))
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
      written = formatLocation(place)
      location.hash = written
    },
    adjust(change) {
      set({ ...place, ...change })
      window.clearTimeout(pending)
      pending = window.setTimeout(write, PAUSE_MS)
    },
  }
}
