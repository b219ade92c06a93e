import { calendarTimeline } from '@/calendar/store'
import { versionsInForce } from '@/commitments/store/in-force'
import { cachedByEpoch, configEpoch } from '@/platform/config-epoch'
import type { Ctx, Tx } from '@/platform/context'
import type { EngineConfig } from '../rules/types'
import { type UnitHistory, type UnitNow, unitTimelines } from '../rules/unit-timeline'

type Units = { readonly now: readonly UnitNow[]; readonly history: UnitHistory }

async function loadUnits(tx: Tx): Promise<Units> {
  const now = await tx.$queryRaw<UnitNow[]>`
    SELECT id, parent_id AS "parentId", path::text AS path, time_zone AS "timeZone", calendar_id AS "calendarId"
    FROM org_unit ORDER BY nlevel(path)`
  const placements = await tx.orgPlacement.findMany()
  const clocks = await tx.orgClockPast.findMany()
  return {
    now,
    history: {
      placements: placements.map(({ unitId, parentId, validFrom }) => ({
        unitId,
        parentId,
        fromMs: validFrom.getTime(),
      })),
      clocks: clocks.map(({ untilAt, ...clock }) => ({ ...clock, untilMs: untilAt.getTime() })),
    },
  }
}

const unitRows = cachedByEpoch(loadUnits)

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
  const { now, history } = await unitRows(ctx, epoch)
  const units = unitTimelines(now, history, (calendarId) => calendars.get(calendarId)?.versions ?? [])
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
