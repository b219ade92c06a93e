import { useTranslations } from 'next-intl'
import { errorWords } from '@/messaging/components/error-words'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { DescriptionList } from '@/ui/description-list'
import { formatInstant } from '@/ui/format'
import { StateBadge } from '@/ui/state-badge'
import type { EventPage } from '../queries/event'
import { NOTICE_LOOK, type Translate } from './event-words'

/** Every message about the event: which promise it serves, exact words, channel, when it left and arrived. */
export function NoticeCards({ view }: { view: EventPage }) {
  const t = useTranslations('notices') as unknown as Translate
  const messages = useTranslations('messages')
  const locale = useAppLocale()
  const at = (instant: Date | null) =>
    instant ? formatInstant(instant, { locale, timeZone: view.timeZone, style: 'long' }) : null
  if (view.notices.length === 0) return <p className="text-muted">{t('notice.none')}</p>
  return (
    <ol className="flex flex-col gap-3">
      {view.notices.map((notice) => (
        <li key={notice.id} className="rounded border border-separator p-3">
          <div className="mb-2 flex flex-wrap items-center gap-2">
            <strong>{t(`channel.${notice.channel}`)}</strong>
            <StateBadge kind={NOTICE_LOOK[notice.state]} label={t(`notice.${notice.state}`)} />
            <span className="text-muted text-xs">
              {notice.purpose === 'step'
                ? t('notice.step')
                : t('notice.serves', { commitments: notice.commitments.join(', ') })}
            </span>
          </div>
          {notice.text ? (
            <blockquote className="mb-2 border-separator border-l-2 pl-3">{notice.text}</blockquote>
          ) : notice.state === 'dropped' ? null : (
            <p className="mb-2 text-muted">{t('notice.notYet')}</p>
          )}
          <DescriptionList
            items={(
              [
                ['latestAt', at(notice.latestAt)],
                ['sendAt', notice.sentAt || notice.state === 'dropped' ? null : at(notice.sendAt)],
                ['sentAt', at(notice.sentAt)],
                ['deliveredAt', at(notice.deliveredAt)],
                ['failedAt', at(notice.failedAt)],
                ['error', notice.errorCode && errorWords(messages, notice.errorCode)],
                ['message', notice.deliveredAt ? notice.messageId : null],
              ] as const
            ).flatMap(([key, value]) => (value ? [{ term: t(`notice.${key}`), value }] : []))}
          />
        </li>
      ))}
    </ol>
  )
}
