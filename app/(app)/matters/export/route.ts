import { route } from '@/identity/guard'
import { exportMatters } from '@/matters/queries/export'
import { readAddress } from '@/matters/queries/list-address'
import { downloadOf } from '@/platform/table-file'

/** The list of an address as CSV or XLSX: the same filters as the page, with an audit row. */
export const GET = route('obligation.explain', async ({ ctx, request }) => {
  const params = Object.fromEntries(new URL(request.url).searchParams)
  return downloadOf(await exportMatters(ctx, readAddress(params), params.format === 'csv' ? 'csv' : 'xlsx'))
})
