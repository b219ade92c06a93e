import { type Ctx, reader } from '@/platform/context'
import { scopeUnitIds } from '../tree'

/** A token as the administrator sees it; the token itself is not known any more. */
export type TokenRow = {
  readonly id: string
  readonly name: string
  readonly unitId: string
  readonly createdAt: Date
  readonly createdBy: string | null
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

/** Tokens of systems at the actor's units, those in force first, newest first. */
export async function listTokens(ctx: Ctx): Promise<TokenRow[]> {
  const unitIds = await scopeUnitIds(ctx, 'token.manage')
  return reader(ctx).$queryRaw<TokenRow[]>`
    SELECT t.id, t.name, s.home_unit_id AS "unitId", t.created_at AS "createdAt", c.display_name AS "createdBy",
           t.last_used_at AS "lastUsedAt", t.revoked_at AS "revokedAt"
      FROM api_token t JOIN staff s ON s.id = t.staff_id LEFT JOIN staff c ON c.id = t.created_by
     WHERE ${unitIds === null} OR s.home_unit_id = ANY(${[...(unitIds ?? [])]}::uuid[])
     ORDER BY t.revoked_at IS NOT NULL, t.created_at DESC LIMIT 500`
}
