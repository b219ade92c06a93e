import { route } from '@/identity/guard'
import { exportEvents } from '@/notices/queries/export'
import { readEventAddress } from '@/notices/queries/list-address'
import { downloadOf } from '@/platform/table-file'

/** The list of an address as CSV or XLSX: the same filters as the page, customers masked, with an audit row. */
export const GET = route('notice.export', async ({ ctx, request }) => {
  const params = Object.fromEntries(new URL(request.url).searchParams)
  return downloadOf(
    await exportEvents(ctx, readEventAddress(params), params.format === 'csv' ? 'csv' : 'xlsx'),
  )
})
