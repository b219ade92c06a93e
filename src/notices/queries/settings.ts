import { currencyDigits, plainAmount } from '@/kernel/money'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, may, reader } from '@/platform/context'
import { DEFAULT_SETTING, type NoticeSetting } from '../rules/balance'
import { newestSettings } from '../store/settings'

export type UnitSetting = {
  readonly unitId: string
  readonly unitName: string
  readonly marginHours: number
  readonly currency: string
  /** `30, 10, 5` */
  readonly steps: string
  readonly mostReminders: number
  readonly perDays: number
  readonly setAt: Date | null
  readonly setBy: string | null
  readonly timeZone: string
}

const shown = (setting: NoticeSetting) => ({
  marginHours: setting.marginMinutes / 60,
  currency: setting.currency,
  steps: setting.stepsMinor
    .map((step) =>
      step % 10n ** BigInt(currencyDigits(setting.currency)) === 0n
        ? String(step / 10n ** BigInt(currencyDigits(setting.currency)))
        : plainAmount(step, setting.currency),
    )
    .join(', '),
  mostReminders: setting.mostReminders,
  perDays: setting.perDays,
})

/** Settings in the reader's units, the carrier's first, and the units the reader may set. */
export async function noticeSettings(ctx: Ctx) {
  const [tree, scope, stored] = await Promise.all([
    orgTree(ctx),
    scopeUnitIds(ctx, 'notice.view'),
    newestSettings(reader(ctx)),
  ])
  const root = tree.root
  const rows = stored
    .filter(({ unitId }) => scope === null || scope.includes(unitId) || unitId === root?.id)
    .map((setting): UnitSetting => {
      const unit = tree.unitById(setting.unitId)
      return {
        ...shown(setting),
        unitId: unit.id,
        unitName: unit.name[ctx.locale],
        setAt: setting.setAt,
        setBy: setting.setBy,
        timeZone: unit.timeZone,
      }
    })
    .sort(
      (a, b) =>
        tree.unitById(a.unitId).path.split('.').length - tree.unitById(b.unitId).path.split('.').length,
    )
  const isRootSet = rows.some(({ unitId }) => unitId === root?.id)
  const fallback: UnitSetting[] =
    root && !isRootSet
      ? [
          {
            ...shown(DEFAULT_SETTING),
            unitId: root.id,
            unitName: root.name[ctx.locale],
            setAt: null,
            setBy: null,
            timeZone: root.timeZone,
          },
        ]
      : []
  const units = tree.all
    .filter(
      (unit) =>
        ['carrier', 'province', 'city_branch', 'county_branch'].includes(unit.kind) &&
        may(ctx, 'notice.configure', unit.path),
    )
    .map((unit) => ({ value: unit.id, label: unit.name[ctx.locale] }))
  return { rows: [...fallback, ...rows], units }
}
export type NoticeSettings = Awaited<ReturnType<typeof noticeSettings>>
