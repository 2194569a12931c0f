import type { RunComparison } from '../../schema/run-comparison.ts'
import { counted } from '../format/format-count.ts'
import { visibleText } from '../format/visible-text.ts'

const NAMED = 3

/** What became of B against A in one sentence: which models are worse by the primary metric of a task, which are better, the rest as counts. */
export function comparisonHeadline({ tasks }: Pick<RunComparison, 'tasks'>): string {
  const all = tasks.flatMap(({ task, models }) =>
    models.map(({ model, metrics }) => ({ task, model, verdict: metrics.find(({ primary }) => primary)?.verdict ?? 'undecided' })),
  )
  if (all.length === 0) return 'Nothing is compared: the two have no task and model in common.'
  const of = (verdict: string) => all.filter((each) => each.verdict === verdict)
  const count = (verdict: string): string[] => {
    const found = of(verdict).length
    return found === 0 ? [] : [`${verdict} in ${found === all.length ? `all ${counted(found, 'comparison')}` : found}`]
  }
  const named = (verdict: string): string[] => {
    const models = [...Map.groupBy(of(verdict), ({ model }) => model)].map(([model, on]) => modelText(model, on, tasks.length))
    return models.length === 0 ? [] : [`${listed(models)} ${models.length === 1 ? 'is' : 'are'} ${verdict}`]
  }
  const parts = [...named('worse'), ...named('better'), ...count('equivalent'), ...count('no difference found'), ...count('undecided')]
  return `B against A: ${parts.join('; ')}.`
}

function modelText(model: string, on: readonly { task: string }[], tasks: number): string {
  const name = visibleText(model)
  if (tasks === 1) return name
  if (on.length === tasks) return `${name} on all ${tasks} tasks`
  return on.length === 1 ? `${name} on ${visibleText(on[0]?.task ?? '')}` : `${name} on ${on.length} tasks`
}

const listed = (names: readonly string[]): string => {
  const shown = names.length > NAMED ? [...names.slice(0, NAMED - 1), `${names.length - NAMED + 1} more`] : names
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
