import { useState } from 'react'

/** Where the page may not use the clipboard, the way that browsers had before. */
const copyOldWay = (text: string): boolean => {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'unseen'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}

const copy = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyOldWay(text)
  }
}

const SHOWN_MS = 2_000

/** Puts a text on the clipboard and says that it did; the text is made when it is asked for. */
export function CopyButton({ label, shown, text }: { label: string; shown: string; text(button: HTMLElement): string }) {
  const [said, setSaid] = useState<string | null>(null)
  return (
    <button
      type="button"
      className="quiet-button copy"
      title={label}
      onClick={async ({ currentTarget }) => {
        setSaid((await copy(text(currentTarget))) ? 'Copied' : 'Could not copy')
        setTimeout(() => setSaid(null), SHOWN_MS)
      }}
    >
      <span className="unseen" role="status">
        {said}
      </span>
      <span aria-hidden="true">{said ?? shown}</span>
      <span className="unseen">{label}</span>
    </button>
  )
}
