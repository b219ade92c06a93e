import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { SubscriberLinesForm } from '@/organisation/components/subscriber-forms'
import { PlacementHistory, SubscriberMonths, UnitFacts } from '@/organisation/components/unit-detail'
import {
  CloseUnitForm,
  CreateUnitForm,
  EditUnitForm,
  MoveUnitForm,
  ReopenUnitForm,
} from '@/organisation/components/unit-forms'
import { UnitTree } from '@/organisation/components/unit-tree'
import { isUuid } from '@/organisation/queries/staff'
import {
  calendarOptions,
  type OrganisationView,
  readOrganisation,
  readUnit,
  type UnitDetail,
  type UnitNode,
  unitOptions,
} from '@/organisation/queries/units'
import { isUnder } from '@/organisation/rules/org-tree'
import { kindsBelow, mayStandUnder } from '@/organisation/rules/units'
import type { Ctx } from '@/platform/context'
import { AppLink } from '@/ui/app-link'
import { DialogButton } from '@/ui/dialog'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'

const TIME_ZONES = Intl.supportedValuesOf('timeZone')

export async function generateMetadata() {
  const t = await getTranslations('organisation')
  return { title: t('title') }
}

export default page('organisation.view', async ({ ctx, searchParams }) => {
  const [t, view] = await Promise.all([getTranslations('organisation'), readOrganisation(ctx)])
  const asked = typeof searchParams.unit === 'string' && isUuid(searchParams.unit) ? searchParams.unit : null
  const selectedId = asked ?? view.roots[0]?.id ?? null
  const detail = selectedId ? await readUnit(ctx, selectedId) : null
  const showClosed = searchParams.closed === '1' || detail?.unit.closedAt != null
  const openIds = new Set(selectedId ? view.tree.ancestors(selectedId).map((unit) => unit.id) : [])
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('summary', { units: view.unitCount, staff: view.staffCount })}
        actions={
          detail?.mayManage ? (
            <DialogButton label={t('linesTitle')} title={t('linesTitle')} size="lg">
              <SubscriberLinesForm />
            </DialogButton>
          ) : null
        }
      />
      <div className="grid items-start gap-3 lg:grid-cols-[22rem_1fr]">
        <Panel
          title={t('tree')}
          className={asked ? 'order-last lg:order-none' : undefined}
          actions={
            <AppLink
              href={`/organisation?${new URLSearchParams({ ...(asked ? { unit: asked } : {}), ...(showClosed ? {} : { closed: '1' }) })}`}
            >
              {t(showClosed ? 'hideClosed' : 'showClosed')}
            </AppLink>
          }
        >
          <nav aria-label={t('tree')} className="lg:max-h-[calc(100dvh-13rem)] lg:overflow-y-auto">
            <UnitTree
              nodes={view.roots}
              locale={ctx.locale}
              selectedId={selectedId}
              openIds={openIds}
              showClosed={showClosed}
            />
          </nav>
        </Panel>
        {detail ? <Detail ctx={ctx} view={view} detail={detail} /> : <EmptyState title={t('noUnits')} />}
      </div>
    </>
  )
})

async function Detail({ ctx, view, detail }: { ctx: Ctx; view: OrganisationView; detail: UnitDetail }) {
  const t = await getTranslations('organisation')
  const { unit } = detail
  const above = [...view.tree.ancestors(unit.id)].reverse()
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <section className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="text-muted text-xs">{above.map((each) => each.name[ctx.locale]).join(' › ')}</p>
          <h2 className="flex flex-wrap items-center gap-2 font-semibold text-lg">
            {unit.name[ctx.locale]}
            {unit.closedAt ? <StateBadge kind="closed" label={t('unitClosed')} /> : null}
          </h2>
        </div>
        {detail.mayManage ? (
          <div className="ml-auto flex flex-wrap gap-2">
            <UnitActions ctx={ctx} view={view} detail={detail} />
          </div>
        ) : null}
      </section>
      <UnitFacts detail={detail} staffCount={nodeOf(view.roots, unit.id)?.staffCount ?? 0} />
      <div className="grid items-start gap-3 xl:grid-cols-2">
        <SubscriberMonths detail={detail} now={ctx.clock()} />
        <PlacementHistory detail={detail} />
      </div>
    </div>
  )
}

async function UnitActions({ ctx, view, detail }: { ctx: Ctx; view: OrganisationView; detail: UnitDetail }) {
  const t = await getTranslations('organisation')
  const common = await getTranslations('common')
  const { unit } = detail
  if (unit.closedAt) {
    return (
      <DialogButton label={t('reopenUnit')} title={t('reopenUnit')} size="sm">
        <ReopenUnitForm unitId={unit.id} />
      </DialogButton>
    )
  }
  const [calendars, options] = await Promise.all([
    calendarOptions(ctx),
    unitOptions(ctx, 'organisation.manage'),
  ])
  const parents = options.filter(({ value }) => {
    const parent = view.tree.unitById(value)
    const isElsewhere = value !== unit.parentId && !isUnder(parent.path, unit.path)
    return isElsewhere && mayStandUnder(unit.kind, parent.kind)
  })
  const kinds = kindsBelow(unit.kind)
  return (
    <>
      {kinds.length > 0 ? (
        <DialogButton
          label={t('createUnit')}
          title={t('createBelow', { unit: unit.name[ctx.locale] })}
          look="primary"
          size="lg"
        >
          <CreateUnitForm parent={unit} kinds={kinds} calendars={calendars} timeZones={TIME_ZONES} />
        </DialogButton>
      ) : null}
      <DialogButton label={common('edit')} title={unit.name[ctx.locale]} size="lg">
        <EditUnitForm unit={unit} calendars={calendars} timeZones={TIME_ZONES} />
      </DialogButton>
      {unit.parentId ? (
        <>
          <DialogButton label={t('moveUnit')} title={t('moveTitle', { unit: unit.name[ctx.locale] })}>
            <MoveUnitForm unitId={unit.id} parents={parents} />
          </DialogButton>
          <DialogButton
            label={t('closeUnit')}
            title={t('closeTitle', { unit: unit.name[ctx.locale] })}
            size="sm"
          >
            <CloseUnitForm unitId={unit.id} />
          </DialogButton>
        </>
      ) : null}
    </>
  )
}

function nodeOf(nodes: readonly UnitNode[], id: string): UnitNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : nodeOf(node.children, id)
    if (found) return found
  }
  return undefined
}
