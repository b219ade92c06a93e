import { orderEvidence } from '@/consents/queries/evidence'
import { route } from '@/identity/guard'

/** The order as it stands with its records, charges and states. */
export const GET = route<'order.api', { ref: string }>('order.api', async ({ ctx, params }) =>
  orderEvidence(ctx, decodeURIComponent(params.ref)),
)
