import type { Locale } from '@/kernel/text'
import { formatInstant } from '@/ui/format'
import type { Told } from './rules/kinds'
import { notificationWords, textOf } from './words'

export type MailText = {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/**
 * A notification as a mail in its recipient's language: one sentence, when, and a link that needs a sign-in. The
 * sentence holds numbers of cases, names of promises, units and staff; never anything of a customer.
 */
export async function mailText(
  told: Told,
  recipient: { readonly name: string; readonly locale: Locale },
  link: string,
  now: Date,
): Promise<MailText> {
  const { locale } = recipient
  const t = await notificationWords(locale)
  const sentence = textOf(t, told, locale, now)
  const greeting = t('mail.greeting', { name: recipient.name })
  const time = formatInstant(told.createdAt, { locale, timeZone: told.timeZone })
  const when = t('mail.when', { time })
  const footer = t('mail.footer')
  const open = t('mail.openButton')
  return {
    // A line break in a header would begin another header.
    subject: t('mail.subject', { text: sentence }).replace(/\s+/g, ' '),
    text: [greeting, '', sentence, when, '', `${open}: ${link}`, '', '--', footer, ''].join('\r\n'),
    html: page(locale, [
      paragraph(greeting),
      `<p style="font-size:16px;font-weight:600">${escapeHtml(sentence)}</p>`,
      `<p style="color:#5b6472">${escapeHtml(when)}</p>`,
      `<p><a href="${escapeHtml(link)}" style="display:inline-block;padding:8px 16px;border-radius:6px;background:#1d4f91;color:#ffffff;text-decoration:none">${escapeHtml(open)}</a></p>`,
      `<p style="color:#5b6472;font-size:13px;border-top:1px solid #d9dde3;padding-top:12px">${escapeHtml(footer)}</p>`,
    ]),
  }
}

const page = (locale: Locale, parts: readonly string[]): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"></head>` +
  `<body style="font-family:system-ui,-apple-system,'PingFang SC','Microsoft YaHei',sans-serif;font-size:15px;line-height:1.5;color:#1b2430;max-width:560px">` +
  `${parts.join('\n')}</body></html>`

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
