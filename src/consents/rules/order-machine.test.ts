import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Reading } from './answer-words'
import type { OrderState, RecordKind, Verdict } from './lists'
import { activationRefusal, decideAnswer, endsByCancelling, hasLapsed, type OrderView } from './order-machine'

const PHONE = 'the-number'
const WINDOW_MS = 24 * 3_600_000
const ASKED_MS = 1_000

const asked: OrderView = {
  state: 'asked',
  needsConfirmation: true,
  activatesItself: true,
  phoneHash: PHONE,
  requestedAtMs: 0,
  askedAtMs: ASKED_MS,
  windowEndsAtMs: ASKED_MS + WINDOW_MS,
  askedAgainAtMs: null,
  hasRefusal: false,
}
const answer = (reading: Reading, atMs = ASKED_MS + 1, fromHash = PHONE) => ({ reading, atMs, fromHash })

describe('answers to an open question', () => {
  test('yes confirms and activates', () =>
    expect(decideAnswer(asked, answer('yes'))).toMatchObject({
      verdict: 'yes',
      becomes: ['confirmed', 'active'],
    }))
  test('yes confirms only, where the carrier activates', () =>
    expect(decideAnswer({ ...asked, activatesItself: false }, answer('yes')).becomes).toEqual(['confirmed']))
  test('no and cancel decline', () => {
    expect(decideAnswer(asked, answer('no')).becomes).toEqual(['declined'])
    expect(decideAnswer(asked, answer('cancel')).becomes).toEqual(['declined'])
  })
  test('unclear is asked again once', () => {
    expect(decideAnswer(asked, answer('unclear')).asksAgain).toBe(true)
    expect(decideAnswer({ ...asked, askedAgainAtMs: 5 }, answer('unclear')).asksAgain).toBe(false)
  })
  test('the last moment of the window is in time, the next is late', () => {
    expect(decideAnswer(asked, answer('yes', ASKED_MS + WINDOW_MS)).verdict).toBe('yes')
    expect(decideAnswer(asked, answer('yes', ASKED_MS + WINDOW_MS + 1))).toMatchObject({
      verdict: 'late',
      becomes: ['lapsed'],
    })
    expect(hasLapsed(asked, ASKED_MS + WINDOW_MS)).toBe(false)
    expect(hasLapsed(asked, ASKED_MS + WINDOW_MS + 1)).toBe(true)
  })
  test('an answer received in time counts though the window was closed before it reached us', () =>
    expect(decideAnswer({ ...asked, state: 'lapsed' }, answer('yes')).becomes).toEqual([
      'confirmed',
      'active',
    ]))
  test('another number changes nothing', () =>
    expect(decideAnswer(asked, answer('yes', ASKED_MS + 1, 'other'))).toEqual({
      verdict: 'wrong_number',
      becomes: [],
      asksAgain: false,
    }))
  test('before the question it is out of order', () => {
    expect(decideAnswer(asked, answer('yes', ASKED_MS - 1)).verdict).toBe('out_of_order')
    expect(decideAnswer({ ...asked, state: 'requested', askedAtMs: null }, answer('yes')).verdict).toBe(
      'out_of_order',
    )
  })
})

describe('answers after the decision', () => {
  test('a second yes changes nothing', () =>
    expect(decideAnswer({ ...asked, state: 'active' }, answer('yes'))).toMatchObject({
      verdict: 'repeated',
      becomes: [],
    }))
  test('a yes after a no changes nothing', () =>
    expect(decideAnswer({ ...asked, state: 'declined', hasRefusal: true }, answer('yes'))).toMatchObject({
      verdict: 'repeated',
      becomes: [],
    }))
  test('a no in the window takes the yes back, afterwards only a cancellation does', () => {
    const active: OrderView = { ...asked, state: 'active' }
    expect(decideAnswer(active, answer('no')).becomes).toEqual(['cancelled'])
    expect(decideAnswer(active, answer('no', ASKED_MS + WINDOW_MS + 1)).becomes).toEqual([])
    expect(decideAnswer(active, answer('cancel', ASKED_MS + 9 * WINDOW_MS)).becomes).toEqual(['cancelled'])
  })
})

// ── Any order of events and answers ──────────────────────────────────────────────────────────────

type Event =
  | { readonly type: 'ask' | 'lapse' | 'activate' | 'cancel' }
  | {
      readonly type: 'answer'
      readonly reading: Reading
      readonly isOwnNumber: boolean
      readonly delayMs: number
    }
type Filed = {
  readonly kind: RecordKind
  readonly verdict?: Verdict
  readonly from?: string
  readonly atMs: number
}
type Life = { order: OrderView; readonly filed: Filed[] }

