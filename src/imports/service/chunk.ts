import { createHash } from 'node:crypto'
import { type ImportedCase, importCases } from '@/complaints/service/import-cases'
import type { OrgTree, OrgUnit } from '@/organisation/rules/org-tree'
import { type Ctx, reader, type TxCtx } from '@/platform/context'
import { unitNamed } from '../rules/branches'
import type { RawRow } from '../rules/csv'
import type { BranchChoice, Mapping } from '../rules/mapping'
import type { Problem } from '../rules/problems'
import { type RowReader, rowReader, type UnderstoodRow, understandRow } from '../rules/understand'
import type { Batch, Rejection } from '../store/batches'
import { branchManagers } from '../store/owners'

/** What every chunk of one import needs, worked out once. */
export type Runner = {
  readonly batch: Batch
  readonly tree: OrgTree
  readonly reader: RowReader
  readonly ownerOf: (unitId: string) => string
}

export async function runnerFor(
  ctx: Ctx,
  batch: Batch,
  tree: OrgTree,
  headers: readonly string[],
): Promise<Runner> {
  const under = tree.unitById(batch.unitId)
  return {
    batch,
    tree,
    reader: rowReader(batch.mapping, headers, branchByName(tree, under)),
    ownerOf: await ownersFor(ctx, batch, tree),
  }
}

/** A value nobody chose a branch for still finds the unit it names; new units are made by a person only. */
export function branchByName(tree: OrgTree, under: OrgUnit): (value: string) => BranchChoice | null {
  return (value) => {
    const unit = unitNamed(tree, under, value)
    return unit ? { to: 'unit', unitId: unit.id, timeZone: unit.timeZone } : null
  }
}

/** Owner of a unit's cases: as the mapping says, else the nearest branch manager upwards, else whoever imports. */
async function ownersFor(ctx: Ctx, batch: Batch, tree: OrgTree): Promise<(unitId: string) => string> {
  const { owner } = batch.mapping
  if (owner.who === 'person') return () => owner.staffId
  if (owner.who === 'importer') return () => batch.createdBy
  const managers = new Map<string, string>()
  for (const { unitId, staffId } of await branchManagers(reader(ctx))) {
    if (!managers.has(unitId)) managers.set(unitId, staffId)
  }
  return (unitId) => {
    const managed = tree.nearestUp(unitId, (unit) => managers.has(unit.id))
    return (managed && managers.get(managed.id)) ?? batch.createdBy
  }
}

/** Digest of a row as it stands in the file. */
export const contentOf = (cells: readonly string[]): string =>
  createHash('sha256')
    .update(cells.map((cell) => cell.trim()).join('\u001f'))
    .digest('hex')
    .slice(0, 32)

/** Key of a row over all imports: its ticket in the system it comes from, else its content. */
export const refOf = (mapping: Mapping, ticket: string | null, content: string): string =>
  ticket === null ? `${mapping.origin}:#${content}` : `${mapping.origin}:${ticket}`

/** Rows with a key that have been seen in this file: line and content. */
export type SeenRows = Map<string, { readonly line: number; readonly content: string }>

export type ChunkRow = { readonly raw: RawRow; readonly row: UnderstoodRow; readonly ref: string }
export type SortedChunk = {
  readonly good: readonly ChunkRow[]
  readonly repeated: readonly RawRow[]
  readonly rejected: readonly Rejection[]
  /** What the chunk adds to the seen rows once it is in. */
  readonly seen: SeenRows
}

/** Tells good rows, repetitions of earlier ones and rows with problems apart. */
export function sortRows(
  rows: readonly RawRow[],
  { reader: rowReader_, batch }: Runner,
  seen: SeenRows,
  now: Date,
): SortedChunk {
  const good: ChunkRow[] = []
  const repeated: RawRow[] = []
  const rejected: Rejection[] = []
  const fresh: SeenRows = new Map()
  for (const raw of rows) {
    const understood = understandRow(raw, rowReader_, now)
    if (!understood.ok) {
      rejected.push({ row: raw, problems: understood.problems })
      continue
    }
    const content = contentOf(raw.cells)
    const ref = refOf(batch.mapping, understood.row.ticket, content)
    const earlier = seen.get(ref) ?? fresh.get(ref)
    if (!earlier) {
      fresh.set(ref, { line: raw.line, content })
      good.push({ raw, row: understood.row, ref })
    } else if (earlier.content === content) repeated.push(raw)
    else rejected.push({ row: raw, problems: [repeatedTicket(earlier.line)] })
  }
  return { good, repeated, rejected, seen: fresh }
}

const repeatedTicket = (line: number): Problem => ({
  code: 'ticket_repeated',
  field: 'ticket',
  params: { line },
})

/** Unit a row goes to. */
export function unitOf(row: UnderstoodRow, batch: Batch): string {
  return row.branch?.to === 'unit' ? row.branch.unitId : batch.unitId
}

/** Makes cases of good rows; tells which are new and which were here. */
export function takeRows(ctx: TxCtx, runner: Runner, rows: readonly ChunkRow[]) {
  const { batch, tree, ownerOf } = runner
  const cases = rows.map(({ row, ref }): ImportedCase => {
    const unitId = unitOf(row, batch)
    const {
      kind,
      classCode,
      area,
      channel,
      brand,
      place,
      words,
      phone,
      customerName,
      receivedAt,
      status,
      closedAt,
    } = row
    return {
      externalRef: ref,
      unitId,
      ownerId: ownerOf(unitId),
      kind,
      classCode,
      area,
      channel,
      brand,
      place,
      words,
      phone,
      customerName,
      receivedAt,
      status,
      closedAt,
      told: {
        import: batch.id,
        line: row.line,
        ...(row.ticket === null ? {} : { ticket: row.ticket }),
        ...(row.onBehalf ? { onBehalf: true } : {}),
        ...(row.notes.length > 0 ? { notes: row.notes } : {}),
      },
    }
  })
  return importCases(
    ctx,
    tree,
    { id: batch.id, loggedById: batch.createdBy, intakeUnitId: batch.unitId },
    cases,
  )
}
