import { maskedCustomers } from '@/customers/service/find-or-add'
import { phoneTailHashOf } from '@/customers/store'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { unseal } from '@/platform/crypto'
import type { MessageChannel } from '../rules/template'
import { chatOf, phonesWithMessages } from '../store/simulator'

const MOST_PHONES = 40
const MOST_BUBBLES = 60

export type Phone = {
  readonly customerId: string
  /** Masked. */
  readonly number: string
  readonly lastAt: Date
  readonly lastText: string
  readonly count: number
  readonly timeZone: string
}

export type Bubble = {
  readonly id: string
  readonly from: 'carrier' | 'customer'
  readonly at: Date
  readonly channel: MessageChannel
  readonly title: string | null
  readonly text: string
  readonly parts: number
  /** For a customer's: what the rooms made of it. */
  readonly state: string
}

export type SimulatorPage = {
  readonly phones: readonly Phone[]
  readonly chosen: Phone | null
  readonly bubbles: readonly Bubble[]
}

/** Phones of the actor's units with messages, and the chat of the chosen one (default: the latest). */
export async function simulatorPage(
  ctx: Ctx,
  wanted: { readonly phone: string | null; readonly tail: string },
): Promise<SimulatorPage> {
  const tree = await orgTree(ctx)
  const unitIds = await scopeUnitIds(ctx, 'message.simulate')
  const tailHash = /^\d{4}$/.test(wanted.tail) ? phoneTailHashOf(wanted.tail) : null
  const rows = await phonesWithMessages(reader(ctx), unitIds, tailHash, MOST_PHONES)
  const masked = await maskedCustomers(
    ctx,
    rows.map(({ customerId }) => customerId),
  )
  const phones = rows.map(
    ({ unitId, ...row }): Phone => ({
      ...row,
      number: masked.get(row.customerId)?.phone ?? '—',
      timeZone: tree.unitById(unitId).timeZone,
    }),
  )
  const chosen =
    phones.find(({ customerId }) => customerId === wanted.phone) ?? (wanted.phone ? null : phones[0]) ?? null
  const bubbles = chosen ? await chatOf(reader(ctx), chosen.customerId, MOST_BUBBLES) : []
  return {
    phones,
    chosen,
    bubbles: bubbles.map(({ text, textEnc, ...bubble }) => ({
      ...bubble,
      from: textEnc ? 'customer' : 'carrier',
      text: textEnc ? unseal('message.text', textEnc) : (text ?? ''),
    })),
  }
}

/** Whether the actor may answer for this phone: messages of their units went to it. */
export async function mayAnswerFor(ctx: Ctx, customerId: string): Promise<boolean> {
  const unitIds = await scopeUnitIds(ctx, 'message.simulate')
  const found = await reader(ctx).outboxMessage.findFirst({
    where: { customerId, sentAt: { not: null }, ...(unitIds ? { unitId: { in: [...unitIds] } } : {}) },
    select: { id: true },
  })
  return found !== null
}
