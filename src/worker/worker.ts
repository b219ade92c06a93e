import { run } from 'graphile-worker'
import { checkGroups } from '@/complaints/service/groups'
import { foldVolumes } from '@/complaints/service/volumes'
import { lapseSilent } from '@/consents/service/lapse'
import { remindOfFees } from '@/consents/service/remind'
import { releaseDecided } from '@/flows/notices'
import { resumeImports } from '@/imports/service/run'
import { advanceDueEvents } from '@/notices/service/advance'
import { foldFigures } from '@/obligations/service/figures'
import { recomputeForgotten } from '@/obligations/service/rejudge'
import { sweepAll } from '@/obligations/service/sweep'
import type { Ctx } from '@/platform/context'
import { mailSettings, publicBaseUrl } from '@/platform/env'
import { createLog } from '@/platform/log'
import { resumeCharges } from '@/reconciliation/service/resume'
import { foldMoney } from '@/refunds/service/months'
import { taskList } from './jobs'
import { type Loop, startLoop } from './loop'
import { mailTransport, sendMails } from './mail'
import { startMessages } from './messages'

const log = createLog('worker')

export type Worker = { readonly stop: () => Promise<void> }

/**
 * The enforcing process: sweeps what is due every second, folds the figures, runs jobs. Any number may run at once.
 * @param url address of the database, for the job queue's own connections
 */
export async function startWorker(ctx: Ctx, url: string): Promise<Worker> {
  const loops: Loop[] = [
    startLoop('sweep', 1_000, async () => {
      const done = await sweepAll(ctx)
      if (done.looked > 0 || done.resumed > 0) log.info('swept', done)
    }),
    startLoop('fold', 10_000, async () => {
      await foldFigures(ctx)
      await foldVolumes(ctx)
      await foldMoney(ctx)
    }),
    startLoop('groups', 30_000, async () => {
      const done = await checkGroups(ctx)
      if (done.opened > 0 || done.linked > 0) log.info('groups checked', done)
    }),
    startLoop('calendars', 60_000, async () => {
      const cases = await recomputeForgotten(ctx)
      if (cases > 0) log.info('recomputed', { cases })
    }),
    startLoop('orders', 5_000, async () => {
      const closed = await lapseSilent(ctx)
      if (closed > 0) log.info('orders nobody confirmed', { closed })
    }),
    startLoop('fee reminders', 60_000, async () => {
      const sent = await remindOfFees(ctx)
      if (sent > 0) log.info('monthly fees reminded', { sent })
    }),
    startLoop('notices', 2_000, async () => {
      const looked = await advanceDueEvents(ctx)
      if (looked > 0) log.info('planned events', { looked })
    }),
    startLoop('disputes', 10_000, async () => {
      const released = await releaseDecided(ctx)
      if (released > 0) log.info('suspensions no dispute holds', { released })
    }),
    startLoop('imports', 5_000, () => resumeImports(ctx)),
    startLoop('charges', 5_000, () => resumeCharges(ctx)),
    startMessages(ctx),
    startLoop('jobs', 1_000, () =>
      runJobs(ctx, url, (stop) => {
        stopJobs = stop
      }),
    ),
  ]
  const mail = startMail(ctx)
  if (mail) loops.push(mail)
  let stopJobs: (() => Promise<void>) | null = null
  log.info('worker runs')
  return {
    stop: async () => {
      const stopping = loops.map((loop) => loop.stop())
      await stopJobs?.()
      await Promise.all(stopping)
      log.info('worker stopped')
    },
  }
}

/** Sends notifications as mails where a mail server is set up; without one nothing is sent and nothing waits. */
function startMail(ctx: Ctx): Loop | null {
  const server = mailSettings()
  if (!server) return null
  const settings = { ...server, baseUrl: publicBaseUrl() }
  const transport = mailTransport(settings)
  let stopping = false
  const loop = startLoop('mail', 3_000, async () => {
    const done = await sendMails(ctx, settings, transport, () => stopping)
    if (done.sent > 0 || done.failed > 0) log.info('mails', done)
  })
  return {
    stop: () => {
      stopping = true
      return loop.stop()
    },
  }
}

/** Runs the job queue until it ends; the loop around it starts it again after the database was away. */
async function runJobs(ctx: Ctx, url: string, onStart: (stop: () => Promise<void>) => void): Promise<void> {
  const runner = await run({
    connectionString: url,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 1_000,
    taskList: taskList(ctx),
  })
  let ended = false
  onStart(async () => {
    if (!ended) await runner.stop()
  })
  await runner.promise.finally(() => {
    ended = true
  })
}
