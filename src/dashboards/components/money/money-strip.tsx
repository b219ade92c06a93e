import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount } from '@/ui/format'
import { Shape } from '@/ui/shape'
import { STATE_LOOKS, type StateKind } from '@/ui/state-kinds'
import { openMoneyHref, openQuestionsHref, suspensionsAtRiskHref } from '../../money-links'
import type { MoneyTiles, OpenTile } from '../../queries-tiles'
import { formatAmounts } from './amounts'
import { TILE_WORDS, tileKind } from './tile-words'

/** What waits in money and consent, on one line: a first screen has its own figures above. */
export function MoneyStrip({ tiles, boardHref }: { tiles: MoneyTiles; boardHref: string | null }) {
  const t = useTranslations('money.tiles')
  const locale = useAppLocale()
  if (tiles.errors.length === 0 && tiles.openQuestions === null) return null
  const amount = ({ amounts, count, isMore }: OpenTile) =>
    amounts && count > 0
      ? `${formatAmounts(amounts, locale)} · ${formatCount(count, locale)}`
      : `${formatCount(count, locale)}${isMore ? '+' : ''}`
  return (
    <nav className="strip" aria-label={t('title')}>
      {boardHref ? (
        <a data-soft="" className="strip-title ui-link" href={boardHref}>
          {t('title')}
        </a>
      ) : (
        <span className="strip-title">{t('title')}</span>
      )}
      {tiles.errors.map((tile) => (
        <Item
          key={tile.state}
          label={t(TILE_WORDS[tile.state])}
          value={amount(tile)}
          href={openMoneyHref(tiles.unitCode, tile.state)}
          kind={tileKind(tile)}
        />
      ))}
      {tiles.atRisk === null ? null : (
        <Item
          label={t('atRisk')}
          value={formatCount(tiles.atRisk, locale)}
          href={suspensionsAtRiskHref()}
          kind={tiles.atRisk > 0 ? 'warning' : undefined}
        />
      )}
      {tiles.openQuestions === null ? null : (
        <Item
          label={t('openQuestions')}
          value={formatCount(tiles.openQuestions, locale)}
          href={openQuestionsHref(tiles.unitCode)}
        />
      )}
    </nav>
  )
}

function Item({
  label,
  value,
  href,
  kind,
}: {
  label: string
  value: string
  href: string
  kind?: StateKind
}) {
  const look = kind ? STATE_LOOKS[kind] : undefined
  return (
    <a data-soft="" className="strip-item" data-tone={look?.tone} href={href}>
      <span className="strip-label">
        {look ? <Shape name={look.shape} /> : null}
        {label}
      </span>
      <b className="tabular-nums">{value}</b>
    </a>
  )
}
