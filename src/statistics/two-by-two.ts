/** Verdicts of two raters on the same items, counted: a is the one under test, b the reference. */
export interface TwoByTwo {
  /** Both say yes. */
  yesYes: number
  /** a says yes, b says no. */
  yesNo: number
  /** a says no, b says yes. */
  noYes: number
  noNo: number
}

/** Cohen's κ (1960): agreement beyond chance. `null` where a margin is empty, or where there is nothing. */
export function cohenKappa(table: TwoByTwo): number | null {
  const { yesYes, yesNo, noYes, noNo } = table
  const n = yesYes + yesNo + noYes + noNo
  if (hasEmptyMargin(table)) return null
  const chance = ((yesYes + yesNo) * (yesYes + noYes) + (noYes + noNo) * (yesNo + noNo)) / (n * n)
  return ((yesYes + noNo) / n - chance) / (1 - chance)
}

/** Matthews' correlation coefficient (1975), the φ of a 2 × 2 table. `null` where a margin is empty. */
export function matthewsCorrelation(table: TwoByTwo): number | null {
  const { yesYes, yesNo, noYes, noNo } = table
  if (hasEmptyMargin(table)) return null
  const margins = Math.sqrt(yesYes + yesNo) * Math.sqrt(yesYes + noYes) * Math.sqrt(noYes + noNo) * Math.sqrt(yesNo + noNo)
  return (yesYes * noNo - yesNo * noYes) / margins
}

function hasEmptyMargin({ yesYes, yesNo, noYes, noNo }: TwoByTwo): boolean {
  return [yesYes + yesNo, noYes + noNo, yesYes + noYes, yesNo + noNo].includes(0)
}
