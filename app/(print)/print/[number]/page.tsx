import type { Metadata } from 'next'
import { ReceiptSheet } from '@/complaints/components/receipt-sheet'
import { WorkOrderSheet } from '@/complaints/components/work-order-sheet'
import { caseView } from '@/complaints/queries/case'
import { page } from '@/identity/guard'
import { RefusedError } from '@/kernel/result'

type Params = { number: string }

export async function generateMetadata({ params }: { params: Promise<Params> }): Promise<Metadata> {
  return { title: decodeURIComponent((await params).number) }
}

export default page<'complaint.print', Params>('complaint.print', async ({ ctx, params, searchParams }) => {
  const view = await caseView(ctx, decodeURIComponent(params.number))
  if (!view.canPrint)
    throw new RefusedError({ code: 'not_allowed', params: { permission: 'complaint.print' } })
  const printedBy = ctx.actor.kind === 'staff' ? ctx.actor.displayName : ''
  return searchParams.as === 'receipt' ? (
    <ReceiptSheet view={view} />
  ) : (
    <WorkOrderSheet view={view} printedBy={printedBy} />
  )
})
