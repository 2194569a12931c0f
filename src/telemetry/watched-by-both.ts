import type { StreamWatch } from '../schema/stream-watch.ts'

/** One watch for two: the first is told first, and it alone sets the pace. */
export function watchedByBoth(first: StreamWatch | undefined, second: StreamWatch): StreamWatch {
  if (!first) return second
  return {
    started(atMs) {
      first.started?.(atMs)
      second.started?.(atMs)
    },
    connected(connection, atMs) {
      first.connected?.(connection, atMs)
      second.connected?.(connection, atMs)
    },
    sent(atMs) {
      first.sent?.(atMs)
      second.sent?.(atMs)
    },
    headers(atMs) {
      first.headers?.(atMs)
      second.headers?.(atMs)
    },
    event(atMs) {
      first.event?.(atMs)
      second.event?.(atMs)
    },
    content(kind, atMs, length, tokens) {
      first.content(kind, atMs, length, tokens)
      second.content(kind, atMs, length, tokens)
    },
    whole() {
      first.whole?.()
      second.whole?.()
    },
    usage(atMs) {
      first.usage?.(atMs)
      second.usage?.(atMs)
    },
    server(timings) {
      first.server?.(timings)
      second.server?.(timings)
    },
    closed(atMs, held) {
      first.closed?.(atMs, held)
      second.closed?.(atMs, held)
    },
    pace: () => first.pace?.() ?? null,
  }
}
