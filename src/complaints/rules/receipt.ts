import type { LocalText } from '@/kernel/text'
import type { SensitiveKind } from './identity'

/** One promise that runs on a case, as it is told to the clerk. */
export type RunningPromise = {
  readonly commitmentCode: string
  readonly programmeKind: 'promise' | 'law'
  readonly text: LocalText
  readonly ruleKind: 'deadline' | 'gate'
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
  readonly promises: readonly RunningPromise[]
  readonly masked: readonly SensitiveKind[]
  /** This form had been sent before; nothing new was logged. */
  readonly wasLoggedBefore: boolean
}

const isReply = ({ ruleKind, stops }: RunningPromise): boolean =>
  ruleKind === 'deadline' && stops.includes('complaint.replied')

/** When an answer is promised: the nearest running deadline that a reply keeps. */
export function replyPromisedAt(promises: readonly RunningPromise[]): Date | null {
  return promises.find((promise) => isReply(promise) && promise.state === 'OPEN')?.dueAt ?? null
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
