import type { BenchmarkObserver } from '../../schema/benchmark-observer.ts'
import type { BenchmarkCell } from '../../schema/benchmark-report.ts'
import type { Model } from '../../schema/model.ts'
import type { Sample } from '../../schema/sample.ts'
import { scenarioSchema } from '../../schema/scenario.ts'
import type { Scenario, ScenarioInput } from '../../schema/scenario.ts'
import { testModel } from '../../schema/testing/test-model.ts'
import { ModelHealth } from '../model-health.ts'
import { resolveScenario } from '../resolve-scenario.ts'
import { runScenario } from '../run-scenario.ts'
import { VirtualClock } from './virtual-clock.ts'
import { virtualModel } from './virtual-model.ts'
import type { VirtualModelOptions } from './virtual-model.ts'

/** A scenario with little to say for itself. */
export function testScenario(written: Partial<ScenarioInput> = {}): Scenario {
  const given = scenarioSchema.parse({ name: 'test', prompt: 'Hello', warmUp: {}, ...written })
  return resolveScenario(given, Array.isArray(given.inputs) ? given.inputs : [{}], null)
}

export interface VirtualRun extends Omit<VirtualModelOptions, 'clock'> {
  models?: readonly Model[]
  observers?: (controls: { stop: AbortController; cut: AbortController }) => BenchmarkObserver[]
}

/** Measures a scenario in virtual time. */
export async function virtualRun(
  written: Partial<ScenarioInput>,
  { models = [testModel({ name: 'a' })], observers, ...options }: VirtualRun = {},
) {
  const clock = new VirtualClock()
  const model = virtualModel({ clock, ...options })
  const samples: Sample[] = []
  const blocks: string[] = []
  const health = new Map(models.map(({ label }) => [label, new ModelHealth()]))
  const [stop, cut] = [new AbortController(), new AbortController()]
  const measured = await clock.play(
    runScenario({
      scenario: testScenario(written),
      models,
      call: model.call,
      clock,
      seed: 1,
      stop: stop.signal,
      cut: cut.signal,
      healthOf: ({ label }) => health.get(label) as ModelHealth,
      observers: [
        { onBlockStart: (block) => void blocks.push(`${block.model.name}${block.repetition}.${block.step.index}`) },
        ...(observers?.({ stop, cut }) ?? []),
      ],
      onSample: (sample) => void samples.push(sample),
    }),
  )
  const phases = (phase: Sample['phase']) => samples.filter((sample) => sample.phase === phase)
  return {
    ...measured,
    samples,
    blocks,
    health,
    ...model,
    warmUp: phases('warm-up'),
    measured: phases('measured'),
    coolDown: phases('cool-down'),
  }
}

/** What is suspect of a cell but for this process and its machine, whose time is not virtual. */
export function reasonsOfLoad({ validity }: BenchmarkCell): string[] {
  return validity.reasons.filter((reason) => !/^(this process|the event loop|garbage)/.test(reason))
}
