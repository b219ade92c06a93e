import { LOCALES, type Locale } from '@/kernel/text'
import type { Grant } from '@/organisation/rules/permissions'
import type { Db } from '@/platform/db/client'
import { keptStatement, runKept } from '@/platform/db/kept'

/** The account behind a session, as the database has it at this moment. */
export type SessionAccount = {
  readonly staffId: string
  readonly username: string
  readonly displayName: string
  readonly locale: Locale
  readonly homeUnitId: string
  readonly sessionVersion: number
  readonly mustChangePassword: boolean
  readonly closedAt: Date | null
  readonly grants: readonly Grant[]
  /** Number of the configuration (units, calendars, commitments), so that caches know whether they are stale. */
  readonly configEpoch: string
}

type SessionRow = Omit<SessionAccount, 'locale' | 'grants'> & { locale: string; grants: Grant[] | null }

const SESSION_ACCOUNT = keptStatement(`
    SELECT s.id AS "staffId", s.username, s.display_name AS "displayName", s.locale, s.home_unit_id AS "homeUnitId",
           s.session_version AS "sessionVersion", s.must_change_password AS "mustChangePassword",
           s.closed_at AS "closedAt", (SELECT epoch::text FROM config_epoch WHERE id = 1) AS "configEpoch",
           (SELECT json_agg(json_build_object('role', a.role, 'unitId', a.unit_id, 'unitPath', u.path::text))
              FROM role_assignment a JOIN org_unit u ON u.id = a.unit_id
             WHERE a.staff_id = s.id AND a.ended_at IS NULL) AS grants
      FROM staff s WHERE s.id = {staffId}::uuid`)

/** Account, active roles with the paths of their units, and the configuration's number: one round trip. */
export async function loadSessionAccount(db: Db, staffId: string): Promise<SessionAccount | null> {
  const rows = await runKept<SessionRow>(db, SESSION_ACCOUNT, { staffId })
  const row = rows[0]
  if (!row) return null
  return {
    ...row,
    locale: LOCALES.find((locale) => locale === row.locale) ?? 'zh-CN',
    grants: row.grants ?? [],
  }
}
