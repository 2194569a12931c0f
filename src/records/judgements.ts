import { join } from 'node:path'
import { hashJson } from '../hash/hash-json.ts'
import type { Judgement } from '../schema/judge.ts'
import type { TrialRecord } from '../schema/trial-record.ts'
import { readJsonLines } from './json-lines.ts'
import { keptWhileSame } from './kept-while-same.ts'
import { lazyFile } from './lazy-file.ts'
import { trialKeyText } from './record-order.ts'

/** Schema of the lines of `judgements.jsonl`. */
export const JUDGEMENT_SCHEMA = 'taskbench/judgement@1'

/** Where the judgements of a run and use case stand, in the folder of its records. */
export const judgementsFile = (folder: string): string => join(folder, 'judgements.jsonl')

/** The latest judgement of each trial, as `trialKeyText` names it. */
export type Judged = ReadonlyMap<string, Judgement>

/** The judgements of a run and use case, in a file of their folder that is there from the first one on. */
export function openJudgements(folder: string) {
  const path = judgementsFile(folder)
  const file = lazyFile(path)
  return {
    async append(judgements: readonly Judgement[]): Promise<void> {
      if (judgements.length > 0) await file.get().append(judgements.map((judgement) => JSON.stringify(judgement)).join('\n'))
    },
    latest: keptWhileSame(
      async () => [path],
      () => latestJudgements(path),
    ),
    ifOpen: file.ifOpen,
  }
}

async function latestJudgements(file: string): Promise<Judged> {
  const latest = new Map<string, Judgement>()
  for await (const { record } of readJsonLines<Judgement>(file, JUDGEMENT_SCHEMA)) latest.set(trialKeyText(record), record)
  return latest
}

/** Identity of what was judged: the trial's calls, and the session that asked them. */
export function judgedTrialHash({ callIds, session = 0 }: Pick<TrialRecord, 'callIds' | 'session'>): string {
  return hashJson([callIds, session])
}

/** A trial as it was judged last. */
export function withJudgement(trial: TrialRecord, judged: Judged): TrialRecord {
  if (judged.size === 0) return trial
  const judgement = judged.get(trialKeyText(trial))
  if (judgement === undefined || judgement.trialHash !== judgedTrialHash(trial)) return trial
  const { verdict, checks, ingredients, judge } = judgement
  const { judge: _, ...rest } = trial
  return { ...rest, verdict, checks, ingredients: { ...trial.ingredients, ...ingredients }, ...(judge ? { judge } : {}) }
}
