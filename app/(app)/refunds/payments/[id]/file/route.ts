import { z } from 'zod'
import { route } from '@/identity/guard'
import { paymentFileOf } from '@/refunds/service/pay'

/** A payment file for the billing system, byte for byte what its checksum was taken of. Leaves an audit row. */
export const GET = route<'refund.pay', { id: string }>('refund.pay', async ({ ctx, params }) => {
  const outcome = await paymentFileOf(ctx, z.uuid().parse(params.id))
  if (!outcome.ok) return outcome
  const { text, name } = outcome.value
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
})
