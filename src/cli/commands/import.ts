import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { ZodError } from 'zod'
import { refusalOfError } from '@/identity/problem'
import { importWords } from '@/imports/queries/words'
import type { Mapping } from '@/imports/rules/mapping'
import { columnOf, PRESETS, type Preset } from '@/imports/rules/propose'
import type { ImportReport } from '@/imports/rules/report'
import { mappingSchema, partialMappingSchema } from '@/imports/schema'
import { type GivenZones, readZones, withZones } from '@/imports/service/choices'
import { beginImport, saveMapping } from '@/imports/service/draft'
import { rehearse } from '@/imports/service/rehearse'
import { runImport } from '@/imports/service/run'
import { discardDraft, startImport } from '@/imports/service/start'
import { type Batch, findBatch, rejectedRows } from '@/imports/store/batches'
import { personNamed } from '@/imports/store/owners'
import { inspectSource } from '@/imports/store/source-file'
import { RefusedError, unwrap } from '@/kernel/result'
import { LOCALES, type Locale } from '@/kernel/text'
import { orgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import { db, disconnectDb } from '@/platform/db/client'
import { checkSettings } from '@/platform/env'
import { refusalWords } from '@/platform/i18n/refusal-words'
import type { Command, CommandIo } from '../command'

const USAGE = `jiannuo import <file.csv|file.xlsx> --unit CODE [--preset fcc] [--mapping FILE.json]
                [--owner USERNAME] [--by USERNAME] [--time-zone-per-branch TABLE]
                [--dry-run] [--json] [--locale zh-CN|zh-TW|en]

Takes complaints of another system. Branches stand below the unit CODE: units with that name or code, else new ones.

  --preset fcc            columns of the regulator's file about one US carrier (known by its headers without this, too)
  --mapping FILE          what a proposal cannot know, as JSON: origin, columns {"words": "Text", "date": "When"},
                          dateOrder dmy|mdy|ymd, dateWins date|otherDate|reject, swapSmallDays, channels, statuses,
                          kinds, branchKind, branches, timeZone
  --owner USERNAME        owner of all cases; default: the nearest branch manager, else whoever imports
  --by USERNAME           who imports; default: the longest-standing administrator
  --time-zone-per-branch  us-states, pairs "Georgia=America/New_York,Utah=America/Denver", or a file of two columns
                          (CSV) or of a JSON object
  --dry-run               reads everything, writes nothing, prints the report
  --json                  the report as JSON

Progress goes to standard error, the report to standard output. A file that was imported before adds nothing.
Exit code: 0 every row is in (or was before), 3 some rows could not be read (they wait in the app for correction,
and are listed with line and reason), 1 the import failed, 2 wrong arguments.

Example: npm run --silent jiannuo -- import examples/complaints.csv --unit HX`

const ROWS_LISTED = 200

type Wanted = {
  readonly file: string
  readonly unit: string
  readonly preset: Preset | undefined
  readonly mapping: string | undefined
  readonly owner: string | undefined
  readonly by: string | undefined
  readonly zones: string | undefined
  readonly dryRun: boolean
  readonly json: boolean
  readonly locale: Locale
}

export const command: Command = {
  summary: 'take complaints from a CSV or XLSX file',
  usage: USAGE,
  run: async (args, io) => {
    const wanted = readArguments(args, io)
    if (!wanted) return 2
    checkSettings('cli')
    const ctx: Ctx = {
      db: db(),
      actor: { kind: 'system', name: 'command line' },
      clock: () => new Date(),
      locale: wanted.locale,
    }
    try {
      return await importFile(ctx, wanted, io)
    } catch (error) {
      if (!(error instanceof RefusedError) && !(error instanceof ZodError) && !isFileError(error)) throw error
      return tell(error, wanted.locale, io)
    } finally {
      await disconnectDb()
    }
  },
}

const isFileError = (error: unknown): error is Error =>
  error instanceof SyntaxError ||
  (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code)))

