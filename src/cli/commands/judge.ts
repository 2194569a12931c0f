import { loadConfig } from '../../config/load-config.ts'
import { openFileRecordStore } from '../../records/file-record-store.ts'
import { findRun } from '../../records/find-run.ts'
import { listRuns } from '../../records/list-runs.ts'
import { recordsFolder } from '../../records/run-paths.ts'
import type { Config } from '../../schema/config.ts'
import { judgeRun } from '../../services/judge-run.ts'
import { stripControl } from '../../text/strip-control.ts'
import { baselinesOf } from '../../../reporters/baselines-of.ts'
import { outputFormats } from '../../../reporters/output-formats.ts'
import { writeReports } from '../../../reporters/write-reports.ts'
import { judgedLines } from './judged-lines.ts'

export interface JudgeCommandOptions {
  all?: true
  calibrate?: string
}

/** `taskbench judge`: stored answers, judged again by today's checks and judge; no evaluated model is asked. */
export async function judge(id: string, options: JudgeCommandOptions): Promise<void> {
  const config = await loadConfig({ root: process.cwd(), env: process.env })
  if (options.calibrate !== undefined) return (await import('./calibrate.ts')).calibrate(options.calibrate, id, config)
  const runs = options.all ? await listRuns(config.resultsFolder) : [await findRun(config.resultsFolder, id)]
  const stopped = new AbortController()
  for (const { runId, useCases } of runs) {
    const judged = await judgeRun({ config, env: process.env, runId, useCases, signal: stopped.signal })
    const files = await report(config, runId, useCases)
    print([...judgedLines(runId, judged), ...files.map((file) => `Report: ${file}`)])
  }
}

async function report({ resultsFolder, root }: Config, runId: string, useCases: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const useCase of useCases) {
    const store = openFileRecordStore({ resultsFolder, runId, useCase })
    const written = await writeReports({
      store,
      folder: recordsFolder(resultsFolder, useCase, runId),
      formats: Object.keys(outputFormats),
      baselines: await baselinesOf(store, root),
    })
    await store.close()
    files.push(...written.files.filter(({ format }) => format === 'html').map(({ file }) => file))
  }
  return files
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.map(stripControl).join('\n')}\n`)
}
