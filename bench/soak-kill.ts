import { isDeepStrictEqual } from 'node:util'
import { comparableReport } from '../fixtures/end-to-end/comparable-report.ts'
import { seededRandom } from '../src/random/seeded-random.ts'
import type { Random } from '../src/random/seeded-random.ts'
import { countingServer } from './counting-server.ts'
import type { CountingServer } from './counting-server.ts'
import { KilledProject, sumOf } from './killed-project.ts'
import type { SoakRow } from './soak-row.ts'

const TRIALS = 3
/** Latest moment of a kill, from the start of the process or from its first question. */
const FROM_START_MS = 1_500
const FROM_FIRST_MS = 700

/** What came of the kills. */
export interface SoakKill {
  kills: number
  /** Runs that were killed at least once and resumed until they were complete. */
  runs: number
  /** Answers found in journals after kills, over all of them. */
  journaled: number
  /** Requests for trials whose answers were journaled. */
  askedAgain: number
  /** Requests over one per trial: those in flight at a kill. */
  lostInFlight: number
  /** Reports that differ from that of a run that was not stopped. */
  differing: number
  /** What went wrong, in words; empty if it holds. */
  faults: string[]
}

/** Kills Vitest at random moments and resumes the run, until so many kills have hit. Nothing journaled may be asked again, and each final report must be that of a run that was not stopped. */
export async function soakKill({ kills = 50, cases = 120, seed = 1, onKill = (_line: string): void => undefined } = {}): Promise<SoakKill> {
  const server = await countingServer(sumOf)
  const random = seededRandom('soak-kill', seed)
  const soak: SoakKill = { kills: 0, runs: 0, journaled: 0, askedAgain: 0, lostInFlight: 0, differing: 0, faults: [] }
  const whole = new KilledProject(server.baseUrl, cases)
  try {
    const { text } = await whole.run({})
    const [only = ''] = whole.runs()
    if (!only) throw new Error(`the run that is not stopped did not begin:\n${text}`)
    const expected = comparableReport(whole.report(only))
    while (soak.kills < kills) await killOneRun(soak, { server, random, kills, cases, expected, onKill })
  } finally {
    whole.remove()
    await server.close()
  }
  return soak
}

interface Setting {
  server: CountingServer
  random: Random
  kills: number
  cases: number
  expected: unknown
  onKill: (line: string) => void
}

/** One run: killed and resumed until it comes to its end. */
async function killOneRun(soak: SoakKill, { server, random, kills, cases, expected, onKill }: Setting): Promise<void> {
  const project = new KilledProject(server.baseUrl, cases)
  const asked = new Map<string, number>()
  try {
    for (;;) {
      server.asked.clear()
      const [run] = project.runs()
      const before = run ? project.journaled(run) : new Map<string, number>()
      const isLast = soak.kills >= kills
      const ending = await project.run(run ? { TASKBENCH_RESUME: run } : {}, isLast ? undefined : killer(random, server))
      countAskedAgain(soak, before, server.asked)
      for (const [question, count] of server.asked) asked.set(question, (asked.get(question) ?? 0) + count)
      const [after] = project.runs()
      if (ending.killed) {
        const held = after ? sum(project.journaled(after)) : 0
        soak.kills++
        soak.journaled += held - sum(before)
        onKill(`kill ${soak.kills}: ${held} answers journaled, ${sum(server.asked)} asked in this session`)
        continue
      }
      if (!after || ending.code !== 1 || !project.hasReport(after))
        soak.faults.push(`a session ended with ${ending.code}:\n${ending.text.slice(-2_000)}`)
      else compare(soak, expected, comparableReport(project.report(after)), ending.text)
      soak.runs++
      soak.lostInFlight += sum(asked) - asked.size * TRIALS
      return
    }
  } finally {
    project.remove()
  }
}

/** Half of the kills hit anywhere from the start on, half while questions are asked; half hit the main process alone. */
const killer =
  (random: Random, server: CountingServer) =>
  (now: (whole: boolean) => void): void => {
    const whole = random.next() < 0.5
    if (random.next() < 0.5) return void setTimeout(now, random.next() * FROM_START_MS, whole)
    const delayMs = random.next() * FROM_FIRST_MS
    const poll = setInterval(() => {
      if (server.asked.size === 0) return
      clearInterval(poll)
      setTimeout(now, delayMs, whole)
    }, 5)
    setTimeout(() => clearInterval(poll), 10_000).unref()
  }

function countAskedAgain(soak: SoakKill, before: ReadonlyMap<string, number>, asked: ReadonlyMap<string, number>): void {
  for (const [question, count] of asked) soak.askedAgain += Math.max(0, count - (TRIALS - (before.get(question) ?? 0)))
}

function compare(soak: SoakKill, expected: unknown, found: unknown, text: string): void {
  if (isDeepStrictEqual(expected, found)) return
  soak.differing++
  soak.faults.push(
    `a report differs:\n${JSON.stringify(found).slice(0, 4_000)}\nexpected:\n${JSON.stringify(expected).slice(0, 4_000)}\n${text.slice(-500)}`,
  )
}

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((total, count) => total + count, 0)

/** Does it hold? */
export const soakKillHolds = ({ askedAgain, differing, faults }: SoakKill): boolean =>
  askedAgain === 0 && differing === 0 && faults.length === 0

/** Fifty kills of Vitest, each run resumed. */
export const soakKills: SoakRow = {
  name: '50 kills, resumed',
  async run() {
    const { kills, runs, journaled, askedAgain, differing, faults } = await soakKill()
    for (const fault of faults) console.error(fault)
    return [
      { what: 'runs resumed to their end, after kills', found: `${runs} after ${kills}`, expected: '–', ok: runs > 0 && kills >= 50 },
      { what: `calls made again, of ${journaled} journaled`, found: String(askedAgain), expected: '0', ok: askedAgain === 0 },
      { what: 'reports that differ from that of a run that was not stopped', found: String(differing), expected: '0', ok: differing === 0 },
      { what: 'other faults', found: String(faults.length - differing), expected: '0', ok: faults.length === differing },
    ]
  },
}

if (import.meta.main) {
  const start = performance.now()
  const { faults, ...figures } = await soakKill({ kills: Number(process.argv[2] ?? 50), onKill: (line) => console.error(line) })
  console.table({ ...figures, seconds: Math.round((performance.now() - start) / 1_000) })
  for (const fault of faults) console.error(fault)
  process.exitCode = soakKillHolds({ faults, ...figures }) ? 0 : 1
}