function readArguments(args: readonly string[], io: CommandIo): Wanted | null {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        unit: text,
        preset: text,
        mapping: text,
        owner: text,
        by: text,
        'time-zone-per-branch': text,
        locale: text,
        'dry-run': flag,
        json: flag,
      },
    })
    const [file, ...more] = positionals
    const preset = PRESETS.find((name) => name === values.preset)
    const locale = values.locale === undefined ? 'en' : LOCALES.find((name) => name === values.locale)
    const isRight =
      file && more.length === 0 && values.unit && locale && (values.preset === undefined || preset)
    if (isRight) {
      const { unit, mapping, owner, by, json = false } = values
      const { 'time-zone-per-branch': zones, 'dry-run': dryRun = false } = values
      return { file, unit: unit!, preset, mapping, owner, by, zones, dryRun, json, locale }
    }
  } catch (error) {
    if (error instanceof Error) io.stderr.write(`jiannuo import: ${error.message}\n\n`)
  }
  io.stderr.write(`${USAGE}\n`)
  return null
}

async function importFile(ctx: Ctx, wanted: Wanted, io: CommandIo): Promise<number> {
  const unit = (await orgTree(ctx)).byCode(wanted.unit)
  if (!unit) throw new RefusedError({ code: 'import_unit_unknown', params: { code: wanted.unit } })
  const [importer, owner] = [await personOf(ctx, wanted.by), await personOf(ctx, wanted.owner)]
  const zones = wanted.zones === undefined ? null : await readZones(wanted.zones)
  io.stderr.write(`reading ${basename(wanted.file)} ...\n`)
  const source = await inspectSource(wanted.file)
  if (typeof source === 'string') throw new RefusedError({ code: source, params: { limitMegabytes: 100 } })
  const { id } = unwrap(
    await beginImport(ctx, {
      fileName: basename(wanted.file),
      source,
      path: wanted.file,
      unitId: unit.id,
      ...(wanted.preset ? { preset: wanted.preset } : {}),
      ...(importer ? { importerId: importer } : {}),
    }),
  )
  const startedMs = performance.now()
  const seconds = () => (performance.now() - startedMs) / 1000
  try {
    await settleMapping(ctx, id, unit.id, { wanted, owner, zones })
    const draft = await batchOf(ctx, id)
    warnOfDates(draft, await importWords(wanted.locale), io)
    if (wanted.dryRun) {
      const outcome = await rehearse(ctx, draft, wanted.file)
      await discardDraft(ctx, id)
      return await report(ctx, { ...draft, ...outcome, status: 'draft' }, seconds(), wanted, io)
    }
    unwrap(await startImport(ctx, id, { queue: false }))
  } catch (error) {
    await discardDraft(ctx, id)
    throw error
  }
  const done = unwrap(
    await runImport(ctx, id, {
      path: wanted.file,
      onProgress: ({ processed, total }) =>
        io.stderr.write(`${processed}/${total}  ${seconds().toFixed(1)} s\n`),
    }),
  )
  return report(ctx, done, seconds(), wanted, io)
}

/** Dates that an earlier program seems to have mixed up are read as they stand; whoever imports should know. */
function warnOfDates(
  { profile, mapping }: Batch,
  { t }: Awaited<ReturnType<typeof importWords>>,
  io: CommandIo,
): void {
  const column = columnOf(profile, mapping.columns.date)
  if (!column?.dates?.looksSwapped || mapping.swapSmallDays) return
  io.stderr.write(
    `${t('map.looksSwapped', { column: column.header })}. ${t('map.looksSwappedWhy', { count: column.dates.smallDays })} (swapSmallDays)\n`,
  )
}

async function personOf(ctx: Ctx, username: string | undefined): Promise<string | null> {
  if (username === undefined) return null
  const person = await personNamed(ctx.db, username)
  if (!person) throw new RefusedError({ code: 'import_person_unknown', params: { username } })
  return person.id
}

