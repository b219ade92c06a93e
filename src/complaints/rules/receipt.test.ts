import { describe, expect, it } from 'vitest'
import { readOutOf } from './read-out'
import { contactPromisedAt, isReplyLate, type RunningPromise, replyPromisedAt } from './receipt'

const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour))
const promise = (
  stops: string[],
  dueAt: Date | null,
  more: Partial<RunningPromise> = {},
): RunningPromise => ({
  commitmentCode: 'T',
  programmeKind: 'promise',
  text: { 'zh-CN': '', 'zh-TW': '', en: '' },
  ruleKind: 'deadline',
  stops,
  state: 'OPEN',
  dueAt,
  provisional: false,
  ...more,
})
const CONTACT = promise(['complaint.contacted', 'complaint.replied'], at(6))
const REPLY = promise(['complaint.replied'], at(8))
const SOLVE = promise(['complaint.solved'], at(7))
const GATE = promise(['complaint.closed'], null, { ruleKind: 'gate' })

describe('the promised answer', () => {
  it('is the nearest running deadline that only an answer keeps', () => {
    expect(replyPromisedAt([CONTACT, SOLVE, REPLY, GATE])).toEqual(at(8))
    expect(contactPromisedAt([CONTACT, SOLVE, REPLY, GATE])).toEqual(at(6))
  })
  it('is none when nothing runs, and late when it is broken already', () => {
    const broken = { ...REPLY, state: 'BROKEN' }
    expect(replyPromisedAt([broken])).toBeNull()
    expect(isReplyLate([broken])).toBe(true)
    expect(isReplyLate([broken, promise(['complaint.replied'], at(9))])).toBe(false)
    expect(isReplyLate([])).toBe(false)
  })
  it('a contact after the answer is not worth a sentence', () => {
    expect(contactPromisedAt([REPLY, promise(['complaint.contacted'], at(9))])).toBeNull()
  })
})

describe('what is read to the customer', () => {
  const receipt = {
    number: 'ZZ26-000001',
    kind: 'complaint',
    timeZone: 'Asia/Shanghai',
    promisedAt: at(8),
    contactAt: at(6),
  }
  it.each([
    ['both', receipt, { key: 'readOutBoth', values: { contact: '今天14:00前', promise: '今天16:00前' } }],
    ['the answer', { ...receipt, contactAt: null }, { key: 'readOut', values: { promise: '今天16:00前' } }],
    [
      'the contact',
      { ...receipt, promisedAt: null },
      { key: 'readOutContact', values: { contact: '今天14:00前' } },
    ],
    [
      'the number',
      { ...receipt, promisedAt: null, contactAt: null },
      { key: 'readOutNumber', values: { number: 'ZZ26-000001' } },
    ],
    [
      'thanks',
      { ...receipt, kind: 'praise', promisedAt: null, contactAt: null },
      { key: 'readOutThanks', values: { number: 'ZZ26-000001' } },
    ],
  ])('%s', (_what, given, expected) => expect(readOutOf(given, at(4), 'zh-CN')).toEqual(expected))
})
