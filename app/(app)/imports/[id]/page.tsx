import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { CHANNELS } from '@/complaints/rules/lists'
import { page } from '@/identity/guard'
import { BatchBadge } from '@/imports/components/batch-badge'
import { ContinueButton, DiscardButton, StopButton } from '@/imports/components/batch-buttons'
import { BatchProgress } from '@/imports/components/batch-progress'
import { MappingForm } from '@/imports/components/mapping-form'
import { PreviewTable } from '@/imports/components/preview-table'
import { ReportScreen } from '@/imports/components/report-screen'
import { draftView, progressOf, reportView } from '@/imports/queries'
import { RefusedError } from '@/kernel/result'
import type { Ctx } from '@/platform/context'
import { refusalWords } from '@/platform/i18n/refusal-words'
import { formatCount, formatInstant } from '@/ui/format'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  const t = await getTranslations('imports')
  return { title: t('title') }
}

export default page<'complaint.import', { id: string }>('complaint.import', async ({ ctx, params }) => {
  const id = z.uuid().safeParse(params.id)
  if (!id.success) throw new RefusedError({ code: 'not_found' })
  const progress = await progressOf(ctx, id.data)
  if (progress.status === 'draft') return <Draft ctx={ctx} id={id.data} />
  if (progress.status === 'waiting' || progress.status === 'running') {
    const { batch } = await reportView(ctx, id.data)
    const t = await getTranslations('imports')
    return (
      <>
        <PageHeader
          title={t('progress.title', { file: batch.fileName })}
          crumbs={[{ label: t('title'), href: '/imports' }]}
          actions={<StopButton batchId={batch.id} />}
        />
        <Panel>
          <BatchProgress batchId={batch.id} initial={progress} />
        </Panel>
      </>
    )
  }
  return <Report ctx={ctx} id={id.data} />
})

async function Draft({ ctx, id }: { ctx: Ctx; id: string }) {
  const t = await getTranslations('imports')
  const view = await draftView(ctx, id)
  const { batch, unit, preview, before } = view
  const { branches, codes, looksSwapped, mayMakeUnits, orderIsSure, owners, tooManyBranches, units, values } =
    view
  const wrong = preview.filter(({ ok }) => !ok).length
  return (
    <>
      <PageHeader
        title={batch.fileName}
        crumbs={[{ label: t('title'), href: '/imports' }]}
        badges={<BatchBadge status={batch.status} />}
        description={t('map.previewHint', { rows: formatCount(batch.total, ctx.locale) })}
        actions={<DiscardButton batchId={batch.id} />}
      />
      <div className="flex flex-col gap-3">
        {before ? (
          <Notice kind="info">
            {t('map.before', {
              at: formatInstant(before.at, { locale: ctx.locale, timeZone: unit.timeZone }),
              added: formatCount(before.added, ctx.locale),
            })}
          </Notice>
        ) : null}
        <MappingForm
          key={JSON.stringify(batch.mapping)}
          batchId={batch.id}
          unitId={unit.id}
          isText={batch.format === 'csv'}
          mapping={batch.mapping}
          columns={batch.profile.columns.map(({ header, samples }) => ({ header, samples }))}
          channels={CHANNELS}
          timeZones={Intl.supportedValuesOf('timeZone')}
          {...{
            branches,
            codes,
            looksSwapped,
            mayMakeUnits,
            orderIsSure,
            owners,
            tooManyBranches,
            units,
            values,
          }}
        />
        <Panel
          title={t('map.preview', { count: preview.length })}
          hint={wrong > 0 ? t('map.problemsShown', { count: wrong }) : undefined}
          flush
        >
          <PreviewTable rows={preview} timeZone={batch.mapping.timeZone} />
        </Panel>
      </div>
    </>
  )
}

async function Report({ ctx, id }: { ctx: Ctx; id: string }) {
  const t = await getTranslations('imports')
  const view = await reportView(ctx, id)
  const { batch } = view
  const error = batch.error ? (await refusalWords({ code: batch.error }, ctx.locale)).message : null
  const mayGoOn = batch.status === 'stopped' || batch.status === 'failed'
  return (
    <>
      <PageHeader
        title={t('report.title', { file: batch.fileName })}
        crumbs={[{ label: t('title'), href: '/imports' }]}
        badges={<BatchBadge status={batch.status} />}
        actions={mayGoOn ? <ContinueButton batchId={batch.id} /> : undefined}
      />
      <ReportScreen view={view} error={error} />
    </>
  )
}
