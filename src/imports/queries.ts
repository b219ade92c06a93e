import { classLabel } from '@/complaints/components/class-label'
import { RefusedError } from '@/kernel/result'
import type { OrgTree, OrgUnit } from '@/organisation/rules/org-tree'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, may, reader } from '@/platform/context'
import { type Columns, FIELDS, type Field } from './rules/fields'
import type { BranchChoice } from './rules/mapping'
import { columnOf } from './rules/propose'
import type { Found } from './rules/report'
import { rowReader, type Understood, understandRow } from './rules/understand'
import { foldValue } from './rules/values'
import { branchByName } from './service/chunk'
import { visibleBatch } from './service/draft'
import { batchesOf, importedBefore, waitingProblems } from './store/batch-list'
import { type Batch, type BatchStatus, type RejectedRow, rejectedRows } from './store/batches'
import { namesOfStaff, type Person, possibleOwners } from './store/owners'

export type BatchLine = Pick<
  Batch,
  'id' | 'fileName' | 'status' | 'total' | 'processed' | 'added' | 'duplicates' | 'rejected' | 'createdAt'
> & { readonly unitName: string; readonly timeZone: string; readonly by: string }

/** Imports the actor may see, latest first. */
export async function listImports(ctx: Ctx): Promise<BatchLine[]> {
  const [tree, unitIds] = await Promise.all([orgTree(ctx), scopeUnitIds(ctx, 'complaint.import')])
  const batches = await batchesOf(reader(ctx), unitIds)
  const names = await namesOfStaff(reader(ctx), [...new Set(batches.map(({ createdBy }) => createdBy))])
  return batches.map(({ unitId, createdBy, ...batch }) => {
    const unit = tree.unitById(unitId)
    return {
      ...batch,
      unitName: unit.name[ctx.locale],
      timeZone: unit.timeZone,
      by: names.get(createdBy) ?? '',
    }
  })
}

export type Progress = {
  readonly status: BatchStatus
  readonly total: number
  readonly processed: number
  readonly added: number
  readonly duplicates: number
  readonly rejected: number
  readonly startedAt: string | null
}

/** Where an import stands. */
export async function progressOf(ctx: Ctx, batchId: string): Promise<Progress> {
  const { batch } = await visibleBatch(ctx, batchId)
  const { status, total, processed, added, duplicates, rejected } = batch
  return {
    status,
    total,
    processed,
    added,
    duplicates,
    rejected,
    startedAt: batch.startedAt?.toISOString() ?? null,
  }
}

// ── Mapping ──────────────────────────────────────────────────────────────────────────────────────

export type BranchRow = {
  readonly key: string
  readonly value: string
  readonly count: number
  /** Code of the unit that exists, or of the one to be made. */
  readonly code: string
  readonly timeZone: string
  readonly isNew: boolean
}
export type ValueRow = { readonly key: string; readonly value: string; readonly count: number }
export type Option = { readonly value: string; readonly label: string }
export type PreviewRow = {
  readonly line: number
  readonly cells: readonly string[]
  readonly branchName: string
  readonly className: string
} & Understood

export type DraftView = {
  readonly batch: Batch
  readonly unit: OrgUnit
  readonly units: readonly Option[]
  /** Codes a branch may be mapped to, with the unit's name. */
  readonly codes: readonly Option[]
  readonly owners: readonly Person[]
  readonly branches: readonly BranchRow[]
  /** The branch column has more values than can be branches. */
  readonly tooManyBranches: boolean
  readonly values: Readonly<Record<'channel' | 'status' | 'kind', readonly ValueRow[]>>
  readonly mayMakeUnits: boolean
  readonly preview: readonly PreviewRow[]
  readonly before: { readonly at: Date; readonly added: number } | null
  /** Header of the date column whose days and months look exchanged, with the number of such rows. */
  readonly looksSwapped: { readonly column: string; readonly count: number } | null
  readonly orderIsSure: boolean
}

const UPPER_KINDS = ['carrier', 'province', 'city_branch', 'county_branch']

