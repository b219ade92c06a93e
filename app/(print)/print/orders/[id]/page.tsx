import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EvidenceSheet } from '@/consents/components/evidence-sheet'
import { orderPage } from '@/consents/queries/order'
import { page } from '@/identity/guard'
import { RefusedError } from '@/kernel/result'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('evidence.title') }
}

export default page<'order.print', { id: string }>('order.print', async ({ ctx, params }) => {
  const view = await orderPage(ctx, decodeURIComponent(params.id))
  if (!view.can.print) throw new RefusedError({ code: 'not_allowed', params: { permission: 'order.print' } })
  return <EvidenceSheet view={view} printedBy={ctx.actor.kind === 'staff' ? ctx.actor.displayName : ''} />
})
