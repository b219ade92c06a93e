import { parseArgs } from 'node:util'
import { LOCALES, type Locale } from '@/kernel/text'
import { findMatter } from '@/matters/queries/matter'
import { type Why, whyOfSubject } from '@/obligations/queries'
import type { Ctx } from '@/platform/context'
import { db, disconnectDb } from '@/platform/db/client'
import { DEFAULT_LOCALE, isLocale } from '@/platform/i18n/locale'
import { type Command, type CommandIo, writeAndWait } from '../command'

const USAGE = `jiannuo explain NUMBER [--locale ${LOCALES.join('|')}]

Prints, for everything owed on the complaint, billing error, order or planned event of that number, why it is due when it
is: the computation step by step with holidays, pauses and the calendar used, reminders, re-computations, the rule version and the source behind it.

Example: npm run --silent jiannuo -- explain ZZ26-000123 --locale en`

export const command: Command = {
  summary: 'why is it due then? every step of the computation in words',
  usage: USAGE,
  run: async (args, io) => {
    const wanted = readArguments(args, io)
    if (!wanted) return 2
    const ctx: Ctx = {
      db: db(),
      actor: { kind: 'system', name: 'command line' },
      clock: () => new Date(),
      locale: wanted.locale,
    }
    try {
      const complaint = await ctx.db.complaint.findUnique({
        where: { number: wanted.number },
        select: { id: true },
      })
      const subject = complaint ?? (await findMatter(ctx, wanted.number))
      if (!subject) {
        io.stderr.write(
          `jiannuo explain: there is no complaint or other matter with the number "${wanted.number}".\n`,
        )
        return 1
      }
      const owed = await whyOfSubject(ctx, subject.id)
      if (owed.length === 0) io.stderr.write(`jiannuo explain: nothing is owed on ${wanted.number}.\n`)
      else await writeAndWait(io.stdout, `${owed.map(textOf).join('\n\n')}\n`)
      return 0
    } finally {
      await disconnectDb()
    }
  },
}

function readArguments(args: readonly string[], io: CommandIo): { number: string; locale: Locale } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { locale: { type: 'string', default: DEFAULT_LOCALE } },
    })
    const [number, ...more] = positionals
    if (number !== undefined && more.length === 0 && isLocale(values.locale))
      return { number, locale: values.locale }
  } catch (error) {
    if (error instanceof Error) io.stderr.write(`jiannuo explain: ${error.message}\n\n`)
  }
  io.stderr.write(`${USAGE}\n`)
  return null
}

/** The words of one obligation as plain text: the computation numbered, everything else as a list. */
export function textOf({
  headings,
  title,
  basis,
  steps,
  warnings,
  ladder,
  history,
}: Omit<Why, 'state'>): string {
  const section = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [heading, ...lines.map((line) => `  - ${line}`)]
  return [
    title,
    ...warnings.map((warning) => `! ${warning}`),
    headings.steps,
    ...steps.map((step, index) => `${String(index + 1).padStart(3)}. ${step}`),
    ...section(headings.ladder, ladder),
    ...section(headings.history, history),
    ...section(headings.basis, basis),
  ].join('\n')
}
