import { COMMON_PASSWORDS } from './common-passwords'

export const PASSWORD_MIN_CHARACTERS = 10
/** Beyond this, hashing only costs time. */
export const PASSWORD_MAX_CHARACTERS = 200

/** Code of what is wrong with a new password (a key of `refusals`), or null when it will do. */
export function passwordFault(
  password: string,
  person: { readonly username: string; readonly employeeNo?: string },
): string | null {
  const length = [...password].length
  if (length < PASSWORD_MIN_CHARACTERS) return 'password_too_short'
  if (length > PASSWORD_MAX_CHARACTERS) return 'field_too_long'
  const plain = simplified(password)
  const names = [person.username, person.employeeNo ?? ''].map(simplified).filter((name) => name.length >= 3)
  if (names.some((name) => plain.replace(/\d+$/, '') === name || plain === name))
    return 'password_is_username'
  if (isCommon(plain)) return 'password_common'
  return null
}

const simplified = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s._-]/g, '')

/** On the list, on it with digits or marks behind, one character again and again, or a run such as 1234567890. */
function isCommon(plain: string): boolean {
  const stem = plain.replace(/[\d!@#$%^&*?]+$/, '')
  if (COMMON_PASSWORDS.has(plain) || (stem.length >= 4 && COMMON_PASSWORDS.has(stem))) return true
  return new Set(plain).size <= 2 || isRun(plain)
}

function isRun(text: string): boolean {
  const steps = [...text]
    .slice(1)
    .map((character, index) => (character.codePointAt(0) ?? 0) - text.charCodeAt(index))
  return steps.every((step) => step === 1 || step === -9) || steps.every((step) => step === -1 || step === 9)
}
