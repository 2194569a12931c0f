import type { Answer } from '../schema/answer.ts'
import type { Json, JsonObject } from '../schema/json.ts'
import type { JudgeBrief } from '../schema/judge.ts'
import type { Message } from '../schema/model-request.ts'
import { shorten } from '../text/shorten.ts'
import { stripControl } from '../text/strip-control.ts'
import { briefText } from '../use-cases/brief-text.ts'

/** What a judge is shown. */
export interface JudgedMatter {
  brief: JudgeBrief
  /** The task's own description; may be empty. */
  description: string
  /** What the model was sent; empty where a function of the user's took the prompt's place. */
  messages: readonly Message[]
  input: JsonObject
  answer: Pick<Answer, 'text' | 'toolCalls'>
}

/** A part of it, between two delimiters. */
export interface Section {
  title: string
  text: string
}

/** Longest texts that a judge is shown, in characters; of longer ones beginning and end. */
const LONGEST_ANSWER = 100_000
const LONGEST_PROMPT = 200_000
const LONGEST_INPUT = 100_000
const LONGEST_BRIEF = 20_000

/** The sections of a judge's prompt: control characters made visible, long texts cut in the middle, empty ones left out. */
export function sectionsOf({ brief, description, messages, input, answer }: JudgedMatter): Section[] {
  const prompt = messages.map(({ role, content }) => `${role}:\n${content}`).join('\n\n')
  const calls = answer.toolCalls.map(({ name, arguments: given }) => `calls ${name}(${JSON.stringify(given)})`)
  const said = [answer.text, ...calls].filter((text) => text !== '').join('\n')
  return [
    { title: 'use case', text: shown(briefText(brief, description), LONGEST_BRIEF) },
    { title: 'prompt', text: shown(prompt, LONGEST_PROMPT) },
    { title: 'input', text: shown(inputText(input, prompt), LONGEST_INPUT) },
    { title: 'answer', text: shown(said === '' ? '(the answer is empty)' : said, LONGEST_ANSWER) },
  ].filter(({ text }) => text !== '')
}

const shown = (text: string, most: number): string => stripControl(shorten(text, most))

/** The fields of the input that the prompt does not hold as they are. */
function inputText(input: JsonObject, prompt: string): string {
  const missing = Object.entries(input).filter(([, value]) => !stands(value, prompt))
  return missing.length === 0 ? '' : JSON.stringify(Object.fromEntries(missing), null, 1)
}

const stands = (value: Json, prompt: string): boolean =>
  prompt !== '' && prompt.includes(typeof value === 'string' ? value : JSON.stringify(value))
