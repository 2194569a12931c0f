import type { Case } from '../schema/case.ts'
import type { Message } from '../schema/model-request.ts'
import { nearest } from '../text/nearest.ts'
import type { LoadedUseCase } from '../use-cases/load-use-case.ts'
import { USE_CASE, USE_CASE_PLACEHOLDERS, useCaseTexts } from '../use-cases/use-case-texts.ts'
import { inputAt, PLACEHOLDER, placeholdersOf } from './render-messages.ts'

type Cases = readonly Pick<Case, 'input'>[]

/** Does a placeholder stand for a text of the use case? Not where a case has an input of that name. */
export function isUseCasePlaceholder(name: string, cases: Cases): boolean {
  return (name === USE_CASE || name.startsWith(`${USE_CASE}.`)) && cases.every(({ input }) => inputAt(input, name) === undefined)
}

/**
 * Messages with the texts of the use case in the place of its placeholders; those that it has no text for stay. Inserted text is never rendered:
 * placeholders in it are escaped. `null` where a text would make a placeholder, or break one, together with the words around it.
 */
export function insertUseCase(messages: readonly Message[], useCase: LoadedUseCase['useCase'], cases: Cases): Message[] | null {
  const texts = useCase ? useCaseTexts(useCase) : new Map<string, string>()
  const own = (name: string) => texts.has(name) && isUseCasePlaceholder(name, cases)
  const inserted = messages.map((message) => ({
    ...message,
    content: message.content.replace(PLACEHOLDER, (whole, escape: string, name: string) =>
      escape === '' && own(name.trim()) ? escaped(texts.get(name.trim()) as string) : whole,
    ),
  }))
  const names = (of: readonly Message[]) => of.map(({ content }) => placeholdersOf(content).map(({ name }) => name))
  const expected = names(messages).map((list) => list.filter((name) => !own(name)))
  return JSON.stringify(names(inserted)) === JSON.stringify(expected) ? inserted : null
}

/** What to do about a placeholder of a use case that has no text for it. */
export function missingTextHint(name: string, useCaseName: string | undefined, loaded: LoadedUseCase | null): string {
  if (useCaseName === undefined) return 'name a use case in the task: `useCase: NAME`'
  if (loaded === null) return `there is no use-cases/${useCaseName}.yaml`
  if (!USE_CASE_PLACEHOLDERS.includes(name)) {
    const meant = nearest(name, USE_CASE_PLACEHOLDERS)
    return `${meant ? `did you mean {{${meant}}}? ` : ''}legal: ${USE_CASE_PLACEHOLDERS.join(', ')}`
  }
  return `add it to use-cases/${useCaseName}.yaml, which says: ${[...useCaseTexts(loaded.useCase ?? {}).keys()].slice(1).join(', ') || 'nothing'}`
}

const escaped = (text: string): string => text.replace(PLACEHOLDER, (whole) => `\\${whole}`)
