import { getTranslations } from 'next-intl/server'
import { CaseTable } from '@/complaints/components/case-table'
import { StartBox } from '@/complaints/components/start-box'
import { readAddress } from '@/complaints/queries/list-address'
import { firstCases } from '@/complaints/queries/lists'
import { BranchBoard } from '@/dashboards/components/branch-board'
import { CompanyBoard } from '@/dashboards/components/company-board'
import { DueTiles } from '@/dashboards/components/due-tiles'
import { FinanceHome } from '@/dashboards/components/money/finance-home'
import { MoneyStrip } from '@/dashboards/components/money/money-strip'
import { UrgentList } from '@/dashboards/components/urgent-list'
import { branchBoard, ownDue } from '@/dashboards/queries'
import { companyBoard } from '@/dashboards/queries-company'
import { moneyTiles, NO_TILES, openQuestions } from '@/dashboards/queries-tiles'
import { page } from '@/identity/guard'
import { type Ctx, may } from '@/platform/context'
import { listBillingErrors } from '@/refunds/queries/list'
import { readErrorAddress } from '@/refunds/queries/list-address'
import { AppLink } from '@/ui/app-link'
import { LiveRefresh } from '@/ui/live-refresh'
import { Markup } from '@/ui/markup'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  const t = await getTranslations('nav')
  return { title: t('home') }
}

/** The first screen answers each role's own question; who holds several roles gets the widest view. */
export default page('home.view', async ({ ctx }) => {
  const isStaff = may(ctx, 'complaint.log') && !may(ctx, 'dashboard.view')
  return (
    <>
      <LiveRefresh url="/api/live" />
      {may(ctx, 'dashboard.company') && !may(ctx, 'complaint.handle') ? (
        <ExecutiveHome ctx={ctx} />
      ) : may(ctx, 'dashboard.view') ? (
        <ManagerHome ctx={ctx} />
      ) : isStaff ? (
        <StaffHome ctx={ctx} />
      ) : may(ctx, 'refund.pay') ? (
        <PayerHome ctx={ctx} />
      ) : (
        <AdministratorHome ctx={ctx} />
      )}
    </>
  )
})

async function StaffHome({ ctx }: { ctx: Ctx }) {
  const t = await getTranslations('dashboards.home')
  const [due, questions, mine, first] = await Promise.all([
    ownDue(ctx),
    openQuestions(ctx),
    firstCases(ctx, readAddress({ owner: 'me' }), 15),
    firstCases(ctx, readAddress({ owner: 'first' }), 50),
  ])
  const notMine = first.rows.filter((row) => row.firstOwner !== null).slice(0, 8)
  return (
    <>
      <PageHeader title={t('start')} />
      <div className="flex flex-col gap-2.5">
        <div className="grid gap-2.5 lg:grid-cols-2">
          <Panel>
            <StartBox label={t('phoneOrNumber')} hint={t('enter')} go={t('go')} />
          </Panel>
          <Markup className="contents">
            <DueTiles due={due} unitCode={null} ownerId="me" />
          </Markup>
        </div>
        {questions ? (
          <Markup className="contents">
            <MoneyStrip tiles={{ ...NO_TILES, openQuestions: questions }} boardHref={null} />
          </Markup>
        ) : null}
        <Panel title={t('myCases')} flush footer={<AppLink href="/complaints?owner=me">{t('all')}</AppLink>}>
          <CaseTable page={mine} selectable={false} />
        </Panel>
        {notMine.length > 0 ? (
          <Panel
            title={t('firstAsked')}
            flush
            footer={<AppLink href="/complaints?owner=first">{t('all')}</AppLink>}
          >
            <CaseTable page={{ ...first, rows: notMine }} selectable={false} />
          </Panel>
        ) : null}
      </div>
    </>
  )
}

async function ManagerHome({ ctx }: { ctx: Ctx }) {
  const [board, money] = await Promise.all([branchBoard(ctx, {}), moneyTiles(ctx)])
  return (
    <BranchBoard
      board={board}
      money={money}
      urgent={
        <UrgentList
          cases={board.cases?.urgent ?? []}
          now={ctx.clock()}
          timeZone={board.unit.timeZone}
          can={{ reassign: may(ctx, 'complaint.assign'), chase: may(ctx, 'complaint.chase') }}
        />
      }
    />
  )
}

async function PayerHome({ ctx }: { ctx: Ctx }) {
  const [tiles, due, undecided] = await Promise.all([
    moneyTiles(ctx),
    listBillingErrors(ctx, readErrorAddress({ state: 'unpaid', sort: 'due' })),
    listBillingErrors(ctx, readErrorAddress({ state: 'undecided', sort: 'reported' })),
  ])
  return <FinanceHome tiles={tiles} due={due} undecided={undecided} />
}

async function ExecutiveHome({ ctx }: { ctx: Ctx }) {
  const [company, money] = await Promise.all([companyBoard(ctx), moneyTiles(ctx)])
  return (
    <CompanyBoard
      company={company}
      money={money}
      nearest={
        <UrgentList
          cases={company.nearest}
          now={ctx.clock()}
          timeZone={company.unit.timeZone}
          can={{ reassign: false, chase: may(ctx, 'complaint.chase') }}
        />
      }
    />
  )
}

async function AdministratorHome({ ctx }: { ctx: Ctx }) {
  const t = await getTranslations('nav')
  const links = [
    ['organisation.view', '/organisation', 'organisation'],
    ['staff.view', '/staff', 'staff'],
    ['permission.view', '/permissions', 'permissions'],
    ['calendar.view', '/calendars', 'calendars'],
    ['commitment.view', '/commitments', 'commitments'],
    ['complaint.import', '/imports', 'imports'],
    ['audit.view', '/audit', 'audit'],
    ['token.manage', '/tokens', 'tokens'],
    ['template.view', '/templates', 'templates'],
  ] as const
  return (
    <>
      <PageHeader title={t('home')} />
      <div className="grid gap-2.5 sm:grid-cols-2 lg:grid-cols-3">
        {links
          .filter(([permission]) => may(ctx, permission))
          .map(([, href, key]) => (
            <Panel key={href}>
              <AppLink href={href}>{t(key)}</AppLink>
            </Panel>
          ))}
      </div>
    </>
  )
}
