import type { VersionInForce } from '@/commitments/store/in-force'

/** Codes of the numerator by which a promise about wrong charges is known. */
const WRONG_CHARGES: readonly string[] = ['wrong_charges', 'billing_errors']

/**
 * The strictest promise of at most so many wrong charges in 10,000 that held at the end of a billing month.
 * @param knownAtMs promises published later are not known
 */
export function targetAt(
  versions: readonly Pick<
    VersionInForce,
    'commitmentCode' | 'rules' | 'validFromMs' | 'validToMs' | 'publishedAtMs'
  >[],
  month: string,
  knownAtMs: number,
): { readonly per10000: number; readonly promise: string } | null {
  const [year = 0, of = 1] = month.split('-').map(Number)
  const endsAtMs = Math.min(knownAtMs, Date.UTC(year, of, 1) - 1)
  const targets = versions
    .filter(
      ({ validFromMs, validToMs, publishedAtMs }) =>
        publishedAtMs <= knownAtMs && validFromMs <= endsAtMs && (validToMs === null || validToMs > endsAtMs),
    )
    .flatMap(({ rules, commitmentCode }) =>
      rules.flatMap((rule) =>
        rule.kind === 'ratio' &&
        rule.comparator === 'at_most' &&
        rule.target !== null &&
        (rule.unit === 'per_10000' || rule.unit === 'percent') &&
        WRONG_CHARGES.includes(rule.numerator.code)
          ? [{ per10000: rule.unit === 'percent' ? rule.target * 100 : rule.target, promise: commitmentCode }]
          : [],
      ),
    )
  return targets.sort((a, b) => a.per10000 - b.per10000)[0] ?? null
}
