import { z } from 'zod'
import { canonicalJson } from '../../hash/canonical-json.ts'
import { normalizeText } from '../../text/normalize-text.ts'
import { defineCheck } from '../define-check.ts'
import { unreadable, verdict } from '../outcomes.ts'
import { pathArgument } from '../path-argument.ts'
import { selectedItems } from '../selected-values.ts'

/** No value at `path` stands twice; with `ignoreCase`, texts are compared normalised. Nothing at the path passes. */
export const unique = defineCheck({
  kind: 'unique',
  passesWhen: 'no value at `path` stands twice',
  schema: z.strictObject({ path: pathArgument.optional(), ignoreCase: z.boolean().default(false) }),
  expense: 'cheap',
  instruction: true,
  apply({ path, ignoreCase }, context) {
    const values = selectedItems(path, context)
    if (values === null) return unreadable(context, 'no value twice')
    const seen = new Set<string>()
    const twice = values.filter((value) => {
      const key = canonicalJson(ignoreCase && typeof value === 'string' ? normalizeText(value) : value)
      const before = seen.has(key)
      seen.add(key)
      return before
    })
    return verdict(
      twice.length === 0,
      twice.length > 0 ? twice : values,
      'no value twice',
      twice.length > 0 ? `${twice.length} twice` : undefined,
    )
  },
})
