import { maskPhone } from '@/customers/rules/identity'
import { maskedCustomers } from '@/customers/service/find-or-add'
import { phoneTailHashOf } from '@/customers/store'
import { RefusedError } from '@/kernel/result'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, mustBeAllowed, reader } from '@/platform/context'
import { unseal } from '@/platform/crypto'
import { INBOUND_STATES, type InboundState, MESSAGE_STATES, type MessageState } from '../rules/message'
import { MESSAGE_CHANNELS, type MessageChannel } from '../rules/template'
import {
  countOpenStates,
  listInboundRows,
  listMessageRows,
  type MessageDetail,
  type MessageRow,
  messageDetail,
  type ReportedRow,
  reportsOfMessage,
} from '../store/lists'

export const MESSAGES_PER_PAGE = 50

/** What stands in the address of /messages. */
export type MessageSearch = {
  readonly state: MessageState | null
  readonly channel: MessageChannel | null
  readonly template: string | null
  /** Last four digits. */
  readonly tail: string
  readonly page: number
}

type Params = Readonly<Record<string, string | string[] | undefined>>
const one = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
const pageOf = (params: Params): number =>
  Math.min(2_000, Math.max(1, Math.trunc(Number(one(params.page))) || 1))

export function messageSearchOf(params: Params): MessageSearch {
  const tail = one(params.tail)
  return {
    state: MESSAGE_STATES.find((each) => each === one(params.state)) ?? null,
    channel: MESSAGE_CHANNELS.find((each) => each === one(params.channel)) ?? null,
    template: /^[a-z0-9_.]{3,80}$/.test(one(params.template)) ? one(params.template) : null,
    tail: /^\d{4}$/.test(tail) ? tail : '',
    page: pageOf(params),
  }
}

export type MessageItem = MessageRow & {
  /** Masked. */
  readonly number: string
  readonly timeZone: string
}

export type MessagePage = {
  readonly rows: readonly MessageItem[]
  readonly hasMore: boolean
  readonly counts: Readonly<Partial<Record<MessageState, number>>>
}

/** One page of the messages of the actor's units, newest first. */
export async function messagePage(ctx: Ctx, search: MessageSearch): Promise<MessagePage> {
  const [tree, unitIds] = await Promise.all([orgTree(ctx), scopeUnitIds(ctx, 'message.view')])
  const [found, counts] = await Promise.all([
    listMessageRows(reader(ctx), {
      unitIds,
      states: search.state ? [search.state] : null,
      channel: search.channel,
      templateCode: search.template,
      phoneTailHash: search.tail ? phoneTailHashOf(search.tail) : null,
      subjectId: null,
      skip: (search.page - 1) * MESSAGES_PER_PAGE,
      limit: MESSAGES_PER_PAGE,
    }),
    countOpenStates(reader(ctx), unitIds),
  ])
  const rows = found.slice(0, MESSAGES_PER_PAGE)
  const masked = await maskedCustomers(
    ctx,
    rows.map(({ customerId }) => customerId),
  )
  return {
    rows: rows.map((row) => ({
      ...row,
      number: masked.get(row.customerId)?.phone ?? '—',
      timeZone: tree.unitById(row.unitId).timeZone,
    })),
    hasMore: found.length > MESSAGES_PER_PAGE,
    counts,
  }
}

export type MessageView = MessageDetail & {
  readonly number: string
  readonly timeZone: string
  readonly reports: readonly ReportedRow[]
}

/** One message. @throws RefusedError `not_found`, `not_allowed` outside the actor's units */
export async function messageView(ctx: Ctx, id: string): Promise<MessageView> {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new RefusedError({ code: 'not_found' })
  const message = await messageDetail(reader(ctx), id)
  if (!message) throw new RefusedError({ code: 'not_found' })
  const unit = (await orgTree(ctx)).unitById(message.unitId)
  mustBeAllowed(ctx, 'message.view', unit.path)
  const [masked, reports] = await Promise.all([
    maskedCustomers(ctx, [message.customerId]),
    reportsOfMessage(reader(ctx), id),
  ])
  return {
    ...message,
    number: masked.get(message.customerId)?.phone ?? '—',
    timeZone: unit.timeZone,
    reports,
  }
}

export type InboundItem = {
  readonly id: string
  readonly number: string
  readonly isKnown: boolean
  readonly text: string
  readonly channel: MessageChannel
  readonly state: InboundState
  readonly receivedAt: Date
  readonly handledAt: Date | null
}

export const inboundSearchOf = (params: Params) => ({
  state: INBOUND_STATES.find((each) => each === one(params.state)) ?? null,
  page: pageOf(params),
})

/** One page of what customers sent, newest first. */
export async function inboundPage(
  ctx: Ctx,
  search: ReturnType<typeof inboundSearchOf>,
): Promise<{ readonly rows: readonly InboundItem[]; readonly hasMore: boolean }> {
  const found = await listInboundRows(reader(ctx), {
    unitIds: await scopeUnitIds(ctx, 'message.view'),
    state: search.state,
    skip: (search.page - 1) * MESSAGES_PER_PAGE,
    limit: MESSAGES_PER_PAGE,
  })
  return {
    rows: found.slice(0, MESSAGES_PER_PAGE).map(({ fromEnc, textEnc, customerId, ...row }) => ({
      ...row,
      number: maskPhone(unseal('customer.phone', fromEnc)),
      isKnown: customerId !== null,
      text: unseal('message.text', textEnc),
    })),
    hasMore: found.length > MESSAGES_PER_PAGE,
  }
}
