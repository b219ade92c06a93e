import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { inAllLocales } from '@/kernel/text'
import { BulkRequestForm } from '@/messaging/components/bulk-forms'
import { bulkTemplates } from '@/messaging/queries/bulk'
import { fillTemplate } from '@/messaging/rules/template'
import { unitOptions } from '@/organisation/queries/units'
import { orgTree } from '@/organisation/tree'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  return { title: (await getTranslations('bulk'))('new') }
}

export default page('bulk.send', async ({ ctx }) => {
  const [t, units, templates, tree] = await Promise.all([
    getTranslations('bulk'),
    unitOptions(ctx, 'bulk.send'),
    bulkTemplates(ctx),
    orgTree(ctx),
  ])
  const carrier = tree.root?.name ?? inAllLocales(() => '')
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
            texts: inAllLocales((locale) => {
              const filled = fillTemplate(texts[locale], { carrier: carrier[locale] }, locale)
              return 'text' in filled ? filled.text : texts[locale]
            }),
          }))}
        />
      </Panel>
    </>
  )
})
