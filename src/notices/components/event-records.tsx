import { useTranslations } from 'next-intl'
import { formatMinor } from '@/kernel/money'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { formatInstant } from '@/ui/format'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import type { EventPage } from '../queries/event'
import type { Translate } from './event-words'

type Part = { readonly view: EventPage }

function useWords({ timeZone }: EventPage) {
  const t = useTranslations('notices') as unknown as Translate
  const locale = useAppLocale()
  return {
    t,
    locale,
    at: (instant: Date) => formatInstant(instant, { locale, timeZone, style: 'dateTime' }),
  }
}

/** What held it, and who let it go on and why. */
export function Holds({ view }: Part) {
  const { t, at } = useWords(view)
  return (
    <Panel title={t('page.holds')}>
      <ol className="flex flex-col gap-3">
        {view.holds.map((hold) => (
          <li key={hold.id}>
            <p className="flex flex-wrap items-center gap-2">
              <StateBadge
                kind={hold.liftedAt ? 'closed' : 'paused'}
                label={t(hold.liftedAt ? 'hold.lifted' : 'hold.open')}
                plain
              />
              {hold.errorId === null ? (
                hold.reason
              ) : view.can.seeErrors ? (
                <AppLink href={`/refunds/${hold.errorId}`}>
                  {t('hold.disputeOf', { number: hold.reason })}
                </AppLink>
              ) : (
                t('hold.disputeOf', { number: hold.reason })
              )}
            </p>
            <p className="text-muted text-xs">
              {at(hold.heldAt)} {hold.heldBy ?? t('hold.system')}
            </p>
            {hold.liftedAt ? (
              <p className="text-muted text-xs">
                {t('hold.liftedLine', {
                  time: at(hold.liftedAt),
                  by: hold.liftedBy ?? t('hold.system'),
                  reason: t.has(`reason.${hold.liftReason}`)
                    ? t(`reason.${hold.liftReason}`)
                    : (hold.liftReason ?? ''),
                })}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** Who asked whether it may go ahead, and what they were told. */
export function Answers({ view }: Part) {
  const { t, at } = useWords(view)
  return (
    <Panel title={t('page.answers')}>
      <ol className="flex flex-col gap-2">
        {view.answers.map((answer) => (
          <li key={answer.id}>
            <StateBadge
              kind={answer.permitted ? 'done' : 'failed'}
              label={answer.permitted ? t('answer.permitted') : t(`answer.${answer.code}`)}
              plain
            />
            <span className="block text-muted text-xs">
              {t('answer.line', { asked: at(answer.askedAt), forAt: at(answer.forAt) })}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** The balances billing told, and why the customer was or was not reminded (SH-23). */
export function Reports({ view }: Part) {
  const { t, at, locale } = useWords(view)
  return (
    <Panel title={t('page.reports')} hint={t('page.reportsHint')}>
      <ol className="flex flex-col gap-2">
        {view.reports.map((report) => (
          <li key={report.ref}>
            {formatMinor(report.balanceMinor, view.event.currency, locale)} ·{' '}
            {t(`outcome.${report.outcome}`, { step: report.step })}
            <span className="block text-muted text-xs">{at(report.foundAt)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
