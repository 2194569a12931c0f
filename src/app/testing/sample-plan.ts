import type { Result } from '../../schema/report.ts'

/** A model of the sample and how good, dear and slow it is. */
export interface SampleModel {
  label: string
  id: string
  simulated: boolean
  right: number
  usdPerCall: number
  latencyMs: number
}

/** A task of the sample. */
export interface SampleTask {
  name: string
  primary: string
  checks: { name: string; kind: string; severity: 'critical' | 'warning' | 'info'; generated?: Result['checks'][number]['generated'] }[]
  tags: string[]
  /** How much harder it is than the easiest. */
  hardness: number
}

export const SAMPLE_MODELS: readonly SampleModel[] = [
  { label: 'sonnet', id: 'anthropic:claude-sonnet-4-5', simulated: false, right: 0.93, usdPerCall: 0.0068, latencyMs: 2_900 },
  { label: 'mini, cold', id: 'openai:gpt-5-mini', simulated: false, right: 0.91, usdPerCall: 0.0011, latencyMs: 1_400 },
  { label: 'sim:careful', id: 'sim:careful', simulated: true, right: 0.86, usdPerCall: 0.0021, latencyMs: 900 },
  { label: 'sim:hasty', id: 'sim:hasty', simulated: true, right: 0.7, usdPerCall: 0.0002, latencyMs: 240 },
]

export const SAMPLE_TASKS: readonly SampleTask[] = [
  {
    name: 'lecture-concepts',
    primary: 'f1',
    hardness: 0.1,
    tags: ['physics', 'history', 'long'],
    checks: [
      { name: 'is-json', kind: 'schema', severity: 'critical' },
      { name: 'no-overlap', kind: 'no-overlap', severity: 'critical' },
      { name: 'ordered-by-time', kind: 'ordered', severity: 'warning', generated: { category: 'order', reviewed: false, unproven: true } },
      { name: 'covers-the-lecture', kind: 'covers', severity: 'warning' },
      { name: 'titles-are-unique', kind: 'unique', severity: 'info' },
      { name: 'explains-rather-than-names', kind: 'judge', severity: 'warning' },
    ],
  },
  {
    name: 'ticket-triage',
    primary: 'accuracy',
    hardness: 0,
    tags: ['billing', 'outage', 'german'],
    checks: [
      { name: 'right-label', kind: 'equals', severity: 'critical' },
      { name: 'one-of-the-labels', kind: 'one-of', severity: 'critical' },
      { name: 'short', kind: 'length', severity: 'info' },
    ],
  },
  {
    name: 'invoice-fields',
    primary: 'f1',
    hardness: 0.05,
    tags: ['scanned', 'multi-page'],
    checks: [
      { name: 'schema', kind: 'schema', severity: 'critical' },
      { name: 'total-is-right', kind: 'number', severity: 'critical' },
      { name: 'lines-add-up', kind: 'expression', severity: 'warning' },
    ],
  },
]

export const SAMPLE_RUN = '20261121t045512z-x7k2q9'
