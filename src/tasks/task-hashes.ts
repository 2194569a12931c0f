import { hashJson } from '../hash/hash-json.ts'
import type { Task } from '../schema/task.ts'

type Hashed = Pick<Task, 'name' | 'messages' | 'params' | 'tools' | 'chunking' | 'output' | 'pairing' | 'checks' | 'cases'>

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
}: Hashed): Pick<Task, 'taskHash' | 'promptHash' | 'checksHash' | 'caseSetHash'> {
  const promptHash = hashJson({ messages, params, tools, schema: output.schema, ...(chunking ? { chunking } : {}) })
  const checksHash = hashJson(checks.map(({ place: _, generated: __, ...check }) => check))
  const caseSetHash = hashJson(cases.map((subject) => subject.caseHash).sort())
  return { promptHash, checksHash, caseSetHash, taskHash: hashJson({ name, promptHash, checksHash, output, pairing }) }
}
