import type { Locale } from '@/kernel/text'
import type { OrgTree } from '../rules/org-tree'

type Words = {
  readonly locale: Locale
  readonly tree: OrgTree
  /** Text of a role or a kind of unit; undefined for anything else. */
  readonly term: (value: string) => string | undefined
  /** Name of a detail; undefined where none is written: the key itself then. */
  readonly label: (key: string) => string | undefined
}

const MAX_SHOWN = 160

/** What an audit row says besides who and what, for reading: units and roles by name, changes as `a → b`. */
export function auditDetailText(detail: Readonly<Record<string, unknown>>, words: Words): string {
  const parts = Object.entries(detail)
    .map(([key, value]) => [words.label(key) ?? key, valueText(value, words)] as const)
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `${label}: ${text}`)
  const text = parts.join(' · ')
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text
}

function valueText(value: unknown, words: Words): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) {
    const texts = value.map((each) => valueText(each, words) || '—')
    return value.every((each) => typeof each !== 'object' || each === null) && value.length === 2
      ? texts.join(' → ')
      : texts.join(', ')
  }
  if (typeof value === 'object') {
    return Object.values(value)
      .map((each) => valueText(each, words))
      .filter(Boolean)
      .join(' @ ')
  }
  const text = String(value)
  const unit = words.tree.find(text)
  return unit ? unit.name[words.locale] : (words.term(text) ?? text)
}
