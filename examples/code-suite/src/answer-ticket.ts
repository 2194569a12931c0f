import type { Generate } from 'taskbench'

interface Article {
  id: string
  text: string
}

/** Answers a support ticket: looks the best article up in the handbook and lets a model write the reply. */
export async function answerTicket(ticket: string, { generate, signal }: { generate: Generate; signal: AbortSignal }): Promise<string> {
  const response = await fetch(`https://handbook.example/search?q=${encodeURIComponent(ticket)}`, { signal })
  if (!response.ok) return 'Our handbook cannot be reached; a colleague will answer you.'
  const article = (await response.json()) as Article
  const reply = await generate(`Answer the ticket by this article, in two sentences.\n\nArticle: ${article.text}\n\nTicket: ${ticket}`, {
    system: 'You write short, friendly replies for customer support.',
    signal,
  })
  return `${reply.text}\n\nSee ${article.id}.`
}
