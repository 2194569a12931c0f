import type { Completion } from '../schema/answer.ts'
import type { JsonObject } from '../schema/json.ts'
import type { Model } from '../schema/model.ts'
import type { Message, ModelRequest } from '../schema/model-request.ts'
import type { Scenario } from '../schema/scenario.ts'
import { renderMessages } from '../tasks/render-messages.ts'

/** The messages that a conversation begins with. */
export function firstMessages(scenario: Scenario, input: JsonObject): Message[] {
  return renderMessages(scenario, input)
}

/** What the answer and the user's next words add. */
export function nextMessages(scenario: Scenario, input: JsonObject, turn: number, answer: Completion): Message[] {
  const [said] = renderMessages({ messages: [{ role: 'user', content: scenario.turns?.[turn - 1] ?? '' }] }, input)
  return [{ role: 'assistant', content: answer.text }, said as Message]
}

/** What a model is asked: its own parameters hold where the scenario says none. */
export function scenarioRequest(scenario: Scenario, model: Model, messages: Message[]): ModelRequest {
  const { tools, outputSchema, params } = scenario
  return {
    messages,
    ...(tools?.length ? { tools: tools as ModelRequest['tools'] & object } : {}),
    ...(outputSchema ? { outputSchema } : {}),
    params: { ...model.params, ...params },
  }
}
