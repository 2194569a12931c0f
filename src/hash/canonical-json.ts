/** JSON with sorted keys and without `undefined`: equal values give equal text. Numbers that are not finite become null, as in JSON. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  return Array.isArray(value) ? listText(value) : objectText(value as Record<string, unknown>)
}

function listText(list: readonly unknown[]): string {
  let items = ''
  for (const [index, item] of list.entries()) items += index === 0 ? canonicalJson(item) : `,${canonicalJson(item)}`
  return `[${items}]`
}

function objectText(object: Record<string, unknown>): string {
  let fields = ''
  for (const key of inOrder(Object.keys(object))) {
    const field = object[key]
    if (field !== undefined) fields += `${fields === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(field)}`
  }
  return `{${fields}}`
}

/** Sorts only what is not in order: to find that it is takes less. */
function inOrder(keys: string[]): string[] {
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort()
  return keys
}
