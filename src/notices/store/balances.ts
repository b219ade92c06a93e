import type { Tx } from '@/platform/context'
import type { ReminderOutcome } from '../rules/balance'

export type BalanceReportRow = {
  readonly ref: string
  readonly eventId: string | null
  readonly accountHash: string
  readonly balanceMinor: bigint
  readonly foundAt: Date
  readonly recordedAt: Date
  readonly step: number
  readonly outcome: ReminderOutcome
}

export const reportByRef = async (tx: Tx, ref: string): Promise<BalanceReportRow | null> =>
  (await tx.balanceReport.findUnique({ where: { ref } })) as BalanceReportRow | null

export async function insertReport(tx: Tx, row: BalanceReportRow): Promise<void> {
  await tx.balanceReport.create({ data: row })
}

export const reportsOfEvent = async (tx: Tx, eventId: string): Promise<BalanceReportRow[]> =>
  (await tx.balanceReport.findMany({
    where: { eventId },
    orderBy: { recordedAt: 'asc' },
  })) as BalanceReportRow[]

/** Reminders decided for an account since then, of whatever event. */
export async function remindersSince(tx: Tx, accountHash: string, since: Date): Promise<Date[]> {
  const rows = await tx.balanceReport.findMany({
    where: { accountHash, outcome: 'remind', recordedAt: { gt: since } },
    select: { recordedAt: true },
  })
  return rows.map(({ recordedAt }) => recordedAt)
}
