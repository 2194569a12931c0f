import { metricDefinition } from '../metrics/metrics.ts'
import type { TaskFacts } from '../metrics/output-shape.ts'
import type { Json } from '../schema/json.ts'
import { extractJson } from '../text/extract-json.ts'
import { shorten } from '../text/shorten.ts'
import { stripControl } from '../text/strip-control.ts'
import { metricProblem } from './legal-metrics.ts'
import type { RecommendedMetric, RecommendedMetrics } from './recommended-metrics.ts'

const LONGEST_REPLY = 100_000
const MOST_METRICS = 50
const LONGEST_NAME = 60
const LONGEST_REASON = 300

/** Metrics from the reply of a model; `problem`: why it cannot be used. Never throws; never a metric that the task cannot compute. */
export function readMetrics(text: string, facts: TaskFacts): RecommendedMetrics & { problem: string | null } {
  if (text.length > LONGEST_REPLY) return nothing(`the reply has ${text.length} characters, more than the ${LONGEST_REPLY} that are read`)
  const found = extractJson(text)
  if (found.value === undefined) return nothing(found.problem.replace('the answer', 'the reply'))
  const list = listIn(found.value)
  if (!list) return nothing('expected an object with a list under "metrics"')
  if (list.length === 0) return nothing('the list under "metrics" is empty')
  if (list.length > MOST_METRICS) return nothing(`the list has ${list.length} entries, expected at most ${MOST_METRICS}`)
  const { metrics, refused } = sorted(list, facts)
  if (metrics.length === 0) {
    const why = refused.map(({ name, reason }) => `${name} (${reason})`).join(', ')
    return { ...nothing(`none of the metrics can be taken: ${shorten(why, 1_000)}`), refused }
  }
  const { primary, problem } = primaryOf(found.value, metrics)
  return { metrics, primary, refused: problem ? [...refused, problem] : refused, problem: null }
}

const nothing = (problem: string) => ({ metrics: [], primary: null, refused: [], problem })

/** An own field of an object, whatever it is called. */
function fieldOf(value: Json, key: string): Json | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

function listIn(value: Json): Json[] | null {
  const list = Array.isArray(value) ? value : fieldOf(value, 'metrics')
  return Array.isArray(list) ? list : null
}

function sorted(list: readonly Json[], facts: TaskFacts): Pick<RecommendedMetrics, 'metrics' | 'refused'> {
  const metrics: RecommendedMetric[] = []
  const refused: RecommendedMetric[] = []
  for (const entry of list) {
    const given = fieldOf(entry, 'name')
    const reason = oneLine(fieldOf(entry, 'reason'), LONGEST_REASON)
    const name = typeof given === 'string' ? given.trim() : null
    const refuse = (why: string) => refused.push({ name: oneLine(name ?? JSON.stringify(given ?? entry), LONGEST_NAME), reason: why })
    const problem = name === null ? 'it is no name' : metricProblem(name, facts)
    if (problem !== null || name === null) refuse(problem ?? '')
    else if (reason === '') refuse('it came without a reason')
    else if (metrics.some((metric) => metric.name === name)) refuse('it is named twice: the first reason counts')
    else metrics.push({ name, reason })
  }
  return { metrics, refused }
}

function primaryOf(value: Json, metrics: readonly RecommendedMetric[]): { primary: string | null; problem: RecommendedMetric | null } {
  const given = fieldOf(value, 'primary')
  if (given === undefined) return { primary: null, problem: null }
  const primary = typeof given === 'string' ? given.trim() : null
  const taken = metrics.some(({ name }) => name === primary)
  const isTail = primary !== null && metricDefinition(primary)?.isTail === true
  if (taken && !isTail) return { primary, problem: null }
  const why = taken ? 'it has no score per case to be compared by' : 'it is none of those that were taken'
  return {
    primary: null,
    problem: { name: oneLine(primary ?? JSON.stringify(given), LONGEST_NAME), reason: `as the primary metric: ${why}` },
  }
}

function oneLine(text: Json | undefined, most: number): string {
  return typeof text === 'string' ? shorten(stripControl(text.slice(0, LONGEST_REPLY)).replaceAll(/\s+/g, ' ').trim(), most) : ''
}
