import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { WideTable } from '@/ui/wide-table'
import { moneyBoardHref, moneyHref } from '../../money-links'
import type { MoneyBoard } from '../../queries-money'
import { averageDays, type MoneyFigures, type MoneyMeasure, shareOf } from '../../rules/money'
import { formatAmounts, formatDays } from './amounts'
import { SampleMark } from './sample-mark'

/** One measure by class of error and branch; every figure opens its errors. */
export function MoneyMatrix({ board, show }: { board: MoneyBoard; show: MoneyMeasure }) {
  const t = useTranslations('money')
  const locale = useAppLocale()
  const { unit, month, parts, opens } = board
  if (board.classes.length === 0) return <EmptyState title={t('noErrors')} />
  const cell = (
    figures: MoneyFigures,
    unitCode: string,
    classCode: string | null,
    isOwn = false,
  ): ReactNode => (
    <Cell
      figures={figures}
      show={show}
      href={opens.errors ? moneyHref(unitCode, month, show, classCode, isOwn) : null}
    />
  )
  const row = (
    name: ReactNode,
    total: MoneyFigures,
    ofParts: readonly MoneyFigures[],
    code: string | null,
  ) => (
    <tr key={code ?? 'all'}>
      <th scope="row" className="font-normal whitespace-normal lg:whitespace-nowrap">
        {name}
      </th>
      <td className="text-end font-semibold">{cell(total, unit.code, code)}</td>
      {parts.map((part, index) => (
        <td key={part.id} className="text-end">
          {cell(ofParts[index]!, part.code, code, part.id === unit.id)}
        </td>
      ))}
    </tr>
  )
  return (
    <WideTable caption={t('matrix')}>
      <thead>
        <tr>
          <th scope="col">{t('class')}</th>
          <th scope="col" className="text-end">
            {t('total')}
          </th>
          {parts.map((part) => (
            <th key={part.id} scope="col" className="max-w-24 text-end">
              {part.id === unit.id ? (
                t('itself')
              ) : (
                <a data-soft="" className="ui-link" href={moneyBoardHref(part.code, month.key, { show })}>
                  {part.name[locale]}
                </a>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {row(t('allClasses'), board.total, board.partTotals, null)}
        {board.classes.map((each) => row(each.name[locale], each.total, each.parts, each.code))}
      </tbody>
    </WideTable>
  )
}

function Cell({ figures, show, href }: { figures: MoneyFigures; show: MoneyMeasure; href: string | null }) {
  const t = useTranslations('money')
  const locale = useAppLocale()
  const count =
    show === 'errors' ? figures.errors : show === 'days' ? figures.paid.count : figures[show].count
  if (count === 0) return <span className="text-muted">{show === 'errors' ? '0' : '—'}</span>
  const value =
    show === 'errors'
      ? formatCount(count, locale)
      : show === 'days'
        ? formatDays(averageDays(figures), locale)
        : formatAmounts(figures[show].amounts, locale)
  const words = t('errorsCount', { count, number: formatCount(count, locale) })
  const look = show === 'late' ? 'ui-link font-semibold text-overdue tabular-nums' : 'ui-link tabular-nums'
  return (
    <span className="whitespace-nowrap" title={words}>
      {show === 'days' && shareOf(0, count).isSmallSample ? <SampleMark /> : null}
      {href ? (
        <a data-soft="" className={look} href={href}>
          {value}
        </a>
      ) : (
        <span className="tabular-nums">{value}</span>
      )}
    </span>
  )
}
