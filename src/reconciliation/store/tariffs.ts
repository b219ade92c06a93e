import type { Tx } from '@/platform/context'

/** What a call (per begun step) or prompt (per use) costs. Amounts in minor units. */
export type NewTariff = {
  readonly serviceCode: string
  readonly kind: 'call_record' | 'prompt'
  readonly stepSeconds: number
  /** Uses shorter than this cost nothing. */
  readonly freeBelowSeconds: number
  readonly priceMinor: bigint
  readonly currency: string
  readonly validFrom: Date
}
export type TariffRow = NewTariff & {
  readonly id: string
  readonly createdById: string | null
  readonly createdAt: Date
}

export async function insertTariff(tx: Tx, row: TariffRow): Promise<void> {
  await tx.callTariff.create({ data: row })
}

export async function listTariffs(tx: Tx): Promise<TariffRow[]> {
  return (await tx.callTariff.findMany({
    orderBy: [{ serviceCode: 'asc' }, { kind: 'asc' }, { validFrom: 'desc' }],
  })) as TariffRow[]
}

export async function tariffById(tx: Tx, id: string): Promise<TariffRow | null> {
  return (await tx.callTariff.findUnique({ where: { id } })) as TariffRow | null
}
