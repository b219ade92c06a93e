import type { Tx } from '@/platform/context'
import type { DueStep } from '../rules/refund-due'

/** What a correction changes: the class and amounts that were verified, and what was promised for them. */
export type Verified = {
  readonly classCode: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly promisedMinor: bigint
}

export type NewCorrection = Verified & {
  readonly errorId: string
  /** Counted from 1. */
  readonly place: number
  readonly reason: string
}

/** Writes corrections beside what stands on their errors now, which the patch after it replaces. */
export async function insertCorrections(
  tx: Tx,
  corrections: readonly NewCorrection[],
  correctedById: string,
  at: Date,
): Promise<void> {
  if (corrections.length === 0) return
  const json = JSON.stringify(corrections, (_key, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  await tx.$executeRaw`
    INSERT INTO billing_error_correction (error_id, place, corrected_by_id, at, reason, was_class_code, was_charged_minor, was_correct_minor,
      was_promised_minor, was_promise_version_id, was_promise_code, was_steps, class_code, charged_minor, correct_minor, promised_minor)
    SELECT e.id, x.place, ${correctedById}::uuid, ${at}, x.reason, e.class_code, e.verified_charged_minor, e.verified_correct_minor,
      e.promised_minor, e.promise_version_id, e.promise_code, e.steps, x."classCode", x."chargedMinor", x."correctMinor", x."promisedMinor"
    FROM jsonb_to_recordset(${json}::jsonb) AS x("errorId" uuid, place int, reason text, "classCode" text, "chargedMinor" bigint,
      "correctMinor" bigint, "promisedMinor" bigint) JOIN billing_error e ON e.id = x."errorId"`
}

/** A correction as the page of the error shows it, with the computation that stood before it. */
export type CorrectionRow = {
  readonly place: number
  readonly correctedBy: string
  readonly at: Date
  readonly reason: string
  readonly wasClassCode: string
  readonly wasChargedMinor: bigint
  readonly wasCorrectMinor: bigint
  readonly wasPromisedMinor: bigint
  readonly wasSteps: readonly DueStep[]
  readonly correctedById: string
}

/** Corrections of an error, the first one first. */
export function correctionsOf(tx: Tx, errorId: string): Promise<CorrectionRow[]> {
  return tx.$queryRaw<CorrectionRow[]>`
    SELECT k.place, s.display_name AS "correctedBy", k.at, k.reason, k.was_class_code AS "wasClassCode", k.was_charged_minor AS "wasChargedMinor",
      k.was_correct_minor AS "wasCorrectMinor", k.was_promised_minor AS "wasPromisedMinor", k.was_steps AS "wasSteps",
      k.corrected_by_id AS "correctedById"
    FROM billing_error_correction k JOIN staff s ON s.id = k.corrected_by_id WHERE k.error_id = ${errorId}::uuid ORDER BY k.place`
}
