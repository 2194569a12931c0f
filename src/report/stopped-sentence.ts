import type { Result } from '../schema/report.ts'
import { formatNumber } from '../text/format-number.ts'

const count = (n: number, one: string): string => `${formatNumber(n, { decimals: 0 })} ${one}${n === 1 ? '' : 's'}`

/**
 * How many cases each model was asked before all of its gates were decided, and how many calls that saved; `null` where none stopped. `name` shows
 * a model's label.
 */
export function stoppedSentence(results: readonly Result[], name: (model: string) => string = (model) => model): string | null {
  const stopped = results.flatMap((result) => (result.stopped ? [{ ...result, stopped: result.stopped }] : []))
  const [first] = stopped
  if (first === undefined) return null
  const each = stopped.map(
    ({ model, cases, stopped: { casesAsked }, trials: { callsSaved = 0 } }) =>
      `${name(model)} after ${casesAsked} of ${count(cases, 'case')} (${count(callsSaved, 'call')} saved)`,
  )
  const { watched } = first.stopped
  const common = Math.min(...stopped.map(({ stopped: { casesAsked } }) => casesAsked))
  const ranked = results.length === 1 ? '' : `; models are ranked on the ${count(common, 'case')} that all were asked`
  const others =
    watched.length === 0
      ? 'all intervals are'
      : `all intervals but ${watched.length === 1 ? 'that' : 'those'} of ${watched.join(' and ')} are`
  return `Stopped early, for all gates were decided: ${each.join(', ')}; ${others} those of a run that stopped early${ranked}`
}
