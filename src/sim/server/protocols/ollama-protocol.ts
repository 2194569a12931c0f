import type { JsonObject } from '../../../schema/json.ts'
import type { ToolCall } from '../../../schema/model-request.ts'
import type { ServedAnswer, ServedTimes, ServerProtocol, StreamForm, StreamPiece, StreamWriter } from '../server-protocol.ts'

const line = (data: object) => `${JSON.stringify(data)}\n`

/** Ollama's /api/chat: one JSON object per line. It has no word for a refusal and no limits of its own. */
export const ollamaProtocol: ServerProtocol = {
  name: 'ollama',
  idPrefix: 'ollama-',
  saysCost: false,
  streamsByDefault: true,
  streamType: 'application/x-ndjson',
  splitsArguments: false,
  writer: lineWriter,
  ping: '',
  whole: (answer) => {
    const calls = answer.toolCalls.length === 0 ? {} : { tool_calls: answer.toolCalls.map(toolCallOf) }
    const thought = answer.reasoning === '' ? {} : { thinking: answer.reasoning }
    return JSON.stringify({
      ...header(answer),
      message: { role: 'assistant', content: answer.text + answer.refusal, ...thought, ...calls },
      ...ending(answer),
      ...counts(answer),
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

function lineWriter(answer: ServedAnswer, form: StreamForm): StreamWriter {
  const fields = (piece: StreamPiece): JsonObject => {
    if (piece.kind === 'tool') return { content: '', tool_calls: [toolCallOf(answer.toolCalls[piece.index] as ToolCall)] }
    return piece.kind === 'reasoning' ? { content: '', thinking: piece.text } : { content: piece.text }
  }
  const isCounted = form.usage === 'last' || form.usage === 'each'
  return {
    open: () => '',
    piece: (piece) => line({ ...header(answer), message: { role: 'assistant', ...fields(piece) }, done: false }),
    end: (times) => {
      if (!form.endMark) return ''
      const message = { role: 'assistant', content: '' }
      return line({ ...header(answer), message, ...ending(answer), ...durations(times), ...(isCounted ? counts(answer) : {}) })
    },
  }
}

function ending({ finishReason }: ServedAnswer): JsonObject {
  return { done: true, done_reason: finishReason === 'length' ? 'length' : 'stop' }
}

function counts({ inputTokens, outputTokens }: ServedAnswer): JsonObject {
  return { prompt_eval_count: inputTokens, eval_count: outputTokens }
}

const ns = (milliseconds: number) => Math.round(milliseconds * 1e6)

/** In nanoseconds; nothing is ever loaded. */
function durations({ toFirstMs, fromFirstToLastMs }: ServedTimes): JsonObject {
  return {
    total_duration: ns(toFirstMs + fromFirstToLastMs),
    load_duration: 0,
    prompt_eval_duration: ns(toFirstMs),
    eval_duration: ns(fromFirstToLastMs),
  }
}

function toolCallOf({ name, arguments: given }: ToolCall): JsonObject {
  return { function: { name, arguments: given } }
}
