import { createTranslator } from 'use-intl/core'
import type { Locale } from '@/kernel/text'
import { loadMessages } from '@/platform/i18n/messages'
import { formatMoment } from '@/ui/format'
import { dueAtOf, isSettled, type Told } from './rules/kinds'

/** Texts of `messages/<locale>/notifications.json`, for pages, mails and the live bell alike. */
export type NotificationWords = {
  (key: string, values?: Record<string, string | number>): string
  has: (key: string) => boolean
}

/** The texts in a language, also outside of a request: the worker speaks each recipient's own. */
export async function notificationWords(locale: Locale): Promise<NotificationWords> {
  const { notifications } = await loadMessages(locale)
  const t = createTranslator({ locale, messages: { notifications }, namespace: 'notifications' })
  return t as unknown as NotificationWords
}

/** The notification in one sentence: `BR-31 首次回复将于今天15:40到期：PC26-000123`. */
export function textOf(t: NotificationWords, told: Told, locale: Locale, now: Date): string {
  const number = String(told.complaintNumber ?? told.params.number ?? '')
  const by = String(told.params.by ?? '')
  switch (told.kind) {
    case 'step':
      return stepText(t, told, locale, now, number)
    case 'upgraded':
      return t(`text.${upgradeKey(told)}`, { number, by })
    case 'group_warning':
      return t('text.group_warning', {
        unit: localised(told, 'unit', locale),
        className: localised(told, 'class', locale) || String(told.params.classCode ?? ''),
        hours: Number(told.params.hours ?? 0),
        count: Number(told.params.cases ?? 0),
      })
    case 'import_done':
      return importText(t, told)
    case 'notice_at_risk':
      return atRiskText(t, told, locale, now, number)
    case 'suspended_unproven':
      return t('text.suspended_unproven', { number })
    case 'assigned':
    case 'chased':
    case 'supervised':
      return t(by === '' ? `text.${told.kind}_system` : `text.${told.kind}`, { number, by })
  }
}

/** Short name of what happened, for the list, the filter and the subject of a mail. */
export function labelOf(t: NotificationWords, told: Told): string {
  return told.kind === 'upgraded' ? t(`label.${upgradeKey(told)}`) : t(`label.${told.kind}`)
}

/** A reopened case and a customer who went over our head come as `upgraded` with the reason. */
function upgradeKey({ params }: Told): 'upgraded' | 'reopened' | 'escalated' {
  return params.reason === 'reopened' || params.reason === 'escalated' ? params.reason : 'upgraded'
}

function stepText(t: NotificationWords, told: Told, locale: Locale, now: Date, number: string): string {
  const dueAt = dueAtOf(told)
  const fact = told.owed?.fact ?? ''
  const values = {
    commitment: String(told.params.commitment ?? ''),
    owed: t.has(`owed.${fact.replace('.', '_')}`) ? t(`owed.${fact.replace('.', '_')}`) : t('owed.other'),
    time: dueAt ? formatMoment(dueAt, now, told.timeZone, locale) : '',
    number,
  }
  if (isSettled(told)) return t('text.step_settled', values)
  if (dueAt === null) return t('text.step_paused', values)
  return t(dueAt.getTime() >= now.getTime() ? 'text.step_due' : 'text.step_overdue', values)
}

/** A planned event whose notices cannot be proven in time. */
function atRiskText(t: NotificationWords, told: Told, locale: Locale, now: Date, number: string): string {
  const eventAt = new Date(String(told.params.eventAt ?? ''))
  return t(`text.notice_at_risk_${String(told.params.eventKind ?? 'suspension')}`, {
    number,
    commitments: String(told.params.commitments ?? ''),
    time: Number.isNaN(eventAt.getTime()) ? '' : formatMoment(eventAt, now, told.timeZone, locale),
  })
}

function importText(t: NotificationWords, { params }: Told): string {
  const count = (name: string) => Number(params[name] ?? 0)
  return t(params.status === 'failed' ? 'text.import_failed' : 'text.import_done', {
    file: String(params.fileName ?? ''),
    added: count('added'),
    duplicates: count('duplicates'),
    rejected: count('rejected'),
  })
}

/** Names in all scripts are written down as `<name>.<locale>` when the notification is made. */
const localised = ({ params }: Told, name: string, locale: Locale): string =>
  String(params[`${name}.${locale}`] ?? '')
