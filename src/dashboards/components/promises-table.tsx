import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { EmptyState } from '@/ui/empty-state'
import { formatCount, formatDelta, formatPercent } from '@/ui/format'
import { ShareBar } from '@/ui/share-bar'
import { Sparkline } from '@/ui/sparkline'
import { StateBadge } from '@/ui/state-badge'
import { figureHref } from '../links'
import type { Board, PromiseFigure } from '../queries'
import { FigureLink } from './figure-link'
import { VERDICT_KINDS } from './verdict-kinds'

/** Each measured promise this month: kept share against target and last month, number of cases, what is broken and open. */
export function PromisesTable({
  board,
  trends,
}: {
  board: Board
  trends: ReadonlyMap<string, readonly (number | null)[]>
}) {
  const t = useTranslations('dashboards')
  if (board.promises.length === 0) return <EmptyState title={t('noPromises')} />
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="sr-only">{t('promises')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('promise')}</th>
            <th scope="col" className="text-end">
              {t('thisMonth')}
            </th>
            <th scope="col">{t('verdict')}</th>
            <th scope="col" className="text-end">
              {t('lastMonth')}
            </th>
            <th scope="col" className="text-end">
              {t('cases')}
            </th>
            <th scope="col" className="text-end">
              {t('brokenOpen')}
            </th>
            <th scope="col" className="hidden xl:table-cell">
              {t('shares')}
            </th>
            <th scope="col" className="hidden 2xl:table-cell">
              {t('trend')}
            </th>
          </tr>
        </thead>
        <tbody>
          {board.promises.map((promise) => (
            <PromiseRow
              key={`${promise.commitmentId}/${promise.ruleIndex}`}
              promise={promise}
              board={board}
              trend={trends.get(`${promise.commitmentId}/${promise.ruleIndex}`) ?? []}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PromiseRow({
  promise,
  board,
  trend,
}: {
  promise: PromiseFigure
  board: Board
  trend: readonly (number | null)[]
}) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  const { figure, before } = promise
  const href = (outcome?: Parameters<typeof figureHref>[3]) =>
    figureHref(promise, board.unit.code, board.month, outcome)
  const change = figure.share !== null && before.share !== null ? figure.share - before.share : null
  return (
    <tr>
      <th scope="row" className="max-w-72 font-normal">
        <span className="flex items-baseline gap-2">
          <a
            data-soft=""
            className="ui-link shrink-0 font-medium tabular-nums"
            href={`/commitments/${promise.commitmentId}`}
          >
            {promise.code}
          </a>
          <span className="truncate" title={promise.text[locale]}>
            {promise.text[locale]}
          </span>
        </span>
        <span className="text-muted text-xs">
          {t(`kind.${promise.ruleKind}`)}
          {promise.isLaw ? ` · ${t('law')}` : ''}
          {` · ${t('target')} ${formatPercent((promise.targetPercent ?? 100) / 100, locale)}`}
        </span>
      </th>
      <td className="text-end text-base font-semibold">
        {figure.share === null ? (
          <span className="text-muted">{formatPercent(null, locale)}</span>
        ) : (
          <a data-soft="" className="ui-link tabular-nums" href={href()}>
            {formatPercent(figure.share, locale)}
          </a>
        )}
      </td>
      <td>
        <StateBadge kind={VERDICT_KINDS[promise.verdict]} label={t(`verdicts.${promise.verdict}`)} plain />
      </td>
      <td className="text-end whitespace-nowrap tabular-nums">
        {formatPercent(before.share, locale)}
        {change === null ? null : (
          <span className="text-muted ml-1 text-xs">{formatDelta(change, locale)}</span>
        )}
      </td>
      <td className="text-end">
        <FigureLink count={figure.decided} href={href()} />
      </td>
      <td className="text-end">
        <FigureLink count={figure.brokenOpen} href={href('broken_open')} tone="overdue" />
      </td>
      <td className="hidden min-w-32 xl:table-cell">
        <ShareBar
          legend={false}
          parts={[
            { kind: 'kept', count: figure.kept },
            { kind: 'broken_fulfilled', count: figure.brokenFulfilled },
            { kind: 'broken_open', count: figure.brokenOpen },
            { kind: 'waived', count: figure.waived },
            { kind: 'running', count: figure.running },
          ]}
        />
      </td>
      <td className="hidden 2xl:table-cell">
        <Sparkline
          values={trend}
          target={(promise.targetPercent ?? 100) / 100}
          label={t('trendOf', {
            values: trend.map((value) => formatPercent(value, locale)).join(', '),
            count: formatCount(trend.length, locale),
          })}
        />
      </td>
    </tr>
  )
}
