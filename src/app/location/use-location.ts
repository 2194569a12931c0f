import { useSyncExternalStore } from 'react'
import type { AppLocation } from './app-location.ts'
import { createLocationStore } from './location-store.ts'
import type { LocationStore } from './location-store.ts'

let store: LocationStore | null = null

/** Where the reader is, and the ways to change it. */
export function useLocation(): { place: AppLocation } & Pick<LocationStore, 'go' | 'adjust'> {
  store ??= createLocationStore(window)
  const { subscribe, current, go, adjust } = store
  return { place: useSyncExternalStore(subscribe, current), go, adjust }
}
