import { RefusedError, type Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, reader, withTransaction } from '@/platform/context'
import { DEFAULT_SETTING, type NoticeSetting } from '../rules/balance'
import { insertSetting, newestSettings } from '../store/settings'

/** What holds at a unit: the newest setting of the nearest unit above it that has one. */
export async function settingsByUnit(ctx: Ctx): Promise<(unitId: string) => NoticeSetting> {
  const [tree, stored] = await Promise.all([orgTree(ctx), newestSettings(reader(ctx))])
  const ofUnit = new Map(stored.map((setting) => [setting.unitId, setting]))
  return (unitId) => {
    const unit = tree.nearestUp(unitId, ({ id }) => ofUnit.has(id))
    return (unit && ofUnit.get(unit.id)) ?? DEFAULT_SETTING
  }
}

/**
 * Sets how early notices go out and how often a low balance may be told in a unit and those below it.
 * @returns refusals `not_allowed`, `notice_steps_invalid`
 */
export function saveNoticeSetting(
  ctx: Ctx,
  input: NoticeSetting & { readonly unitId: string },
): Promise<Result<void>> {
  return withTransaction(ctx, async (tx) => {
    const { path } = (await orgTree(tx)).unitById(input.unitId)
    mustBeAllowed(tx, 'notice.configure', path)
    const stepsMinor = [...new Set(input.stepsMinor)].sort((a, b) => (a > b ? -1 : 1))
    if (stepsMinor.length === 0 || stepsMinor.length > 6)
      throw new RefusedError({ code: 'notice_steps_invalid', fields: { steps: 'notice_steps_invalid' } })
    await insertSetting(tx.tx, { ...input, stepsMinor, setById: actorId(tx) }, tx.clock())
    await audit(tx, {
      action: 'notice.setting',
      subjectType: 'notice_setting',
      subjectId: null,
      unitId: input.unitId,
      detail: {
        marginMinutes: input.marginMinutes,
        steps: stepsMinor.map(String),
        most: input.mostReminders,
        perDays: input.perDays,
      },
    })
  })
}
