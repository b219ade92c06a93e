import type { LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { ExtraClass, Period, ServiceType } from '../rules/lists'

/** A service as it was offered from some moment on. */
export type ServiceVersion = {
  readonly id: string
  readonly productId: string
  readonly code: string
  readonly version: number
  readonly name: LocalText
  readonly provider: LocalText
  readonly cancelHow: LocalText
  readonly type: ServiceType
  readonly extraClasses: readonly ExtraClass[]
  readonly priceMinor: bigint
  readonly currency: string
  readonly period: Period
  readonly trialDays: number | null
  readonly validFrom: Date
  readonly withdrawnAt: Date | null
}

const COLUMNS = Prisma.sql`
  v.id, v.product_id AS "productId", p.code, v.version, v.name, v.provider, v.cancel_how AS "cancelHow", v.type,
  v.extra_classes AS "extraClasses", v.price_minor AS "priceMinor", v.currency, v.period, v.trial_days::int AS "trialDays",
  v.valid_from AS "validFrom", p.withdrawn_at AS "withdrawnAt"`

/** The version of a service offered at `at`; null: there is none, or it is not offered any more. */
export async function offeredService(tx: Tx, code: string, at: Date): Promise<ServiceVersion | null> {
  const [row] = await tx.$queryRaw<ServiceVersion[]>`
    SELECT ${COLUMNS} FROM service_product p JOIN service_version v ON v.product_id = p.id
    WHERE p.code = ${code} AND v.valid_from <= ${at} AND (p.withdrawn_at IS NULL OR p.withdrawn_at > ${at})
    ORDER BY v.version DESC LIMIT 1`
  return row ?? null
}

export async function serviceVersion(tx: Tx, id: string): Promise<ServiceVersion> {
  const [row] = await tx.$queryRaw<ServiceVersion[]>`
    SELECT ${COLUMNS} FROM service_version v JOIN service_product p ON p.id = v.product_id WHERE v.id = ${id}::uuid`
  return row!
}

/** All versions of all services, newest version first within a code. */
export const allServiceVersions = (tx: Tx): Promise<ServiceVersion[]> =>
  tx.$queryRaw<ServiceVersion[]>`
    SELECT ${COLUMNS} FROM service_version v JOIN service_product p ON p.id = v.product_id
    ORDER BY p.withdrawn_at IS NOT NULL, p.code, v.version DESC`

export type NewServiceVersion = Omit<ServiceVersion, 'code' | 'withdrawnAt'> & {
  readonly createdBy: string | null
  readonly createdAt: Date
}

export async function insertServiceVersion(tx: Tx, row: NewServiceVersion): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO service_version (id, product_id, version, name, provider, cancel_how, type, extra_classes, price_minor, currency,
      period, trial_days, valid_from, created_by, created_at)
    VALUES (${row.id}::uuid, ${row.productId}::uuid, ${row.version}, ${JSON.stringify(row.name)}::jsonb, ${JSON.stringify(row.provider)}::jsonb,
      ${JSON.stringify(row.cancelHow)}::jsonb, ${row.type}, ${[...row.extraClasses]}::text[], ${row.priceMinor}, ${row.currency},
      ${row.period}, ${row.trialDays}, ${row.validFrom}, ${row.createdBy}::uuid, ${row.createdAt})`
}
