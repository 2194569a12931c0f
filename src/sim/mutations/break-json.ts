import type { Random } from '../../random/seeded-random.ts'

const LEAST_SHARE = 0.4

const breaks: readonly ((json: string, random: Random) => string)[] = [
  (json) => `Here is the result you asked for:\n\n${json}\n\nLet me know if you need anything else.`,
  (json) => `\`\`\`json\n${json}\n\`\`\``,
  (json) => json.replace(/[\]}]$/, (end) => `,${end}`),
  (json, random) => json.slice(0, Math.floor(json.length * (LEAST_SHARE + (1 - LEAST_SHARE) * random.next()))),
]

/** JSON as models spoil it, one of four ways: prose around it, a code fence, a trailing comma, cut short. */
export function breakJson(json: string, random: Random): string {
  return random.pick(breaks)(json, random)
}
