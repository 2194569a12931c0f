import type { Mutating } from './mutating.ts'
import { madeUpWord } from './made-up-word.ts'

const CLOCK = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 86_400_000

/** Another text that is near: a time or date moved, a digit, a word or a letter changed. Never equal to the first. */
export function alterText(text: string, mutating: Mutating): string {
  const { random } = mutating
  const clock = CLOCK.exec(text)
  if (clock) return moveClock(clock, random.int(20, 90))
  if (DATE.test(text) && !Number.isNaN(Date.parse(text))) return moveDate(text, random.int(1, 27))
  const words = text.split(' ')
  if (words.length < 2) return /\d/.test(text) ? alterDigit(text, mutating) : alterLetters(text, mutating)
  const index = random.int(0, words.length - 1)
  const word = words[index] as string
  words[index] = /\d/.test(word) ? alterDigit(word, mutating) : madeUpWord(mutating, word)
  return words.join(' ')
}

function moveClock([, hours, minutes, seconds]: RegExpExecArray, by: number): string {
  const total = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) + by
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = `${two(Math.floor((hours === undefined ? total : total % 3600) / 60))}:${two(total % 60)}`
  return hours === undefined ? clock : `${String(Math.floor(total / 3600)).padStart(hours.length, '0')}:${clock}`
}

function moveDate(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
}

function alterDigit(text: string, { random }: Mutating): string {
  const places = [...text.matchAll(/\d/g)].map((match) => match.index)
  const place = random.pick(places)
  const digit = (Number(text[place]) + random.int(1, 9)) % 10
  return text.slice(0, place) + String(digit) + text.slice(place + 1)
}

function alterLetters(word: string, mutating: Mutating): string {
  for (let i = mutating.random.int(0, Math.max(0, word.length - 2)); i < word.length - 1; i++) {
    const swapped = word.slice(0, i) + (word[i + 1] as string) + (word[i] as string) + word.slice(i + 2)
    if (word[i] !== word[i + 1] && /^\w\w$/.test(word.slice(i, i + 2))) return swapped
  }
  return word ? `${word}s` : madeUpWord(mutating, word)
}
