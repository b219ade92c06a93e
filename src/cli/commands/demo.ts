import { DEMO_PASSWORD, SIGN_INS } from '@/demo/rules/carrier'
import { ensureDemo, HISTORY_DAYS } from '@/demo/service/ensure'
import type { Ctx } from '@/platform/context'
import { db, disconnectDb } from '@/platform/db/client'
import type { Command } from '../command'

export const command: Command = {
  summary: 'the demonstration carrier: load it, bring it up to now',
  usage: [
    'demo ensure [--print-sign-ins] [--days N]   loads it (with N days of history, 365) into an empty database, or lives through',
    '                                            the time since it was last started',
    'demo sign-ins                               prints one sign-in per role',
  ].join('\n'),
  run: async (args, io) => {
    const [what] = args
    if (what === 'sign-ins') {
      io.stdout.write(signIns())
      return 0
    }
    if (what !== 'ensure') {
      io.stderr.write(`jiannuo demo: say what to do\n${command.usage}\n`)
      return 2
    }
    const days = Number(args[args.indexOf('--days') + 1])
    const historyDays = args.includes('--days') ? days : HISTORY_DAYS
    if (!Number.isInteger(historyDays) || historyDays < 3 || historyDays > 1000) {
      io.stderr.write('jiannuo demo: --days takes a whole number from 3 to 1000\n')
      return 2
    }
    const startedMs = Date.now()
    const ctx: Ctx = {
      db: db(),
      actor: { kind: 'system', name: 'demonstration' },
      clock: () => new Date(),
      locale: 'zh-CN',
    }
    try {
      const tell = (line: string) =>
        io.stderr.write(`[${((Date.now() - startedMs) / 1000).toFixed(0)} s] ${line}\n`)
      const report = await ensureDemo(ctx, tell, historyDays)
      if (report === null) {
        io.stderr.write('The database holds another carrier; nothing was loaded.\n')
        return 0
      }
      if (args.includes('--print-sign-ins')) io.stdout.write(signIns())
      return 0
    } finally {
      await disconnectDb()
    }
  },
}

function signIns(): string {
  const width = Math.max(...SIGN_INS.map(({ role }) => role.length))
  return SIGN_INS.map(({ role, username }) => `${role.padEnd(width)}  ${username} / ${DEMO_PASSWORD}\n`).join(
    '',
  )
}
