import { checkVolumes, foldVolumes } from '@/complaints/service/volumes'
import { findMatter } from '@/matters/queries/matter'
import { checkFigures, foldFigures } from '@/obligations/service/figures'
import { checkRebuild, rebuild } from '@/obligations/service/rebuild'
import { sweepAll } from '@/obligations/service/sweep'
import type { Ctx } from '@/platform/context'
import { db, disconnectDb } from '@/platform/db/client'
import { checkMoney, foldMoney } from '@/refunds/service/months'
import type { Command, CommandIo } from '../command'

const USAGE = `jiannuo engine check      judges every case anew from its facts and counts every figure; exit code 1 when anything differs
jiannuo engine rebuild    drops all obligations and makes them again from the facts; clerks who save meanwhile wait
jiannuo engine sweep      does what the worker does: breaches, ladder steps, pauses at their maximum, until nothing is due
jiannuo engine fold       folds the changes of the figures

Example: npm run --silent jiannuo -- engine check`

/** More differences than these are counted, not listed. */
const LISTED = 20

const tasks: Readonly<Record<string, (ctx: Ctx, io: CommandIo) => Promise<number>>> = {
  check: async (ctx, io) => {
    const { cases, obligations, differences } = await checkRebuild(ctx)
    const figures = await checkFigures(ctx)
    const volumes = await checkVolumes(ctx)
    const money = await checkMoney(ctx)
    io.stdout.write(`cases: ${cases}\nobligations: ${obligations}\n`)
    io.stdout.write(`differences to the facts: ${differences.length}\n`)
    for (const { what, subjectId, obligationId } of differences.slice(0, LISTED))
      io.stdout.write(`  ${what}: obligation ${obligationId} of case ${await numberOf(ctx, subjectId)}\n`)
    io.stdout.write(`differences of the figures: ${figures.length}\n`)
    for (const { unitId, versionId, ruleIndex, day } of figures.slice(0, LISTED))
      io.stdout.write(`  ${day}: unit ${unitId}, version ${versionId}, rule ${ruleIndex + 1}\n`)
    io.stdout.write(`differences of the numbers of complaints: ${volumes.length}\n`)
    for (const { unitId, month } of volumes.slice(0, LISTED)) io.stdout.write(`  ${month}: unit ${unitId}\n`)
    io.stdout.write(`differences of the numbers of errors and charges: ${money.length}\n`)
    for (const { what, unitId, month } of money.slice(0, LISTED))
      io.stdout.write(`  ${month}: ${what}${unitId ? `, unit ${unitId}` : ''}\n`)
    return differences.length + figures.length + volumes.length + money.length === 0 ? 0 : 1
  },
  rebuild: async (ctx, io) => {
    const { cases, obligations } = await rebuild(ctx)
    io.stdout.write(`cases: ${cases}\nobligations made again: ${obligations}\n`)
    return 0
  },
  sweep: async (ctx, io) => {
    const { looked, broken, steps, resumed } = await sweepAll(ctx)
    io.stdout.write(
      `looked at: ${looked}\nbroken: ${broken}\nladder steps: ${steps}\npauses ended: ${resumed}\n`,
    )
    return 0
  },
  fold: async (ctx, io) => {
    io.stdout.write(
      `changes folded: ${(await foldFigures(ctx)) + (await foldVolumes(ctx)) + (await foldMoney(ctx))}\n`,
    )
    return 0
  },
}

export const command: Command = {
  summary: 'check, rebuild, sweep or fold what is owed',
  usage: USAGE,
  run: async (args, io) => {
    const task = args.length === 1 ? tasks[args[0]!] : undefined
    if (!task) {
      io.stderr.write(`${USAGE}\n`)
      return 2
    }
    const ctx: Ctx = {
      db: db(),
      actor: { kind: 'system', name: 'command line' },
      clock: () => new Date(),
      locale: 'zh-CN',
    }
    try {
      return await task(ctx, io)
    } finally {
      await disconnectDb()
    }
  },
}

async function numberOf(ctx: Ctx, subjectId: string): Promise<string> {
  const complaint = await ctx.db.complaint.findUnique({ where: { id: subjectId }, select: { number: true } })
  return complaint?.number ?? (await findMatter(ctx, subjectId))?.number ?? subjectId
}
