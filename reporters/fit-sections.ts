/** One way to show a section. */
interface Form {
  text: string
  /** What is lost where the next form is taken instead, as in "examples of failed checks". */
  loses?: string
  /** Light ones go first. Within a section they do not fall. */
  weight?: number
}

/** A part of a document: the fullest form first, the last one always fits; an empty text leaves the section out. */
export type Section = readonly [Form, ...Form[]]

interface Step {
  section: number
  form: number
  weight: number
  loses: string
  saves: number
}

const bytes = (text: string): number => Buffer.byteLength(text)

/**
 * The sections one after the other within so many bytes of UTF-8: where they do not fit, they lose detail, light ones first and of these the last
 * in the document, and `note` says at the end what was left out. Even without any detail it is never longer: it is then cut at a line.
 */
export function fitSections(sections: readonly Section[], most: number, note: (lost: readonly string[]) => string): string {
  const chosen = sections.map(() => 0)
  const all = new Set(sections.flatMap((forms) => forms.slice(0, -1).map(({ loses }) => loses ?? '')))
  let size = sections.reduce((sum, [fullest]) => sum + bytes(fullest.text), 0)
  if (size <= most) return sections.map(([fullest]) => fullest.text).join('')
  const room = most - bytes(note([...all]))
  const lost = new Set<string>()
  for (const { section, form, loses, saves } of stepsOf(sections)) {
    if (size <= room) break
    chosen[section] = form
    size -= saves
    if (saves > 0) lost.add(loses)
  }
  const end = note([...lost])
  const text = sections.map((forms, index) => forms[chosen[index] as number]?.text ?? '').join('')
  return within(within(text, most - bytes(end)) + end, most)
}

function stepsOf(sections: readonly Section[]): Step[] {
  const steps = sections.flatMap((forms, section) =>
    forms.slice(1).map(({ text }, index) => {
      const { text: before, loses = '', weight = 0 } = forms[index] as Form
      return { section, form: index + 1, weight, loses, saves: bytes(before) - bytes(text) }
    }),
  )
  return steps.sort((a, b) => a.weight - b.weight || b.section - a.section || a.form - b.form)
}

/** Cut at the end of a line; empty where even the first is too long. */
function within(text: string, most: number): string {
  if (bytes(text) <= most) return text
  const cut = Buffer.from(text)
    .subarray(0, Math.max(0, most))
    .toString('utf8')
    .replace(/\uFFFD+$/, '')
  const end = cut.lastIndexOf('\n')
  return end > 0 ? cut.slice(0, end + 1) : ''
}
