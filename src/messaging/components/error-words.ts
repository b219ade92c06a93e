/** A reason in words where there are some; a provider's own code stays as it is. */
export function errorWords(
  t: { readonly has: (key: never) => boolean; (key: never): string },
  code: string | null,
): string {
  if (code === null) return '—'
  const key = `errors.${code}` as never
  return t.has(key) ? t(key) : code
}
