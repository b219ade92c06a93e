import type { SensitiveKind } from '@/customers/rules/identity'
import type { LocalText } from '@/kernel/text'
import type { MeasuredKind } from '@/obligations/rules/types'

/** One promise that runs on a case, as it is told to the clerk. */
export type RunningPromise = {
  readonly commitmentCode: string
  readonly programmeKind: 'promise' | 'law'
  readonly text: LocalText
  readonly ruleKind: MeasuredKind
  /** Fact types that keep a deadline, or the action a gate stands before. */
  readonly stops: readonly string[]
  readonly state: string
  readonly dueAt: Date | null
  /** The due time may still move: the calendar of that year is not announced yet. */
  readonly provisional: boolean
}

/** What the clerk gets: the number, the promised time, what runs, and what was masked in the words. */
export type Receipt = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly receivedAt: Date
  readonly unitName: LocalText
  /** Zone of the answering unit, in which times are read out. */
  readonly timeZone: string
  /** The nearest running deadline that a reply keeps; null: none runs. */
  readonly promisedAt: Date | null
  /** The nearest running deadline of a first contact, when it comes before the answer. */
  readonly contactAt: Date | null
  readonly promises: readonly RunningPromise[]
  readonly masked: readonly SensitiveKind[]
  /** This form had been sent before; nothing new was logged. */
  readonly wasLoggedBefore: boolean
}

/** Kept by an answer only; a call that says "we are at it" keeps a promise of contact, not of an answer. */
const isReply = ({ ruleKind, stops }: RunningPromise): boolean =>
  ruleKind === 'deadline' && stops.includes('complaint.replied') && !stops.includes('complaint.contacted')

const isContact = ({ ruleKind, stops }: RunningPromise): boolean =>
  ruleKind === 'deadline' && stops.includes('complaint.contacted')

const nearestOpen = (promises: readonly RunningPromise[], is: (promise: RunningPromise) => boolean) =>
  promises.find((promise) => is(promise) && promise.state === 'OPEN')?.dueAt ?? null

/** When an answer is promised: the nearest running deadline that a reply keeps. Takes promises by their due time. */
export const replyPromisedAt = (promises: readonly RunningPromise[]): Date | null =>
  nearestOpen(promises, isReply)

/** When a first contact is promised, if that comes before the answer. */
export function contactPromisedAt(promises: readonly RunningPromise[]): Date | null {
  const [contact, reply] = [nearestOpen(promises, isContact), replyPromisedAt(promises)]
  return contact && (!reply || contact < reply) ? contact : null
}

/** The time for an answer has passed already: the case was logged late. */
export const isReplyLate = (promises: readonly RunningPromise[]): boolean =>
  promises.some((promise) => isReply(promise) && promise.state === 'BROKEN') &&
  replyPromisedAt(promises) === null

/** A case of the same customer that is not closed, as a clerk at the counter may see it. */
export type OpenCase = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly classCode: string
  readonly status: string
  readonly receivedAt: Date
  readonly nextDueAt: Date | null
  readonly unitName: LocalText
  readonly timeZone: string
  readonly ownerName: string
  /** Masked; null: not known. */
  readonly customerName: string | null
}