/** Everything the mapping screen shows. */
export async function draftView(ctx: Ctx, batchId: string): Promise<DraftView> {
  const { batch, tree, unit } = await visibleBatch(ctx, batchId)
  const { mapping, profile } = batch
  const ids = tree.subtreeIds(unit.id)
  const below = ids.map((id) => tree.unitById(id)).filter(({ closedAt }) => closedAt === null)
  const dates = columnOf(profile, mapping.columns.date)?.dates
  const [owners, before] = await Promise.all([
    possibleOwners(reader(ctx), [...ids, ...tree.ancestors(unit.id).map(({ id }) => id)]),
    importedBefore(reader(ctx), batch.sha256, batch.id),
  ])
  return {
    batch,
    unit,
    units: tree.all
      .filter((each) => UPPER_KINDS.includes(each.kind) && each.closedAt === null)
      .filter((each) => may(ctx, 'complaint.import', each.path))
      .map((each) => ({ value: each.id, label: `${each.name[ctx.locale]} (${each.code})` })),
    codes: below.map((each) => ({ value: each.code, label: each.name[ctx.locale] })),
    owners,
    branches: branchRows(batch, tree),
    tooManyBranches:
      mapping.columns.branch !== undefined && columnOf(profile, mapping.columns.branch)?.values === null,
    values: {
      channel: valueRows(batch, 'channel'),
      status: valueRows(batch, 'status'),
      kind: valueRows(batch, 'kind'),
    },
    mayMakeUnits: may(ctx, 'organisation.manage', unit.path),
    preview: previewOf(ctx, batch, tree, unit),
    before,
    looksSwapped: swappedDates(batch),
    orderIsSure: dates?.order !== null || dates === undefined,
  }
}

function swappedDates({ profile, mapping }: Batch): DraftView['looksSwapped'] {
  const column = columnOf(profile, mapping.columns.date)
  return column?.dates?.looksSwapped ? { column: column.header, count: column.dates.smallDays } : null
}

function valueRows({ profile, mapping }: Batch, field: Field): ValueRow[] {
  const values = columnOf(profile, mapping.columns[field])?.values ?? []
  return values.map(({ value, count }) => ({ key: foldValue(value), value, count }))
}

function branchRows(batch: Batch, tree: OrgTree): BranchRow[] {
  return valueRows(batch, 'branch').flatMap(({ key, value, count }) => {
    const choice = batch.mapping.branches[key]
    if (!choice) return []
    const code = choice.to === 'new' ? choice.code : (tree.find(choice.unitId)?.code ?? '')
    return [{ key, value, count, code, timeZone: choice.timeZone, isNew: choice.to === 'new' }]
  })
}

function previewOf(ctx: Ctx, batch: Batch, tree: OrgTree, unit: OrgUnit): PreviewRow[] {
  const { mapping, profile } = batch
  const read = rowReader(mapping, profile.headers, branchByName(tree, unit))
  return profile.sample.map((raw) => {
    const understood = understandRow(raw, read, ctx.clock())
    const branch = understood.ok ? understood.row.branch : null
    return {
      line: raw.line,
      cells: raw.cells,
      branchName: branchName(ctx, tree, branch) ?? unit.name[ctx.locale],
      className: understood.ok ? classLabel(understood.row.classCode, ctx.locale) : '',
      ...understood,
    }
  })
}

function branchName(ctx: Ctx, tree: OrgTree, branch: BranchChoice | null): string | null {
  if (!branch) return null
  return branch.to === 'new' ? branch.name : (tree.find(branch.unitId)?.name[ctx.locale] ?? null)
}

// ── Report and corrections ───────────────────────────────────────────────────────────────────────

export type ReportView = {
  readonly batch: Batch
  readonly unit: OrgUnit
  readonly by: string
  readonly ownerName: string | null
  readonly branches: readonly {
    readonly id: string
    readonly code: string
    readonly name: string
    readonly timeZone: string
    readonly added: number
    readonly open: number
    readonly closed: number
  }[]
  readonly looksSwapped: DraftView['looksSwapped']
  readonly classes: readonly { readonly code: string; readonly name: string; readonly count: number }[]
  readonly mayList: boolean
  /** Problems of the rows that still wait, by code. */
  readonly problems: Readonly<Record<string, Found>>
}

