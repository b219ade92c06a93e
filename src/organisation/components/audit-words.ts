import type { Locale } from '@/kernel/text'
import type { OrgTree } from '../rules/org-tree'

type Words = {
  readonly locale: Locale
  readonly tree: OrgTree
  /** Text of a value such as a role, by the detail it stands in; undefined for anything else. */
  readonly term: (key: string, value: string) => string | undefined
  /** Name of a detail; undefined where none is written: the key itself then. */
  readonly label: (key: string) => string | undefined
}

const MAX_SHOWN = 160

/** What an audit row says besides who and what, for reading: units and roles by name, changes as `a → b`. */
export function auditDetailText(detail: Readonly<Record<string, unknown>>, words: Words): string {
  const parts = Object.entries(detail)
    .map(([key, value]) => [words.label(key) ?? key, valueText(key, value, words)] as const)
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `${label}: ${text}`)
  const text = parts.join(' · ')
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
}

/** Ids and check sums tell a reader nothing. */
const MACHINE_ONLY = /^[0-9a-f]{8}-[0-9a-f-]{27}$|^[0-9a-f]{40,}$/i

function valueText(key: string, value: unknown, words: Words): string {
  if (value === null || value === undefined || value === false) return ''
  if (value === true) return '✓'
  if (Array.isArray(value)) {
    const texts = value.map((each) => valueText(key, each, words) || '—')
    const isChange = value.length === 2 && value.every((each) => typeof each !== 'object' || each === null)
    return texts.join(isChange ? ' → ' : ', ')
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([inner, each]) => valueText(inner, each, words))
      .filter(Boolean)
      .join(' @ ')
  }
  const text = String(value)
  const known = words.tree.find(text)?.name[words.locale] ?? words.term(key, text)
  return known ?? (MACHINE_ONLY.test(text) ? '' : text)
}
