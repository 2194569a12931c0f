import { formatMoney } from '../src/report/format-metric.ts'
import type { ModelProgress, RunProgress } from '../src/schema/progress.ts'
import { cutTo, displayWidth, padTo } from './display-width.ts'
import { oneLine } from './one-line.ts'

const LEAST_LABEL = 10
const MOST_LABEL = 40
const SEPARATOR = ' · '

/** A part of a line; where there is no room, those of the least weight go first. */
interface Part {
  text: string
  weight: number
}

/**
 * One line per model, none wider than `width`: done, running, rate, errors, retries, cost, time left. Where there are more models than `rows`,
 * those with the most to do are shown, and a last line counts the others. No colours, no control characters.
 */
export function progressLines(
  { models }: Pick<RunProgress, 'models'>,
  width = Number.POSITIVE_INFINITY,
  rows = Number.POSITIVE_INFINITY,
): string[] {
  const shown = models.length <= rows ? models : busiest(models, Math.max(1, rows - 1))
  const labels = shown.map(({ model }) => oneLine(model, 80))
  const room = Math.min(MOST_LABEL, Math.max(LEAST_LABEL, Math.floor(width / 3)))
  const labelWidth = Math.min(room, Math.max(0, ...labels.map(displayWidth)))
  const lines = shown.map((model, index) => {
    const label = padTo(cutTo(labels[index] ?? '', labelWidth), labelWidth)
    return cutTo(`${label}  ${fitted(partsOf(model), width - labelWidth - 2)}`, width)
  })
  const others = models.filter((model) => !shown.includes(model))
  return others.length === 0 ? lines : [...lines, cutTo(othersLine(others), width)]
}

function partsOf(model: ModelProgress): Part[] {
  const { done, planned, running, failed, errored, skipped, retries, unpricedCalls, callsPerMinute, costNanoUsd, etaMs } = model
  const parts: [text: string | null, weight: number][] = [
    [`${done}/${planned} done`, 9],
    [running > 0 ? `${running} running` : null, 2],
    [callsPerMinute === null || done >= planned ? null : formatRate(callsPerMinute), 4],
    [failed > 0 ? `${failed} failed` : null, 1],
    [errored > 0 ? counted(errored, 'error', 'errors') : null, 6],
    [retries > 0 ? counted(retries, 'retry', 'retries') : null, 3],
    [skipped > 0 ? `${skipped} skipped` : null, 2],
    [model.abandoned ? 'abandoned' : null, 8],
    [formatMoney(costNanoUsd), 5],
    [unpricedCalls > 0 ? counted(unpricedCalls, 'unpriced call', 'unpriced calls') : null, 0],
    [done >= planned || etaMs === null ? null : `${formatLeft(etaMs)} left`, 7],
  ]
  return parts.flatMap(([text, weight]) => (text === null ? [] : [{ text, weight }]))
}

function fitted(parts: Part[], width: number): string {
  const kept = [...parts]
  const text = () => kept.map((part) => part.text).join(SEPARATOR)
  while (kept.length > 1 && displayWidth(text()) > width) {
    const least = kept.reduce((a, b) => (b.weight < a.weight ? b : a))
    kept.splice(kept.indexOf(least), 1)
  }
  return text()
}

/** In their own order. */
function busiest(models: readonly ModelProgress[], count: number): ModelProgress[] {
  const left = ({ planned, done }: ModelProgress) => planned - done
  const chosen = new Set([...models].sort((a, b) => left(b) - left(a)).slice(0, count))
  return models.filter((model) => chosen.has(model))
}

function othersLine(others: readonly ModelProgress[]): string {
  const sum = (key: 'done' | 'planned') => others.reduce((total, model) => total + model[key], 0)
  return `and ${counted(others.length, 'other model', 'other models')}: ${sum('done')}/${sum('planned')} done`
}

function formatRate(perMinute: number): string {
  if (perMinute >= 120) return `${Math.round(perMinute / 60)}/s`
  return `${perMinute >= 10 ? Math.round(perMinute) : perMinute}/min`
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

function formatLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`
}
