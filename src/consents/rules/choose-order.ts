import type { ReadAnswer } from './answer-words'
import type { OrderState } from './lists'

/** An order of the number a text came from. */
export type CandidateOrder = {
  readonly id: string
  readonly code: string
  readonly state: OrderState
  readonly requestedAtMs: number
  readonly askedAtMs: number | null
}

export type Choice =
  | { readonly kind: 'order'; readonly id: string }
  /** More than one may be meant: goes on record with the newest and is asked again, with the codes to choose from. */
  | { readonly kind: 'ambiguous'; readonly id: string; readonly codes: readonly string[] }
  /** Nothing of ours: the text is for somebody else. */
  | { readonly kind: 'none' }

/** Questions that reached the phone within two minutes stand on its screen together: nobody can tell which is answered. */
export const AMBIGUOUS_WITHIN_MS = 2 * 60_000
/** A yes without an open question is held to be about an order of the last thirty days, or about nothing. */
const LOOK_BACK_MS = 30 * 24 * 3_600_000

const newestFirst = (a: CandidateOrder, b: CandidateOrder): number =>
  (b.askedAtMs ?? b.requestedAtMs) - (a.askedAtMs ?? a.requestedAtMs) || (a.id < b.id ? 1 : -1)

/**
 * Which of a customer's orders a text belongs to. A code named decides; else the newest open question; a cancellation
 * without an open question means the one active service; what is left belongs to the newest order of late, or to nobody.
 */
export function chooseOrder(
  orders: readonly CandidateOrder[],
  { reading, code }: ReadAnswer,
  atMs: number,
): Choice {
  const sorted = [...orders].sort(newestFirst)
  if (code !== null) return chooseByCode(sorted.filter((order) => order.code === code))
  const open = sorted.filter(({ state }) => state === 'asked')
  if (open.length > 0) return chooseOpen(open)
  if (reading === 'cancel') {
    const running = sorted.filter(({ state }) => ['requested', 'confirmed', 'active'].includes(state))
    if (running.length > 1)
      return { kind: 'ambiguous', id: running[0]!.id, codes: running.map((order) => order.code) }
    if (running.length === 1) return { kind: 'order', id: running[0]!.id }
  }
  if (reading === 'unclear') return { kind: 'none' }
  const latest = sorted[0]
  return latest && atMs - (latest.askedAtMs ?? latest.requestedAtMs) <= LOOK_BACK_MS
    ? { kind: 'order', id: latest.id }
    : { kind: 'none' }
}

function chooseByCode(named: readonly CandidateOrder[]): Choice {
  const running = named.find(({ state }) => ['asked', 'requested', 'confirmed', 'active'].includes(state))
  const chosen = running ?? named[0]
  return chosen ? { kind: 'order', id: chosen.id } : { kind: 'none' }
}

function chooseOpen(open: readonly CandidateOrder[]): Choice {
  const [newest, next] = open
  if (newest && next && newest.askedAtMs! - next.askedAtMs! < AMBIGUOUS_WITHIN_MS)
    return { kind: 'ambiguous', id: newest.id, codes: open.map((order) => order.code) }
  return { kind: 'order', id: newest!.id }
}
