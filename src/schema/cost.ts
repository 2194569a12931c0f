/** What a call costs. Money is integer nano-dollars (1e-9 USD). */
export interface Cost {
  /** `null`: the price is not known. */
  nanoUsd: number | null
  /** `inline`: said by the provider; `config`: prices of the user's config; `list`: bundled list prices; `none`: unpriced. */
  source: 'inline' | 'config' | 'list' | 'simulated' | 'none'
  /** The price list's name or date, where there is one. */
  priced: string | null
}
