import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { refusalOfError } from '@/identity/problem'
import { formatMinor } from '@/kernel/money'
import { RefusedError, unwrap } from '@/kernel/result'
import { LOCALES, type Locale } from '@/kernel/text'
import { orgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import { db, disconnectDb } from '@/platform/db/client'
import { checkSettings } from '@/platform/env'
import { refusalWords } from '@/platform/i18n/refusal-words'
import { answerReportInWords } from '@/refunds/queries/answer-words'
import { receiveAnswerFile } from '@/refunds/service/answer-file'
import { runBatch } from '@/refunds/service/batch-run'
import { uploadBatch } from '@/refunds/service/batch-upload'
import { makePaymentFile, paymentFileOf } from '@/refunds/service/pay'
import { countLeftOut, linesLeftOut } from '@/refunds/store/batch-lists'
import type { Command, CommandIo } from '../command'

const USAGE = `jiannuo refunds pay --unit CODE [--currency CNY] [--out FILE] [--locale zh-CN|zh-TW|en]
jiannuo refunds answers FILE.csv [--locale ...]
jiannuo refunds batch FILE.csv|FILE.xlsx --unit CODE --cause TEXT [--sample N] [--locale ...]

  pay       puts every approved refund of the unit and those below into a payment file, at once and once; the file goes to
            --out, else to standard output
  answers   reads billing's answer file: payment_id, result (paid or failed), billing_ref, reason; twice changes nothing
  batch     makes billing errors of a file's lines: account, service, class, charged_at, charged, correct, and if you like
            phone, name, period, charge_ref, currency, unit, customer_class, note

Exit code: 0 everything was taken, 3 some lines were not (listed with the reason), 1 it failed or was refused,
2 wrong arguments.

Example: npm run --silent jiannuo -- refunds answers answers.csv`

const LINES_LISTED = 200

type Wanted = {
  readonly what: string
  readonly file: string | undefined
  readonly unit: string | undefined
  readonly currency: string
  readonly out: string | undefined
  readonly cause: string | undefined
  readonly sample: number | null
  readonly locale: Locale
}

export const command: Command = {
  summary: 'payment files, their answers and batches of billing errors',
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
      if (wanted.what === 'pay') return await pay(ctx, wanted, io)
      return wanted.what === 'answers' ? await answers(ctx, wanted, io) : await batch(ctx, wanted, io)
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      const { message } = await refusalWords(refusalOfError(error, 'jiannuo refunds'), wanted.locale)
      io.stderr.write(`jiannuo refunds: ${message}\n`)
      return 1
    } finally {
      await disconnectDb()
    }
  },
}

function readArguments(args: readonly string[], io: CommandIo): Wanted | null {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { unit: text, currency: text, out: text, cause: text, sample: text, locale: text },
    })
    const [what = '', file] = positionals
    const locale = LOCALES.find((name) => name === (values.locale ?? 'en'))
    const sample = values.sample === undefined ? null : Number(values.sample)
    const { unit, out, cause, currency = 'CNY' } = values
    const isRight =
      locale !== undefined &&
      (sample === null || (Number.isInteger(sample) && sample > 0)) &&
      ((what === 'pay' && unit !== undefined) ||
        (what === 'answers' && file !== undefined) ||
        (what === 'batch' && file !== undefined && unit !== undefined && cause !== undefined))
    if (isRight) return { what, file, unit, currency, out, cause, sample, locale }
  } catch (error) {
    if (error instanceof Error) io.stderr.write(`jiannuo refunds: ${error.message}\n\n`)
  }
  io.stderr.write(`${USAGE}\n`)
  return null
}

async function unitOf(ctx: Ctx, code: string | undefined): Promise<string> {
  const unit = (await orgTree(ctx)).byCode(code ?? '')
  if (!unit) throw new RefusedError({ code: 'not_found' })
  return unit.id
}

async function pay(ctx: Ctx, { unit, currency, out, locale }: Wanted, io: CommandIo): Promise<number> {
  const made = unwrap(await makePaymentFile(ctx, { unitId: await unitOf(ctx, unit), currency }))
  const { text, name } = unwrap(await paymentFileOf(ctx, made.id))
  if (out === undefined) io.stdout.write(text)
  else await writeFile(out, text, { mode: 0o600 })
  io.stderr.write(`${name}: ${made.count}, ${formatMinor(made.totalMinor, currency, locale)}\n`)
  return 0
}

async function answers(ctx: Ctx, { file, locale }: Wanted, io: CommandIo): Promise<number> {
  const outcome = unwrap(await receiveAnswerFile(ctx, await readFile(file ?? '')))
  const report = await answerReportInWords(outcome, locale)
  io.stdout.write(`paid ${report.paid}, failed ${report.failed}, read before ${report.repeated}\n`)
  for (const { line, paymentId, message } of report.problems)
    io.stdout.write(`  line ${line} (${paymentId}): ${message}\n`)
  return report.problems.length > 0 ? 3 : 0
}

async function batch(ctx: Ctx, wanted: Wanted, io: CommandIo): Promise<number> {
  const { file = '', unit, cause = '', sample, locale } = wanted
  const { id, number } = unwrap(
    await uploadBatch(
      ctx,
      {
        unitId: await unitOf(ctx, unit),
        cause,
        sampleSize: sample,
        fileName: basename(file),
        bytes: await readFile(file),
      },
      { queue: false },
    ),
  )
  await runBatch(ctx, id, (done) => io.stderr.write(`${number}: ${done}\n`))
  const made = await ctx.db.billingError.count({ where: { batchId: id } })
  const leftOut = await countLeftOut(ctx.db, id)
  io.stdout.write(`${number}: ${made} billing errors, ${leftOut} lines left out\n`)
  for (const { line, problem, field } of await linesLeftOut(ctx.db, id, { limit: LINES_LISTED, offset: 0 })) {
    const { message } = await refusalWords({ code: problem, params: { number: '' } }, locale)
    io.stdout.write(`  line ${line}${field ? ` (${field})` : ''}: ${message}\n`)
  }
  return leftOut > 0 ? 3 : 0
}
