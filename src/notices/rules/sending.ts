import { HOUR_MS } from '@/calendar/rules/days'
import type { NoticeNeed } from '@/obligations/rules/notice-outlook'
import { forbiddenStretch, nextAllowedAt } from '@/obligations/rules/notice-times'
import { isNoticeFact, type NoticeChannel, type NoticeFact, type NoticeState } from './lists'

/** A message for an event that is on its way or was; only those that announce the time it is planned for now. */
export type Underway = {
  readonly factType: string
  readonly channel: string
  readonly serves: readonly string[]
  readonly state: NoticeState
}

/** A message to be sent. */
export type Sending = {
  readonly factType: NoticeFact
  readonly channel: NoticeChannel
  /** Keys of the notices it serves. */
  readonly serves: readonly string[]
  readonly commitments: readonly string[]
  readonly sendMs: number
  /** Latest instant for all it serves; null: none of them has one. */
  readonly latestMs: number | null
  /** It will not be in time for the event as it is planned. */
  readonly isLate: boolean
}

export type SendingPlan = {
  readonly sendings: readonly Sending[]
  /** Notices for which every channel has been tried. */
  readonly hopeless: readonly NoticeNeed[]
}

/** A customer is disturbed least by a text. */
const PREFERRED: readonly NoticeChannel[] = ['sms', 'voice', 'email']
/** Where a rule names no channel. */
const ANY: readonly NoticeChannel[] = ['sms', 'voice']
/** A phone that was off may be on later. */
const TRIES_A_CHANNEL = 2
const PAUSE_BEFORE_SAME_CHANNEL_MS = 2 * HOUR_MS

type Draft = {
  readonly factType: NoticeFact
  readonly channel: NoticeChannel
  readonly needs: NoticeNeed[]
  readonly isSecondTry: boolean
}

/**
 * The messages that have to be sent so that every missing notice has one underway: as few as possible, each by a channel
 * that all it serves allow and that did not fail before, early by `marginMs`, never in forbidden hours.
 * @param needs all notices owed before the event, proven ones included
 */
export function planSendings(
  needs: readonly NoticeNeed[],
  underway: readonly Underway[],
  { nowMs, marginMs }: { readonly nowMs: number; readonly marginMs: number },
): SendingPlan {
  const onTheWay = new Set(
    underway.flatMap(({ state, serves }) =>
      // One that arrived too late is not sent again: the customer knows, and only another time helps.
      state === 'failed' || state === 'dropped' ? [] : serves,
    ),
  )
  const open = needs
    .filter(({ key, metAtMs, factType }) => metAtMs === null && !onTheWay.has(key) && isNoticeFact(factType))
    // Whoever allows fewest channels chooses first.
    .sort((a, b) => (a.channels.length || 9) - (b.channels.length || 9) || (a.key < b.key ? -1 : 1))
  const drafts: Draft[] = []
  const hopeless: NoticeNeed[] = []
  for (const need of open) {
    const shared = drafts.find((draft) => canServe(draft, need))
    if (shared) {
      shared.needs.push(need)
      continue
    }
    const chosen = channelFor(need, underway)
    if (!chosen) hopeless.push(need)
    else drafts.push({ ...chosen, factType: need.factType as NoticeFact, needs: [need] })
  }
  return { sendings: drafts.map((draft) => timed(draft, nowMs, marginMs)), hopeless }
}

const allowed = ({ channels }: NoticeNeed): readonly NoticeChannel[] =>
  channels.length === 0 ? ANY : PREFERRED.filter((channel) => channels.includes(channel))

const canServe = (draft: Draft, need: NoticeNeed): boolean =>
  draft.factType === need.factType &&
  allowed(need).includes(draft.channel) &&
  draft.needs.every(({ ruleKey }) => ruleKey !== need.ruleKey)

/** The allowed channel tried least; null when all have been tried as often as makes sense. */
function channelFor(
  need: NoticeNeed,
  underway: readonly Underway[],
): { channel: NoticeChannel; isSecondTry: boolean } | null {
  const failures = (channel: NoticeChannel) =>
    underway.filter(
      (each) => each.state === 'failed' && each.channel === channel && each.factType === need.factType,
    ).length
  const [best] = allowed(need)
    .map((channel) => ({ channel, tried: failures(channel) }))
    .filter(({ tried }) => tried < TRIES_A_CHANNEL)
    .sort((a, b) => a.tried - b.tried)
  return best ? { channel: best.channel, isSecondTry: best.tried > 0 } : null
}

function timed({ factType, channel, needs, isSecondTry }: Draft, nowMs: number, marginMs: number): Sending {
  const latest = needs.flatMap(({ latestMs }) => latestMs ?? [])
  const latestMs = latest.length === 0 ? null : Math.min(...latest)
  const soonestMs = allowedFrom(needs, nowMs + (isSecondTry ? PAUSE_BEFORE_SAME_CHANNEL_MS : 0))
  const wantedMs =
    latestMs === null
      ? soonestMs
      : beforeTheNight(needs, soonestMs, allowedFrom(needs, Math.max(soonestMs, latestMs - marginMs)))
  const isInTime = (ms: number) => latestMs === null || ms <= latestMs
  const sendMs = isInTime(wantedMs) ? wantedMs : soonestMs
  return {
    factType,
    channel,
    serves: needs.map(({ key }) => key),
    commitments: [...new Set(needs.map(({ commitmentCode }) => commitmentCode))].sort(),
    sendMs,
    latestMs,
    isLate: !isInTime(sendMs),
  }
}

/** Room for the outbox and a second attempt before the hours in which nobody is disturbed. */
const ROOM_MS = HOUR_MS

/** A moment just before forbidden hours is brought forward, as far as there is time. */
function beforeTheNight(needs: readonly NoticeNeed[], soonestMs: number, wantedMs: number): number {
  const nightMs = forbiddenFrom(needs, wantedMs)
  if (nightMs === null || nightMs - wantedMs >= ROOM_MS) return wantedMs
  const earlierMs = Math.max(soonestMs, nightMs - ROOM_MS)
  return earlierMs < wantedMs && allowedFrom(needs, earlierMs) === earlierMs ? earlierMs : wantedMs
}

/** Rounds of looking for a moment that no rule forbids. */
const MOST_ROUNDS = 20

/** The first moment from `fromMs` on that none of the rules forbids; `fromMs` itself where they leave none. */
export function allowedFrom(
  needs: readonly Pick<NoticeNeed, 'forbiddenHours' | 'timeZone'>[],
  fromMs: number,
): number {
  let ms = fromMs
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = needs.reduce(
      (later, { forbiddenHours, timeZone }) =>
        Math.max(later, nextAllowedAt({ forbiddenHours }, timeZone, ms) ?? ms),
      ms,
    )
    if (next === ms) return ms
    ms = next
  }
  return fromMs
}

const SCAN_STEP_MS = 15 * 60_000
const SCAN_STEPS = 96

/** When the forbidden hours of any of the rules begin again after `fromMs`, within a day; null: not that soon. */
export function forbiddenFrom(
  needs: readonly Pick<NoticeNeed, 'forbiddenHours' | 'timeZone'>[],
  fromMs: number,
): number | null {
  for (let step = 1; step <= SCAN_STEPS; step += 1) {
    const ms = fromMs + step * SCAN_STEP_MS
    const begun = needs.flatMap(({ forbiddenHours, timeZone }) => {
      const stretch = forbiddenStretch(forbiddenHours, timeZone, ms)
      return stretch ? stretch.fromMs : []
    })
    if (begun.length > 0) return Math.max(fromMs, Math.min(...begun))
  }
  return null
}
