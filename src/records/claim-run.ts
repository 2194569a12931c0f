import { rmdirSync } from 'node:fs'
import { journalsOf } from './call-index.ts'
import { DiskReserve } from './disk-reserve.ts'
import { formerRun } from './former-run.ts'
import type { FormerRun } from './former-run.ts'
import { requireKnownVersions } from './require-known-versions.ts'
import { lockRun } from './run-lock.ts'
import { journalFile, lockFile, reserveFile, runFolder } from './run-paths.ts'
import type { Shard } from './run-paths.ts'
import { requireSameShards } from './same-shards.ts'
import { requireWritable } from './require-writable.ts'

const LEAST_RESERVE_BYTES = 1 << 20
/** Room for the run's header, once everything else is used up. */
const LAST_RESERVE_BYTES = 1 << 16
/** Room for one answer with its question. */
const ANSWER_BYTES = 16 << 10

export interface ClaimOptions {
  /** Absolute path. */
  resultsFolder: string
  runId: string
  shard: Shard | null
  /** What is written stands beside the records of a run that has ended: its shards do not matter. */
  isBeside?: boolean
  /** Calls in flight at most: so many answers must still find room when the disk fills up. */
  concurrency: number
}

/** A run that this process alone writes. */
export interface RunClaim {
  /** How it stood, where the run was begun before. */
  former: FormerRun | null
  /** Journals of other shards of the run: what they hold is not asked again. */
  otherJournals: string[]
  /** The disk is full: frees what was held back for answers in flight; `false` if there is nothing more. */
  makeRoom(): boolean
  /** The same with what was held back for saying how the run stands. */
  makeLastRoom(): boolean
  /** Safe in an `exit` handler. */
  release(): void
}

/**
 * Takes a run for this process, before anything is asked: its folder can be written, there is room for what will be in flight, no live process
 * writes it. Throws EvalError config where one of these is not so, where it was begun in other shards, or by another version of taskbench.
 */
export async function claimRun({ resultsFolder, runId, shard, concurrency, isBeside = false }: ClaimOptions): Promise<RunClaim> {
  requireWritable(resultsFolder)
  if (!isBeside) await requireSameShards(resultsFolder, runId, shard)
  const former = await formerRun(resultsFolder, runId, shard)
  const lock = lockRun(runId, lockFile(resultsFolder, runId, shard))
  try {
    await requireKnownVersions(resultsFolder, runId)
    const bytes = Math.max(LEAST_RESERVE_BYTES, concurrency * ANSWER_BYTES) + LAST_RESERVE_BYTES
    const reserve = new DiskReserve(reserveFile(resultsFolder, runId, shard), bytes)
    const own = journalFile(resultsFolder, runId, shard)
    return {
      former,
      otherJournals: (await journalsOf(resultsFolder, runId)).filter((file) => file !== own),
      makeRoom: () => reserve.shrink(LAST_RESERVE_BYTES),
      makeLastRoom: () => reserve.release(),
      release() {
        reserve.release()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    if (former === null) removeIfEmpty(runFolder(resultsFolder, runId))
    throw error
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // another shard of the run is in it
  }
}
