import { describe, expect, test } from 'vitest'
import { classByCode } from '@/complaints/catalogue/classes'
import { arrivalsBetween } from './arrivals'
import { CITIES, demoUnits, SIGN_INS } from './carrier'
import { planCase } from './plan'
import { randomOf } from './random'
import { OUTBREAKS, STORIES } from './stories'

const DAY_MS = 86_400_000
const TODAY_MS = Date.UTC(2026, 10, 22, 4)

describe('the demonstration', () => {
  test('tells stories of classes that exist', () => {
    for (const { classCode } of [...STORIES, ...OUTBREAKS])
      expect(classByCode(classCode), classCode).toBeDefined()
  })
  test('has every unit once, under a parent that came before', () => {
    const codes = demoUnits().map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    demoUnits().forEach(({ parent }, i) => {
      if (parent !== null) expect(codes.slice(0, i)).toContain(parent)
    })
  })
  test('has one sign-in a role', () => {
    expect(new Set(SIGN_INS.map(({ role }) => role)).size).toBe(9)
  })
  test('is the same for the same days', () => {
    const once = arrivalsBetween(TODAY_MS - 30 * DAY_MS, TODAY_MS)
    expect(arrivalsBetween(TODAY_MS - 30 * DAY_MS, TODAY_MS).map(({ atMs, unit }) => [atMs, unit])).toEqual(
      once.map(({ atMs, unit }) => [atMs, unit]),
    )
    expect(once.length).toBeGreaterThan(100)
  })
  test('plans every step after the case began, and a reply before the close', () => {
    for (let i = 0; i < 500; i += 1) {
      const random = randomOf(`plan/${i}`)
      const steps = planCase(
        random,
        random.pick(CITIES),
        { kind: 'complaint', isNetwork: i % 3 === 0, receivedAtMs: TODAY_MS, done: new Set() },
        TODAY_MS,
      )
      expect(steps.every(({ atMs }) => atMs >= TODAY_MS)).toBe(true)
      const order = steps.map(({ step }) => step)
      if (order.includes('close')) expect(order.indexOf('reply')).toBeLessThan(order.indexOf('close'))
    }
  })
})
