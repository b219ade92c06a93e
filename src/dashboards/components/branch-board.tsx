import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatDay } from '@/ui/format'
import { Markup } from '@/ui/markup'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { moneyBoardHref } from '../money-links'
import type { Board } from '../queries'
import type { MoneyTiles } from '../queries-tiles'
import { BoardTable } from './board-table'
import { DueTiles } from './due-tiles'
import { MoneyStrip } from './money/money-strip'
import { MonthSwitch } from './month-switch'
import { OwnersTable } from './owners-table'

/**
 * The first screen of a branch: what is about to break and by whom, each promise this month, the units below. Who sees
 * no cases (a social supervisor) gets the figures, without people and cases.
 */
export function BranchBoard({
  board,
  urgent,
  crumbs,
  money,
}: {
  board: Board
  urgent: ReactNode
  crumbs?: readonly { label: string; href?: string }[]
  /** What waits in money and consent; on the reader's first screen alone. */
  money?: MoneyTiles
}) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  return (
    <div className="board flex flex-col gap-2">
      <Markup className="contents">
        <PageHeader
          title={board.unit.name[locale]}
          crumbs={crumbs}
          badges={
            <span className="text-muted text-base font-normal">
              {formatDay(board.month.firstDay, locale, 'month')}
            </span>
          }
          actions={<MonthSwitch unitCode={board.unit.code} monthKey={board.month.key} />}
        />
      </Markup>
      <div className="grid gap-2 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <Markup className="flex min-w-0 flex-col gap-2">
          <DueTiles due={board.due} unitCode={board.unit.code} />
          {board.cases ? (
            <Panel title={t('byWhom')} flush>
              <OwnersTable owners={board.cases.owners} unitCode={board.unit.code} limit={3} />
            </Panel>
          ) : null}
        </Markup>
        {board.cases ? (
          <Panel title={t('mostUrgent')} flush>
            {urgent}
          </Panel>
        ) : null}
      </div>
      <Markup className="contents">
        {money ? (
          <MoneyStrip tiles={money} boardHref={moneyBoardHref(board.unit.code, board.month.key)} />
        ) : null}
        <Panel title={t('promises')} hint={t('matrixHint')} flush>
          <BoardTable board={board} />
        </Panel>
      </Markup>
    </div>
  )
}
