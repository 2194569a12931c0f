/** What a call costs. Money is integer nano-dollars (1e-9 USD). */
export interface Cost {
  /** `null`: the price is not known. */
  nanoUsd: number | null
  /** `inline`: said by the provider; `config`: prices of the user's config; `list`: bundled list prices; `replayed`: from the tape, nothing was paid; `none`: unpriced. */
  source: 'inline' | 'config' | 'list' | 'simulated' | 'replayed' | 'none'
  /** The price list's name or date, where there is one. */
  priced: string | null
  /** Only of replayed calls: what they cost when they were recorded; `null`: that is not known. */
  originalNanoUsd?: number | null | undefined
}
