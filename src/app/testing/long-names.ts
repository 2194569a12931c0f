const SAID = 'a check with a long name that says in so many words what it wants'

/** Names as vendors give them, two of which begin alike and two of which end alike; and one that nothing divides. */
export const LONG_NAMES: ReadonlyMap<string, string> = new Map([
  ['sonnet', 'bedrock:us.anthropic.claude-sonnet-4-5-20250929-v1:0'],
  ['haiku', 'bedrock:us.anthropic.claude-haiku-4-5-20250929-v1:0'],
  ['mini, cold', 'compatible:accounts/fireworks/models/qwen3-235b-a22b-instruct-2507'],
  ['sim:careful', 'compatible:accounts/fireworks/models/qwen3-235b-a22b-thinking-2507'],
  ['sim:steady', 'openrouter:meta-llama/llama-4-maverick-17b-128e-instruct:free'],
  ['sim:hasty', `unbroken${'0123456789'.repeat(7)}ab`],
  ['explains-rather-than-names', SAID],
  ['titles-are-unique', 'c'.repeat(80)],
])

/** A copy in which every string and every key that is one of the names has its long one. */
export function withLongNames<Value>(value: Value, names: ReadonlyMap<string, string> = LONG_NAMES): Value {
  const renamed = (each: unknown): unknown => {
    if (typeof each === 'string') return names.get(each) ?? each
    if (Array.isArray(each)) return each.map(renamed)
    if (each === null || typeof each !== 'object') return each
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [names.get(key) ?? key, renamed(inner)]))
  }
  return renamed(value) as Value
}

/** The same of what is read bit by bit. */
export async function* eachWithLongNames<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  for await (const item of items) yield withLongNames(item)
}
