import { parseArgs } from 'node:util'
import { ZodError } from 'zod'
import { refusalOfError } from '@/identity/problem'
import type { Refusal, Result } from '@/kernel/result'
import { createStaff } from '@/organisation/service/staff'
import { createUnit } from '@/organisation/service/units'
import { freshOrgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import { db, disconnectDb } from '@/platform/db/client'
import { checkSettings } from '@/platform/env'
import { refusalWords } from '@/platform/i18n/refusal-words'
import type { Command, CommandIo } from '../command'

const USAGE = `jiannuo admin create --username NAME --name "FULL NAME" [--unit CODE] [--employee-no NO]
                     [--carrier-name "NAME"] [--carrier-code CODE] [--time-zone ZONE]

Creates an administrator and prints a one-time password, which must be changed at the first sign-in.
Without --unit the role is held at the carrier. When there is no carrier yet, it is created first:
--carrier-name is needed then; --carrier-code defaults to CARRIER, --time-zone to Asia/Shanghai.

Example: npm run --silent jiannuo -- admin create --username admin --name "王芳" --carrier-name "华信通信"`

type Wanted = { username: string; name: string } & Partial<
  Record<'unit' | 'employee-no' | 'carrier-name' | 'carrier-code' | 'time-zone', string>
>

export const command: Command = {
  summary: 'create the first administrator',
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
      return await createAdministrator(ctx, wanted, io)
    } catch (error) {
      if (error instanceof ZodError) return tell(refusalOfError(error, 'jiannuo admin'), io)
      throw error
    } finally {
      await disconnectDb()
    }
  },
}

function readArguments(args: readonly string[], io: CommandIo): Wanted | null {
  try {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        username: text,
        name: text,
        unit: text,
        'employee-no': text,
        'carrier-name': text,
        'carrier-code': text,
        'time-zone': text,
      },
    })
    const { username, name } = values
    if (positionals.join(' ') === 'create' && username && name) return { ...values, username, name }
  } catch (error) {
    if (error instanceof Error) io.stderr.write(`jiannuo admin: ${error.message}\n\n`)
  }
  io.stderr.write(`${USAGE}\n`)
  return null
}

async function createAdministrator(ctx: Ctx, wanted: Wanted, io: CommandIo): Promise<number> {
  if ((await ctx.db.staff.count({ where: { username: wanted.username.trim().toLowerCase() } })) > 0) {
    io.stderr.write(
      `jiannuo admin: the user name "${wanted.username}" exists already; nothing was changed.\n`,
    )
    return 1
  }
  const unitId = await unitFor(ctx, wanted, io)
  if (unitId === null) return 1
  const created = await createStaff(ctx, {
    username: wanted.username,
    displayName: wanted.name,
    employeeNo: wanted['employee-no'] ?? wanted.username,
    homeUnitId: unitId,
    roles: [{ role: 'administrator', unitId }],
  })
  if (!created.ok) return tell(created.refusal, io)
  const { temporaryPassword } = created.value
  io.stdout.write(
    `user name: ${wanted.username.trim().toLowerCase()}\none-time password: ${temporaryPassword}\n`,
  )
  return 0
}

/** The unit the role is held at; creates the carrier where there is none. null: could not, and has said why. */
async function unitFor(ctx: Ctx, wanted: Wanted, io: CommandIo): Promise<string | null> {
  const tree = await freshOrgTree(ctx)
  const unit = wanted.unit === undefined ? tree.root : tree.byCode(wanted.unit)
  if (unit) return unit.id
  if (tree.root) {
    io.stderr.write(`jiannuo admin: there is no unit with the code "${wanted.unit}".\n`)
    return null
  }
  const name = wanted['carrier-name']
  if (!name) {
    io.stderr.write('jiannuo admin: there is no carrier yet; give its name with --carrier-name.\n')
    return null
  }
  const created: Result<{ id: string }> = await createUnit(ctx, {
    kind: 'carrier',
    code: wanted['carrier-code'] ?? wanted.unit ?? 'CARRIER',
    name: { 'zh-CN': name, 'zh-TW': name, en: name },
    timeZone: wanted['time-zone'] ?? 'Asia/Shanghai',
  })
  if (created.ok) return created.value.id
  await tell(created.refusal, io)
  return null
}

async function tell(refusal: Refusal, io: CommandIo): Promise<number> {
  const { message, fields = {} } = await refusalWords(refusal, 'en')
  const lines = [message, ...Object.entries(fields).map(([field, text]) => `  ${field}: ${text}`)]
  io.stderr.write(`jiannuo admin: ${lines.join('\n')}\n`)
  return 1
}
