import { visibleText } from '../format/visible-text.ts'

/** One filter: a value, or all. Left out where there is nothing to choose. */
export function FilterSelect({
  label,
  all,
  values,
  value,
  onChange,
}: {
  label: string
  all: string
  values: readonly string[]
  value: string | null
  onChange(value: string | null): void
}) {
  if (values.length < 2 && value === null) return null
  const known = value === null || values.includes(value) ? values : [...values, value]
  return (
    <div className={value === null ? 'filter' : 'filter filter-set'}>
      <select
        aria-label={label}
        title={value === null ? undefined : visibleText(value)}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{all}</option>
        {known.map((option) => (
          <option key={option} value={option}>
            {visibleText(option)}
          </option>
        ))}
      </select>
    </div>
  )
}
