import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount, formatPercent } from '@/ui/format'
import { suspensionsHref } from '../../money-links'
import type { MoneyBoard } from '../../queries-money'
import { shareOf } from '../../rules/money'
import { SampleMark } from './sample-mark'

/** Suspensions of the month on one line: planned, held, done, and how many of those had their notices in time. */
export function SuspensionStrip({ board }: { board: MoneyBoard }) {
  const t = useTranslations('money.suspensions')
  const locale = useAppLocale()
  const { suspensions, opens, unit, month } = board
  const notices = shareOf(suspensions.proven, suspensions.owing)
  return (
    <section className="strip" aria-label={t('title')}>
      <h2 className="strip-title">{t('title')}</h2>
      {(['planned', 'held', 'done'] as const).map((state) => (
        <Item
          key={state}
          label={t(state)}
          value={formatCount(suspensions[state], locale)}
          href={opens.suspensions ? suspensionsHref(unit.code, month, state) : null}
        />
      ))}
      <Item
        label={t('proven')}
        value={`${formatPercent(notices.share, locale)} (${formatCount(notices.part, locale)}/${formatCount(notices.whole, locale)})`}
        href={opens.suspensions ? suspensionsHref(unit.code, month, 'proven') : null}
        isSmall={notices.whole > 0 && notices.isSmallSample}
      />
    </section>
  )
}

function Item({
  label,
  value,
  href,
  isSmall = false,
}: {
  label: string
  value: string
  href: string | null
  isSmall?: boolean
}) {
  const body = (
    <>
      <span className="strip-label">{label}</span>
      <b className="tabular-nums">
        {isSmall ? <SampleMark /> : null}
        {value}
      </b>
    </>
  )
  return href ? (
    <a data-soft="" className="strip-item" href={href}>
      {body}
    </a>
  ) : (
    <span className="strip-item">{body}</span>
  )
}
