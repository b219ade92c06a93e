import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { onErrorDecided, onErrorReported } from '@/flows/billing'
import { permitSuspension, planEvents, releaseDecided, suspensionDone } from '@/flows/notices'
import { liftHold } from '@/notices/service/hold'
import { rejectError, verifyError } from '@/refunds/service/decide'
import { ctxAt } from '../support/carrier'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { makeNoticePromises, plan, suspension, workThrough } from '../support/notices'
import {
  AS_REPORTED,
  type Crew,
  crewAt,
  makeTill,
  ofError,
  refusalOf,
  reported,
  type Till,
  taken,
  wrongCharge,
} from '../support/refunds'

/** CN-27: nobody is suspended over a content fee that is in dispute. */
let database: TestDatabase
let till: Till
let crew: Crew
const AT = '2026-03-10T01:00:00Z'
const EVENT_AT = new Date('2026-03-13T02:00:00Z')
let accounts = 0

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  database = await createTestDatabase()
  till = await makeTill(database.db)
  await makeNoticePromises(database.db, till)
  crew = await crewAt(database.db, till, AT)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await database.drop()
})

const at = (when = AT) => ctxAt(database.db, when)
const newAccount = () => `ZZ-${500_000 + ++accounts}`
const planOn = (account: string) => plan(at(), suspension(till.units.hall, { account, eventAt: EVENT_AT }))
const report = (account: string, classCode = 'content_fee') =>
  reported(crew.clerk, wrongCharge(till, { account, classCode }))
const event = (id: string) => database.db.plannedEvent.findUniqueOrThrow({ where: { id } })
const ask = (ref: string, when = '2026-03-13T02:00:00Z') => permitSuspension(at(when), { ref, at: null })
const reject = async (errorId: string) =>
  taken(
    await rejectError(crew.quality, { ...ofError(errorId), reason: '记录与使用一致', next: 'more_evidence' }),
  )

