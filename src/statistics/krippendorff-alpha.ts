/**
 * Krippendorff's α for nominal labels: 1 − observed / expected disagreement; each unit holds the labels of one case, units with fewer than
 * two are left out. `null` where nothing can be compared or only one label occurs.
 */
export function krippendorffAlpha(units: readonly (readonly string[])[]): number | null {
  const totals = new Map<string, number>()
  let pairable = 0
  let disagreement = 0
  for (const labels of units) {
    if (labels.length < 2) continue
    const counts = new Map<string, number>()
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
    let agreeing = 0
    for (const [label, count] of counts) {
      agreeing += count * (count - 1)
      totals.set(label, (totals.get(label) ?? 0) + count)
    }
    pairable += labels.length
    disagreement += (labels.length * (labels.length - 1) - agreeing) / (labels.length - 1)
  }
  if (totals.size < 2) return null
  let expectedAgreement = 0
  for (const count of totals.values()) expectedAgreement += count * (count - 1)
  const expected = (pairable * (pairable - 1) - expectedAgreement) / (pairable - 1)
  return 1 - disagreement / expected
}
