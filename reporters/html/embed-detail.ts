import { answerQuality } from '../../src/report/answer-quality.ts'
import type { CallRecord } from '../../src/schema/call.ts'
import type { EmbeddedCall, EmbeddedDetail, EmbeddedTrial, KeptText } from '../../src/schema/embedded-report.ts'
import type { Json } from '../../src/schema/json.ts'
import type { TrialDetail } from '../../src/schema/record-store.ts'
import type { TextKeeper } from './text-keeper.ts'

const embedCall = (record: CallRecord, keeper: TextKeeper): EmbeddedCall => {
  const { schema: _, requestHash: __, task: ___, case: ____, trial: _____, simulated: ______, request, completion, ...call } = record
  const { tools, outputSchema } = request
  return {
    ...call,
    request: {
      messages: request.messages.map((message) => ({ ...message, content: keeper.shared(message.content) })),
      params: request.params,
      extras: tools === undefined && outputSchema === undefined ? null : keeper.shared(JSON.stringify({ tools, outputSchema })),
    },
    completion: completion === null ? null : { ...completion, text: keeper.own(completion.text) },
  }
}

const saysTheSame = (text: string, json: string): boolean => {
  try {
    return JSON.stringify(JSON.parse(text)) === json
  } catch {
    return false
  }
}

/** Most outputs are the answer's text, parsed: those are left out. */
const embedOutput = (output: Json | undefined, text: string, keeper: TextKeeper): KeptText | null => {
  if (output === undefined || output === text) return null
  const json = JSON.stringify(output)
  return saysTheSame(text, json) ? null : keeper.own(json)
}

/** A trial and its calls with long and repeated texts by reference. */
export function embedDetail({ trial, calls }: TrialDetail, keeper: TextKeeper): EmbeddedDetail {
  const { schema: _, runId: __, caseHash: ___, callIds: ____, ingredients: _____, answer, output, ...rest } = trial
  const text = answer?.text ?? calls.at(-1)?.completion?.text ?? ''
  const embedded: EmbeddedTrial = {
    ...rest,
    answer: answer === null ? null : { ...answer, text: keeper.own(answer.text) },
    output: embedOutput(output, text, keeper),
    quality: answerQuality(trial),
  }
  return { trial: embedded, calls: calls.map((call) => embedCall(call, keeper)) }
}
