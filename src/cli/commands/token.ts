import { parseArgs } from 'node:util'
import { createTokenInput } from '@/organisation/schema'
import { createToken } from '@/organisation/service/tokens'
import { freshOrgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import { db, disconnectDb } from '@/platform/db/client'
import { checkSettings } from '@/platform/env'
import { refusalWords } from '@/platform/i18n/refusal-words'
import type { Command, CommandIo } from '../command'

const USAGE = `jiannuo token create --name "SYSTEM" [--unit CODE]

Gives a system of the carrier (billing, mediation ...) access to the interface and prints the token, once.
It holds at the unit and below; without --unit at the carrier. Revoke it on the page /tokens.

Example: npm run --silent jiannuo -- token create --name "billing" --unit HX
Use:     curl -H "Authorization: Bearer TOKEN" https://jiannuo.example.cn/api/v1/...`

export const command: Command = {
  summary: 'give another system access by token',
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
      return await create(ctx, wanted, io)
    } finally {
      await disconnectDb()
    }
  },
}

type Wanted = { readonly name: string; readonly unit?: string }

function readArguments(args: readonly string[], io: CommandIo): Wanted | null {
  try {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { name: text, unit: text },
    })
    const { name } = values
    if (positionals.join(' ') === 'create' && name) return { ...values, name }
  } catch (error) {
    if (error instanceof Error) io.stderr.write(`jiannuo token: ${error.message}\n\n`)
  }
  io.stderr.write(`${USAGE}\n`)
  return null
}

async function create(ctx: Ctx, wanted: Wanted, io: CommandIo): Promise<number> {
  const tree = await freshOrgTree(ctx)
  const unit = wanted.unit === undefined ? tree.root : tree.byCode(wanted.unit)
  const input = unit && createTokenInput.safeParse({ name: wanted.name, unitId: unit.id })
  if (!input?.success) {
    io.stderr.write(
      unit
        ? 'jiannuo token: the name must have 1 to 60 characters.\n'
        : `jiannuo token: there is no unit with the code "${wanted.unit ?? ''}".\n`,
    )
    return 1
  }
  const created = await createToken(ctx, input.data)
  if (!created.ok) {
    io.stderr.write(`jiannuo token: ${(await refusalWords(created.refusal, 'en')).message}\n`)
    return 1
  }
  io.stdout.write(`${created.value.token}\n`)
  return 0
}
