import type { Problem } from './problems'

/** Texts of the namespace `imports`. */
export type Translate = (key: string, values?: Record<string, string | number>) => string

/** One problem of a row in words: the field, what is wrong and what to do. */
export function problemWords(t: Translate, { code, field, params = {} }: Problem): string {
  const words = t(`problem.${code}`, { ...params })
  return field === null ? words : t('problemAt', { field: t(`field.${field}`), problem: words })
}
