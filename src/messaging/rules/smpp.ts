import { createHash } from 'node:crypto'
import { gsm7Bytes, splitSms } from './sms-parts'

/** One submit_sm: what goes into `short_message` and how it is coded. */
export type SmppPart = {
  readonly bytes: Uint8Array
  /** 0: alphabet of GSM 03.38, one septet a byte; 8: UCS-2. */
  readonly dataCoding: 0 | 8
  /** The bytes begin with a header that joins the parts. */
  readonly hasHeader: boolean
}

/** Longest chain of parts: one byte counts them. */
const MOST_PARTS = 255

/** The text as submit_sm carries it; several parts are joined by a header with an 8-bit `reference`. */
export function smppParts(text: string, reference: number): SmppPart[] {
  const { encoding, parts } = splitSms(text)
  if (parts.length > MOST_PARTS) throw new RangeError('the text is too long for SMS')
  const dataCoding = encoding === 'GSM7' ? 0 : 8
  return parts.map((part, place) => {
    const body = encoding === 'GSM7' ? gsm7Bytes(part) : ucs2Bytes(part)
    if (parts.length === 1) return { bytes: body, dataCoding, hasHeader: false }
    const header = [5, 0, 3, reference & 0xff, parts.length, place + 1]
    return { bytes: Uint8Array.from([...header, ...body]), dataCoding, hasHeader: true }
  })
}

function ucs2Bytes(text: string): Uint8Array {
  return Uint8Array.from(
    Array.from({ length: text.length }, (_, place) => {
      const unit = text.charCodeAt(place)
      return [unit >> 8, unit & 0xff]
    }).flat(),
  )
}

/** 16 bits that stand for an attempt; a provider that gives them back lets us know a message it has and we are unsure of. */
export const referenceOf = (attemptId: string): number =>
  createHash('sha256').update(attemptId).digest().readUInt16BE(0)

/** Numbers go out with the country before them. */
export const smppNumber = (phone: string): string =>
  phone.startsWith('+') ? phone.slice(1) : `86${phone.replace(/^0/, '')}`

export type Receipt = {
  readonly providerId: string
  /** null: still under way. */
  readonly state: 'delivered' | 'undelivered' | null
  readonly errorCode: string | null
}

/** Bits 2 to 5 of esm_class: 1 is a delivery receipt. */
export const isReceipt = (esmClass: number): boolean => (esmClass & 0x3c) === 0x04

const STATES: Readonly<Record<string, 'delivered' | 'undelivered' | null>> = {
  DELIVRD: 'delivered',
  EXPIRED: 'undelivered',
  DELETED: 'undelivered',
  UNDELIV: 'undelivered',
  REJECTD: 'undelivered',
  UNKNOWN: 'undelivered',
  ACCEPTD: null,
  ENROUTE: null,
}
/** message_state of SMPP 3.4, 5.2.28. */
const STATE_NUMBERS = [
  '',
  'ENROUTE',
  'DELIVRD',
  'EXPIRED',
  'DELETED',
  'UNDELIV',
  'ACCEPTD',
  'UNKNOWN',
  'REJECTD',
] as const

/**
 * A delivery receipt: by its optional parameters where the provider sends them, else by the text of SMPP 3.4, appendix B
 * (`id:... stat:DELIVRD err:000`). null: it names no message or no state we know.
 */
export function readReceipt(pdu: {
  readonly receiptedMessageId?: string
  readonly messageState?: number
  readonly text: string
}): Receipt | null {
  const field = (name: string) => new RegExp(`\\b${name}:(\\S+)`, 'i').exec(pdu.text)?.[1]
  const providerId = (pdu.receiptedMessageId ?? field('id') ?? '').replace(/\0+$/, '')
  const word =
    pdu.messageState === undefined ? (field('stat') ?? '').toUpperCase() : STATE_NUMBERS[pdu.messageState]
  if (providerId === '' || !word || !(word in STATES)) return null
  const state = STATES[word] ?? null
  const detail = field('err')
  const errorCode = state === 'undelivered' ? [word.toLowerCase(), detail].filter(Boolean).join('_') : null
  return { providerId, state, errorCode }
}

/** command_status after which the same message can never be taken: wrong address, length or coding, refused for good. */
const PERMANENT: ReadonlySet<number> = new Set([0x01, 0x0a, 0x0b, 0x66, 0xc3])

export const isPermanent = (commandStatus: number): boolean => PERMANENT.has(commandStatus)
