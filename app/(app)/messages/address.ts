import type { MessageSearch } from '@/messaging/queries/messages'

/** Address of the list with some of its filters changed; a changed filter begins at the first page. */
export function messageAddress(search: MessageSearch, change: Partial<MessageSearch>): string {
  const next = { ...search, page: 1, ...change }
  const query = new URLSearchParams()
  if (next.state) query.set('state', next.state)
  if (next.channel) query.set('channel', next.channel)
  if (next.template) query.set('template', next.template)
  if (next.tail) query.set('tail', next.tail)
  if (next.page > 1) query.set('page', String(next.page))
  const text = query.toString()
  return text ? `/messages?${text}` : '/messages'
}