/** Everything the report shows, once an import has started. */
export async function reportView(ctx: Ctx, batchId: string): Promise<ReportView> {
  const { batch, tree, unit } = await visibleBatch(ctx, batchId)
  const { owner, branches: choices } = batch.mapping
  const zones = new Map(
    Object.values(choices).flatMap((each) => (each.to === 'unit' ? [[each.unitId, each.timeZone]] : [])),
  )
  const names = await namesOfStaff(reader(ctx), [
    batch.createdBy,
    ...(owner.who === 'person' ? [owner.staffId] : []),
  ])
  const branches = Object.entries(batch.report.branches).map(([id, counts]) => {
    const branch = tree.find(id)
    return {
      id,
      code: branch?.code ?? '',
      name: branch?.name[ctx.locale] ?? id,
      timeZone: zones.get(id) ?? (id === unit.id ? batch.mapping.timeZone : (branch?.timeZone ?? '')),
      ...counts,
    }
  })
  return {
    batch,
    unit,
    by: names.get(batch.createdBy) ?? '',
    ownerName: owner.who === 'person' ? (names.get(owner.staffId) ?? null) : null,
    branches: branches.sort((a, b) => b.added - a.added),
    looksSwapped: batch.mapping.swapSmallDays ? null : swappedDates(batch),
    classes: Object.entries(batch.report.classes)
      .map(([code, count]) => ({ code, name: classLabel(code, ctx.locale), count }))
      .sort((a, b) => b.count - a.count),
    mayList: may(ctx, 'complaint.view', unit.path),
    problems: await waitingProblems(reader(ctx), batch.id),
  }
}

export type CorrectionRow = RejectedRow & {
  /** Places of the cells that are wrong; empty: the row as a whole. */
  readonly wrong: readonly number[]
}
export type CorrectionView = {
  readonly batch: Batch
  readonly headers: readonly string[]
  readonly rows: readonly CorrectionRow[]
  readonly fieldOf: Readonly<Record<number, Field>>
  /** Last line shown when there are more; null: these are all. */
  readonly nextAfter: number | null
  readonly codes: readonly Option[]
}

const ROWS_ON_A_PAGE = 25

/** Rows that wait for a correction, some at a time. */
export async function correctionView(ctx: Ctx, batchId: string, afterLine: number): Promise<CorrectionView> {
  const { batch, tree, unit } = await visibleBatch(ctx, batchId)
  if (batch.status === 'draft') throw new RefusedError({ code: 'not_found' })
  const found = await rejectedRows(reader(ctx), batchId, { afterLine, limit: ROWS_ON_A_PAGE + 1 })
  const { headers } = batch.profile
  const rows = found.slice(0, ROWS_ON_A_PAGE)
  const places = placesOf(batch.mapping.columns, headers)
  return {
    batch,
    headers,
    rows: rows.map((row) => ({
      ...row,
      wrong: [
        ...new Set(row.problems.flatMap(({ field }) => (field === null ? [] : (places.get(field) ?? [])))),
      ],
    })),
    fieldOf: Object.fromEntries([...places].map(([field, place]) => [place, field])),
    nextAfter: found.length > ROWS_ON_A_PAGE ? (rows.at(-1)?.line ?? null) : null,
    codes: tree
      .subtreeIds(unit.id)
      .map((id) => tree.unitById(id))
      .filter(({ closedAt }) => closedAt === null)
      .map((each) => ({ value: each.code, label: each.name[ctx.locale] })),
  }
}

function placesOf(columns: Columns, headers: readonly string[]): Map<Field, number> {
  return new Map(
    FIELDS.flatMap((field) => {
      const place = headers.indexOf(columns[field] ?? '')
      return place < 0 ? [] : [[field, place] as const]
    }),
  )
}
