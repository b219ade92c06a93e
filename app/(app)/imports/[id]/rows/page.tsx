import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { page } from '@/identity/guard'
import { RowsForm } from '@/imports/components/rows-form'
import { correctionView } from '@/imports/queries'
import { RefusedError } from '@/kernel/result'
import { ButtonLink } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'

export async function generateMetadata() {
  const t = await getTranslations('imports')
  return { title: t('rows.title') }
}

const afterSchema = z.coerce.number().int().min(0).max(2_147_483_647).catch(0)

export default page<'complaint.import', { id: string }>(
  'complaint.import',
  async ({ ctx, params, searchParams }) => {
    const id = z.uuid().safeParse(params.id)
    if (!id.success) throw new RefusedError({ code: 'not_found' })
    const t = await getTranslations('imports')
    const after = afterSchema.parse(searchParams.after ?? 0)
    const { batch, headers, rows, fieldOf, codes, nextAfter } = await correctionView(ctx, id.data, after)
    const path = `/imports/${batch.id}/rows`
    return (
      <>
        <PageHeader
          title={t('rows.title')}
          crumbs={[
            { label: t('title'), href: '/imports' },
            { label: batch.fileName, href: `/imports/${batch.id}` },
          ]}
          description={t('rows.hint')}
          actions={
            <a className="btn" href={`/api/v1/imports/${batch.id}/rows`} download>
              {t('report.download')}
            </a>
          }
        />
        <RowsForm
          key={after}
          batchId={batch.id}
          headers={headers}
          rows={rows}
          fieldOf={fieldOf}
          codes={codes}
        />
        {rows.length === 0 ? (
          <EmptyState
            title={t('report.allCorrected')}
            action={<ButtonLink href={`/imports/${batch.id}`}>{t('rows.back')}</ButtonLink>}
          />
        ) : (
          <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
            <span className="text-muted">
              {t('rows.shown', { count: rows.length, total: formatCount(batch.rejected, ctx.locale) })}
            </span>
            <Pagination
              previousHref={after > 0 ? path : undefined}
              nextHref={nextAfter === null ? undefined : `${path}?after=${nextAfter}`}
            />
          </div>
        )}
      </>
    )
  },
)
