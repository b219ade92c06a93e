'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/identity/guard'
import { proposeRefund } from './order-refund'

/** The refund of a wrong charge on an order, by one press on the order's page. */
export const proposeOrderRefund = action('refund.report')
  .inputSchema(z.object({ orderId: z.uuid(), chargeRef: z.string().min(1).max(100) }))
  .action(async ({ ctx, parsedInput }) => {
    const result = await proposeRefund(ctx, parsedInput)
    if (result.ok) {
      revalidatePath('/refunds', 'layout')
      revalidatePath(`/orders/${parsedInput.orderId}`)
    }
    return result
  })