async function batchOf(ctx: Ctx, id: string): Promise<Batch> {
  const batch = await findBatch(ctx.db, id)
  if (!batch) throw new RefusedError({ code: 'not_found' })
  return batch
}

/** The proposal, then the mapping file, then owner and zones; columns first, as they decide which values there are. */
async function settleMapping(
  ctx: Ctx,
  batchId: string,
  unitId: string,
  given: { wanted: Wanted; owner: string | null; zones: GivenZones | null },
): Promise<void> {
  const text = given.wanted.mapping === undefined ? '{}' : await readFile(given.wanted.mapping, 'utf8')
  const { branches = {}, ...chosen } = partialMappingSchema.parse(JSON.parse(text))
  const save = async (change: (mapping: Mapping) => Mapping): Promise<void> => {
    const mapping = mappingSchema.parse(change((await batchOf(ctx, batchId)).mapping))
    unwrap(await saveMapping(ctx, { batchId, unitId, mapping }))
  }
  await save((mapping) => ({ ...mapping, ...(chosen as Partial<Mapping>) }))
  await save((mapping) => {
    const complete: Mapping = { ...mapping, branches: { ...mapping.branches, ...branches } }
    const zoned = given.zones ? withZones(complete, given.zones) : complete
    return given.owner ? { ...zoned, owner: { who: 'person', staffId: given.owner } } : zoned
  })
}

async function report(
  ctx: Ctx,
  batch: Batch,
  seconds: number,
  wanted: Wanted,
  io: CommandIo,
): Promise<number> {
  const words = await importWords(wanted.locale)
  const tree = await orgTree(ctx)
  const branchName = (id: string) => tree.find(id)?.name[wanted.locale] ?? id
  const waiting = wanted.dryRun ? [] : await rejectedRows(ctx.db, batch.id, { limit: ROWS_LISTED })
  const rejectedLines = waiting.map(({ line, problems }) => ({ line, reasons: problems.map(words.problem) }))
  const { processed, added, duplicates, rejected } = batch
  if (wanted.json) {
    const { branches, classes, notes, problems, ...totals } = batch.report
    const body = {
      batchId: wanted.dryRun ? null : batch.id,
      dryRun: wanted.dryRun,
      status: batch.status,
      error: batch.error,
      rows: processed,
      added,
      duplicates,
      rejected,
      lost: processed - added - duplicates - rejected,
      seconds: Number(seconds.toFixed(2)),
      ...totals,
      classified: classifiedOf(batch.report),
      branches: Object.entries(branches).map(([unit, counts]) => ({ unit: branchName(unit), ...counts })),
      classes,
      notes,
      problems,
      rejectedRows: rejectedLines,
    }
    io.stdout.write(`${JSON.stringify(body, null, 2)}\n`)
  } else {
    io.stdout.write(`${words.summary(batch, seconds, branchName)}\n`)
    for (const { line, reasons } of rejectedLines)
      io.stdout.write(`  ${words.line(line)}: ${reasons.join(' ')}\n`)
  }
  if (batch.status === 'failed') {
    io.stderr.write(
      `jiannuo import: ${(await refusalWords({ code: batch.error ?? 'failed' }, wanted.locale)).message}\n`,
    )
    return 1
  }
  return rejected > 0 ? 3 : 0
}

const classifiedOf = ({ classes }: ImportReport): number =>
  Object.entries(classes).reduce((sum, [code, count]) => (code === 'unclassified' ? sum : sum + count), 0)

async function tell(error: Error, locale: Locale, io: CommandIo): Promise<number> {
  if (isFileError(error)) {
    io.stderr.write(`jiannuo import: ${error.message}\n`)
    return 1
  }
  const { message, fields = {} } = await refusalWords(refusalOfError(error, 'jiannuo import'), locale)
  const lines = [message, ...Object.entries(fields).map(([field, text]) => `  ${field}: ${text}`)]
  io.stderr.write(`jiannuo import: ${lines.join('\n')}\n`)
  return 1
}
