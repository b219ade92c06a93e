import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { EmptyState } from '@/ui/empty-state'
import { formatCount, formatPercent } from '@/ui/format'
import { Shape } from '@/ui/shape'
import { STATE_LOOKS } from '@/ui/state-kinds'
import { dueHref, figureHref } from '../links'
import type { Board, UnitFigures } from '../queries'
import type { Figure, Verdict } from '../rules/figures'
import { FigureLink } from './figure-link'
import { VERDICT_KINDS } from './verdict-kinds'

/** The units below side by side: what is due and how each promise is kept. Small samples are marked, not ranked. */
export function UnitsMatrix({ board }: { board: Board }) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  if (board.parts.length === 0) return <EmptyState title={t('noUnits')} />
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="sr-only">{t('units')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('unit')}</th>
            <th scope="col" className="text-end">
              {t('overdue')}
            </th>
            <th scope="col" className="text-end">
              {t('within24hShort')}
            </th>
            {board.promises.map((promise) => (
              <th
                scope="col"
                key={`${promise.commitmentId}/${promise.ruleIndex}`}
                className="text-end whitespace-nowrap"
                title={`${promise.text[locale]} · ${t(`kind.${promise.ruleKind}`)}`}
              >
                {promise.code}
                <span className="text-muted ml-1 text-xs">{t(`kindShort.${promise.ruleKind}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.parts.map((part) => (
            <PartRow key={part.unit.id} part={part} board={board} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PartRow({ part, board }: { part: UnitFigures; board: Board }) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  const isItself = part.unit.id === board.unit.id
  return (
    <tr>
      <th scope="row" className="font-normal whitespace-nowrap">
        {isItself ? (
          t('itself', { unit: part.unit.name[locale] })
        ) : (
          <a
            data-soft=""
            className="ui-link"
            href={`/dashboard?unit=${part.unit.code}&month=${board.month.key}`}
          >
            {part.unit.name[locale]}
          </a>
        )}
      </th>
      <td className="text-end">
        <FigureLink count={part.due.overdue} href={dueHref(part.unit.code, 'overdue')} tone="overdue" />
      </td>
      <td className="text-end">
        <FigureLink count={part.due.within4h + part.due.within24h} href={dueHref(part.unit.code, '24h')} />
      </td>
      {board.promises.map((promise, i) => (
        <td key={`${promise.commitmentId}/${promise.ruleIndex}`} className="text-end whitespace-nowrap">
          <MatrixCell
            figure={part.figures[i] ?? null}
            verdict={part.verdicts[i] ?? null}
            href={figureHref(promise, part.unit.code, board.month)}
          />
        </td>
      ))}
    </tr>
  )
}

function MatrixCell({
  figure,
  verdict,
  href,
}: {
  figure: Figure | null
  verdict: Verdict | null
  href: string
}) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  if (!figure || figure.share === null || !verdict)
    return <span className="text-muted">{formatPercent(null, locale)}</span>
  const look = STATE_LOOKS[VERDICT_KINDS[verdict]]
  const words = t('cellWords', {
    verdict: t(`verdicts.${verdict}`),
    count: formatCount(figure.decided, locale),
  })
  return (
    <a
      data-soft=""
      href={href}
      title={words}
      className={
        verdict === 'off_target' ? 'ui-link text-overdue font-semibold tabular-nums' : 'ui-link tabular-nums'
      }
    >
      <span data-tone={look.tone} className="mr-1 inline-block align-[-1px] text-[0.7em]">
        <Shape name={look.shape} />
      </span>
      {formatPercent(figure.share, locale)}
      <span className="sr-only">{words}</span>
      <span className="text-muted ml-1 text-xs font-normal" aria-hidden="true">
        {formatCount(figure.decided, locale)}
      </span>
    </a>
  )
}
