import type { Trait } from '../schema/use-case.ts'
import { formatNumber } from '../text/format-number.ts'
import { historyGrade } from './history-grade.ts'
import type { ModelFacts } from './model-facts.ts'
import { exactGrade, logScale, unknownGrade } from './part.ts'
import type { Grade, Part } from './part.ts'

/** US dollars per answer. */
export const COST_SCALE = { worst: 1, best: 0.0001 }
/** Seconds to the last token. */
export const LATENCY_SCALE = { worst: 60, best: 0.5 }
export const CONTEXT_SCALE = { worst: 8_000, best: 1_000_000 }

/** History is half of the score whatever else counts. */
export const HISTORY_WEIGHT = 0.5
/** Points of cost and latency where the use case does not ask for them, and of whatever it asks for: their share of the other half. */
const USUAL_POINTS = 1
const WANTED_POINTS = 3

/** What is wanted of the models of a use case. */
export interface Wanted {
  traits: readonly Trait[]
  /** Tasks that any model was measured on. */
  tasks: readonly string[]
  /** Tokens of a usual question; `null`: not known. */
  inputTokens: number | null
}

type Grader = (facts: ModelFacts, wanted: Wanted) => Grade

const ALWAYS: readonly { name: string; trait: Trait; grade: Grader }[] = [
  { name: 'cost', trait: 'low-cost', grade: costGrade },
  { name: 'latency', trait: 'low-latency', grade: latencyGrade },
]
const ASKED_FOR: Readonly<Partial<Record<Trait, Grader>>> = { 'long-context': contextGrade, private: privateGrade }

/** The parts of a model's score, in one order; weights depend on the use case's traits alone and add up to 1. */
export function useCaseParts(facts: ModelFacts, wanted: Wanted): Part[] {
  const traits = [...new Set(wanted.traits)].filter((trait) => ALWAYS.every((part) => part.trait !== trait))
  const others = [
    ...ALWAYS.map(({ name, trait, grade }) => ({ name, grade, points: wanted.traits.includes(trait) ? WANTED_POINTS : USUAL_POINTS })),
    ...traits.map((trait) => ({ name: trait, grade: ASKED_FOR[trait] ?? traitGrade(trait), points: WANTED_POINTS })),
  ]
  const sum = others.reduce((total, { points }) => total + points, 0)
  return [
    { name: 'history', weight: HISTORY_WEIGHT, ...historyGrade(facts.results, wanted.tasks) },
    ...others.map(({ name, grade, points }) => ({ name, weight: ((1 - HISTORY_WEIGHT) * points) / sum, ...grade(facts, wanted) })),
  ]
}

function costGrade({ cost }: ModelFacts): Grade {
  if (cost === null) return unknownGrade('no price is known')
  const value = cost.usd <= 0 ? 1 : logScale(cost.usd, COST_SCALE)
  return exactGrade(value, `$${Number(cost.usd.toPrecision(2))} per answer, ${cost.from}`)
}

function latencyGrade({ latency }: ModelFacts): Grade {
  if (latency === null) return unknownGrade('latency not measured')
  const seconds = latency.ms / 1_000
  return exactGrade(seconds <= 0 ? 1 : logScale(seconds, LATENCY_SCALE), `median ${seconds.toFixed(1)} s (n ${latency.n})`)
}

function contextGrade({ contextTokens }: ModelFacts, { inputTokens }: Wanted): Grade {
  if (contextTokens === null) return unknownGrade('context length not known')
  const shown = `context of ${formatNumber(contextTokens, { decimals: 0 })} tokens`
  if (inputTokens !== null && inputTokens > contextTokens)
    return exactGrade(0, `${shown}, less than a usual question of ${formatNumber(inputTokens, { decimals: 0 })}`)
  return exactGrade(logScale(contextTokens, CONTEXT_SCALE), shown)
}

function privateGrade({ staysHere, traits }: ModelFacts): Grade {
  if (traits.includes('private')) return exactGrade(1, 'private by the config')
  if (staysHere === null) return unknownGrade('where its server stands is not known')
  return staysHere ? exactGrade(1, 'nothing leaves this machine') : exactGrade(0, 'asks a vendor')
}

function traitGrade(trait: Trait): Grader {
  return ({ traits }) =>
    traits.includes(trait)
      ? exactGrade(1, `${trait} by the config`)
      : unknownGrade('not known: `traits` of the model in the config may say')
}
