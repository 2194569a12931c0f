import path from 'node:path'
import { EvalError } from '../schema/eval-error.ts'
import { readFormerHeader } from './header-file.ts'
import { resumeCommand } from './resume-command.ts'
import { runFolder, shardFiles } from './run-paths.ts'
import type { Shard } from './run-paths.ts'

const inParts = (count: number | null): string => (count === null ? 'unsharded' : `in ${count} ${count === 1 ? 'shard' : 'shards'}`)

/**
 * Throws EvalError config where a run was begun in other parts than the one that this process would write: records of both would stand side by
 * side, and the report could not tell which count. Looks at names alone, so that a damaged header hinders nobody.
 */
export async function requireSameShards(resultsFolder: string, runId: string, shard: Shard | null): Promise<void> {
  const headers = await shardFiles(runFolder(resultsFolder, runId), 'run', 'json')
  const counts = headers.flatMap((file) => /-of-(\d+)\.json$/.exec(path.basename(file))?.[1] ?? []).map(Number)
  const begun = counts.length === 0 ? null : Math.max(...counts)
  const given = shard?.count ?? null
  if (headers.length === 0 || begun === given) return
  throw new EvalError('config', `Found the run ${runId} begun ${inParts(begun)}, expected it to go on so, not ${inParts(given)}`, {
    hint: begun === null ? `To go on: ${resumeCommand(runId, null)}` : await shardsToGoOnWith(resultsFolder, runId, begun),
  })
}

/** The command for the first shard that has not ended, and which others there are. */
async function shardsToGoOnWith(resultsFolder: string, runId: string, count: number): Promise<string> {
  const open: Shard[] = []
  for (let index = 1; index <= count; index += 1) {
    const header = await readFormerHeader(resultsFolder, runId, { index, count })
    if (header?.status !== 'complete') open.push({ index, count })
  }
  const [first = { index: 1, count }, ...others] = open
  const too = others.length === 0 ? '' : ` (and so for ${others.map(({ index }) => `${index}/${count}`).join(', ')})`
  return `To go on: ${resumeCommand(runId, first)}${too}`
}
