import { getTranslations } from 'next-intl/server'
import { BranchBoard } from '@/dashboards/components/branch-board'
import { UrgentList } from '@/dashboards/components/urgent-list'
import { branchBoard } from '@/dashboards/queries'
import { page } from '@/identity/guard'
import { orgTree } from '@/organisation/tree'
import { may } from '@/platform/context'
import { LiveRefresh } from '@/ui/live-refresh'

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

export async function generateMetadata() {
  const t = await getTranslations('nav')
  return { title: t('dashboard') }
}

export default page('dashboard.view', async ({ ctx, searchParams }) => {
  const monthKey = first(searchParams.month)
  const board = await branchBoard(ctx, {
    unitCode: first(searchParams.unit),
    monthKey: monthKey && /^\d{4}-(0[1-9]|1[0-2])$/.test(monthKey) ? monthKey : undefined,
  })
  const tree = await orgTree(ctx)
  const crumbs = [...tree.ancestors(board.unit.id)]
    .reverse()
    .filter((unit) => may(ctx, 'dashboard.view', unit.path))
    .map((unit) => ({
      label: unit.name[ctx.locale],
      href: `/dashboard?unit=${unit.code}&month=${board.month.key}`,
    }))
  return (
    <>
      <LiveRefresh url="/api/live" />
      <BranchBoard
        board={board}
        crumbs={crumbs}
        urgent={
          <UrgentList cases={board.cases?.urgent ?? []} now={ctx.clock()} timeZone={board.unit.timeZone} />
        }
      />
    </>
  )
})
