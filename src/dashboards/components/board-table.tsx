import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { EmptyState } from '@/ui/empty-state'
import { WideTable } from '@/ui/wide-table'
import { dueHref } from '../links'
import type { Board } from '../queries'
import { boardOrder } from '../rules/figures'
import { FigureLink } from './figure-link'
import { MetChips } from './met-chips'
import { PromiseRow } from './promise-row'

/** Columns before those of the units below. */
const OWN_COLUMNS = 7

/**
 * Every measured promise of the month against its target and the month before, and the units below side by side. Small
 * samples are marked, not ranked; any figure opens its cases.
 */
export function BoardTable({ board }: { board: Board }) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  if (board.promises.length === 0) return <EmptyState title={t('noPromises')} />
  const { shown, met, idle } = boardOrder(board.promises)
  const rows = (places: readonly number[]) =>
    places.map((index) => <PromiseRow key={index} {...{ promise: board.promises[index]!, index, board }} />)
  const unused =
    board.withoutCases > 0 ? (
      <a data-soft="" className="ui-link" href="/commitments">
        {t('noSample', { count: board.withoutCases })}
      </a>
    ) : null
  const columns = OWN_COLUMNS + board.parts.length
  return (
    <WideTable caption={t('promises')}>
      <thead>
        <tr>
          <th scope="col">{t('promise')}</th>
          <th scope="col" className="text-end">
            {t('thisMonth')}
          </th>
          <th scope="col">{`${t('verdict')} · ${t('target')}`}</th>
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
            <th key={part.unit.id} scope="col" className="board-unit text-end" title={part.unit.name[locale]}>
              {part.unit.id === board.unit.id ? (
                t('itself')
              ) : (
                <a
                  data-soft=""
                  className="ui-link"
                  href={`/dashboard?unit=${part.unit.code}&month=${board.month.key}`}
                >
                  {shortName(part.unit.name[locale], board.unit.name[locale])}
                </a>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody data-key="shown">
        <DueRow board={board} due="overdue" />
        <DueRow board={board} due="24h" />
        {rows(shown)}
      </tbody>
      {met.length > 0 ? (
        <Fold name="met" columns={columns} label={t('fold.met', { count: met.length })} rows={rows(met)}>
          <MetChips board={board} places={met} />
        </Fold>
      ) : null}
      {idle.length > 0 ? (
        <Fold name="idle" columns={columns} label={t('fold.idle', { count: idle.length })} rows={rows(idle)}>
          {unused}
        </Fold>
      ) : unused ? (
        <tbody data-key="unused">
          <tr>
            <td colSpan={columns}>{unused}</td>
          </tr>
        </tbody>
      ) : null}
    </WideTable>
  )
}

/**
 * Rows behind a line that says how many they are. The line's own disclosure opens them by style (board.css), so that it
 * works with the keyboard, is read out as open or closed, and stays as the reader left it when figures change.
 */
function Fold({
  name,
  columns,
  label,
  rows,
  children,
}: {
  name: string
  columns: number
  label: string
  rows: ReactNode
  /** What the closed line says about the rows. */
  children?: ReactNode
}) {
  return (
    <>
      <tbody className="fold-head" data-key={`${name}-head`}>
        <tr>
          <th scope="rowgroup" colSpan={columns}>
            <div className="fold-line">
              <details className="fold">
                <summary>{label}</summary>
              </details>
              {children}
            </div>
          </th>
        </tr>
      </tbody>
      <tbody className="fold-rows" data-key={`${name}-rows`}>
        {rows}
      </tbody>
    </>
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
