import { useTranslations } from 'next-intl'
import { currencyDigits } from '@/kernel/money'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { CHART_COLORS, Chart } from '@/ui/chart'
import { formatCount, formatDay } from '@/ui/format'
import { moneyHref } from '../../money-links'
import type { MoneyBoard } from '../../queries-money'
import { averageDays, type MoneyFigures } from '../../rules/money'
import { formatAmounts, formatDays } from './amounts'

const SERIES = [
  ['paid', CHART_COLORS.kept],
  ['owed', CHART_COLORS.broken],
  ['reversed', CHART_COLORS.quiet],
] as const

/** The currency most money of the year is in: one chart has one scale. */
function mainCurrency(months: MoneyBoard['months']): string {
  const sums = new Map<string, bigint>()
  for (const { figures } of months)
    for (const [series] of SERIES)
      for (const [currency, minor] of Object.entries(figures[series].amounts))
        sums.set(currency, (sums.get(currency) ?? 0n) + minor)
  return [...sums].sort((a, b) => (a[1] > b[1] ? -1 : 1))[0]?.[0] ?? 'CNY'
}

/**
 * Twelve months of errors by what became of their money; the figures stand below as a table that opens the lists. Drawn
 * twice, for wide and for narrow screens, so that its words stay legible on a phone.
 */
export function MoneyChart({ board }: { board: MoneyBoard }) {
  return (
    <>
      <div className="max-md:hidden">
        <Bars board={board} width={900} height={190} labelOf={(key) => key} />
      </div>
      <div className="md:hidden">
        <Bars board={board} width={340} height={200} labelOf={(key) => key.slice(5)} />
      </div>
      <MonthTable board={board} />
    </>
  )
}

function Bars({
  board,
  width,
  height,
  labelOf,
}: {
  board: MoneyBoard
  width: number
  height: number
  /** Words of a month (`YYYY-MM`) below its bar. */
  labelOf: (monthKey: string) => string
}) {
  const t = useTranslations('money')
  const locale = useAppLocale()
  const currency = mainCurrency(board.months)
  const units = 10 ** currencyDigits(currency)
  const amountOf = (figures: MoneyFigures, series: 'paid' | 'owed' | 'reversed') =>
    Number(figures[series].amounts[currency] ?? 0n) / units
  const axis = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  })
  const text = { color: CHART_COLORS.text, fontSize: 11 }
  return (
    <Chart
      title={t('chartTitle', { currency })}
      width={width}
      height={height}
      option={{
        grid: { left: 8, right: 8, top: 34, bottom: 4, containLabel: true },
        legend: { top: 0, left: 0, itemWidth: 10, itemHeight: 10, icon: 'roundRect', textStyle: text },
        xAxis: {
          type: 'category',
          data: board.months.map(({ month }) => labelOf(month.key)),
          axisLabel: text,
          axisTick: { show: false },
          axisLine: { lineStyle: { color: CHART_COLORS.line } },
        },
        yAxis: {
          type: 'value',
          axisLabel: { ...text, formatter: (value: number) => axis.format(value) },
          splitLine: { lineStyle: { color: CHART_COLORS.line } },
        },
        series: SERIES.map(([series, color]) => ({
          type: 'bar',
          stack: 'money',
          name: t(`measure.${series}`),
          barMaxWidth: 34,
          itemStyle: { color },
          data: board.months.map(({ figures }) => amountOf(figures, series)),
        })),
      }}
    />
  )
}

function MonthTable({ board }: { board: MoneyBoard }) {
  const t = useTranslations('money')
  const ui = useTranslations('ui')
  const locale = useAppLocale()
  const { opens, unit } = board
  return (
    <details className="mt-1 text-xs">
      <summary className="cursor-pointer text-muted">{ui('showData')}</summary>
      <div className="table-wrap">
        <table className="table table--board">
          <caption className="sr-only">{t('chart')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              {(['errors', 'owed', 'paid', 'reversed', 'days'] as const).map((measure) => (
                <th key={measure} scope="col" className="text-end">
                  {t(`measure.${measure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.months.map(({ month, figures }) => (
              <tr key={month.key}>
                <th scope="row">{formatDay(month.firstDay, locale, 'month')}</th>
                <td className="text-end tabular-nums">
                  {opens.errors && figures.errors > 0 ? (
                    <a data-soft="" className="ui-link" href={moneyHref(unit.code, month, 'errors')}>
                      {formatCount(figures.errors, locale)}
                    </a>
                  ) : (
                    formatCount(figures.errors, locale)
                  )}
                </td>
                {(['owed', 'paid', 'reversed'] as const).map((measure) => (
                  <td key={measure} className="text-end tabular-nums">
                    {opens.errors && figures[measure].count > 0 ? (
                      <a data-soft="" className="ui-link" href={moneyHref(unit.code, month, measure)}>
                        {formatAmounts(figures[measure].amounts, locale)}
                      </a>
                    ) : (
                      formatAmounts(figures[measure].amounts, locale)
                    )}
                  </td>
                ))}
                <td className="text-end tabular-nums">{formatDays(averageDays(figures), locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
