import { existsSync } from 'node:fs'
import type { Config } from '../schema/config.ts'
import type { PlannedTask } from '../services/estimate.ts'
import { leftToAsk } from '../services/left-to-ask.ts'
import { recordedAnswers } from '../services/recorded-answers.ts'
import { tapeFile } from '../tape/tape-paths.ts'

/** Planned tasks with what a tape leaves to ask, and sentences of how much that is. Throws EvalError config where the tape is broken. */
export async function besideTape(
  planned: readonly PlannedTask[],
  config: Config,
): Promise<{ planned: PlannedTask[]; isTaped(task: string, model: string): boolean; notes: string[] }> {
  const recorded = recordedAnswers(config)
  try {
    const beside: PlannedTask[] = []
    for (const { task, judge, chosen } of planned) {
      const models: PlannedTask['chosen'] = []
      for (const { model, cases } of chosen)
        models.push({ model, cases, left: await leftToAsk({ task, model, cases, judge, recorded: (asked) => recorded.of(asked) }) })
      beside.push({ task, judge, chosen: models })
    }
    const found = beside.flatMap(({ chosen }) => chosen).reduce((sum, { left }) => sum + (left?.found ?? 0), 0)
    return {
      planned: beside,
      isTaped: (task, model) => existsSync(tapeFile(config.tape.folder, { task, model })),
      notes: found === 0 ? [] : [`${found} ${found === 1 ? 'call is' : 'calls are'} on the tape and will not be made`],
    }
  } finally {
    await recorded.close()
  }
}
