/** Whether the catalogue has such a class. */
export const isKnownClass = (code: string): boolean => code !== ''

/** Names of a class in the three scripts, without repetition. */
export function classNames(_code: string): string[] {
  return []
}
