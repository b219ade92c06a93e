import { LOCALES, type LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import type { OrgUnit } from '../rules/org-tree'

type UnitRow = Omit<OrgUnit, 'name'> & { name: unknown }

/** Every unit, parents before children, siblings by kind's code. */
export async function loadUnits(db: Tx): Promise<OrgUnit[]> {
  const rows = await db.$queryRaw<UnitRow[]>`
    SELECT id, parent_id AS "parentId", kind, code, name, path::text AS path, time_zone AS "timeZone",
           calendar_id AS "calendarId", is_network_team AS "isNetworkTeam", phone, closed_at AS "closedAt"
      FROM org_unit ORDER BY nlevel(path), created_at, code`
  return rows.map((row) => ({ ...row, name: localText(row.name) }))
}

export async function currentEpoch(db: Tx): Promise<string> {
  const rows = await db.$queryRaw<
    { epoch: string }[]
  >`SELECT epoch::text AS epoch FROM config_epoch WHERE id = 1`
  return rows[0]?.epoch ?? '0'
}

/** A text of the database in all scripts; one that lacks a script falls back to Simplified Chinese. */
export function localText(json: unknown): LocalText {
  const texts: Record<string, unknown> = typeof json === 'object' && json !== null ? { ...json } : {}
  const fallback = LOCALES.map((locale) => texts[locale]).find(
    (text) => typeof text === 'string' && text !== '',
  )
  const textOf = (locale: string): string => {
    const text = texts[locale]
    return typeof text === 'string' && text !== '' ? text : String(fallback ?? '')
  }
  return { 'zh-CN': textOf('zh-CN'), 'zh-TW': textOf('zh-TW'), en: textOf('en') }
}
