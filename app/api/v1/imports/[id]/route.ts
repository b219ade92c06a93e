import { z } from 'zod'
import { route } from '@/identity/guard'
import { progressOf } from '@/imports/queries'

/** Where an import stands: state and counts. */
export const GET = route<'complaint.import', { id: string }>('complaint.import', async ({ ctx, params }) =>
  Response.json(await progressOf(ctx, z.uuid().parse(params.id)), {
    headers: { 'cache-control': 'no-store' },
  }),
)
