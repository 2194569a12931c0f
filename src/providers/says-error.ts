/** Does the field `error` of an answer hold one? Many servers send it empty with each answer. */
export function saysError(error: unknown): boolean {
  if (typeof error === 'object' && error !== null) return Object.keys(error).length > 0
  return typeof error === 'string' ? error !== '' : Boolean(error)
}
