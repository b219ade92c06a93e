import type { VersionContent } from '../rules/version-content'

/** What is wrong across fields of a draft, by dotted path; each code has a text under `refusals`. */
export function problemsOf(_content: VersionContent): { readonly path: string; readonly code: string }[] {
  return []
}