/** The steps the services take, with nothing but the rules deciding. */
function live(life: Life, event: Event, nowMs: number): void {
  const { order, filed } = life
  const become = (state: OrderState, more: Partial<OrderView> = {}) => {
    life.order = { ...life.order, ...more, state }
  }
  switch (event.type) {
    case 'ask':
      if (order.state !== 'requested' || !order.needsConfirmation) return
      filed.push({ kind: 'question', atMs: nowMs })
      become('asked', { askedAtMs: nowMs, windowEndsAtMs: nowMs + WINDOW_MS })
      return
    case 'lapse':
      if (hasLapsed(order, nowMs)) become('lapsed')
      return
    case 'activate':
      if (
        activationRefusal(
          order,
          filed.some(({ verdict }) => verdict === 'yes'),
        ) === null
      )
        become('active')
      return
    case 'cancel':
      if (endsByCancelling(order.state)) become('cancelled')
      return
    case 'answer': {
      // Answers may reach us long after they were received.
      const atMs = Math.max(0, nowMs - event.delayMs)
      const from = event.isOwnNumber ? PHONE : 'other'
      const decision = decideAnswer(order, { reading: event.reading, fromHash: from, atMs })
      filed.push({ kind: 'answer', verdict: decision.verdict, from, atMs })
      if (decision.verdict === 'no' || decision.verdict === 'cancel')
        life.order = { ...life.order, hasRefusal: true }
      for (const state of decision.becomes) become(state)
      if (decision.asksAgain) {
        filed.push({ kind: 'question', atMs: nowMs })
        life.order = { ...life.order, askedAgainAtMs: nowMs }
      }
    }
  }
}

/** The three records, in their order, from the customer's number, within the window. */
function isProven({ order, filed }: Life): boolean {
  const question = filed.findIndex(({ kind }) => kind === 'question')
  return filed.some(
    ({ kind, verdict, from, atMs }, place) =>
      kind === 'answer' &&
      verdict === 'yes' &&
      from === PHONE &&
      filed[0]?.kind === 'order' &&
      question > 0 &&
      question < place &&
      atMs >= filed[question]!.atMs &&
      atMs <= order.windowEndsAtMs!,
  )
}

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ type: fc.constantFrom('ask', 'lapse', 'activate', 'cancel') }),
  fc.record({
    type: fc.constant('answer' as const),
    reading: fc.constantFrom<Reading>('yes', 'no', 'cancel', 'unclear'),
    isOwnNumber: fc.boolean(),
    delayMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 * WINDOW_MS })),
  }),
)
const events = fc.array(
  fc.record({ event, afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: WINDOW_MS })) }),
  { maxLength: 12 },
)
const start = (): Life => ({
  order: { ...asked, state: 'requested', askedAtMs: null, windowEndsAtMs: null },
  filed: [{ kind: 'order', atMs: 0 }],
})

test('no order of events and answers ends active without the three records', () => {
  let active = 0
  fc.assert(
    fc.property(fc.boolean(), events, (activatesItself, steps) => {
      const life = start()
      life.order = { ...life.order, activatesItself }
      let nowMs = 0
      for (const { event, afterMs } of steps) {
        nowMs += afterMs
        live(life, event, nowMs)
        if (life.order.state === 'active' || life.order.state === 'confirmed') {
          active += 1
          expect(isProven(life)).toBe(true)
        }
      }
    }),
    { numRuns: 5_000 },
  )
  // The property says something only if orders do become active.
  expect(active).toBeGreaterThan(100)
})

test('an order is asked twice at most, and at most one yes is on file', () => {
  fc.assert(
    fc.property(events, (steps) => {
      const life = start()
      let nowMs = 0
      for (const { event, afterMs } of steps) {
        nowMs += afterMs
        live(life, event, nowMs)
      }
      expect(life.filed.filter(({ kind }) => kind === 'question').length).toBeLessThanOrEqual(2)
      expect(life.filed.filter(({ verdict }) => verdict === 'yes').length).toBeLessThanOrEqual(1)
    }),
    { numRuns: 2_000 },
  )
})

test('closing the window before or after an answer was taken comes to the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: ASKED_MS, max: ASKED_MS + 2 * WINDOW_MS }),
      fc.constantFrom<Reading>('yes', 'no', 'cancel'),
      (atMs, reading) => {
        const end = (order: OrderView) =>
          decideAnswer(order, answer(reading, atMs)).becomes.at(-1) ?? order.state
        const first = end(asked)
        const closed = end({ ...asked, state: 'lapsed' })
        // Not ordered either way; only the word for it differs.
        const plain = (state: OrderState) => (state === 'active' ? 'active' : 'not ordered')
        expect(plain(first)).toBe(plain(closed))
      },
    ),
  )
})
