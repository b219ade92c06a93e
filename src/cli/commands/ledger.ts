import { parseArgs } from 'node:util'
import { formatMinor } from '@/kernel/money'
import { db, disconnectDb } from '@/platform/db/client'
import { checkSettings } from '@/platform/env'
import { ledgerFindings } from '@/refunds/store/ledger-read'
import type { Command } from '../command'

const USAGE = `jiannuo ledger check [--json]

Sums the ledger of refunds: every transfer, every customer and every branch must come to zero, and what is owed and paid
on each billing error must be what its state says.

Exit code: 0 all of it agrees, 1 something does not (listed), 2 wrong arguments.

Example: npm run --silent jiannuo -- ledger check`

export const command: Command = {
  summary: 'sum the ledger of refunds to zero',
  usage: USAGE,
  run: async (args, io) => {
    let json = false
    try {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { json: { type: 'boolean' } },
      })
      json = values.json ?? false
      if (positionals.length !== 1 || positionals[0] !== 'check') throw new Error('one argument: check')
    } catch (error) {
      io.stderr.write(
        `jiannuo ledger: ${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`,
      )
      return 2
    }
    checkSettings('cli')
    try {
      const found = await ledgerFindings(db())
      const isRight =
        found.customersOff + found.unitsOff + found.transfersOff + found.contradictions.length === 0
      if (json)
        io.stdout.write(
          `${JSON.stringify({ ...found, isRight }, (_key, value) => (typeof value === 'bigint' ? String(value) : value), 2)}\n`,
        )
      else {
        io.stdout.write(
          `${found.entries} entries in ${found.transfers} transfers: ${found.transfersOff} transfers, ${found.customersOff} customers and ${found.unitsOff} branches do not come to zero; ${found.contradictions.length} errors contradict their state\n`,
        )
        for (const { number, state, owedMinor, paidMinor } of found.contradictions)
          io.stdout.write(
            `  ${number} is ${state}: owed ${formatMinor(owedMinor, 'CNY', 'en')}, paid ${formatMinor(paidMinor, 'CNY', 'en')}\n`,
          )
      }
      return isRight ? 0 : 1
    } finally {
      await disconnectDb()
    }
  },
}
