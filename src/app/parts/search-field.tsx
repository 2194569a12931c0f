interface SearchFieldProps {
  query: string
  /** What is not searched, where that is so. */
  title?: string
  onChange(query: string): void
}

const WORDS = 'Search answers and case ids'

/** The field by which answers and cases are searched. */
export function SearchField({ query, title, onChange }: SearchFieldProps) {
  return (
    <div className="filter filter-text">
      <input
        type="search"
        aria-label={WORDS}
        title={title}
        placeholder={WORDS}
        value={query}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
