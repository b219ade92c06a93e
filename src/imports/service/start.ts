import { RefusedError, type Result, unwrap } from '@/kernel/result'
import type { OrgTree, OrgUnit } from '@/organisation/rules/org-tree'
import { createUnit } from '@/organisation/service/units'
import { freshOrgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { enqueue } from '@/platform/jobs'
import { NEEDED_FIELDS } from '../rules/fields'
import type { BranchChoice, Mapping } from '../rules/mapping'
import { columnOf } from '../rules/propose'
import { type Batch, updateBatch } from '../store/batches'
import { mayOwnCases } from '../store/owners'
import { hasSource, removeSource } from '../store/source-file'
import { heldBatch } from './draft'

const jobKey = (batchId: string) => `import:${batchId}`

/**
 * Makes the branches that do not exist yet and hands the import to the worker (`queue: false`: the caller runs it itself).
 * Refusals: `import_columns_missing`, `import_already_started`, `import_file_gone`, `not_allowed` (new branches need the
 * right to change the organisation), `import_owner_elsewhere`, `unit_code_taken`, `unit_kind_misplaced`, `unit_closed`.
 */
export function startImport(ctx: Ctx, batchId: string, { queue = true } = {}): Promise<Result<null>> {
  return withTransaction(
    ctx,
    async (tx) => {
      const { batch, unit } = await heldBatch(tx, batchId)
      if (batch.status !== 'draft') throw new RefusedError({ code: 'import_already_started' })
      if (queue && !(await hasSource(batch.sha256))) throw new RefusedError({ code: 'import_file_gone' })
      mustBeComplete(batch)
      await mustBeOwnedHere(tx, batch.mapping, unit)
      const mapping = await withBranches(tx, batch.mapping, unit)
      const at = tx.clock()
      await updateBatch(tx.tx, batchId, {
        status: 'waiting',
        mapping,
        startedAt: at,
        heartbeatAt: at,
        error: null,
      })
      await audit(tx, {
        action: 'import.started',
        subjectType: 'import_batch',
        subjectId: batchId,
        unitId: unit.id,
        detail: { fileName: batch.fileName, rows: batch.total, origin: mapping.origin },
      })
      if (queue) await enqueue(tx, 'import.run', { batchId }, jobKey(batchId))
      return null
    },
    120_000,
  )
}

function mustBeComplete({ mapping, profile }: Batch): void {
  const missing = NEEDED_FIELDS.filter((field) => !columnOf(profile, mapping.columns[field]))
  if (missing.length === 0) return
  const fields = Object.fromEntries(missing.map((field) => [`columns.${field}`, 'field_required']))
  throw new RefusedError({ code: 'import_columns_missing', fields })
}

/** Whoever imports on a screen gives the cases to people of the unit, of those below and of those it stands under. */
async function mustBeOwnedHere(ctx: TxCtx, { owner }: Mapping, unit: OrgUnit): Promise<void> {
  if (owner.who !== 'person' || ctx.actor.kind !== 'staff') return
  const tree = await freshOrgTree(ctx)
  const units = [...tree.subtreeIds(unit.id), ...tree.ancestors(unit.id).map(({ id }) => id)]
  if (await mayOwnCases(ctx.tx, owner.staffId, units)) return
  const code = 'import_owner_elsewhere'
  throw new RefusedError({ code, fields: { 'owner.staffId': code } })
}

/** The mapping with every branch a unit that exists; values that were given the same new code become one branch. */
async function withBranches(ctx: TxCtx, mapping: Mapping, under: OrgUnit): Promise<Mapping> {
  const tree = await freshOrgTree(ctx)
  const made = new Map<string, string>()
  const branches: Record<string, BranchChoice> = {}
  for (const [key, choice] of Object.entries(mapping.branches)) {
    if (choice.to === 'unit') {
      mustBeOpen(ctx, tree, choice.unitId)
      branches[key] = choice
      continue
    }
    const unitId = made.get(choice.code) ?? (await branchMade(ctx, tree, choice, mapping, under))
    made.set(choice.code, unitId)
    branches[key] = { to: 'unit', unitId, timeZone: choice.timeZone }
  }
  return { ...mapping, branches }
}

function mustBeOpen(ctx: Ctx, tree: OrgTree, unitId: string): void {
  const unit = tree.unitById(unitId)
  mustBeAllowed(ctx, 'complaint.import', unit.path)
  if (unit.closedAt !== null) throw new RefusedError({ code: 'unit_closed' })
}

async function branchMade(
  ctx: TxCtx,
  tree: OrgTree,
  choice: Extract<BranchChoice, { to: 'new' }>,
  mapping: Mapping,
  under: OrgUnit,
): Promise<string> {
  const { code, name, timeZone } = choice
  // Somebody made it meanwhile, in the same place.
  const there = tree.byCode(code)
  if (there?.parentId === under.id && there.closedAt === null) return there.id
  const created = await createUnit(ctx, {
    parentId: under.id,
    kind: mapping.branchKind,
    code,
    name: { 'zh-CN': name, 'zh-TW': name, en: name },
    timeZone,
  })
  return unwrap(created).id
}

/** Stops a running import behind the chunk it is at; what is in stays in. */
export function stopImport(ctx: Ctx, batchId: string): Promise<Result<null>> {
  return withTransaction(ctx, async (tx) => {
    const { batch, unit } = await heldBatch(tx, batchId)
    if (batch.status !== 'running' && batch.status !== 'waiting')
      throw new RefusedError({ code: 'import_not_running' })
    await updateBatch(tx.tx, batchId, { status: 'stopped' })
    await audit(tx, {
      action: 'import.stopped',
      subjectType: 'import_batch',
      subjectId: batchId,
      unitId: unit.id,
    })
    return null
  })
}

/** Lets a stopped or failed import go on behind the last row that is in. */
export function continueImport(ctx: Ctx, batchId: string): Promise<Result<null>> {
  return withTransaction(ctx, async (tx) => {
    const { batch, unit } = await heldBatch(tx, batchId)
    if (batch.status !== 'stopped' && batch.status !== 'failed')
      throw new RefusedError({ code: 'import_already_started' })
    if (!(await hasSource(batch.sha256))) throw new RefusedError({ code: 'import_file_gone' })
    await updateBatch(tx.tx, batchId, {
      status: 'waiting',
      error: null,
      heartbeatAt: tx.clock(),
      finishedAt: null,
    })
    await audit(tx, {
      action: 'import.continued',
      subjectType: 'import_batch',
      subjectId: batchId,
      unitId: unit.id,
    })
    await enqueue(tx, 'import.run', { batchId }, jobKey(batchId))
    return null
  })
}

/** Throws a draft away with its file; nothing had been taken from it. */
export async function discardDraft(ctx: Ctx, batchId: string): Promise<Result<null>> {
  let unused: string | null = null
  const outcome = await withTransaction(ctx, async (tx) => {
    const { batch, unit } = await heldBatch(tx, batchId)
    if (batch.status !== 'draft') throw new RefusedError({ code: 'import_already_started' })
    await tx.tx.importBatch.delete({ where: { id: batchId } })
    await audit(tx, {
      action: 'import.discarded',
      subjectType: 'import_batch',
      subjectId: batchId,
      unitId: unit.id,
    })
    if ((await tx.tx.importBatch.count({ where: { sha256: batch.sha256 } })) === 0) unused = batch.sha256
    return null
  })
  if (outcome.ok && unused) await removeSource(unused)
  return outcome
}
