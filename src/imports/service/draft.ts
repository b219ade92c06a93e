import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import { isUnder, type OrgTree, type OrgUnit } from '@/organisation/rules/org-tree'
import { pathsFor } from '@/organisation/rules/permissions'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import {
  actorId,
  type Ctx,
  may,
  mustBeAllowed,
  reader,
  type TxCtx,
  withTransaction,
} from '@/platform/context'
import type { Columns } from '../rules/fields'
import type { BranchChoice, Mapping } from '../rules/mapping'
import type { Profile } from '../rules/profile'
import { completedMapping, type Preset, proposeMapping } from '../rules/propose'
import type { MappingForm } from '../schema'
import { type Batch, findBatch, insertBatch, lockBatch, updateBatch } from '../store/batches'
import { firstAdministrator } from '../store/owners'
import { UnreadableFileError } from '../store/read-rows'
import { removeSource, type SourceFile, sourcePath } from '../store/source-file'
import { lookAt } from './look'

export type NewImport = {
  readonly fileName: string
  readonly source: SourceFile
  /** Where the file lies; default: where `receiveSource` put it. */
  readonly path?: string
  /** Unit under which the branches stand; default: the nearest one at which the person may import. */
  readonly unitId?: string
  readonly preset?: Preset
  /** Who imports, when no person is signed in. */
  readonly importerId?: string
}

const LONGEST_NAME = 120

/** A name to show: no folders, no control or direction characters. */
const shownName = (given: string): string =>
  [
    ...given
      .normalize('NFC')
      .split(/[/\\]/)
      .at(-1)!
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim(),
  ]
    .slice(0, LONGEST_NAME)
    .join('') || 'file'

/**
 * Looks at a file and keeps it as a draft with a proposal of what it means. Nothing is taken from it yet. A file that
 * cannot be read is not kept.
 */
export async function beginImport(ctx: Ctx, input: NewImport): Promise<Result<{ id: string }>> {
  try {
    return await draftOf(ctx, input)
  } catch (error) {
    const { sha256 } = input.source
    const isOurs = input.path === undefined
    if (isOurs && (await ctx.db.importBatch.count({ where: { sha256 } })) === 0) await removeSource(sha256)
    throw error
  }
}

async function draftOf(ctx: Ctx, input: NewImport): Promise<Result<{ id: string }>> {
  mustBeAllowed(ctx, 'complaint.import')
  const tree = await orgTree(ctx)
  const unit = startingUnit(ctx, tree, input.unitId)
  const { source } = input
  const read = {
    path: input.path ?? sourcePath(source.sha256),
    format: source.format,
    encoding: source.encoding,
    delimiter: null,
  }
  const profile = await readable(() => lookAt(read))
  const preset = input.preset ?? presetOf(profile)
  const mapping = {
    ...proposeMapping(profile, tree, unit, preset ? { preset } : {}),
    encoding: source.encoding,
  }
  return withTransaction(ctx, async (tx) => {
    const at = tx.clock()
    const id = newId(at.getTime())
    const createdBy = actorId(tx) ?? input.importerId ?? (await firstAdministrator(tx.tx))
    if (createdBy === null) throw new RefusedError({ code: 'import_no_person' })
    const { sha256, format, sizeBytes } = source
    const fileName = shownName(input.fileName)
    await insertBatch(tx.tx, {
      id,
      fileName,
      sha256,
      format,
      sizeBytes,
      unitId: unit.id,
      mapping,
      profile,
      createdBy,
      createdAt: at,
    })
    await audit(tx, {
      action: 'import.uploaded',
      subjectType: 'import_batch',
      subjectId: id,
      unitId: unit.id,
      detail: { fileName, sha256, rows: profile.rows },
    })
    return { id }
  })
}

/** Turns a file that cannot be read into a refusal. */
export async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof UnreadableFileError)
      throw new RefusedError({ code: error.code, fields: { file: error.code } })
    throw error
  }
}

/** The preset whose every column the file has. */
export function presetOf(profile: Profile): Preset | undefined {
  const fcc = [
    'Ticket #',
    'Customer Complaint',
    'Date',
    'Date_month_year',
    'Time',
    'Received Via',
    'State',
    'Status',
  ]
  return fcc.every((header) => profile.headers.includes(header)) ? 'fcc' : undefined
}

