import type { Comparison, Ranking, Report } from '../schema/report.ts'
import { cheapestTied } from './cheapest-tied.ts'
import { formatInterval, formatPValue } from './format-metric.ts'
import { leadClause } from './lead-clause.ts'

type Entry = Ranking['entries'][number]

const NAMED_AT_MOST = 4

const listed = (names: string[]): string => {
  const shown = names.length > NAMED_AT_MOST ? [...names.slice(0, NAMED_AT_MOST - 1), `${names.length - NAMED_AT_MOST + 1} more`] : names
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** The comparison of two models by the ranking's metric, whichever way round it was made. */
const between = (report: Report, task: string, metric: string, a: string, b: string): Comparison | undefined =>
  report.comparisons.find(
    (each) => each.task === task && each.metric === metric && ((each.a === a && each.b === b) || (each.a === b && each.b === a)),
  )

/**
 * What the ranking of a task says, in one sentence of plain words: the best model, those from which no difference was found and the cheapest of
 * them, those that are worse. `name` shows a model's label; `text` any other text of the report.
 */
export function verdictSentence(
  report: Report,
  task: string,
  name: (model: string) => string = (model) => model,
  text: (reason: string) => string = (reason) => reason,
): string {
  const ranking = report.ranking.find((each) => each.task === task)
  const scored = ranking?.entries.filter((entry) => entry.score !== null) ?? []
  const [best] = scored
  if (ranking === undefined || best === undefined) return `No model can be ranked${reasonOf(report, task, text)}.`
  const unit =
    report.results.find((result) => result.task === task && result.model === best.model)?.metrics[ranking.metric]?.unit ?? 'share'
  const score = formatInterval({ value: best.score, low: best.low, high: best.high }, unit)
  const others = scored.slice(1)
  if (others.length === 0) return alone(best, score, ranking, name)

  const tied = others.filter((entry) => entry.tiedWithBest === true)
  const unclear = others.filter((entry) => entry.tiedWithBest === null)
  const worse = others.filter((entry) => entry.tiedWithBest === false)
  if (unclear.length === others.length) {
    return `${[nobody(scored, unit, ranking.metric, name), ...contradictions(report, task, ranking.metric, best, unclear)].join('; ')}.`
  }
  const worseParts = worse.map((entry) => {
    const comparison = between(report, task, ranking.metric, best.model, entry.model)
    return { name: name(entry.model), p: formatPValue(comparison?.adjustedPValue ?? comparison?.pValue ?? null) }
  })
  const parts = [
    leaders(best, tied, unclear, { metric: ranking.metric, unit }, name),
    ...savingOf(report, task, best, tied, name),
    ...unclearParts(unclear, name),
    ...contradictions(report, task, ranking.metric, best, unclear),
    ...(worse.length > 0 ? [worseText(worseParts)] : []),
  ]
  return `${parts.join('; ')}.`
}

/**
 * What the ranking over the tasks of a use case says: the best model, those from which no difference was found, those that are worse. `null` where the
 * report has no such ranking, or no model has a score in it.
 */
export function useCaseSentence({ ranking: rankings, results }: Report, name: (model: string) => string = (model) => model): string | null {
  const ranking = rankings.find(({ useCase }) => useCase !== undefined)
  const [best, ...others] = ranking?.entries.filter((entry) => entry.score !== null) ?? []
  if (ranking === undefined || best === undefined) return null
  const tasks = new Set(results.map(({ task }) => task)).size
  const metric = `the mean of ${ranking.metric} over ${tasks} tasks`
  const score = formatInterval({ value: best.score, low: best.low, high: best.high }, 'share')
  if (others.length === 0) return alone(best, score, { ...ranking, metric }, name)
  const tied = others.filter((entry) => entry.tiedWithBest === true)
  const unclear = others.filter((entry) => entry.tiedWithBest === null)
  if (unclear.length === others.length) return `${nobody([best, ...others], 'share', metric, name)}.`
  const worse = others.filter((entry) => entry.tiedWithBest === false).map((entry) => ({ name: name(entry.model), p: '' }))
  const parts = [
    leaders(best, tied, unclear, { metric, unit: 'share' }, name),
    ...unclearParts(unclear, name),
    ...(worse.length > 0 ? [worseText(worse)] : []),
  ]
  return `${parts.join('; ')}.`
}

const unclearParts = (unclear: Entry[], name: (model: string) => string): string[] =>
  unclear.length === 0
    ? []
    : [`whether ${listed(unclear.map((entry) => name(entry.model)))} ${unclear.length === 1 ? 'differs' : 'differ'} is undecided`]

/** Said once for all models of which the test says one thing and the interval another. */
const contradictions = (report: Report, task: string, metric: string, best: Entry, unclear: Entry[]): string[] => {
  const found = unclear.flatMap(({ model }) => between(report, task, metric, best.model, model)?.reason ?? [])
  return found.slice(0, 1)
}

/** Where nothing is decided nobody leads: a model that stands below for what it lacks may have the better score. */
const nobody = (entries: Entry[], unit: string, metric: string, name: (model: string) => string): string => {
  const each = entries.map(
    (entry) => `${name(entry.model)} (${formatInterval({ value: entry.score, low: entry.low, high: entry.high }, unit)})`,
  )
  return `No model is known to lead by ${metric}: whether ${listed(each)} differ is undecided`
}

const savingOf = (report: Report, task: string, best: Entry, tied: Entry[], name: (model: string) => string): string[] => {
  const models = tied.map(({ model }) => model)
  const cheaper = cheapestTied(report, task, best.model, models)
  return cheaper === null ? [] : [`${name(cheaper.model)} costs ${Math.min(99, Math.round(cheaper.share * 100))} % less`]
}

const worseText = (worse: { name: string; p: string }[]): string => {
  const inBrackets = (p: string): string => (p === '' ? '' : ` (${p})`)
  const [only, ...more] = worse
  if (only !== undefined && more.length === 0) return `${only.name} is worse${inBrackets(only.p)}`
  return `${listed(worse.map(({ name, p }) => name + inBrackets(p)))} are worse`
}

const alone = (best: Entry, score: string, ranking: Ranking, name: (model: string) => string): string =>
  ranking.entries.length === 1
    ? `${name(best.model)} has ${score} by ${ranking.metric}; there is no other model to compare it with.`
    : `${name(best.model)} has ${score} by ${ranking.metric}; no other model has a score.`

const leaders = (
  best: Entry,
  tied: Entry[],
  unclear: Entry[],
  { metric, unit }: { metric: string; unit: string },
  name: (model: string) => string,
): string => leadClause({ best, tied, unclear: unclear.length > 0, by: `by ${metric}`, unit, listed: (models) => listed(models.map(name)) })

const reasonOf = (report: Report, task: string, text: (reason: string) => string): string => {
  const result = report.results.find((each) => each.task === task)
  const reason = result?.metrics[result.primary]?.reason ?? null
  return result === undefined ? '' : ` by ${result.primary}${reason === null ? '' : `: ${text(reason)}`}`
}
