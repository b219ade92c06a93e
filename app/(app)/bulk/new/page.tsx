import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { BulkRequestForm } from '@/messaging/components/bulk-forms'
import { bulkTemplates } from '@/messaging/queries/bulk'
import { unitOptions } from '@/organisation/queries/units'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  return { title: (await getTranslations('bulk'))('new') }
}

export default page('bulk.send', async ({ ctx }) => {
  const [t, units, templates] = await Promise.all([
    getTranslations('bulk'),
    unitOptions(ctx, 'bulk.send'),
    bulkTemplates(ctx),
  ])
  return (
    <>
      <PageHeader
        title={t('new')}
        crumbs={[{ label: t('title'), href: '/bulk' }, { label: t('new') }]}
        description={t('newText')}
      />
      {templates.length === 0 ? <Notice kind="warning">{t('noTemplates')}</Notice> : null}
      <Panel>
        <BulkRequestForm
          units={units}
          templates={templates.map(({ code, name, texts }) => ({
            value: code,
            label: name[ctx.locale],
            text: texts[ctx.locale],
          }))}
        />
      </Panel>
    </>
  )
})
