import { answerFormat } from '../answers/answer-formats.ts'
import { trialIngredients } from '../metrics/trial-ingredients.ts'
import { seededRandom } from '../random/seeded-random.ts'
import type { AnswerFormat } from '../schema/answer-format.ts'
import type { Case } from '../schema/case.ts'
import type { Json } from '../schema/json.ts'
import type { Task } from '../schema/task.ts'
import type { Damaged, Mutator, MutatorClass } from './define-mutator.ts'
import { mutators } from './mutators.ts'

/** A damaged answer to a case. */
export interface Mutant {
  case: Case
  mutator: string
  class: MutatorClass
  text: string
  /** The task's own matcher tells it from gold: its format is broken, or its F1 or right-or-wrong is below 1. */
  meaningChanging: boolean
}

export interface MutantOptions {
  /** Other seeds damage other places. Default 1. */
  seed?: number
  /** Most mutants of one mutator and case; equal ones count once. Default 1. */
  perMutator?: number
  /** Of more cases so many are damaged, chosen by the seed. Default: all. */
  mostCases?: number
  /** Default: all. */
  using?: readonly Mutator[]
}

type Mutated = Pick<Task, 'name' | 'output' | 'pairing' | 'cases'>

/** Cases whose gold can stand for an answer in the task's format. */
export function casesWithGold({ cases, output, pairing }: Pick<Mutated, 'cases' | 'output' | 'pairing'>): (Case & { gold: Json })[] {
  const format = answerFormat(output.format)
  return cases.filter((subject): subject is Case & { gold: Json } => {
    const { gold } = subject
    if (gold === undefined || (format.shape === 'single' && !pairing && gold !== null && typeof gold === 'object')) return false
    return format.goldProblem(gold, output.schema) === null
  })
}

/**
 * Mutants of the gold answers of a task's cases, by case, mutator and draw. The same seed gives the same mutants whatever other cases there are
 * (but for `other-case`). Rejects with EvalError `config` where semantic pairing lacks its packages.
 */
export async function mutantsOf(task: Mutated, options: MutantOptions = {}): Promise<Mutant[]> {
  const { seed = 1, perMutator = 1, mostCases = Number.POSITIVE_INFINITY, using = mutators } = options
  const format = answerFormat(task.output.format)
  const { schema } = task.output
  const cases = casesWithGold(task)
  const mutants: Mutant[] = []
  const damagedCases = cases.length <= mostCases ? cases : seededRandom('damaged cases', seed, task.name).shuffle(cases).slice(0, mostCases)
  for (const subject of damagedCases) {
    const others = cases.filter((other) => other !== subject).map(({ gold }) => gold)
    for (const mutator of using) {
      const seen = new Set([format.write(subject.gold)])
      for (let draw = 0; draw < perMutator; draw++) {
        const random = seededRandom('mutant', seed, task.name, subject.caseHash, mutator.name, draw)
        const { gold, input } = subject
        const damaged = mutator.mutate({ gold, others, input, format, schema, pairing: task.pairing, random })
        const text = damaged && textOf(damaged, format)
        if (text === null || seen.has(text)) continue
        seen.add(text)
        const meaningChanging = await isMeaningChanging(text, subject, task)
        mutants.push({ case: subject, mutator: mutator.name, class: mutator.class, text, meaningChanging })
      }
    }
  }
  return mutants
}

const textOf = (damaged: Damaged, format: AnswerFormat): string => ('text' in damaged ? damaged.text : format.write(damaged.value))

/** Does the task's own matcher tell an answer from gold? */
export async function isMeaningChanging(
  text: string,
  { gold }: Pick<Case, 'gold'>,
  { output, pairing }: Pick<Task, 'output' | 'pairing'>,
): Promise<boolean> {
  const format = answerFormat(output.format)
  const reading = format.read({ text, toolCalls: [] })
  if (reading.value === undefined || reading.repaired || format.isWhole?.(text) === false) return true
  if (format.goldProblem(reading.value, output.schema) !== null) return true
  const facts = { answer: { text }, reading, gold, format: output.format, pairing, checks: [], kindOf: () => null }
  const { items, single } = await trialIngredients(facts)
  if (items) return items.falsePositives + items.falseNegatives > 0
  return single !== null && !single.right
}
