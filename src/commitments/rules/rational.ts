/** A fraction of whole numbers: money is reckoned exactly and rounded once, at the end. `below` is positive. */
export type Rational = { readonly above: bigint; readonly below: bigint }

export const whole = (value: bigint): Rational => ({ above: value, below: 1n })

/**
 * The exact value of a decimal number as people write it: 0.1 is one tenth, not the nearest binary fraction.
 * @throws RangeError when it is not finite
 */
export function rationalOf(value: number): Rational {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no amount`)
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))
  if (!match) throw new RangeError(`${value} is no amount`)
  const [, sign = '', digits = '0', fraction = '', exponent = '0'] = match
  const scale = fraction.length - Number(exponent)
  const above = BigInt(`${sign}${digits}${fraction}`)
  return scale >= 0 ? { above, below: 10n ** BigInt(scale) } : whole(above * 10n ** BigInt(-scale))
}

export const times = (one: Rational, other: Rational): Rational => ({
  above: one.above * other.above,
  below: one.below * other.below,
})

/** Whether the first is the smaller one. */
export const isLess = (one: Rational, other: Rational): boolean =>
  one.above * other.below < other.above * one.below

/**
 * The nearest whole number, a half up (away from the smaller): 0.5 gives 1, 1.4 gives 1, -0.5 gives 0. The one rounding
 * rule of all money here.
 */
export function roundHalfUp({ above, below }: Rational): bigint {
  const doubled = 2n * above + below
  const by = 2n * below
  const cut = doubled / by
  return doubled < 0n && cut * by !== doubled ? cut - 1n : cut
}

/** Whether it has a part that rounding takes away. */
export const isWhole = ({ above, below }: Rational): boolean => above % below === 0n

/** With up to four decimals, cut off: for showing what was rounded. */
export function decimalText({ above, below }: Rational): string {
  const scaled = (above * 10_000n) / below
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(5, '0')
  const fraction = digits.slice(-4).replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -4)}${fraction ? `.${fraction}` : ''}`
}
