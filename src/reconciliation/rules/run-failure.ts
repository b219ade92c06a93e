import type { Refusal } from '@/kernel/result'

/** Why a run failed, as it stands on its row: a code under `refusals`, and a reference to quote where the cause is unknown. */
export const RUN_DIED = 'reconciliation_run_died'
export const RUN_TOO_LONG = 'reconciliation_run_too_long'
export const RUN_NO_ROOM = 'reconciliation_run_no_room'
export const RUN_FAILED = 'reconciliation_run_failed'

/** A cause nobody foresaw, with the reference it stands under in the log. */
export const unforeseen = (reference: string): string => `${RUN_FAILED}/${reference}`

/** The refusal that puts the reason into words. */
export function failureOf(error: string | null): Refusal {
  const [code = '', reference = ''] = (error ?? '').split('/')
  return { code: code === '' ? RUN_FAILED : code, params: { reference } }
}
