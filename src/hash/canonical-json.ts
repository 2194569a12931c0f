/** JSON with sorted keys and without `undefined`: equal values give equal text. Numbers that are not finite become null, as in JSON. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const object = value as Record<string, unknown>
  let fields = ''
  for (const key of Object.keys(object).sort()) {
    const field = object[key]
    if (field !== undefined) fields += `${fields === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(field)}`
  }
  return `{${fields}}`
}
