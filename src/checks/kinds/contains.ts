import { z } from 'zod'
import { defineCheck } from '../define-check.ts'
import { verdict } from '../outcomes.ts'

const texts = z.array(z.string().min(1)).min(1)

/** Texts that stand in the answer: `text`, `any` of a list, `all` of it, `none` of it. All that are given must hold. */
export const contains = defineCheck({
  kind: 'contains',
  passesWhen: 'the answer contains `text`; `any`, `all` or `none` of a list',
  schema: z
    .strictObject({
      text: z.string().min(1).optional(),
      any: texts.optional(),
      all: texts.optional(),
      none: texts.optional(),
      ignoreCase: z.boolean().default(false),
    })
    .refine((given) => given.text !== undefined || given.any || given.all || given.none, 'expected `text`, `any`, `all` or `none`'),
  expense: 'cheap',
  instruction: true,
  apply({ text, any, all = [], none = [], ignoreCase }, { answer }) {
    const fold = (value: string) => (ignoreCase ? value.normalize('NFC').toLowerCase() : value.normalize('NFC'))
    const whole = fold(answer.text)
    const has = (value: string) => whole.includes(fold(value))
    const wanted = text === undefined ? all : [text, ...all]
    const missing = wanted.filter((value) => !has(value))
    const forbidden = none.filter(has)
    const noneOfAny = any !== undefined && !any.some(has)
    const faults = [
      missing.length > 0 ? `missing: ${JSON.stringify(missing)}` : null,
      noneOfAny ? `none of ${JSON.stringify(any)}` : null,
      forbidden.length > 0 ? `forbidden: ${JSON.stringify(forbidden)}` : null,
    ].filter((fault) => fault !== null)
    return verdict(
      faults.length === 0,
      answer.text,
      { ...(wanted.length > 0 ? { all: wanted } : {}), ...(any ? { any } : {}), ...(none.length > 0 ? { none } : {}) },
      faults.join('; ') || undefined,
    )
  },
})
