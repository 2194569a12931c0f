/** A message's content by what it is for; `null`: none of it. */
interface ContentText {
  text: string | null
  reasoning: string | null
}

/** Reads content of the OpenAI chat protocol: a text, or a list of parts, among which reasoning models of Mistral send `{type: thinking}`. */
export function contentText(content: unknown): ContentText {
  if (typeof content === 'string') return { text: content, reasoning: null }
  if (!Array.isArray(content)) return { text: null, reasoning: null }
  return { text: joined(content.map(visible)), reasoning: joined(content.map(thought)) }
}

const visible = (part: unknown) => (typeof part === 'string' ? part : (textOf(field(part, 'text')) ?? ''))

function thought(part: unknown): string {
  const thinking = field(part, 'thinking')
  return Array.isArray(thinking) ? thinking.map(visible).join('') : (textOf(thinking) ?? '')
}

const joined = (texts: string[]) => texts.join('') || null

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

const field = (part: unknown, name: 'text' | 'thinking'): unknown =>
  typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[name] : undefined
