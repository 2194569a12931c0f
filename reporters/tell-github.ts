import type { TestCase, Vitest } from 'vitest/node'
import { EvalError } from '../src/schema/eval-error.ts'
import type { Report } from '../src/schema/report.ts'
import { addSummary } from './github.ts'
import { githubAnnotations } from './github-annotations.ts'
import { oneLine } from './one-line.ts'
import type { CompareWithMain } from './run-registry.ts'

export interface ToldRun {
  vitest: Vitest
  tests: readonly TestCase[]
  reports: readonly Report[]
  configFile: string | null
  compare: CompareWithMain
}

/** Shows a run that has ended to GitHub Actions: adds it to the job's summary and returns its annotations, lines that are printed as they are. */
export async function tellGithub({ vitest, tests, reports, configFile, compare }: ToldRun, env: NodeJS.ProcessEnv): Promise<string[]> {
  const testsAreShown = vitest.config.reporters.some((reporter) => (Array.isArray(reporter) ? reporter[0] : reporter) === 'github-actions')
  const annotations = githubAnnotations({ tests, reports, configFile, workspace: env['GITHUB_WORKSPACE'], testsAreShown })
  const file = env['GITHUB_STEP_SUMMARY']
  if (!file) return annotations
  const said: string[] = []
  for (const [runId, ofRun] of Map.groupBy(reports, ({ run }) => run.id)) {
    const notes = await addSummary(file, { reports: ofRun, ...(await compare(runId)) }).catch((error: unknown) => {
      if (!EvalError.is(error)) throw error
      return [error.message]
    })
    said.push(...notes.map((note) => `taskbench: ${oneLine(note)}`))
  }
  return [...annotations, ...said]
}
