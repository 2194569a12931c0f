import { seededRandom } from '../random/seeded-random.ts'
import type { Case } from '../schema/case.ts'
import type { JsonObject } from '../schema/json.ts'
import type { JudgeBrief } from '../schema/judge.ts'
import type { Task } from '../schema/task.ts'
import { shorten } from '../text/shorten.ts'
import { stripControl } from '../text/strip-control.ts'
import { briefText } from '../use-cases/brief-text.ts'

/** What a writer of checks is shown of a task; never gold. */
export interface WritingMatter {
  brief: JudgeBrief
  task: Pick<Task, 'name' | 'description' | 'messages' | 'tools' | 'output' | 'pairing'>
  /** Inputs of some cases. */
  inputs: readonly JsonObject[]
}

/** A part of it, between two delimiters. */
export interface MatterSection {
  title: string
  text: string
}

const MOST_INPUTS = 4
/** Longest texts that are shown, in characters; of longer ones beginning and end. */
const LONGEST_BRIEF = 20_000
const LONGEST_PROMPT = 60_000
const LONGEST_SCHEMA = 40_000
const LONGEST_INPUT = 8_000

/** Inputs that a writer is shown: of a few cases, which follow from the seed. */
export function shownInputs(cases: readonly Case[], seed: number): JsonObject[] {
  return seededRandom('shown inputs', seed)
    .shuffle(cases)
    .slice(0, MOST_INPUTS)
    .map(({ input }) => input)
}

/** The sections of a writer's prompt: control characters made visible, long texts cut in the middle, empty ones left out. */
export function matterSections({ brief, task, inputs }: WritingMatter): MatterSection[] {
  const { description, messages, tools, output, pairing } = task
  const prompt = messages.map(({ role, content }) => `${role}:\n${content}`).join('\n\n')
  const schema = output.schema === null ? '' : `\nJSON Schema:\n${JSON.stringify(output.schema, null, 1)}`
  return [
    section('use case', briefText(brief, description), LONGEST_BRIEF),
    section('prompt', prompt, LONGEST_PROMPT),
    section('tools', tools.length === 0 ? '' : JSON.stringify(tools, null, 1), LONGEST_SCHEMA),
    section('output', `Answers are read as ${output.format}.${schema}`, LONGEST_SCHEMA),
    section('matching', pairing === null ? '' : `Items are compared by ${JSON.stringify(pairing)}`, LONGEST_SCHEMA),
    ...inputs.map((input, index) => section(`example input ${index + 1}`, JSON.stringify(input, null, 1), LONGEST_INPUT)),
  ].filter(({ text }) => text !== '')
}

const section = (title: string, text: string, most: number): MatterSection => ({ title, text: stripControl(shorten(text, most)) })

/** Everything that a source phrase can be quoted from, as one text. */
export function quotableText(sections: readonly MatterSection[]): string {
  return sections.map(({ text }) => text).join('\n')
}
