import { newId } from '@/kernel/ids'
import type { Tx } from '@/platform/context'
import type { NoticeSetting } from '../rules/balance'

export type StoredSetting = NoticeSetting & {
  readonly unitId: string
  readonly setAt: Date
  readonly setBy: string | null
}

/** Newest setting of each unit. */
export const newestSettings = (tx: Tx): Promise<StoredSetting[]> =>
  tx.$queryRaw<StoredSetting[]>`
    SELECT DISTINCT ON (n.unit_id) n.unit_id AS "unitId", n.margin_minutes AS "marginMinutes", n.currency,
      n.steps_minor AS "stepsMinor", n.most_reminders AS "mostReminders", n.per_days AS "perDays", n.set_at AS "setAt",
      s.display_name AS "setBy"
    FROM notice_setting n LEFT JOIN staff s ON s.id = n.set_by_id ORDER BY n.unit_id, n.set_at DESC, n.id DESC`

export async function insertSetting(
  tx: Tx,
  setting: NoticeSetting & { readonly unitId: string; readonly setById: string | null },
  at: Date,
): Promise<void> {
  await tx.noticeSetting.create({
    data: { id: newId(at.getTime()), ...setting, stepsMinor: [...setting.stepsMinor], setAt: at },
  })
}
