import { calendarTimeline } from '@/calendar/store'
import { versionsInForce } from '@/commitments/store/in-force'
import { cachedByEpoch, configEpoch } from '@/platform/config-epoch'
import type { Ctx, Tx } from '@/platform/context'
import type { EngineConfig, UnitInfo } from '../rules/types'

type UnitRow = { id: string; path: string; time_zone: string; calendar_id: string | null }

const unitRows = cachedByEpoch(
  (tx: Tx) =>
    tx.$queryRaw<
      UnitRow[]
    >`SELECT id, path::text AS path, time_zone, calendar_id FROM org_unit ORDER BY nlevel(path)`,
)

const assembled = new WeakMap<object, EngineConfig>()

/**
 * Everything the engine judges by: versions in force, units with their calendars. Read once per configuration epoch;
 * the caller pays for one row by its key, or nothing when the context brings the epoch with its session.
 * @throws Error when a unit named by a fact does not exist (the database does not let one go missing)
 */
export async function engineConfig(ctx: Ctx): Promise<EngineConfig> {
  const epoch =
    ctx.configEpoch === undefined
      ? await configEpoch(ctx.tx ?? ctx.db)
      : { epoch: BigInt(ctx.configEpoch), isOwnChange: false }
  const versions = await versionsInForce(ctx, epoch)
  const known = assembled.get(versions)
  if (known) return known
  const calendars = await calendarTimeline(ctx, epoch)
  const rows = await unitRows(ctx, epoch)
  const byPath = new Map(rows.map((row) => [row.path, row]))
  const units = new Map<string, UnitInfo>()
  for (const row of rows) {
    const codes = row.path.split('.')
    const calendarId = nearestCalendar(codes, byPath)
    units.set(row.id, {
      path: row.path,
      codes,
      timeZone: row.time_zone,
      calendarVersions: (calendarId === null ? undefined : calendars.get(calendarId))?.versions ?? [],
    })
  }
  const config: EngineConfig = {
    versions,
    unit: (unitId) => {
      const unit = units.get(unitId)
      if (!unit) throw new Error(`unit ${unitId} is not known`)
      return unit
    },
  }
  assembled.set(versions, config)
  return config
}

function nearestCalendar(codes: readonly string[], byPath: ReadonlyMap<string, UnitRow>): string | null {
  for (let length = codes.length; length > 0; length -= 1) {
    const calendarId = byPath.get(codes.slice(0, length).join('.'))?.calendar_id ?? null
    if (calendarId !== null) return calendarId
  }
  return null
}
