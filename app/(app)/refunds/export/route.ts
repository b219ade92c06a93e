import { route } from '@/identity/guard'
import { exportErrors } from '@/refunds/queries/export'
import { readErrorAddress } from '@/refunds/queries/list-address'

/** The list of an address as CSV or XLSX: the same filters as the page, customers masked, with an audit row. */
export const GET = route('refund.export', async ({ ctx, request }) => {
  const params = Object.fromEntries(new URL(request.url).searchParams)
  const file = await exportErrors(ctx, readErrorAddress(params), params.format === 'csv' ? 'csv' : 'xlsx')
  return new Response(file.body, {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
})
