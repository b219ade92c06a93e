import { route } from '@/identity/guard'
import { downloadOf } from '@/platform/table-file'
import { exportFindings } from '@/reconciliation/queries/findings'
import { readFindingAddress } from '@/reconciliation/queries/list-address'
import { runView } from '@/reconciliation/queries/runs'

/** The list of an address as CSV or XLSX: the same filters as the page, customers masked, with an audit row. */
export const GET = route<'reconciliation.view', { id: string }>(
  'reconciliation.view',
  async ({ ctx, params, request }) => {
    const query = Object.fromEntries(new URL(request.url).searchParams)
    const run = await runView(ctx, params.id)
    const format = query.format === 'csv' ? 'csv' : 'xlsx'
    return downloadOf(await exportFindings(ctx, run.id, readFindingAddress(query), format))
  },
)
