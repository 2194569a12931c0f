import type { TestSpecification, Vitest } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'
import { TASK_FILE } from '../paths/task-file.ts'
import type { Config } from '../schema/config.ts'
import type { PlannedFile } from '../services/planned-file.ts'
import { stripControl } from '../text/strip-control.ts'
import { modelsOf } from './models-of.ts'
import { EVALS } from './plugin-options.ts'
import type { TaskReader } from './task-reader.ts'

export interface PlanOptions {
  vitest: Vitest
  tasks: TaskReader
  config: Config
  /** Of all projects, as Vitest starts its run with them. */
  specifications: readonly TestSpecification[]
}

/** The task files whose tests will run, in the order of their run: none where Vitest's choice or order cannot be known. */
export async function planFiles({ vitest, tasks, config, specifications }: PlanOptions): Promise<PlannedFile[]> {
  const ordered = await inOrder(vitest, specifications)
  return ordered
    .filter((specification) => specification.project.name === EVALS && TASK_FILE.test(specification.moduleId) && isClear(specification))
    .map(({ moduleId, project, testLines = [], testNamePattern }) => ({
      file: moduleId,
      read: async () => tasks.readBefore(moduleId),
      readAgain: () => tasks.readAgain(moduleId),
      models: (task) => modelsOf(task, config.models),
      isChosen: isChosen({ testLines, testNamePattern: testNamePattern ?? project.serializedConfig.testNamePattern }),
    }))
}

/** Vitest shards and sorts after a run has started, with the class that its config names: its own give the same result each time. */
async function inOrder(vitest: Vitest, specifications: readonly TestSpecification[]): Promise<readonly TestSpecification[]> {
  const { sequencer: Sequencer } = vitest.config.sequence
  const isRandom = Sequencer.name === 'RandomSequencer' && Object.getPrototypeOf(Sequencer) === BaseSequencer
  if (Sequencer !== BaseSequencer && !isRandom) return []
  const sequencer = new Sequencer(vitest)
  return sequencer.sort(vitest.config.shard ? await sequencer.shard([...specifications]) : [...specifications])
}

/** Is a file's choice of tests one that `isChosen` knows? */
function isClear({ project, testIds, testNames, testTagsFilter, testLines }: TestSpecification): boolean {
  if (testIds || testNames || testTagsFilter) return false
  return !testLines?.length || project.serializedConfig.includeTaskLocation === true
}

/** Vitest's own reading of `-t` and `file:line`: the name of a test begins with those of its suites; a suite's line chooses all in it. */
function isChosen({ testLines, testNamePattern }: Choice): PlannedFile['isChosen'] {
  return (task, model, subject) => {
    const { name, cases } = task.lines
    if (testLines.length > 0 && !testLines.includes(name)) {
      const line = subject.place.file === task.file ? subject.place.line : cases
      if (!testLines.includes(line)) return false
    }
    return !testNamePattern || [task.name, model.label, stripControl(subject.id)].join(' > ').match(testNamePattern) !== null
  }
}

interface Choice {
  testLines: readonly number[]
  testNamePattern: RegExp | undefined
}
