import type { Place } from '../schema/fault.ts'
import type { TaskSettings } from '../schema/task.ts'
import { accuracy } from './accuracy.ts'
import { completeness } from './completeness.ts'
import { f1 } from './f1.ts'
import { fieldAccuracy } from './field-accuracy.ts'
import { hallucination } from './hallucination.ts'
import { outputShape } from './output-shape.ts'

/** What is not wrong in a task, but probably not meant. */
export interface TaskWarning {
  place: Place | undefined
  message: string
}

/** Metrics that an answer improves by saying less. */
const SAYING_LESS = new Set([accuracy, hallucination, fieldAccuracy].map(({ name }) => name))
/** Metrics that fall when something is left out. */
const LEFT_OUT = new Set([completeness, f1].map(({ name }) => name))

/** Warns of a set task's gate on accuracy where no gate asks for completeness: a model passes it by saying less. */
export function gateWarnings({ gates, output, pairing }: Pick<TaskSettings, 'gates' | 'output' | 'pairing'>): TaskWarning[] {
  if (gates.some(({ metric }) => LEFT_OUT.has(metric)) || outputShape({ output, pairing }) === 'single') return []
  const gate = gates.find(({ metric }) => SAYING_LESS.has(metric))
  if (gate === undefined) return []
  const message = `a gate on ${gate.metric} alone is passed by saying less: add one on ${completeness.name} or ${f1.name}`
  return [{ place: gate.place, message }]
}
