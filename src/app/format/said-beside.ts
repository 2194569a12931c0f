/** What a check's message says beside what was found and expected; those two end it, and are shown on their own. */
export function saidBeside({
  message,
  found,
  expected,
}: {
  message: string
  found?: string | undefined
  expected?: string | undefined
}): string {
  if (found === undefined && expected === undefined) return message
  const facts = found === undefined ? `expected ${expected}` : `found ${found}`
  const at = message.lastIndexOf(facts)
  return at < 0 ? message : message.slice(0, at).replace(/; $/, '')
}
