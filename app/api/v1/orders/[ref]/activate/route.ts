import { activate } from '@/consents/service/activate'
import { route } from '@/identity/guard'

/** Activates a confirmed order; refused with what is missing. Again changes nothing. */
export const POST = route<'order.api', { ref: string }>('order.api', async ({ ctx, params }) =>
  activate(ctx, { ref: decodeURIComponent(params.ref) }),
)
