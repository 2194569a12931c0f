import type { RunClaim } from '../records/claim-run.ts'
import { writeHeaderFileSync } from '../records/header-file.ts'
import { isFull } from '../records/write-problem.ts'
import type { RecordStore } from '../schema/record-store.ts'
import type { RunHeader } from '../schema/run-header.ts'

/** Writes how a run stands; on a full disk into the room that was held back for that. Rejects with EvalError where it cannot. */
export async function writeStanding(store: RecordStore, header: RunHeader, claim: RunClaim | null): Promise<void> {
  try {
    await store.writeHeader(header)
  } catch (error) {
    if (!(error instanceof Error && isFull(error.cause) && claim?.makeLastRoom())) throw error
    await store.writeHeader(header)
  }
}

/** The same in one go, for a process that ends; that it cannot be written is left unsaid there. */
export function writeStandingSync(resultsFolder: string, header: RunHeader, claim: RunClaim | null): void {
  claim?.makeLastRoom()
  writeHeaderFileSync(resultsFolder, header)
}
