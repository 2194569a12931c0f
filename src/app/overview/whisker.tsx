/** The part of a scale that a plot shows. */
export interface Domain {
  from: number
  to: number
}

/** A value with its interval as dot and line on a scale; its width is that of its place. `zero`: a line stands at 0. */
export function Whisker({
  value,
  low,
  high,
  domain,
  text,
  best = false,
  zero = false,
}: {
  value: number
  low: number | null
  high: number | null
  domain: Domain
  text: string
  best?: boolean
  zero?: boolean
}) {
  const at = (figure: number): string =>
    `${(Math.min(1, Math.max(0, (figure - domain.from) / (domain.to - domain.from || 1))) * 96 + 2).toFixed(2)}%`
  return (
    <svg className={best ? 'whisker whisker-best' : 'whisker'} role="img" aria-label={text} height="22" width="100%">
      <line className="whisker-track" x1="2%" x2="98%" y1="11" y2="11" />
      {zero && <line className="whisker-zero" x1={at(0)} x2={at(0)} y1="3" y2="19" />}
      {low !== null && high !== null && (
        <>
          <line className="whisker-line" x1={at(low)} x2={at(high)} y1="11" y2="11" />
          <line className="whisker-end" x1={at(low)} x2={at(low)} y1="7" y2="15" />
          <line className="whisker-end" x1={at(high)} x2={at(high)} y1="7" y2="15" />
        </>
      )}
      <circle className="whisker-dot" cx={at(value)} cy="11" r="4.5" />
    </svg>
  )
}
