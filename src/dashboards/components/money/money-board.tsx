import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatDay } from '@/ui/format'
import { Markup } from '@/ui/markup'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { Tabs } from '@/ui/tabs'
import { moneyBoardHref } from '../../money-links'
import type { MoneyBoard as Board } from '../../queries-money'
import { CONSENT_CUTS, MONEY_MEASURES, type MoneyMeasure } from '../../rules/money'
import { MonthSwitch } from '../month-switch'
import { ConsentTable } from './consent-table'
import { MoneyChart } from './money-chart'
import { MoneyMatrix } from './money-matrix'
import { MoneyTiles } from './money-tiles'
import { SuspensionStrip } from './suspension-strip'

/** Money owed and paid back for billing errors, and how second confirmations went: one unit, one month. */
export function MoneyBoard({
  board,
  show,
  crumbs,
}: {
  board: Board
  show: MoneyMeasure
  crumbs: readonly { label: string; href?: string }[]
}) {
  const t = useTranslations('money')
  const locale = useAppLocale()
  const { unit, month, by } = board
  return (
    <div className="board flex flex-col gap-2.5">
      <Markup className="contents">
        <PageHeader
          title={t('title')}
          crumbs={crumbs}
          badges={
            <span className="text-muted text-base font-normal">
              {`${unit.name[locale]} · ${formatDay(month.firstDay, locale, 'month')}`}
            </span>
          }
          actions={
            <MonthSwitch
              unitCode={unit.code}
              monthKey={month.key}
              hrefOf={(key) => moneyBoardHref(unit.code, key, { show, by })}
            />
          }
        />
        <MoneyTiles board={board} />
        <Panel title={t('matrix')} hint={t('matrixHint')} flush id="matrix">
          <Tabs
            label={t('matrix')}
            tabs={MONEY_MEASURES.map((measure) => ({
              href: `${moneyBoardHref(unit.code, month.key, { show: measure, by })}#matrix`,
              label: t(`measure.${measure}`),
              current: measure === show,
            }))}
          />
          <MoneyMatrix board={board} show={show} />
        </Panel>
        <Panel title={t('consents')} hint={t('consentsHint')} flush id="consents">
          <Tabs
            label={t('consents')}
            tabs={CONSENT_CUTS.map((cut) => ({
              href: `${moneyBoardHref(unit.code, month.key, { show, by: cut })}#consents`,
              label: t(`by.${cut}`),
              current: cut === by,
            }))}
          />
          <ConsentTable board={board} />
        </Panel>
        <SuspensionStrip board={board} />
      </Markup>
      <Panel title={t('chart')}>
        <MoneyChart board={board} />
      </Panel>
    </div>
  )
}
