import type { Mutating } from './mutations/mutating.ts'

const OPENINGS = ['In short', 'As far as the prompt goes', 'Put briefly', 'From what is given']
const SENTENCES = 3
const WORDS_PER_SENTENCE = 8

/** A plausible answer where there is no gold: words of the prompt in a seeded order, saying that it is simulated; its format's shape is kept. */
export function inventedAnswer(format: string, mutating: Mutating): string {
  const { random } = mutating
  const words = mutating.words()
  const sentence = () => {
    const picked = Array.from({ length: WORDS_PER_SENTENCE }, () => (words.length ? random.pick(words) : 'nothing'))
    return `${random.pick(OPENINGS)}: ${picked.join(' ')}.`
  }
  const sentences = Array.from({ length: SENTENCES }, sentence)
  const shapes: Record<string, () => string> = {
    json: () => JSON.stringify({ simulated: true, answer: sentences.join(' ') }),
    lines: () => sentences.join('\n'),
    number: () => `This is a simulated answer: ${random.int(1, 100)}`,
  }
  return Object.hasOwn(shapes, format) ? (shapes[format] as () => string)() : `This is a simulated answer. ${sentences.join(' ')}`
}