function startingUnit(ctx: Ctx, tree: OrgTree, wanted: string | undefined): OrgUnit {
  const granted =
    ctx.actor.kind === 'staff'
      ? pathsFor(ctx.actor.grants, 'complaint.import').map((path) =>
          tree.all.find((each) => each.path === path),
        )
      : [tree.root]
  const unit = wanted ? tree.unitById(wanted) : granted.find((each) => each && each.closedAt === null)
  if (!unit) throw new RefusedError({ code: 'not_allowed', params: { permission: 'complaint.import' } })
  mustBeAllowed(ctx, 'complaint.import', unit.path)
  if (unit.closedAt !== null)
    throw new RefusedError({ code: 'unit_closed', fields: { unitId: 'unit_closed' } })
  return unit
}

/** A batch the actor may see, or `not_found`. */
export async function visibleBatch(
  ctx: Ctx,
  batchId: string,
): Promise<{ batch: Batch; tree: OrgTree; unit: OrgUnit }> {
  const [batch, tree] = await Promise.all([findBatch(reader(ctx), batchId), orgTree(ctx)])
  const unit = batch && tree.find(batch.unitId)
  if (!batch || !unit || !may(ctx, 'complaint.import', unit.path))
    throw new RefusedError({ code: 'not_found' })
  return { batch, tree, unit }
}

/** The batch, locked, if the actor may change it. */
export async function heldBatch(
  ctx: TxCtx,
  batchId: string,
): Promise<{ batch: Batch; tree: OrgTree; unit: OrgUnit }> {
  const held = await lockBatch(ctx.tx, batchId)
  const tree = await orgTree(ctx)
  const unit = held && tree.find(held.unitId)
  if (!held || !unit || !may(ctx, 'complaint.import', unit.path))
    throw new RefusedError({ code: 'not_found' })
  return { batch: held, tree, unit }
}

/** What the mapping screen sends: a code that is a unit's maps to it, any other is a branch to be made. */
export async function saveMappingForm(
  ctx: Ctx,
  { batchId, unitId, mapping }: MappingForm,
): Promise<Result<null>> {
  const { tree } = await visibleBatch(ctx, batchId)
  const under = tree.unitById(unitId)
  const branches = Object.entries(mapping.branches).map(
    ([key, { code, name, timeZone }]): [string, BranchChoice] => {
      const unit = tree.byCode(code)
      const isThere = unit && unit.closedAt === null && isUnder(unit.path, under.path)
      return [key, isThere ? { to: 'unit', unitId: unit.id, timeZone } : { to: 'new', code, name, timeZone }]
    },
  )
  return saveMapping(ctx, {
    batchId,
    unitId,
    mapping: { ...mapping, branches: Object.fromEntries(branches) },
  })
}

/**
 * Keeps what somebody chose about a draft. Values of newly chosen columns get proposals; another encoding, delimiter or
 * unit reads the file or proposes the branches anew.
 */
export async function saveMapping(
  ctx: Ctx,
  input: { readonly batchId: string; readonly unitId: string; readonly mapping: Mapping },
): Promise<Result<null>> {
  const seen = await visibleBatch(ctx, input.batchId)
  const isReadAnew =
    seen.batch.format === 'csv' &&
    (seen.batch.mapping.encoding !== input.mapping.encoding ||
      seen.batch.mapping.delimiter !== input.mapping.delimiter)
  const profile = isReadAnew
    ? await readable(() => lookAt(readOptionsOf(seen.batch, input.mapping)))
    : seen.batch.profile
  return withTransaction(ctx, async (tx) => {
    const { batch, tree } = await heldBatch(tx, input.batchId)
    if (batch.status !== 'draft') throw new RefusedError({ code: 'import_already_started' })
    const unit = startingUnit(tx, tree, input.unitId)
    const hasMoved = unit.id !== batch.unitId
    const columns = presentColumns(input.mapping.columns, profile)
    const chosen = {
      ...input.mapping,
      columns,
      ...(hasMoved ? { branches: {}, timeZone: unit.timeZone } : {}),
    }
    const mapping = completedMapping(chosen, profile, tree, unit)
    await updateBatch(tx.tx, batch.id, {
      unitId: unit.id,
      mapping,
      ...(isReadAnew ? { profile, total: profile.rows } : {}),
    })
    return null
  })
}

export const readOptionsOf = (batch: Batch, mapping: Mapping, path?: string) => ({
  path: path ?? sourcePath(batch.sha256),
  format: batch.format,
  encoding: mapping.encoding,
  delimiter: mapping.delimiter,
})

const presentColumns = (columns: Columns, { headers }: Profile): Columns =>
  Object.fromEntries(Object.entries(columns).filter(([, header]) => headers.includes(header)))
