import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount, formatDay, formatDelta, formatPercent } from '@/ui/format'
import { Markup } from '@/ui/markup'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StatTile } from '@/ui/stat-tile'
import { StateBadge } from '@/ui/state-badge'
import { WideTable } from '@/ui/wide-table'
import { dueHref, receivedHref } from '../links'
import { moneyBoardHref, openMoneyHref } from '../money-links'
import type { BranchLine, CompanyBoard as Company } from '../queries-company'
import type { MoneyTiles, OpenTile } from '../queries-tiles'
import { FigureLink } from './figure-link'
import { formatAmounts } from './money/amounts'
import { MoneyStrip } from './money/money-strip'
import { VERDICT_KINDS } from './verdict-kinds'

const rate = (value: number | null, locale: string): string =>
  value === null
    ? '—'
    : new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)

/** The executive's first screen: the company at a glance, every branch in one table, what breaks next. */
export function CompanyBoard({
  company,
  nearest,
  money,
}: {
  company: Company
  nearest: ReactNode
  money: MoneyTiles
}) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  const { total, month } = company
  const change =
    total.kept.share !== null && total.keptBefore.share !== null
      ? formatDelta(total.kept.share - total.keptBefore.share, locale)
      : undefined
  return (
    <div className="board flex flex-col gap-2.5">
      <Markup className="contents">
        <PageHeader
          title={company.unit.name[locale]}
          badges={
            <span className="text-muted text-base font-normal">
              {formatDay(month.firstDay, locale, 'month')}
            </span>
          }
        />
        <div className="grid grid-cols-2 gap-2 md:grid-cols-5">
          <StatTile
            label={t('company.compliance')}
            value={formatPercent(total.kept.share, locale)}
            kind={VERDICT_KINDS[total.verdict]}
            change={change}
            sampleSize={total.kept.decided}
            href={`/dashboard?unit=${company.unit.code}`}
          />
          <StatTile
            label={t('company.overdue')}
            value={formatCount(total.overdue, locale)}
            kind={total.overdue > 0 ? 'overdue' : undefined}
            href={dueHref(null, 'overdue')}
          />
          <StatTile
            label={t('within24h')}
            value={formatCount(total.within24h, locale)}
            kind={total.within24h > 0 ? 'due24h' : undefined}
            href={dueHref(null, '24h')}
          />
          <StatTile
            label={t('company.complaints')}
            value={formatCount(total.complaints, locale)}
            previous={formatCount(total.complaintsBefore, locale)}
            note={`${t('company.perTenThousand')} ${rate(total.perTenThousand, locale)}`}
            href={receivedHref(null, month)}
          />
          <StatTile
            label={t('company.appeals')}
            value={formatCount(total.appealed, locale)}
            note={`${t('company.perMillion')} ${rate(total.perMillion, locale)}`}
            href={receivedHref(null, month, 'appealed')}
          />
        </div>
        <MoneyStrip tiles={money} boardHref={moneyBoardHref(company.unit.code, month.key)} />
      </Markup>
      <div className="grid gap-2.5 xl:grid-cols-[minmax(0,8fr)_minmax(0,6fr)]">
        <Panel title={t('company.branches')} hint={t('company.perTenThousandHint')} flush>
          <Markup>
            <BranchTable company={company} />
          </Markup>
        </Panel>
        <Panel title={t('company.nearest')} flush>
          {nearest}
        </Panel>
      </div>
    </div>
  )
}

function BranchTable({ company }: { company: Company }) {
  const t = useTranslations('dashboards')
  const money = useTranslations('money.tiles')
  return (
    <WideTable caption={t('company.branches')}>
      <thead>
        <tr>
          <th scope="col">{t('company.branch')}</th>
          <th scope="col" className="text-end">
            {t('company.compliance')}
          </th>
          <th scope="col" className="text-end">
            {t('company.overdue')}
          </th>
          <th scope="col" className="text-end">
            {t('company.complaints')}
          </th>
          <th scope="col" className="text-end" title={t('company.perTenThousandHint')}>
            {t('company.perTenThousand')}
          </th>
          <th scope="col" className="text-end">
            {t('company.escalated')}
          </th>
          <th scope="col" className="text-end">
            {t('company.appeals')}
          </th>
          {company.total.owed ? (
            <th scope="col" className="text-end">
              {money('owed')}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {company.lines.map((line) => (
          <Line key={line.unit.id} line={line} month={company.month} />
        ))}
      </tbody>
    </WideTable>
  )
}

function Line({ line, month }: { line: BranchLine; month: Company['month'] }) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  const change =
    line.kept.share !== null && line.keptBefore.share !== null
      ? line.kept.share - line.keptBefore.share
      : null
  return (
    <tr>
      <th scope="row" className="font-normal whitespace-nowrap">
        <a data-soft="" className="ui-link" href={`/dashboard?unit=${line.unit.code}&month=${month.key}`}>
          {line.unit.name[locale]}
        </a>
      </th>
      <td className="text-end whitespace-nowrap tabular-nums">
        <StateBadge kind={VERDICT_KINDS[line.verdict]} label={formatPercent(line.kept.share, locale)} plain />
        <span className="sr-only">{t(`verdicts.${line.verdict}`)}</span>
        {change === null ? null : (
          <span className="text-muted ml-1 text-xs">{formatDelta(change, locale)}</span>
        )}
      </td>
      <td className="text-end">
        <FigureLink count={line.overdue} href={dueHref(line.unit.code, 'overdue')} tone="overdue" />
      </td>
      <td
        className="text-end whitespace-nowrap tabular-nums"
        title={t('company.before', { value: formatCount(line.complaintsBefore, locale) })}
      >
        <FigureLink count={line.complaints} href={receivedHref(line.unit.code, month)} />
        <span className="text-muted ml-1 text-xs">{`(${formatCount(line.complaintsBefore, locale)})`}</span>
      </td>
      <td
        className="text-end tabular-nums"
        title={line.users ? t('company.users', { month: line.users.month }) : t('company.noUsers')}
      >
        {rate(line.perTenThousand, locale)}
      </td>
      <td className="text-end">
        <FigureLink count={line.escalated} href={receivedHref(line.unit.code, month, 'escalated')} />
      </td>
      <td className="text-end">
        <FigureLink count={line.appealed} href={receivedHref(line.unit.code, month, 'appealed')} />
      </td>
      {line.owed && line.late ? (
        <td className="text-end whitespace-nowrap">
          <Owed owed={line.owed} late={line.late} unitCode={line.unit.code} />
        </td>
      ) : null}
    </tr>
  )
}

/** What a branch owes for billing errors, with how many of them are past their time. */
function Owed({ owed, late, unitCode }: { owed: OpenTile; late: OpenTile; unitCode: string }) {
  const t = useTranslations('money.tiles')
  const locale = useAppLocale()
  if (owed.count === 0) return <span className="text-muted">0</span>
  return (
    <>
      <a data-soft="" className="ui-link tabular-nums" href={openMoneyHref(unitCode, 'unpaid')}>
        {formatAmounts(owed.amounts ?? {}, locale)}
      </a>
      {late.count > 0 ? (
        <a
          data-soft=""
          className="ui-link ml-1 font-semibold text-overdue text-xs"
          href={openMoneyHref(unitCode, 'late')}
        >
          {t('lateCount', { count: formatCount(late.count, locale) })}
        </a>
      ) : null}
    </>
  )
}
