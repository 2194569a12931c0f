import { hashJson } from '../hash/hash-json.ts'
import type { TaskJudge } from '../schema/judge.ts'
import type { Task } from '../schema/task.ts'
import { plainChecks, recordsHash } from './records-hash.ts'

type Hashed = Pick<Task, 'name' | 'messages' | 'params' | 'tools' | 'chunking' | 'output' | 'pairing' | 'checks' | 'cases'> & {
  judge: TaskJudge | null
}

/** Identities of a task's parts. White space and comments of YAML do not count: hashes are of what was read. */
export function taskHashes({
  name,
  messages,
  params,
  tools,
  chunking,
  output,
  pairing,
  checks,
  cases,
  judge,
}: Hashed): Pick<Task, 'taskHash' | 'promptHash' | 'checksHash' | 'caseSetHash' | 'recordsHash'> {
  const promptHash = hashJson({ messages, params, tools, schema: output.schema, ...(chunking ? { chunking } : {}) })
  const checksHash = hashJson(plainChecks(checks))
  const caseSetHash = hashJson(cases.map((subject) => subject.caseHash).sort())
  return {
    promptHash,
    checksHash,
    caseSetHash,
    recordsHash: recordsHash({ cases, judge }),
    taskHash: hashJson({ name, promptHash, checksHash, output, pairing }),
  }
}
