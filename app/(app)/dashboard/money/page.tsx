import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MoneyBoard } from '@/dashboards/components/money/money-board'
import { moneyBoardHref } from '@/dashboards/money-links'
import { moneyBoard } from '@/dashboards/queries-money'
import { CONSENT_CUTS, MONEY_MEASURES } from '@/dashboards/rules/money'
import { page } from '@/identity/guard'
import { orgTree } from '@/organisation/tree'
import { may } from '@/platform/context'
import { LiveRefresh } from '@/ui/live-refresh'

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('money'))('title') }
}

export default page('dashboard.money', async ({ ctx, searchParams }) => {
  const monthKey = first(searchParams.month)
  const board = await moneyBoard(ctx, {
    unitCode: first(searchParams.unit),
    monthKey: monthKey && /^\d{4}-(0[1-9]|1[0-2])$/.test(monthKey) ? monthKey : undefined,
    by: CONSENT_CUTS.find((cut) => cut === first(searchParams.by)),
  })
  const tree = await orgTree(ctx)
  const crumbs = [...tree.ancestors(board.unit.id)]
    .reverse()
    .filter((unit) => may(ctx, 'dashboard.money', unit.path))
    .map((unit) => ({ label: unit.name[ctx.locale], href: moneyBoardHref(unit.code, board.month.key) }))
  return (
    <>
      <LiveRefresh url="/api/live" />
      <MoneyBoard
        board={board}
        show={MONEY_MEASURES.find((measure) => measure === first(searchParams.show)) ?? 'owed'}
        crumbs={crumbs}
      />
    </>
  )
})
