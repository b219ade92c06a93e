import { newId } from '@/kernel/ids'
import { RefusedError } from '@/kernel/result'
import { type Ctx, reader, type TxCtx } from '@/platform/context'
import { normaliseName, normalisePhone } from '../rules/identity'
import { openCustomer, type PlainCustomer, phoneHashOf, sealCustomer } from '../store'
import { maskOfSealed } from './kept-masks'

/** A customer by number as typed; known ones are found, others added. A name given now replaces the one on record. */
export type CustomerInput = { readonly phone: string; readonly name?: string | null }

/**
 * The customer with that number, added when new.
 * @throws RefusedError `phone_invalid` when it is no phone number
 */
export async function findOrAddCustomer(ctx: TxCtx, input: CustomerInput): Promise<string> {
  const phone = normalisePhone(input.phone)
  if (phone === null) throw new RefusedError({ code: 'phone_invalid', fields: { phone: 'phone_invalid' } })
  const [id] = await findOrAddCustomers(ctx, [{ phone, name: input.name ?? null }])
  return id!
}

/** The customers with those normalised numbers, in the order given; one statement however many. */
export async function findOrAddCustomers(
  ctx: TxCtx,
  customers: readonly { readonly phone: string; readonly name: string | null }[],
): Promise<string[]> {
  const now = ctx.clock()
  const byHash = new Map(
    customers.map(({ phone, name }) => {
      const sealed = sealCustomer(phone, name === null ? null : normaliseName(name), null)
      return [sealed.phoneHash, sealed] as const
    }),
  )
  // In one order, so that two batches with the same customers never wait for each other crosswise.
  const rows = [...byHash.values()].sort((a, b) => (a.phoneHash < b.phoneHash ? -1 : 1))
  const found = await ctx.tx.$queryRaw<{ id: string; phone_hash: string }[]>`
    INSERT INTO customer AS k (id, phone_hash, phone_tail_hash, phone_enc, name_enc, name_hash, created_at)
    SELECT x.id, x.phone_hash, x.phone_tail_hash, decode(x.phone_enc, 'hex'), decode(x.name_enc, 'hex'), x.name_hash, ${now}
    FROM unnest(${rows.map(() => newId(now.getTime()))}::uuid[], ${rows.map((row) => row.phoneHash)}::text[],
      ${rows.map((row) => row.phoneTailHash)}::text[], ${rows.map((row) => hex(row.phoneEnc))}::text[],
      ${rows.map((row) => row.nameEnc && hex(row.nameEnc))}::text[], ${rows.map((row) => row.nameHash)}::text[])
      AS x(id, phone_hash, phone_tail_hash, phone_enc, name_enc, name_hash)
    ON CONFLICT (phone_hash) DO UPDATE SET
      name_enc = coalesce(excluded.name_enc, k.name_enc), name_hash = coalesce(excluded.name_hash, k.name_hash)
    RETURNING id, phone_hash`
  const idOf = new Map(found.map(({ id, phone_hash }) => [phone_hash, id]))
  return customers.map(({ phone }) => idOf.get(phoneHashOf(phone))!)
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Id of the customer with that number as typed; null when nobody has it. */
export async function customerOfPhone(ctx: Ctx, typed: string): Promise<string | null> {
  const phone = normalisePhone(typed)
  if (phone === null) return null
  const row = await reader(ctx).customer.findUnique({
    where: { phoneHash: phoneHashOf(phone) },
    select: { id: true },
  })
  return row?.id ?? null
}

export type MaskedCustomer = { readonly phone: string; readonly name: string | null }

/** Masked number and name by customer id, for lists and pages. */
export async function maskedCustomers(
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MaskedCustomer>> {
  const rows = await reader(ctx).customer.findMany({ where: { id: { in: [...new Set(ids)] } } })
  return new Map(
    rows.map(({ id, phoneEnc, nameEnc }) => [
      id,
      {
        phone: maskOfSealed('customer.phone', phoneEnc),
        name: nameEnc && maskOfSealed('customer.name', nameEnc),
      },
    ]),
  )
}

/** The number in clear, for sending a message or a payment file and nothing else. */
export async function plainCustomers(
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PlainCustomer>> {
  const rows = await reader(ctx).customer.findMany({ where: { id: { in: [...new Set(ids)] } } })
  return new Map(rows.map((row) => [row.id, openCustomer(row)]))
}
