import { scenarioSchema } from '../schema/scenario.ts'
import type { Scenario, ScenarioInput } from '../schema/scenario.ts'
import { resolveScenario } from './resolve-scenario.ts'
import { CHATS, ERRANDS, MANUAL_QUESTIONS, QUESTIONS, TICKETS, TOPICS } from './standard-inputs.ts'

/** Run where no scenario is named. */
export const DEFAULT_SCENARIOS = ['short-answer', 'long-answer', 'streaming-chat', 'structured-output', 'tool-call', 'burst'] as const

const TERSE = 'Answer with the answer alone: one word, one number, or one name.'
const GUIDE = 'You are a friendly assistant. Be concrete, and keep to what was asked.'

const TRIAGE_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['label', 'priority', 'summary'],
  properties: {
    label: { enum: ['billing', 'bug', 'account', 'other'] },
    priority: { type: 'integer', minimum: 1, maximum: 4 },
    summary: { type: 'string', maxLength: 120 },
  },
}

const WEATHER_TOOL = {
  name: 'get_weather',
  description: 'The weather forecast of a city',
  parameters: {
    type: 'object',
    required: ['city'],
    properties: { city: { type: 'string' }, day: { type: 'string', description: 'today, tomorrow, or a day of the week' } },
  },
}

const SHORT = { system: TERSE, prompt: '{{question}}', inputs: QUESTIONS, params: { maxOutputTokens: 64 } }
const CHAT = { system: GUIDE, prompt: '{{message}}', inputs: CHATS, params: { maxOutputTokens: 256 } }

/** Sizes are chosen so that a model that answers within a tenth of a second takes about one second for each of the default ones. */
const WRITTEN: (ScenarioInput & { inputs: typeof QUESTIONS; description: string })[] = [
  {
    ...SHORT,
    name: 'short-answer',
    description: 'Questions whose answers are a word: the time to the first token, and little else',
    load: { kind: 'closed', concurrency: 8 },
    stop: { requests: 40 },
    warmUp: { requests: 2 },
  },
  {
    name: 'long-answer',
    description: 'Explanations of a page: the pace of tokens',
    prompt: 'Explain {{topic}}, for a curious adult, in about 300 words.',
    inputs: TOPICS,
    params: { maxOutputTokens: 512 },
    load: { kind: 'closed', concurrency: 8 },
    stop: { requests: 24 },
    warmUp: { requests: 2 },
  },
  {
    name: 'long-prompt',
    description: 'Questions about a manual of some 3,500 tokens: reading, and whether repeated prompts are cached',
    prompt: '{{manual}}\n\nAnswer in one sentence: {{question}}',
    inputs: MANUAL_QUESTIONS,
    params: { maxOutputTokens: 96 },
    load: { kind: 'closed', concurrency: 4 },
    stop: { requests: 24 },
    warmUp: { requests: 2 },
  },
  {
    ...CHAT,
    name: 'streaming-chat',
    description: 'Chat messages as people read them: first token, pace and stalls, held to two objectives',
    load: { kind: 'closed', concurrency: 8 },
    stop: { requests: 40 },
    warmUp: { requests: 2 },
    slo: { firstTokenMs: 1_000, latencyMs: 15_000 },
  },
  {
    name: 'structured-output',
    description: 'Support tickets as JSON by a schema',
    prompt:
      'Read this support ticket and answer as JSON with label, priority (1 is the most urgent, 4 the least) and summary.\n\n{{ticket}}',
    inputs: TICKETS,
    params: { maxOutputTokens: 160 },
    output: { schema: TRIAGE_SCHEMA },
    load: { kind: 'closed', concurrency: 8 },
    stop: { requests: 40 },
    warmUp: { requests: 2 },
  },
  {
    name: 'tool-call',
    description: 'Questions that need a tool: the time until the call is there',
    prompt: '{{errand}}',
    inputs: ERRANDS,
    params: { maxOutputTokens: 128 },
    tools: [WEATHER_TOOL],
    load: { kind: 'closed', concurrency: 8 },
    stop: { requests: 40 },
    warmUp: { requests: 2 },
  },
  {
    ...CHAT,
    name: 'multi-turn',
    description: 'Conversations of four turns: prompts that grow',
    turns: ['Why?', 'Give me an example of that.', 'Put all of it into one sentence.'],
    load: { kind: 'closed', concurrency: 4 },
    stop: { requests: 48 },
    warmUp: { requests: 2 },
  },
  {
    ...SHORT,
    name: 'burst',
    description: 'Fifty requests at once, twice: high concurrency',
    load: { kind: 'burst', requests: 50, bursts: 2 },
    warmUp: { requests: 2 },
  },
  {
    ...SHORT,
    name: 'steady-rate',
    description: 'Five requests per second for a minute, as independent users send them',
    load: { kind: 'open', ratePerSecond: 5 },
    stop: { seconds: 60 },
    warmUp: { seconds: 5 },
    coolDown: { seconds: 5 },
    slo: { firstTokenFromScheduleMs: 1_000, latencyFromScheduleMs: 5_000 },
  },
  {
    ...SHORT,
    name: 'ramp',
    description: 'From two to twenty requests per second, in seven steps of ten seconds',
    load: { kind: 'ramp', of: 'ratePerSecond', from: 2, to: 20, steps: 7 },
    stop: { seconds: 10 },
    warmUp: { seconds: 2 },
    coolDown: { seconds: 1 },
  },
  {
    ...CHAT,
    name: 'sweep',
    description: 'From one to 64 users at once: where more load brings no more throughput',
    load: { kind: 'sweep', of: 'concurrency', values: [1, 2, 4, 8, 16, 32, 64] },
    stop: { seconds: 15 },
    warmUp: { requests: 2 },
    coolDown: { seconds: 2 },
  },
  {
    ...CHAT,
    name: 'soak',
    description: 'Two requests per second for half an hour: what changes with time',
    load: { kind: 'open', ratePerSecond: 2 },
    stop: { seconds: 1_800 },
    warmUp: { seconds: 30 },
    coolDown: { seconds: 10 },
    slo: { firstTokenFromScheduleMs: 2_000 },
  },
]

/** The scenarios that come with taskbench, by name. */
export const STANDARD_SCENARIOS: ReadonlyMap<string, Scenario> = new Map(
  WRITTEN.map((written) => [written.name, resolveScenario(scenarioSchema.parse(written), written.inputs, null)]),
)
