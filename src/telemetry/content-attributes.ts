import type { Attributes } from '@opentelemetry/api'
import type { Completion } from '../schema/answer.ts'
import type { Message, ModelRequest, ToolCall } from '../schema/model-request.ts'
import { ATTRIBUTES } from './conventions.ts'

/** Prompts and tools, as the JSON texts that the conventions ask of spans: only where content was asked for. */
export function requestContent({ messages, tools }: ModelRequest): Attributes {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => ({ type: 'text', content }))
  return {
    ...(system.length === 0 ? {} : { [ATTRIBUTES.systemInstructions]: JSON.stringify(system) }),
    [ATTRIBUTES.inputMessages]: JSON.stringify(messages.filter(({ role }) => role !== 'system').map(messageParts)),
    ...(tools ? { [ATTRIBUTES.toolDefinitions]: JSON.stringify(tools.map((tool) => ({ type: 'function', ...tool }))) } : {}),
  }
}

/** The answer, as one message of the model's. */
export function answerContent({ text, parts, toolCalls, finishReason }: Completion): Attributes {
  const said = [
    ...parts.filter(({ type }) => type === 'reasoning').map((part) => ({ type: 'reasoning', content: part.text })),
    ...(text === '' ? [] : [{ type: 'text', content: text }]),
    ...parts.filter(({ type }) => type === 'refusal').map((part) => ({ type: 'text', content: part.text })),
    ...toolCalls.map(callPart),
  ]
  return { [ATTRIBUTES.outputMessages]: JSON.stringify([{ role: 'assistant', parts: said, finish_reason: finishReason ?? 'unknown' }]) }
}

function messageParts({ role, content, toolCalls = [], toolCallId }: Message): object {
  if (role === 'tool') return { role, parts: [{ type: 'tool_call_response', id: toolCallId, response: content }] }
  return { role, parts: [...(content === '' ? [] : [{ type: 'text', content }]), ...toolCalls.map(callPart)] }
}

const callPart = ({ id, name, arguments: given }: ToolCall): object => ({ type: 'tool_call', id, name, arguments: given })
