import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { EmptyState } from '@/ui/empty-state'
import { formatCount, formatDuration, formatPercent } from '@/ui/format'
import { WideTable } from '@/ui/wide-table'
import { type ConsentMeasure, consentHref } from '../../money-links'
import type { MoneyBoard } from '../../queries-money'
import { type ConsentFigures, shareOf } from '../../rules/money'
import { formatPerTenThousand } from './amounts'
import { SampleMark } from './sample-mark'

const RATES = ['confirmed', 'declined', 'silent', 'askedAgain'] as const
const SECOND_MS = 1000

/** How second confirmations went by branch, service or provider; the least answered first, small samples last. */
export function ConsentTable({ board }: { board: MoneyBoard }) {
  const t = useTranslations('money')
  const { by, consentLines: lines } = board
  if (lines.length === 0) return <EmptyState title={t('noOrders')} />
  const hrefOf = (key: string | null) => (measure: ConsentMeasure) => {
    if (!board.opens.orders) return null
    if (key === null) return consentHref(board.unit.code, board.month, measure)
    return by === 'part'
      ? consentHref(key, board.month, measure, key === board.unit.code ? { own: '1' } : {})
      : consentHref(board.unit.code, board.month, measure, { [by]: key })
  }
  return (
    <WideTable caption={t('consents')}>
      <thead>
        <tr>
          <th scope="col">{t(`by.${by}`)}</th>
          <th scope="col" className="text-end">
            {t('consent.asked')}
          </th>
          {RATES.map((rate) => (
            <th key={rate} scope="col" className="text-end">
              {t(`consent.${rate}`)}
            </th>
          ))}
          <th scope="col" className="text-end">
            {t('consent.median')}
          </th>
          <th scope="col" className="text-end">
            {t('consent.withoutConsent')}
          </th>
          <th scope="col" className="text-end">
            {t('consent.perTenThousand')}
          </th>
        </tr>
      </thead>
      <tbody>
        <Line name={t('total')} figures={board.consents} hrefOf={hrefOf(null)} isTotal />
        {lines.map((line) => (
          <Line
            key={line.key}
            name={by === 'part' && line.key === board.unit.code ? t('itself') : line.name}
            figures={line.figures}
            hrefOf={hrefOf(line.key)}
          />
        ))}
      </tbody>
    </WideTable>
  )
}

function Line({
  name,
  figures,
  hrefOf,
  isTotal = false,
}: {
  name: string
  figures: ConsentFigures
  hrefOf: (measure: ConsentMeasure) => string | null
  isTotal?: boolean
}) {
  const t = useTranslations('money')
  const locale = useAppLocale()
  return (
    <tr>
      <th
        scope="row"
        className={`whitespace-normal lg:whitespace-nowrap ${isTotal ? 'font-semibold' : 'font-normal'}`}
      >
        {name}
      </th>
      <td className="text-end">
        <Linked
          href={figures.asked > 0 ? hrefOf('asked') : null}
          words={formatCount(figures.asked, locale)}
        />
      </td>
      {RATES.map((rate) => {
        const share = shareOf(figures[rate], figures.asked)
        return (
          <td key={rate} className="text-end whitespace-nowrap">
            {share.whole > 0 && share.isSmallSample ? <SampleMark /> : null}
            <Linked href={share.part > 0 ? hrefOf(rate) : null} words={formatPercent(share.share, locale)} />
            <span className="ml-1 text-muted text-xs tabular-nums">{`${formatCount(share.part, locale)}/${formatCount(share.whole, locale)}`}</span>
          </td>
        )
      })}
      <td className="text-end whitespace-nowrap tabular-nums">
        {figures.medianAnswerSeconds === null
          ? '—'
          : formatDuration(figures.medianAnswerSeconds * SECOND_MS, locale)}
      </td>
      <td className="text-end whitespace-nowrap">
        {figures.withoutConsent === 0 ? (
          <span className="text-muted">0</span>
        ) : (
          <Linked
            href={hrefOf('withoutConsent')}
            words={t('chargesOfOrders', {
              charges: figures.withoutConsent,
              orders: figures.withoutConsentOrders,
            })}
            isBad
          />
        )}
      </td>
      <td className="text-end whitespace-nowrap tabular-nums">
        {figures.charges > 0 && shareOf(0, figures.charges).isSmallSample ? <SampleMark /> : null}
        {formatPerTenThousand(figures.withoutConsent, figures.charges, locale)}
        <span className="ml-1 text-muted text-xs">{`${formatCount(figures.withoutConsent, locale)}/${formatCount(figures.charges, locale)}`}</span>
      </td>
    </tr>
  )
}

function Linked({ href, words, isBad = false }: { href: string | null; words: string; isBad?: boolean }) {
  const look = isBad ? 'font-semibold text-overdue tabular-nums' : 'tabular-nums'
  if (!href) return <span className={look}>{words}</span>
  return (
    <a data-soft="" className={`ui-link ${look}`} href={href}>
      {words}
    </a>
  )
}
