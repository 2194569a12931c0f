const WORDS =
  'energy field momentum the a of wave particle invoice charge when customer refund login entropy lecture begins here we see that potential between two plates falls with distance because account was billed twice after upgrade please check order number delivery treaty emperor border siege famine harvest'.split(
    ' ',
  )

/** Words without sense, `count` of them. */
export const sampleWords = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')

const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** An answer such as the task asks for. */
export function sampleAnswer(task: string, right: boolean, random: () => number): string {
  if (task === 'ticket-triage') return right ? 'billing' : 'I think that this is about an outage, but it could also be billing.'
  if (task === 'invoice-fields') {
    const lines = Array.from({ length: 3 }, (_, index) => ({
      description: titled(sampleWords(random, 4)),
      quantity: index + 1,
      amount: Math.round(random() * 40_000) / 100,
    }))
    return JSON.stringify({
      number: `INV-${Math.floor(random() * 90_000 + 10_000)}`,
      date: '2026-10-14',
      total: right ? 412.5 : 41.25,
      currency: 'EUR',
      lines,
    })
  }
  const concepts = Array.from({ length: 5 }, (_, index) => ({
    title: titled(sampleWords(random, 3)),
    description: `${titled(sampleWords(random, 22))}.`,
    start_time: index * 180,
    end_time: index * 180 + (right ? 180 : 200),
  }))
  return JSON.stringify(concepts)
}

/** What is asked about a case: long for lectures. */
export const samplePrompt = (task: string, caseId: string, random: () => number): string =>
  task === 'ticket-triage'
    ? `Label this ticket (${caseId}).\n\n${sampleWords(random, 40)}`
    : `Case ${caseId}.\n\n${sampleWords(random, 260)}`
