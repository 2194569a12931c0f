import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { addSummary, githubComment, githubSummary } from '../../../reporters/github.ts'
import type { GithubRun } from '../../../reporters/github-sections.ts'
import { baselinesOf } from '../../../reporters/baselines-of.ts'
import { loadConfig } from '../../config/load-config.ts'
import { openFileRecordStore } from '../../records/file-record-store.ts'
import { findRun } from '../../records/find-run.ts'
import { writeProblem } from '../../records/write-problem.ts'
import { buildReport } from '../../report/build-report.ts'
import type { Report } from '../../schema/report.ts'
import { compareWithMain } from '../../services/compare-with-main.ts'
import { stripControl } from '../../text/strip-control.ts'

export interface GithubCommandOptions {
  out?: string
  against: string
  results?: string
  /** Of a comment. */
  name?: string
}

/** `taskbench github comment|summary`: a stored run, computed from its records, as GitHub shows it. Nothing is asked or sent. */
export async function writeForGithub(what: 'comment' | 'summary', run: string, options: GithubCommandOptions): Promise<void> {
  const config = await loadConfig({ root: process.cwd(), env: process.env })
  const resultsFolder = options.results === undefined ? config.resultsFolder : resolve(options.results)
  const { runId, useCases } = await findRun(resultsFolder, run)
  const reports: Report[] = []
  for (const useCase of useCases) {
    const store = openFileRecordStore({ resultsFolder, runId, useCase })
    reports.push(await buildReport({ store, baselines: await baselinesOf(store, config.root) }).finally(() => store.close()))
  }
  const shown: GithubRun = { reports, ...(await compareWithMain({ ...config, resultsFolder }, runId, options.against)) }
  if (what === 'comment') return write(githubComment(shown, options.name), options.out)
  const file = options.out ?? process.env['GITHUB_STEP_SUMMARY']
  if (!file) return write(githubSummary(shown), undefined)
  for (const note of await addSummary(file, shown)) process.stderr.write(`taskbench: ${stripControl(note)}\n`)
}

async function write(text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    process.stdout.write(text)
    return
  }
  try {
    await mkdir(dirname(resolve(file)), { recursive: true })
    await writeFile(file, text)
  } catch (error) {
    throw writeProblem(file, error)
  }
}
