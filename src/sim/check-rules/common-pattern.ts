/** Fewer texts, or fewer different ones, show no form. */
const LEAST_TEXTS = 8
const LEAST_DISTINCT = 3
const LONGEST_TEXT = 40

/**
 * A pattern that fixed-width codes, dates and times share: digits, capitals and small letters by their number, other signs as they are. `null`
 * where texts are of different forms, or are words.
 */
export function commonPattern(texts: readonly string[]): string | null {
  if (texts.length < LEAST_TEXTS || new Set(texts).size < LEAST_DISTINCT) return null
  const forms = new Set(texts.map((text) => (text.length > LONGEST_TEXT ? '' : formOf(text))))
  const [form = ''] = forms
  const isCode = /9/.test(form) || /^A{2,4}$/.test(form) || /^a{2,3}$/.test(form)
  if (forms.size !== 1 || !isCode || /[aA] [aA]/.test(form)) return null
  const parts = form.match(/9+|A+|a+|[^9Aa]/g) ?? []
  return `^${parts.map(partOf).join('')}$`
}

const formOf = (text: string): string => text.replaceAll(/[0-9]/g, '9').replaceAll(/[A-Z]/g, 'A').replaceAll(/[a-z]/g, 'a')

const CLASSES: Record<string, string> = { '9': '[0-9]', A: '[A-Z]', a: '[a-z]' }

function partOf(part: string): string {
  const letters = CLASSES[part[0] as string]
  if (letters === undefined) return part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  return part.length === 1 ? letters : `${letters}{${part.length}}`
}
