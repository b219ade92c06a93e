import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount, formatDelta, formatPercent } from '@/ui/format'
import { Sparkline } from '@/ui/sparkline'
import { StateBadge } from '@/ui/state-badge'
import { figureHref } from '../links'
import type { Board, PromiseFigure } from '../queries'
import { FigureLink } from './figure-link'
import { UnitCell } from './unit-cell'
import { VERDICT_KINDS } from './verdict-kinds'

/** Percentage points; the words stand in the title. */
const SIGNED = new Intl.NumberFormat('en', {
  signDisplay: 'always',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})

/** One promise of the month: its share, verdict, the month before, cases, and how the units below keep it. */
export function PromiseRow({
  promise,
  index,
  board,
}: {
  promise: PromiseFigure
  index: number
  board: Board
}) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  const { figure, before } = promise
  // What may never happen is counted; a percentage of it would say nothing.
  const isCount = promise.ruleKind === 'never_event'
  const href = (outcome: Parameters<typeof figureHref>[3]) =>
    figureHref(promise, board.unit.code, board.month, outcome)
  const change = figure.share !== null && before.share !== null ? figure.share - before.share : null
  const target = (promise.targetPercent ?? 100) / 100
  const trend = board.trends.get(`${promise.commitmentId}/${promise.ruleIndex}`) ?? []
  return (
    <tr data-key={`${promise.commitmentId}/${promise.ruleIndex}`}>
      <th scope="row" className="max-w-56 font-normal">
        <span
          className="flex items-baseline gap-1.5"
          title={`${promise.text[locale]} · ${t(`kind.${promise.ruleKind}`)}`}
        >
          <a
            data-soft=""
            className="ui-link shrink-0 font-medium tabular-nums"
            href={`/commitments/${promise.commitmentId}`}
          >
            {promise.code}
          </a>
          <span className="shrink-0 text-muted text-xs">
            {promise.isLaw ? t('law') : t(`kind.${promise.ruleKind}`)}
          </span>
          <span className="truncate">{promise.text[locale]}</span>
        </span>
      </th>
      <td className="text-end font-semibold">
        {isCount ? (
          <FigureLink count={figure.decided} href={href('decided')} tone="overdue" />
        ) : figure.share === null ? (
          <span className="text-muted">{formatPercent(null, locale)}</span>
        ) : (
          <a data-soft="" className="ui-link tabular-nums" href={href('decided')}>
            {formatPercent(figure.share, locale)}
          </a>
        )}
      </td>
      <td className="whitespace-nowrap">
        <StateBadge kind={VERDICT_KINDS[promise.verdict]} label={t(`verdicts.${promise.verdict}`)} plain />
        <span className="ml-1 text-muted text-xs">
          <span className="sr-only">{t('target')} </span>
          {isCount ? formatCount(0, locale) : `${promise.targetPercent ?? 100}%`}
        </span>
      </td>
      <td className="whitespace-nowrap text-end tabular-nums">
        {isCount ? formatCount(before.decided, locale) : formatPercent(before.share, locale)}
        {isCount || change === null || Math.abs(change) < 0.0005 ? null : (
          <span className="ml-1 text-muted text-xs" title={formatDelta(change, locale)}>
            {SIGNED.format(change * 100)}
          </span>
        )}
      </td>
      <td className="text-end">
        <FigureLink count={figure.decided} href={href('decided')} />
      </td>
      <td className="text-end">
        <FigureLink count={figure.brokenOpen} href={href('broken_open')} tone="overdue" />
      </td>
      <td className="hidden 2xl:table-cell">
        {isCount ? null : (
          <Sparkline
            values={trend}
            target={target}
            label={t('trendOf', {
              values: trend.map((value) => formatPercent(value, locale)).join(', '),
              count: trend.length,
            })}
          />
        )}
      </td>
      {board.parts.map((part) => (
        <td key={part.unit.id} className="whitespace-nowrap text-end">
          <UnitCell
            isCount={isCount}
            figure={part.figures[index] ?? null}
            verdict={part.verdicts[index] ?? null}
            href={figureHref(promise, part.unit.code, board.month, 'decided')}
          />
        </td>
      ))}
    </tr>
  )
}
