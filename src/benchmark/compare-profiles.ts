import type { ComparedRun, ProfileComparison } from '../schema/benchmark-trend.ts'
import { EvalError } from '../schema/eval-error.ts'
import type { BenchmarkProfile } from '../schema/profile.ts'
import { compareSides } from './compare-sides.ts'
import type { ComparedSides } from './compare-sides.ts'
import { profileWarnings } from './profile-warnings.ts'
import { EFFECT_FLOOR } from './speed-verdict.ts'

/** Profiles of one run, as they are named by the user. */
export interface ProfileSide {
  name: string
  profiles: readonly BenchmarkProfile[]
}

export interface CompareProfilesOptions {
  floor?: number | undefined
  /** Compare what was measured on different machines all the same. */
  otherMachine?: boolean | undefined
}

/**
 * Run B against run A: scenarios of the same name and hash, models of the same label (or the only ones of both). Throws EvalError config for profiles of
 * different machines that were not asked for, and where nothing can be compared.
 */
export function compareProfiles(
  a: ProfileSide,
  b: ProfileSide,
  { floor = EFFECT_FLOOR, otherMachine = false }: CompareProfilesOptions = {},
): ProfileComparison {
  const [runA, runB] = [runOf(a), runOf(b)]
  if (runA.machine.hash !== runB.machine.hash && !otherMachine) throw otherMachineProblem(a.name, runA, b.name, runB)
  if (runA.runId === runB.runId && samePlaces(a, b))
    throw new EvalError('config', `Found run ${runA.runId} on both sides, expected two runs or two models of it`, {
      hint: 'Name another run, or two models of this one as RUN@MODEL.',
    })
  const refused = refusedScenarios(a, b)
  const pairs = pairsOf(a, b)
  if (pairs.length === 0) throw nothingProblem(a, b, refused)
  return {
    schema: 'taskbench/profile-comparison@1',
    a: runA,
    b: runB,
    floor,
    comparisons: compareSides(pairs, floor),
    refused,
    warnings: profileWarnings(pairs, runA, runB),
  }
}

function runOf({ name, profiles }: ProfileSide): ComparedRun {
  const [first] = profiles
  if (first === undefined)
    throw new EvalError('config', `${name} has no profiles`, {
      hint: 'Store some: taskbench bench run … --profile, or taskbench bench profile RUN.',
    })
  const { runId, at, commit, machine } = first
  return { runId, at, commit, machine }
}

const samePlaces = (a: ProfileSide, b: ProfileSide): boolean => {
  const models = ({ profiles }: ProfileSide) => [...new Set(profiles.map(({ model }) => model))].sort().join('\n')
  return models(a) === models(b)
}

function pairsOf(a: ProfileSide, b: ProfileSide): ComparedSides[] {
  const key = ({ scenario, scenarioHash, step }: BenchmarkProfile) => JSON.stringify([scenario, scenarioHash, step.index])
  const others = Map.groupBy(b.profiles, key)
  return [...Map.groupBy(a.profiles, key)].flatMap(([place, ofA]) => {
    const modelsA = Map.groupBy(ofA, ({ model }) => model)
    const modelsB = Map.groupBy(others.get(place) ?? [], ({ model }) => model)
    const alone = modelsA.size === 1 && modelsB.size === 1 ? [...modelsB.values()][0] : undefined
    return [...modelsA].flatMap(([model, blocks]): ComparedSides[] => {
      const other = modelsB.get(model) ?? alone
      const [first] = other ?? []
      if (other === undefined || first === undefined) return []
      const { scenario, step } = first
      return [
        { scenario, step: step.index, a: { name: `${a.name}@${model}`, blocks }, b: { name: `${b.name}@${first.model}`, blocks: other } },
      ]
    })
  })
}

function refusedScenarios(a: ProfileSide, b: ProfileSide): string[] {
  const hashes = ({ profiles }: ProfileSide) => new Map(profiles.map(({ scenario, scenarioHash }) => [scenario, scenarioHash]))
  const others = hashes(b)
  return [...hashes(a)].flatMap(([scenario, hash]) => {
    const other = others.get(scenario)
    if (other === hash) return []
    if (other === undefined) return [`Scenario ${scenario} is only in ${a.name}.`]
    return [
      `Scenario ${scenario} is not the same in ${a.name} (${hash.slice(0, 8)}) and ${b.name} (${other.slice(0, 8)}): what is asked, or how, has changed. Their times are not compared.`,
    ]
  })
}

function otherMachineProblem(nameA: string, a: ComparedRun, nameB: string, b: ComparedRun): EvalError {
  const text = ({ machine: { cpu, cores, platform, arch } }: ComparedRun) => `${cores} × ${cpu}, ${platform} ${arch}`
  return new EvalError('config', `Found profiles of two machines, expected one: ${nameA} on ${text(a)}, ${nameB} on ${text(b)}`, {
    hint: 'Measure both on one machine, or add --other-machine to compare them all the same.',
  })
}

function nothingProblem(a: ProfileSide, b: ProfileSide, refused: readonly string[]): EvalError {
  const held = ({ name, profiles }: ProfileSide) =>
    `${name} has ${[...new Set(profiles.map(({ scenario, model }) => `${scenario} of ${model}`))].slice(0, 8).join(', ')}`
  return new EvalError('config', ['Nothing can be compared.', ...refused].join(' '), { hint: `${held(a)}; ${held(b)}.` })
}
