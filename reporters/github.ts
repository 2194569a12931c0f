import { appendFile, stat } from 'node:fs/promises'
import { writeProblem } from '../src/records/write-problem.ts'
import { EvalError } from '../src/schema/eval-error.ts'
import { nameSchema } from '../src/schema/task.ts'
import { fitSections } from './fit-sections.ts'
import { githubSections } from './github-sections.ts'
import type { GithubRun } from './github-sections.ts'

/** Most bytes of the summary of one step; GitHub refuses the whole of a larger one. */
export const SUMMARY_BYTES = 1 << 20
/** Most characters of a comment. Bytes are counted, of which there are never fewer. */
export const COMMENT_BYTES = 65_536
/** With less room than this nothing is said at all. */
const LEAST_BYTES = 1_000

/** A run as the summary of a job, in at most so many bytes. What had to be left out is said at its end. */
export function githubSummary(run: GithubRun, most = SUMMARY_BYTES): string {
  return fitSections([...githubSections(run), [{ text: '\n' }]], most, (lost) => leftOut('a job summary', most, lost))
}

/**
 * A run as a comment on a pull request. It begins with a mark that is not shown, by which the comment is found again, to be updated. Throws
 * EvalError config for a name that cannot stand in a mark.
 */
export function githubComment(run: GithubRun, name = 'evals'): string {
  const mark = [{ text: `${commentMark(name)}\n` }] as const
  return fitSections([mark, ...githubSections(run)], COMMENT_BYTES, (lost) => leftOut('a comment', COMMENT_BYTES, lost))
}

/** The first line of a comment, not shown: `<!-- taskbench:NAME -->`. */
export function commentMark(name: string): string {
  if (nameSchema.safeParse(name).success && !name.includes('--')) return `<!-- taskbench:${name} -->`
  throw new EvalError('config', `Found ${JSON.stringify(name.slice(0, 120))} as the name of a comment`, {
    hint: 'Expected lower-case letters, digits, dots, underscores and single dashes.',
  })
}

/**
 * Adds a run to the summary that GitHub shows of the job, after what other steps' tools have written into the same file. Returns what there is to
 * say: a summary that is full is left as it is. Throws EvalError config where the file cannot be written.
 */
export async function addSummary(file: string, run: GithubRun): Promise<string[]> {
  const { size } = await stat(file).catch(() => ({ size: 0 }))
  const room = SUMMARY_BYTES - size
  if (room < LEAST_BYTES) return [`the job summary is full (${size} bytes): the run is not in it`]
  try {
    await appendFile(file, githubSummary(run, room))
  } catch (error) {
    throw writeProblem(file, error)
  }
  return []
}

const leftOut = (what: string, most: number, lost: readonly string[]): string =>
  `\n> Left out, for ${what} holds at most ${Math.round(most / 1024)} KiB: ${[...new Set(lost)].join(', ')}. The report has everything.\n`
