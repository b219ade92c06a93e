'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { customerOfPhone } from '@/customers/service/find-or-add'
import { action } from '@/identity/guard'
import { ok, refuse } from '@/kernel/result'
import { minorOf } from './rules/price'
import {
  cancelOrderSchema,
  placeOrderSchema,
  serviceSchema,
  settingSchema,
  withdrawServiceSchema,
} from './schema'
import { cancelOrder } from './service/cancel'
import { placeOrder } from './service/place'
import { saveService, withdrawService } from './service/services'
import { saveSetting } from './service/settings'

export const placeNewOrder = action('order.place')
  .inputSchema(placeOrderSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await placeOrder(ctx, parsedInput)
    revalidatePath('/orders')
    return result
  })

export const cancelAnOrder = action('order.cancel')
  .inputSchema(cancelOrderSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await cancelOrder(ctx, parsedInput)
    revalidatePath(`/orders/${parsedInput.ref}`)
    return result
  })

/** Id of the customer with a number, so that the number itself never stands in an address. */
export const findCustomerOfOrders = action('order.view')
  .inputSchema(z.object({ phone: z.string().max(40) }))
  .action(async ({ ctx, parsedInput }) => {
    const customerId = await customerOfPhone(ctx, parsedInput.phone)
    return customerId ? ok(customerId) : refuse('order_customer_unknown')
  })

export const keepService = action('order.configure')
  .inputSchema(serviceSchema)
  .action(async ({ ctx, parsedInput }) => {
    const { price, ...service } = parsedInput
    const priceMinor = minorOf(price, service.currency)
    if (priceMinor === null) return refuse('amount_invalid', {}, { price: 'amount_invalid' })
    const result = await saveService(ctx, { ...service, priceMinor })
    revalidatePath('/services')
    return result
  })

export const offerService = action('order.configure')
  .inputSchema(withdrawServiceSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await withdrawService(ctx, parsedInput)
    revalidatePath('/services')
    return result
  })

export const keepConsentSetting = action('order.configure')
  .inputSchema(settingSchema)
  .action(async ({ ctx, parsedInput }) => {
    const { yes, no, cancel, ...setting } = parsedInput
    const result = await saveSetting(ctx, { ...setting, words: { yes, no, cancel } })
    revalidatePath('/services/confirmation')
    return result
  })