describe('a content fee in dispute', () => {
  test('holds the suspension that is planned already, and takes back its reminder', async () => {
    const account = newAccount()
    const planned = await planOn(account)
    await workThrough(at())
    const errorId = await report(account)
    await onErrorReported(at(), [errorId])
    await onErrorReported(at(), [errorId])
    expect(await event(planned.id)).toMatchObject({ state: 'held', nextStepAt: null })
    expect(await database.db.eventHold.findMany({ where: { eventId: planned.id } })).toMatchObject([
      { kind: 'dispute', errorId, liftedAt: null },
    ])
    await workThrough(at('2026-03-12T02:00:00Z'))
    expect(await database.db.outboxMessage.count({ where: { subjectId: planned.id } })).toBe(0)
    expect(refusalOf(await ask(planned.number))).toBe('suspension_disputed')
  })

  test('holds a suspension planned after it from the start', async () => {
    const account = newAccount()
    const errorId = await report(account, 'no_consent')
    const planned = await planOn(account)
    expect(await event(planned.id)).toMatchObject({ state: 'held' })
    expect((await database.db.eventHold.findFirstOrThrow({ where: { eventId: planned.id } })).errorId).toBe(
      errorId,
    )
  })

  test('other errors, and other accounts, hold nothing', async () => {
    const account = newAccount()
    const planned = await planOn(account)
    await onErrorReported(at(), [await report(account, 'rating_error'), await report(newAccount())])
    expect(await event(planned.id)).toMatchObject({ state: 'planned' })
  })

  test('rejected, the suspension goes on and is reminded; verified too', async () => {
    for (const decide of [
      reject,
      async (errorId: string) => {
        taken(await verifyError(crew.quality, { ...ofError(errorId), ...AS_REPORTED }))
      },
    ]) {
      const account = newAccount()
      const planned = await planOn(account)
      const errorId = await report(account)
      await onErrorReported(at(), [errorId])
      await decide(errorId)
      await onErrorDecided(at('2026-03-10T02:00:00Z'), [errorId])
      expect(await event(planned.id)).toMatchObject({ state: 'planned' })
      await workThrough(at('2026-03-11T03:00:00Z'))
      expect(await event(planned.id)).toMatchObject({ proof: 'proven' })
      expect(await ask(planned.number)).toMatchObject({ ok: true })
    }
  })

  test('decided before the report was heard of, it holds nothing', async () => {
    const account = newAccount()
    const planned = await planOn(account)
    const errorId = await report(account)
    await reject(errorId)
    await onErrorDecided(at(), [errorId])
    await onErrorReported(at(), [errorId])
    expect(await event(planned.id)).toMatchObject({ state: 'planned' })
  })

  test('a decision whose job was lost is found by the worker', async () => {
    const account = newAccount()
    const planned = await planOn(account)
    const errorId = await report(account)
    await onErrorReported(at(), [errorId])
    await reject(errorId)
    expect(await releaseDecided(at())).toBe(1)
    expect(await event(planned.id)).toMatchObject({ state: 'planned' })
    expect(await database.db.eventHold.findFirst({ where: { eventId: planned.id } })).toMatchObject({
      // Whoever decided the dispute let the suspension go.
      liftedById: till.staff.quality,
      liftReason: 'decided',
    })
  })

  test('two disputes hold until both are decided', async () => {
    const account = newAccount()
    const planned = await planOn(account)
    const [one, other] = [await report(account), await report(account)]
    await onErrorReported(at(), [one, other])
    await reject(one)
    await onErrorDecided(at(), [one])
    expect(await event(planned.id)).toMatchObject({ state: 'held' })
    await reject(other)
    await onErrorDecided(at(), [other])
    expect(await event(planned.id)).toMatchObject({ state: 'planned' })
  })

  test('lifted by a person with a reason it holds no more, and who lifted it is on record', async () => {
    const account = newAccount()
    const planned = await planOn(account)
    const errorId = await report(account)
    await onErrorReported(at(), [errorId])
    taken(await liftHold(crew.manager, { ref: planned.id, reason: '客户书面同意' }))
    await onErrorReported(at(), [errorId])
    expect(await event(planned.id)).toMatchObject({ state: 'planned' })
    await workThrough(at('2026-03-11T03:00:00Z'))
    expect(await ask(planned.number)).toMatchObject({ ok: true })
    expect(
      await suspensionDone(at('2026-03-13T03:00:00Z'), {
        ref: planned.number,
        happenedAt: null,
        breachReason: null,
      }),
    ).toMatchObject({ ok: true })
    const facts = await database.db.fact.findMany({
      where: { subjectId: planned.id, type: 'suspension.released' },
    })
    expect(facts).toMatchObject([{ actorId: till.staff.branchManager, attrs: { reason: '客户书面同意' } }])
  })

  test('reported a moment before billing asks, before any job has run, it is refused', async () => {
    const account = newAccount()
    const planned = await planOn(account)
    await workThrough(at('2026-03-11T03:00:00Z'))
    await report(account)
    expect(refusalOf(await ask(planned.number))).toBe('suspension_disputed')
    expect(await event(planned.id)).toMatchObject({ state: 'held' })
  })

  test('planned and reported at once, in any order, the suspension is held', async () => {
    for (let round = 0; round < 8; round += 1) {
      const account = newAccount()
      const input = suspension(till.units.hall, { account, eventAt: EVENT_AT })
      const [planned] = await Promise.all([
        planEvents(at(), [input]).then(([answer]) => taken(answer!.result)),
        report(account).then((errorId) => onErrorReported(at(), [errorId])),
      ])
      expect(await event(planned.id!)).toMatchObject({ state: 'held' })
    }
  })

  test('reported and decided at once, nothing stays held', async () => {
    for (let round = 0; round < 6; round += 1) {
      const account = newAccount()
      const planned = await planOn(account)
      const errorId = await report(account)
      await Promise.all([
        onErrorReported(at(), [errorId]),
        reject(errorId).then(() => onErrorDecided(at(), [errorId])),
      ])
      expect(await event(planned.id)).toMatchObject({ state: 'planned' })
    }
  })

  test('fifty ask at once: one carries out, the others hear that it is done', async () => {
    const planned = await planOn(newAccount())
    await workThrough(at('2026-03-11T03:00:00Z'))
    const done = await Promise.all(
      Array.from({ length: 50 }, () =>
        suspensionDone(at('2026-03-13T03:00:00Z'), {
          ref: planned.number,
          happenedAt: null,
          breachReason: null,
        }),
      ),
    )
    expect(done.every(({ ok }) => ok)).toBe(true)
    expect(await database.db.fact.count({ where: { subjectId: planned.id, type: 'suspension.done' } })).toBe(
      1,
    )
  }, 60_000)
})
