import { z } from 'zod'
import { route } from '@/identity/guard'
import { rejectedCsv } from '@/imports/queries/rejected-csv'

/** Rows that wait for a correction as CSV, with line and reasons; corrected it can be imported like any other file. */
export const GET = route<'complaint.import', { id: string }>('complaint.import', async ({ ctx, params }) => {
  const { fileName, body } = await rejectedCsv(ctx, z.uuid().parse(params.id))
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'cache-control': 'no-store',
    },
  })
})
