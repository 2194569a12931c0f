import type { Case } from '../schema/case.ts'
import type { Fault, Place } from '../schema/fault.ts'
import { nearest } from '../text/nearest.ts'
import type { LoadedUseCase } from '../use-cases/load-use-case.ts'
import { useCaseTexts } from '../use-cases/use-case-texts.ts'
import { CHUNK_PLACEHOLDERS } from './resolve-chunking.ts'
import { inputAt, placeholdersOf } from './render-messages.ts'
import { isUseCasePlaceholder, missingTextHint } from './use-case-prompt.ts'
import type { GivenTask } from './validate-task.ts'

interface PromptSource {
  placeOfText(path: readonly PropertyKey[], text: string): Place
  useCase: LoadedUseCase | null
}

/**
 * Placeholders that some case has no input for: one fault each, at the placeholder, with the first such case. Where inputs are cut into chunks,
 * those that speak of the chunk have one.
 */
export function promptFaults(given: GivenTask, cases: readonly Case[], source: PromptSource, chunked: boolean): Fault[] {
  return templatesOf(given).flatMap(({ path, template }) =>
    placeholdersOf(template).flatMap(({ name, written }) => {
      const ofChunk = CHUNK_PLACEHOLDERS.includes(name)
      if (chunked && ofChunk) return []
      const place = source.placeOfText(path, written)
      if (isUseCasePlaceholder(name, cases)) return useCaseFaults(name, given.useCase, source.useCase, place)
      const missing = cases.filter((subject) => inputAt(subject.input, name) === undefined)
      const [first] = missing
      if (!first) return []
      const fields = Object.keys(first.input)
      const meant = nearest(name, fields)
      const others = missing.length > 1 ? ` and ${missing.length - 1} more` : ''
      const known = ofChunk
        ? 'it is filled in where `chunking` cuts the input'
        : meant
          ? `did you mean {{${meant}}}?`
          : `the case has: ${fields.join(', ') || 'nothing'}`
      return [
        {
          place,
          message: `the placeholder {{${name}}} has no input in case ${first.id}${others}`,
          hint: `${known}; \\{{ keeps braces as they are`,
        },
      ]
    }),
  )
}

/** What a use case whose own file is faulty would say is not known. */
function useCaseFaults(name: string, useCase: string | undefined, loaded: LoadedUseCase | null, place: Place): Fault[] {
  if (loaded && (!loaded.useCase || useCaseTexts(loaded.useCase).has(name))) return []
  return [{ place, message: `the use case has no text for the placeholder {{${name}}}`, hint: missingTextHint(name, useCase, loaded) }]
}

function templatesOf({ system, prompt, messages }: GivenTask): { path: PropertyKey[]; template: string }[] {
  return [
    ...(system === undefined ? [] : [{ path: ['system'], template: system }]),
    ...(prompt === undefined ? [] : [{ path: ['prompt'], template: prompt }]),
    ...(messages ?? []).map(({ content }, index) => ({ path: ['messages', index, 'content'], template: content })),
  ]
}
