import { Prisma } from '@/platform/db/generated/client'

const { sql } = Prisma

/**
 * A column of a list's own question: what is unfinished on a row's subject (running, paused, or broken and not made
 * good), as text that `owedRules` of the queries reads. @param subjectId column that holds the subject's id
 */
export const owedOf = (subjectId: Prisma.Sql): Prisma.Sql => sql`(
  SELECT string_agg(version_id::text || ' ' || rule_index, ',') FROM obligation
  WHERE subject_id = ${subjectId} AND (state IN ('OPEN', 'PAUSED') OR state = 'BROKEN' AND fulfilled_at IS NULL))`
