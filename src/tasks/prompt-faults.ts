import type { Case } from '../schema/case.ts'
import type { Fault, Place } from '../schema/fault.ts'
import type { Message } from '../schema/model-request.ts'
import { nearest } from '../text/nearest.ts'
import { inputAt, placeholdersOf } from './render-messages.ts'

interface PromptSource {
  placeOf(path: readonly PropertyKey[]): Place
}

/** Placeholders that some case has no input for: one fault each, with the first such case. */
export function promptFaults(messages: readonly Message[], cases: readonly Case[], source: PromptSource): Fault[] {
  return placeholdersOf(messages.map((message) => message.content).join('\n')).flatMap((path) => {
    const missing = cases.filter((subject) => inputAt(subject.input, path) === undefined)
    const [first] = missing
    if (!first) return []
    const fields = Object.keys(first.input)
    const meant = nearest(path, fields)
    const others = missing.length > 1 ? ` and ${missing.length - 1} more` : ''
    return [
      {
        place: source.placeOf(['prompt']),
        message: `the placeholder {{${path}}} has no input in case ${first.id}${others}`,
        hint: meant ? `did you mean {{${meant}}}?` : `the case has: ${fields.join(', ') || 'nothing'}`,
      },
    ]
  })
}
