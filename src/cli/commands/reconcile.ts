import { parseArgs } from 'node:util'
import { refusalOfError } from '@/identity/problem'
import { inspectSource } from '@/imports/store/source-file'
import { plainAmount } from '@/kernel/money'
import { RefusedError, unwrap } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import { db, disconnectDb } from '@/platform/db/client'
import { checkSettings } from '@/platform/env'
import { refusalWords } from '@/platform/i18n/refusal-words'
import { FINDING_CLASSES } from '@/reconciliation/rules/lists'
import { importNumber, runNumber } from '@/reconciliation/rules/number'
import { failureOf } from '@/reconciliation/rules/run-failure'
import { beginChargeImport, LARGEST_CHARGES_BYTES } from '@/reconciliation/service/begin-import'
import { beginRun, runReconciliation } from '@/reconciliation/service/run'
import { runChargeImport } from '@/reconciliation/service/run-import'
import { rejectedRows } from '@/reconciliation/store/imports'
import { classTotals, unitCounts } from '@/reconciliation/store/runs'
import type { Command, CommandIo } from '../command'

const USAGE = `jiannuo reconcile import <charges.csv> [--unit CODE]
jiannuo reconcile run <YYYY-MM> [--unit CODE] [--json]

import   takes charges of the billing system. Columns: charge_ref, account, phone, service, kind (subscription, on_demand,
         call_record, prompt, other), amount, charged_at (with offset), and where billing has them currency, period,
         used_seconds, billed_seconds, order_ref, branch. A reference that is known adds nothing.
run      judges all charges of a billing month against orders and tariffs and prints what it found.

  --unit CODE   unit of charges that name no branch (import), or whose charges are judged (run); default: the carrier
  --json        the report as JSON

Exit code: 0 all rows are in / nothing is wrong, 3 rows could not be read (listed) / charges are wrong, 1 it failed,
2 wrong arguments.

Example: npm run --silent jiannuo -- reconcile run 2026-10`

const ROWS_LISTED = 200

export const command: Command = {
  summary: 'import charges and judge them against orders and tariffs',
  usage: USAGE,
  run: async (args, io) => {
    const wanted = readArguments(args, io)
    if (!wanted) return 2
    checkSettings('cli')
    const ctx: Ctx = {
      db: db(),
      actor: { kind: 'system', name: 'command line' },
      clock: () => new Date(),
      locale: 'en',
    }
    try {
      return wanted.what === 'import' ? await importFile(ctx, wanted, io) : await runMonth(ctx, wanted, io)
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      io.stderr.write(
        `jiannuo reconcile: ${(await refusalWords(refusalOfError(error, 'jiannuo reconcile'), 'en')).message}\n`,
      )
      return 1
    } finally {
      await disconnectDb()
    }
  },
}

type Wanted = {
  readonly what: 'import' | 'run'
  readonly on: string
  readonly unit: string | undefined
  readonly json: boolean
}

function readArguments(args: readonly string[], io: CommandIo): Wanted | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { unit: { type: 'string' }, json: { type: 'boolean' } },
    })
    const [what, on, ...more] = positionals
    if ((what === 'import' || what === 'run') && on && more.length === 0)
      return { what, on, unit: values.unit, json: values.json ?? false }
  } catch (error) {
    if (error instanceof Error) io.stderr.write(`jiannuo reconcile: ${error.message}\n\n`)
  }
  io.stderr.write(`${USAGE}\n`)
  return null
}

async function unitIdOf(ctx: Ctx, code: string | undefined): Promise<string | null> {
  if (code === undefined) return null
  const unit = (await orgTree(ctx)).byCode(code)
  if (!unit) throw new RefusedError({ code: 'import_unit_unknown', params: { code } })
  return unit.id
}

async function importFile(ctx: Ctx, { on: file, unit }: Wanted, io: CommandIo): Promise<number> {
  const source = await inspectSource(file, LARGEST_CHARGES_BYTES)
  if (typeof source === 'string')
    throw new RefusedError({ code: source, params: { limitMegabytes: LARGEST_CHARGES_BYTES / 1024 / 1024 } })
  const startedMs = performance.now()
  const seconds = () => ((performance.now() - startedMs) / 1000).toFixed(1)
  const { id } = unwrap(
    await beginChargeImport(ctx, {
      fileName: file,
      source,
      path: file,
      unitId: await unitIdOf(ctx, unit),
      queue: false,
    }),
  )
  const done = unwrap(
    await runChargeImport(ctx, id, {
      path: file,
      onProgress: (rows) => io.stderr.write(`${rows}  ${seconds()} s\n`),
    }),
  )
  io.stdout.write(
    `${importNumber(done.seq)}: ${done.processed} rows in ${seconds()} s: ${done.added} new, ${done.known} known, ${done.rejected} refused\n`,
  )
  for (const { line, problem } of await rejectedRows(ctx.db, id, { limit: ROWS_LISTED, offset: 0 }))
    io.stdout.write(`  line ${line}: ${problem.field ?? ''} ${problem.code}\n`)
  if (done.status === 'failed') throw new RefusedError({ code: done.error ?? 'failed' })
  return done.rejected > 0 ? 3 : 0
}

async function runMonth(ctx: Ctx, { on: month, unit, json }: Wanted, io: CommandIo): Promise<number> {
  const startedMs = performance.now()
  const { id } = unwrap(await beginRun(ctx, { month, unitId: await unitIdOf(ctx, unit), queue: false }))
  const run = unwrap(await runReconciliation(ctx, id))
  if (run.status === 'failed') throw new RefusedError(failureOf(run.error))
  const seconds = Number(((performance.now() - startedMs) / 1000).toFixed(1))
  const [counts, totals] = [await unitCounts(ctx.db, [id], null), await classTotals(ctx.db, id, null)]
  const charges = counts.reduce((sum, each) => sum + each.charges, 0)
  const unjudged = counts.reduce((sum, each) => sum + each.unjudged, 0)
  const classes = FINDING_CLASSES.flatMap((classCode) => {
    const of = totals.filter((total) => total.classCode === classCode)
    if (of.length === 0) return []
    const owed = new Map<string, bigint>()
    for (const { currency, owedMinor } of of) owed.set(currency, (owed.get(currency) ?? 0n) + owedMinor)
    return [
      {
        class: classCode,
        findings: of.reduce((sum, { count }) => sum + count, 0),
        owed: [...owed].map(([currency, minor]) => `${currency} ${plainAmount(minor, currency)}`).join(' + '),
      },
    ]
  })
  const findings = classes.reduce((sum, each) => sum + each.findings, 0)
  const number = runNumber(run.seq)
  if (json)
    io.stdout.write(
      `${JSON.stringify({ run: number, month, seconds, charges, unjudged, findings, classes }, null, 2)}\n`,
    )
  else {
    io.stdout.write(
      `${number} ${month}: ${charges} charges in ${seconds} s, ${findings} wrong, ${unjudged} without a rule\n`,
    )
    for (const { class: name, findings: count, owed } of classes)
      io.stdout.write(`  ${name.padEnd(28)}${String(count).padStart(9)}  ${owed}\n`)
  }
  return findings > 0 ? 3 : 0
}
