import type { Locale } from '@/kernel/text'
import { formatDue, formatInstant, formatRemaining } from '@/ui/format'
import { type Html, html } from '@/ui/html-text'
import { STATE_LOOKS, type StateKind } from '@/ui/state-kinds'
import { urgencyOf } from '@/ui/urgency'

/** A state with its word. */
export type Badge = readonly [kind: StateKind | 'group', word: string]

const LOOKS = { ...STATE_LOOKS, group: { tone: 'later', shape: 'square' } } as const

/**
 * A case of a list as the browser gets it: everything worded and masked by the server, and nothing said twice, since
 * every page of a list carries fifty of them.
 */
export type CaseRow = {
  /** Key of the row: the case, or the obligation behind a figure. */
  readonly key: string
  readonly id: string
  readonly number: string
  readonly revision: number
  /** Instant the clock runs out, or the state of a case without a running clock. */
  readonly due: number | Badge
  /** Kind and class. */
  readonly about: string
  readonly marks: readonly Badge[]
  readonly words: string
  readonly customer: readonly [first: string, second?: string] | null
  readonly owner: string
  readonly first?: string
  readonly unit: string
  readonly zone: string
  readonly received: number
  readonly channel: string
  readonly next: string
  /** How the promise behind a figure went, and when. */
  readonly outcome?: { readonly badge: Badge | null; readonly at: number | null }
}

/** What the rows of one list share. */
export type CaseRowWords = {
  readonly nowMs: number
  readonly locale: Locale
  readonly anonymous: string
  readonly heads: Readonly<Record<CaseColumn, string>>
  /** The form the check boxes belong to and what they say; null: rows without boxes. */
  readonly check: {
    readonly name: string
    readonly form: string
    readonly before: string
    readonly after: string
  } | null
}

export type CaseColumn =
  | 'outcome'
  | 'number'
  | 'due'
  | 'words'
  | 'customer'
  | 'ownerUnit'
  | 'receivedChannel'
  | 'nextStep'

/** One case as a table row; on a phone as a card, named by the heads. */
export function caseRowHtml(row: CaseRow, words: CaseRowWords): Html {
  const { heads } = words
  return html`<tr data-key="${row.key}">${checkCell(row, words)}${outcomeCell(row, words)}<td data-label="${heads.number}" data-primary=""><div class="cell"><a data-soft="" class="row-link" href="/complaints/${encodeURIComponent(row.number)}">${row.number}</a></div></td><td data-label="${heads.due}"><div class="cell">${dueHtml(row, words)}</div></td><td data-label="${heads.words}" data-clip=""><div class="cell cell-clip"><span class="mr-2 text-muted">${row.about}</span>${row.marks.map(([kind, word]) => badgeHtml(kind, word, true))} ${row.words}</div></td><td data-label="${heads.customer}"><div class="cell">${row.customer ? twoLines(html`${row.customer[0]}`, row.customer[1]) : html`<span class="text-muted">${words.anonymous}</span>`}</div></td><td data-label="${heads.ownerUnit}"><div class="cell">${twoLines(ownerHtml(row), row.unit)}</div></td><td data-label="${heads.receivedChannel}"><div class="cell">${twoLines(timeHtml(row.received, row.zone, words.locale), row.channel)}</div></td><td data-label="${heads.nextStep}"><div class="cell"><span class="whitespace-nowrap">${row.next}</span></div></td></tr>`
}

/** What matters, and what belongs to it in small print below. */
const twoLines = (first: Html, second: string | undefined): Html =>
  html`<span class="whitespace-nowrap">${first}${second ? html`<span class="block text-muted text-xs">${second}</span>` : null}</span>`

const ownerHtml = ({ owner, first }: CaseRow): Html =>
  first ? html`${owner}<span class="ml-1.5 text-muted text-xs">${first}</span>` : html`${owner}`

function checkCell({ key, id, number, revision }: CaseRow, { check }: CaseRowWords): Html | null {
  if (!check) return null
  return html`<td data-check=""><div class="cell"><input type="checkbox" class="check row-check" name="${check.name}" value="${key}" form="${check.form}" aria-label="${check.before}${number}${check.after}" data-case="${id}" data-number="${number}" data-revision="${revision}"></div></td>`
}

function outcomeCell({ outcome, zone }: CaseRow, { heads, locale }: CaseRowWords): Html | null {
  if (!outcome) return null
  const at =
    outcome.at === null
      ? null
      : html`<span class="block text-muted text-xs">${timeHtml(outcome.at, zone, locale)}</span>`
  return html`<td data-label="${heads.outcome}"><div class="cell">${outcome.badge ? html`${badgeHtml(...outcome.badge, false)}${at}` : null}</div></td>`
}

function dueHtml({ due, zone }: CaseRow, { nowMs, locale }: CaseRowWords): Html {
  if (typeof due !== 'number') return badgeHtml(...due, false)
  const { tone, shape } = STATE_LOOKS[urgencyOf(due, nowMs)]
  const at = new Date(due)
  return html`<span class="time-left" data-tone="${tone}" data-due="${due}"><svg class="shape" aria-hidden="true"><use href="#shape-${shape}"></use></svg><time datetime="${at.toISOString()}" title="${formatDue(at, { locale, timeZone: zone, style: 'long' })}">${formatRemaining(due - nowMs, locale)}</time></span>`
}

function badgeHtml(kind: Badge[0], word: string, plain: boolean): Html {
  const { tone, shape } = LOOKS[kind]
  return html`<span class="badge-state${plain ? ' badge-state--plain' : ''}" data-tone="${tone}" data-state="${kind}"><svg class="shape" aria-hidden="true"><use href="#shape-${shape}"></use></svg>${word}</span>`
}

function timeHtml(ms: number, timeZone: string, locale: Locale): Html {
  const at = new Date(ms)
  const title = `${formatInstant(at, { locale, timeZone, style: 'long' })} (${timeZone})`
  return html`<time datetime="${at.toISOString()}" title="${title}">${formatInstant(at, { locale, timeZone, style: 'short' })}</time>`
}
