import { createHash } from 'node:crypto'
import type { AbstractIntlMessages } from 'next-intl'
import type { Locale } from '@/kernel/text'
import { loadMessages } from './messages'
import { type ClientTexts, holdTexts } from './text-shelf'

/** Rooms whose client components speak; the others are worded on the server alone. */
const CLIENT_NAMESPACES = [
  'bulk',
  'calendars',
  'cases',
  'commitments',
  'common',
  'complaints',
  'dashboards',
  'groups',
  'identity',
  'imports',
  'messages',
  'templates',
  'matters',
  'nav',
  'notifications',
  'notices',
  'orders',
  'organisation',
  'reconciliation',
  'refunds',
  'refusals',
  'rules',
  'staff',
  'tokens',
  'ui',
] as const

type Made = ClientTexts & { readonly of: AbstractIntlMessages; readonly script: string }
const made = new Map<Locale, Made>()

/**
 * The texts of client components in one language, as one script a browser keeps for good: its name carries a hash of
 * what is in it. A page names it instead of carrying the texts, so pages stay small, and the server renders client
 * components from the same texts in memory.
 */
export async function clientTexts(locale: Locale): Promise<Made> {
  const messages = await loadMessages(locale)
  const known = made.get(locale)
  if (known?.of === messages) return known
  const chosen: AbstractIntlMessages = {}
  for (const namespace of CLIENT_NAMESPACES) {
    const texts = messages[namespace]
    if (texts !== undefined) chosen[namespace] = texts
  }
  const json = JSON.stringify(chosen)
  const hash = createHash('sha256').update(json).digest('base64url').slice(0, 16)
  const href = `/texts/${locale}.${hash}.js`
  const script = `(globalThis.jiannuoTexts??={})[${JSON.stringify(href)}]=${json}`
  const texts = { of: messages, href, messages: chosen, script }
  made.set(locale, texts)
  holdTexts(texts, known?.href)
  return texts
}
