import type { LogCaseInput } from '../schema'

/** What the form says, as the service takes it; empty fields are left to the service. */
export function intakePayload(
  data: FormData,
  extra: { idempotencyKey: string; repeatOfId: string | null; unitId: string; timeZone: string },
): LogCaseInput {
  const field = (name: string) => String(data.get(name) ?? '').trim()
  const isTicked = (name: string) => data.get(name) === 'on'
  const receivedAt = field('receivedAt')
  return {
    idempotencyKey: extra.idempotencyKey,
    phone: isTicked('anonymous') ? '' : field('phone'),
    anonymous: isTicked('anonymous'),
    name: field('name'),
    identity: field('identity'),
    classCode: field('classCode'),
    wants: field('wants') as LogCaseInput['wants'],
    words: field('words'),
    kind: field('kind'),
    channel: field('channel'),
    brand: field('brand'),
    customerClass: field('customerClass'),
    area: field('area'),
    place: field('place'),
    urgency: field('urgency'),
    needsHelp: isTicked('needsHelp'),
    receivedAt: receivedAt === '' ? '' : `${receivedAt}[${extra.timeZone}]`,
    backdateReason: field('backdateReason'),
    repeatOfId: extra.repeatOfId,
    unitId: extra.unitId,
  }
}

/** A key of its own for each form, so that a second press logs nothing twice. */
export function newFormKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
