import { useEffect, useState } from 'react'

const THEMES = ['auto', 'light', 'dark'] as const
type Theme = (typeof THEMES)[number]
const KEY = 'taskbench-theme'

/** Storage is closed to some pages opened from a disk: the theme is then that of the system. */
const remembered = (): Theme => {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto'
  } catch {
    return 'auto'
  }
}

const remember = (theme: Theme): void => {
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Nothing is lost but the choice.
  }
}

/** Switches between the system's colours, light and dark. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(remembered)
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
    remember(theme)
  }, [theme])
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] as Theme
  return (
    <button
      type="button"
      className="quiet-button theme-toggle"
      onClick={() => setTheme(next)}
      title={`Colours: ${theme}. Switch to ${next}.`}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
      </svg>
      <span className="unseen">Colours: </span>
      {theme}
    </button>
  )
}
