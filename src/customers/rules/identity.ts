/**
 * Personal data of customers: how it is written the same way every time, checked, and shown masked.
 * Masking pattern: phone 138****1234, name 张*, identity number first 3 and last 4 (regulations PI-06).
 */

const MOBILE = /^1[3-9]\d{9}$/
const LANDLINE = /^0\d{2,3}\d{7,8}$/
const LOCAL_LINE = /^[2-8]\d{6,7}$/
const SERVICE_LINE = /^[48]00\d{7}$/
const FOREIGN = /^\+[1-9]\d{6,14}$/

/** From this many digits on a number may be complete, so open cases are looked up while it is typed. */
export const PHONE_LOOKUP_MIN_DIGITS = 7

/**
 * One spelling for one phone number: full-width digits, blanks, dashes and brackets are taken away, and the prefix of
 * China (+86, 0086, 86 before a mobile number). Numbers of other countries keep their `+`.
 * @returns null when it is no phone number
 */
export function normalisePhone(typed: string): string | null {
  let digits = typed
    .normalize('NFKC')
    .replace(/[\s\-‐-―−().·]/g, '')
    .replace(/^00(?=[1-9])/, '+')
  if (digits.startsWith('+86')) digits = digits.slice(3)
  else if (/^861[3-9]\d{9}$/.test(digits)) digits = digits.slice(2)
  const shapes = [MOBILE, LANDLINE, LOCAL_LINE, SERVICE_LINE, FOREIGN]
  return shapes.some((shape) => shape.test(digits)) ? digits : null
}

/** The last four digits, by which a customer may be looked for. */
export const phoneTail = (phone: string): string => phone.slice(-4)

/** `138****1234`; shorter numbers keep two digits in front and two behind. */
export function maskPhone(phone: string): string {
  if (phone.length >= 11) return `${phone.slice(0, 3)}****${phone.slice(-4)}`
  return `${phone.slice(0, 2)}****${phone.slice(-2)}`
}

/** Trimmed, one blank between words; null when nothing is left. */
export function normaliseName(typed: string): string | null {
  const name = typed.normalize('NFKC').trim().replace(/\s+/g, ' ')
  return name === '' ? null : name
}

/** `张*`, `欧**`, `J***`: the first character, and as many stars as characters follow (at most three). */
export function maskName(name: string): string {
  const characters = [...name]
  const hidden = Math.min(3, Math.max(1, characters.length - 1))
  return `${characters[0] ?? ''}${'*'.repeat(hidden)}`
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const ID_CHECKS = '10X98765432'

/** Resident identity number of 18 places whose date and check character (GB 11643) are right. */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  const month = Number(text.slice(10, 12))
  const day = Number(text.slice(12, 14))
  if (month < 1 || month > 12 || day < 1 || day > 31) return false
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return ID_CHECKS[sum % 11] === text[17]
}

/** Upper case, without blanks; null when it is no identity document number (resident number, or 6 to 18 letters and digits). */
export function normaliseIdentity(typed: string): string | null {
  const text = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (/^\d{17}[\dX]$/.test(text)) return isIdentityNumber(text) ? text : null
  return /^[A-Z0-9]{6,17}$/.test(text) ? text : null
}

/** First 3 and last 4, stars between. */
export function maskIdentity(identity: string): string {
  if (identity.length < 9) return `${identity.slice(0, 1)}****${identity.slice(-1)}`
  return `${identity.slice(0, 3)}${'*'.repeat(identity.length - 7)}${identity.slice(-4)}`
}

/** Luhn's check, which every bank card number passes. */
function isCardNumber(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const weighed = place % 2 === 1 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}

export type SensitiveKind = 'identity' | 'bank_card' | 'own_phone'
export type MaskedText = { readonly text: string; readonly found: readonly SensitiveKind[] }

// Digits with blanks or dashes between, in half or full width; a number that is part of a longer one is not cut out of it.
const LONG_NUMBER = /(?<![\d０-９A-Za-z])[\d０-９](?:[\s-]?[\d０-９]){10,20}[XxＸｘ]?(?![\d０-９A-Za-z])/g

/**
 * Takes numbers out of free text that must not stand there (PI-01, PI-02): identity numbers and bank cards are masked,
 * and so is the customer's own phone number, which is kept encrypted beside the case. Other phone numbers stay.
 */
export function maskSensitiveNumbers(text: string, ownPhone: string | null = null): MaskedText {
  const found = new Set<SensitiveKind>()
  const masked = text.replace(LONG_NUMBER, (whole) => {
    const plain = whole.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
    if (isIdentityNumber(plain)) {
      found.add('identity')
      return maskIdentity(plain)
    }
    if (/^\d{15}$/.test(plain) && isOldIdentityNumber(plain)) {
      found.add('identity')
      return maskIdentity(plain)
    }
    if (/^\d{16,19}$/.test(plain) && isCardNumber(plain)) {
      found.add('bank_card')
      return `${plain.slice(0, 4)}${'*'.repeat(plain.length - 8)}${plain.slice(-4)}`
    }
    if (ownPhone !== null && normalisePhone(plain) === ownPhone) {
      found.add('own_phone')
      return maskPhone(ownPhone)
    }
    return whole
  })
  if (ownPhone !== null && masked.includes(ownPhone)) {
    found.add('own_phone')
    return { text: masked.replaceAll(ownPhone, maskPhone(ownPhone)), found: [...found] }
  }
  return { text: masked, found: [...found] }
}

/** Identity numbers of 15 places (before 1999): region, birth date yymmdd, serial. */
function isOldIdentityNumber(text: string): boolean {
  const month = Number(text.slice(8, 10))
  const day = Number(text.slice(10, 12))
  return /^[1-9]/.test(text) && month >= 1 && month <= 12 && day >= 1 && day <= 31
}
