import { fidelity, PROFILES } from './fidelity.ts'
import type { Finding } from './finding.ts'
import { leftAlone, manyStreams, starved } from './many-streams.ts'
import { achievedRate, injectedDelay, slowServer } from './schedule.ts'

/** One thing that must hold. */
export interface Row {
  /** For the command line. */
  name: string
  title: string
  findings(): Promise<Finding[]>
}

const profiles = PROFILES.flatMap((profile, index) =>
  [1, 20].map((streams): Row => {
    const title = `${profile.name}: ${streams === 1 ? 'one stream' : `${streams} streams`}`
    return { name: `profile-${index + 1}-${streams}`, title, findings: () => fidelity(profile, streams, streams === 1 ? 9 : 3) }
  }),
)

/** All that is verified, in order. */
export const ROWS: readonly Row[] = [
  ...profiles,
  { name: 'rate', title: 'Open loop, 20 requests a second for 10 s', findings: () => achievedRate(20, 10) },
  { name: 'rate-100', title: 'Open loop, 100 requests a second for 6 s', findings: () => achievedRate(100, 6) },
  { name: 'delay', title: 'Event loop kept busy 0.4 s in every second, 25 requests a second for 8 s', findings: () => injectedDelay(8) },
  { name: 'streams', title: '100 streams, 3,000 chunks a second in all', findings: () => manyStreams(100, 3) },
  { name: 'starved', title: 'A client that is starved', findings: () => starved(4) },
  { name: 'alone', title: 'The same client, left alone', findings: () => leftAlone(4) },
  { name: 'slow', title: 'A server of 500 ms, 10 requests a second, 1 in flight', findings: slowServer },
]
