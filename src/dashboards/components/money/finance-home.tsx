import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ErrorTable } from '@/refunds/components/error-table'
import type { ErrorListPage } from '@/refunds/queries/list'
import { AppLink } from '@/ui/app-link'
import { formatCount } from '@/ui/format'
import { Markup } from '@/ui/markup'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StatTile } from '@/ui/stat-tile'
import { openMoneyHref } from '../../money-links'
import type { MoneyTiles } from '../../queries-tiles'
import { formatAmounts } from './amounts'
import { TILE_WORDS, tileKind } from './tile-words'

const ROWS = 8

/** The first screen of who checks and pays refunds: what waits for them, what is due next, what is to be decided. */
export function FinanceHome({
  tiles,
  due,
  undecided,
}: {
  tiles: MoneyTiles
  due: ErrorListPage
  undecided: ErrorListPage
}) {
  const t = useTranslations('money')
  const nav = useTranslations('nav')
  const locale = useAppLocale()
  return (
    <div className="flex flex-col gap-2.5">
      <Markup className="contents">
        <PageHeader title={nav('home')} />
        <div className="grid grid-cols-2 gap-2 lg:grid-cols-4">
          {tiles.errors.map((tile) => (
            <StatTile
              key={tile.state}
              label={t(`tiles.${TILE_WORDS[tile.state]}`)}
              value={formatCount(tile.count, locale)}
              note={tile.amounts && tile.count > 0 ? formatAmounts(tile.amounts, locale) : undefined}
              kind={tileKind(tile)}
              href={openMoneyHref(tiles.unitCode, tile.state)}
            />
          ))}
        </div>
      </Markup>
      <Panel
        title={t('home.due')}
        flush
        footer={<AppLink href="/refunds?state=unpaid&sort=due">{t('home.all')}</AppLink>}
      >
        <ErrorTable rows={due.rows.slice(0, ROWS)} address={{ state: 'unpaid', sort: 'due' }} />
      </Panel>
      <Panel
        title={t('home.undecided')}
        flush
        footer={<AppLink href="/refunds?state=undecided&sort=reported">{t('home.all')}</AppLink>}
      >
        <ErrorTable rows={undecided.rows.slice(0, ROWS)} address={{ state: 'undecided', sort: 'reported' }} />
      </Panel>
    </div>
  )
}
