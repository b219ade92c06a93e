import { exportOrders } from '@/consents/queries/export'
import { readOrderAddress } from '@/consents/queries/list-address'
import { route } from '@/identity/guard'
import { downloadOf } from '@/platform/table-file'

/** The list of an address as CSV or XLSX: the same filters as the page, customers masked, with an audit row. */
export const GET = route('order.view', async ({ ctx, request }) => {
  const params = Object.fromEntries(new URL(request.url).searchParams)
  return downloadOf(
    await exportOrders(ctx, readOrderAddress(params), params.format === 'csv' ? 'csv' : 'xlsx'),
  )
})
