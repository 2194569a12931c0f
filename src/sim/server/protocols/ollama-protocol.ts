import type { JsonObject } from '../../../schema/json.ts'
import type { ServedAnswer, ServerProtocol } from '../server-protocol.ts'

const line = (data: object) => `${JSON.stringify(data)}\n`

/** Ollama's /api/chat: one JSON object per line. It has no word for a refusal and no limits of its own. */
export const ollamaProtocol: ServerProtocol = {
  name: 'ollama',
  idPrefix: 'ollama-',
  saysCost: false,
  streamsByDefault: true,
  streamType: 'application/x-ndjson',
  open: () => '',
  piece: (answer, text) => line({ ...header(answer), message: { role: 'assistant', content: text }, done: false }),
  close: (answer) =>
    (answer.refusal === '' ? '' : ollamaProtocol.piece(answer, answer.refusal)) +
    (answer.toolCalls.length === 0
      ? ''
      : line({ ...header(answer), message: { role: 'assistant', content: '', tool_calls: toolCallsOf(answer) }, done: false })) +
    line({ ...header(answer), message: { role: 'assistant', content: '' }, ...ending(answer) }),
  whole: (answer) => {
    const calls = answer.toolCalls.length === 0 ? {} : { tool_calls: toolCallsOf(answer) }
    return JSON.stringify({
      ...header(answer),
      message: { role: 'assistant', content: answer.text + answer.refusal, ...calls },
      ...ending(answer),
    })
  },
  error: (message) => JSON.stringify({ error: message }),
  errorEvent: (message) => line({ error: message }),
  garbage: '{"model": "simulated", "message": {\n',
  limitHeaders: () => [],
}

function header({ model, created }: ServedAnswer): JsonObject {
  return { model, created_at: new Date(created * 1_000).toISOString() }
}

function ending({ finishReason, inputTokens, outputTokens }: ServedAnswer): JsonObject {
  const done_reason = finishReason === 'length' ? 'length' : 'stop'
  return { done: true, done_reason, prompt_eval_count: inputTokens, eval_count: outputTokens }
}

function toolCallsOf({ toolCalls }: ServedAnswer): JsonObject[] {
  return toolCalls.map(({ name, arguments: given }) => ({ function: { name, arguments: given } }))
}
