import { useEffect, useState } from 'react'
import type { KeptText } from '../../schema/embedded-report.ts'
import { usePage } from './page-context.ts'

/** A text of the report; until it is unpacked, its beginning. */
export function useText(kept: KeptText): { text: string; whole: boolean; problem: string | null } {
  const { texts } = usePage()
  const index = typeof kept === 'string' ? null : kept.text
  const [loaded, setLoaded] = useState<{ index: number; text: string; problem: string | null } | null>(null)
  useEffect(() => {
    if (index === null) return
    let wanted = true
    texts.text(index).then(
      (text) => wanted && setLoaded({ index, text, problem: null }),
      (error: unknown) => wanted && setLoaded({ index, text: '', problem: String(error) }),
    )
    return () => {
      wanted = false
    }
  }, [texts, index])
  if (typeof kept === 'string') return { text: kept, whole: true, problem: null }
  if (loaded?.index === index && loaded !== null) return { text: loaded.text, whole: true, problem: loaded.problem }
  return { text: kept.head, whole: false, problem: null }
}
