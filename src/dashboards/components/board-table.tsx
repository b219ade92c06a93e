import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { EmptyState } from '@/ui/empty-state'
import { formatCount, formatDelta, formatPercent } from '@/ui/format'
import { Sparkline } from '@/ui/sparkline'
import { StateBadge } from '@/ui/state-badge'
import { dueHref, figureHref } from '../links'
import type { Board, PromiseFigure } from '../queries'
import { boardOrder } from '../rules/figures'
import { FigureLink } from './figure-link'
import { UnitCell } from './unit-cell'
import { VERDICT_KINDS } from './verdict-kinds'

/** Percentage points; the words stand in the title. */
const SIGNED = new Intl.NumberFormat('en', {
  signDisplay: 'always',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})

type Trends = ReadonlyMap<string, readonly (number | null)[]>

/**
 * Every measured promise of the month against its target and the month before, and the units below side by side. Small
 * samples are marked, not ranked; any figure opens its cases.
 */
export function BoardTable({ board, trends }: { board: Board; trends: Trends }) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  if (board.promises.length === 0) return <EmptyState title={t('noPromises')} />
  return (
    <div className="table-wrap">
      <table className="table table--board">
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
            <th scope="col" className="hidden 2xl:table-cell">
              {t('trend')}
            </th>
            {board.parts.map((part) => (
              <th key={part.unit.id} scope="col" className="max-w-20 text-end" title={part.unit.name[locale]}>
                {part.unit.id === board.unit.id ? (
                  t('itself')
                ) : (
                  <a
                    data-soft=""
                    className="ui-link block truncate"
                    href={`/dashboard?unit=${part.unit.code}&month=${board.month.key}`}
                  >
                    {shortName(part.unit.name[locale], board.unit.name[locale])}
                  </a>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <DueRow board={board} due="overdue" />
          <DueRow board={board} due="24h" />
          {boardOrder(board.promises).map((index) => (
            <PromiseRow key={index} {...{ promise: board.promises[index]!, index, board, trends }} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A unit's name without what it shares with the unit above: 西河县分公司 below 平川市分公司 is 西河县. */
function shortName(name: string, above: string): string {
  const city = above.replace(/分公司| branch$/, '')
  const short = name.replace(/分公司| branch| county| district$/, '')
  return short.startsWith(city) && short.length > city.length ? short.slice(city.length).trim() : short
}

function DueRow({ board, due }: { board: Board; due: 'overdue' | '24h' }) {
  const t = useTranslations('dashboards')
  const countOf = ({ overdue, within4h, within24h }: Board['due']) =>
    due === 'overdue' ? overdue : within4h + within24h
  return (
    <tr>
      <th scope="row" className="font-normal">
        {due === 'overdue' ? t('openOverdue') : t('openWithin24h')}
      </th>
      <td className="text-end">
        <FigureLink
          count={countOf(board.due)}
          href={dueHref(board.unit.code, due)}
          tone={due === 'overdue' ? 'overdue' : undefined}
        />
      </td>
      <td colSpan={4} />
      <td className="hidden 2xl:table-cell" />
      {board.parts.map((part) => (
        <td key={part.unit.id} className="text-end">
          <FigureLink
            count={countOf(part.due)}
            href={dueHref(part.unit.code, due)}
            tone={due === 'overdue' ? 'overdue' : undefined}
          />
        </td>
      ))}
    </tr>
  )
}

function PromiseRow({
  promise,
  index,
  board,
  trends,
}: {
  promise: PromiseFigure
  index: number
  board: Board
  trends: Trends
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
  const trend = trends.get(`${promise.commitmentId}/${promise.ruleIndex}`) ?? []
  return (
    <tr>
      <th scope="row" className="max-w-60 font-normal">
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
          {isCount ? t('targetNone') : `${t('target')} ${promise.targetPercent ?? 100}%`}
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
