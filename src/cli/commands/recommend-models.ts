import { EvalError } from '../../schema/eval-error.ts'
import { recommendModels } from '../../services/recommend-models.ts'
import { stripControl } from '../../text/strip-control.ts'
import { modelsLines } from '../recommend/models-lines.ts'

export interface RecommendModelsOptions {
  known?: true
  top: string
  results?: string
  json?: true
}

/** `taskbench recommend models`: models in the order of preference for a use case; nothing is asked. */
export async function recommendModelsCommand(useCase: string, { known, top, results, json }: RecommendModelsOptions): Promise<void> {
  const rows = Number(top)
  if (!Number.isInteger(rows) || rows < 1)
    throw new EvalError('config', `--top: found ${JSON.stringify(top.slice(0, 40))}, expected a whole number from 1`)
  const found = await recommendModels({ root: process.cwd(), useCase, known: known === true, results, env: process.env })
  const text = json ? JSON.stringify(found, null, 2) : modelsLines(found, rows, process.stdout.columns).map(stripControl).join('\n')
  process.stdout.write(`${text}\n`)
}
