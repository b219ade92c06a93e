import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { ErrorForm } from '@/refunds/components/error-form'
import { errorFormData } from '@/refunds/queries/form'
import { PageHeader } from '@/ui/page-header'

export async function generateMetadata() {
  const t = await getTranslations('refunds')
  return { title: t('new') }
}

export default page('refund.report', async ({ ctx, searchParams }) => {
  const [t, data] = await Promise.all([getTranslations('refunds'), errorFormData(ctx, searchParams)])
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/refunds' }, { label: t('new') }]}
        title={t('new')}
        description={t('form.shortcut', { submit: 'Ctrl+Enter' })}
      />
      <ErrorForm {...data} />
    </>
  )
})
