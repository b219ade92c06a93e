/** How a text travels as SMS: 7-bit alphabet of GSM 03.38 where every character is in it, UCS-2 otherwise. */
export type SmsEncoding = 'GSM7' | 'UCS2'

export type SmsLength = {
  readonly encoding: SmsEncoding
  /** Septets (GSM7) or 16-bit units (UCS2) of the whole text. */
  readonly units: number
  /** SMS it is sent and charged as. */
  readonly parts: number
  /** Units left in the last part. */
  readonly left: number
}

const GSM_BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

const basic = new Map([...GSM_BASIC].map((character, place) => [character, place < 27 ? place : place + 1]))
// Place 27 of the table is the escape to the extension, which holds these:
const extended: ReadonlyMap<string, number> = new Map([
  ['\f', 0x0a],
  ['^', 0x14],
  ['{', 0x28],
  ['}', 0x29],
  ['\\', 0x2f],
  ['[', 0x3c],
  ['~', 0x3d],
  [']', 0x3e],
  ['|', 0x40],
  ['€', 0x65],
])
const ESCAPE = 0x1b

/** Units of one SMS alone, and of one of several (the header that joins them takes 6 bytes). */
export const PART_UNITS = {
  GSM7: { single: 160, joined: 153 },
  UCS2: { single: 70, joined: 67 },
} as const satisfies Record<SmsEncoding, { single: number; joined: number }>

export const encodingOf = (text: string): SmsEncoding =>
  [...text].every((character) => basic.has(character) || extended.has(character)) ? 'GSM7' : 'UCS2'

/** Units of a character: an extended one takes two septets, one outside the basic plane two 16-bit units. */
function unitsOf(character: string, encoding: SmsEncoding): number {
  return encoding === 'GSM7' ? (extended.has(character) ? 2 : 1) : character.length
}

/** The text cut into parts as they are sent; no character is torn in two. An empty text is one empty part. */
export function splitSms(text: string): {
  readonly encoding: SmsEncoding
  readonly parts: readonly string[]
} {
  const encoding = encodingOf(text)
  const { single, joined } = PART_UNITS[encoding]
  const characters = [...text]
  const total = characters.reduce((sum, character) => sum + unitsOf(character, encoding), 0)
  if (total <= single) return { encoding, parts: [text] }
  const parts: string[] = []
  let [part, units] = ['', 0]
  for (const character of characters) {
    const more = unitsOf(character, encoding)
    if (units + more > joined) {
      parts.push(part)
      ;[part, units] = ['', 0]
    }
    part += character
    units += more
  }
  return { encoding, parts: [...parts, part] }
}

/** Length of a text in units and parts, for the editor and the price. */
export function smsLength(text: string): SmsLength {
  const { encoding, parts } = splitSms(text)
  const unitsIn = (part: string) => [...part].reduce((sum, each) => sum + unitsOf(each, encoding), 0)
  const units = parts.reduce((sum, part) => sum + unitsIn(part), 0)
  const room = parts.length === 1 ? PART_UNITS[encoding].single : PART_UNITS[encoding].joined
  return { encoding, units, parts: parts.length, left: room - unitsIn(parts.at(-1) ?? '') }
}

/** GSM 03.38 codes of a text, one septet a byte (as SMPP carries it with data_coding 0). */
export function gsm7Bytes(text: string): Uint8Array {
  const codes: number[] = []
  for (const character of text) {
    const code = basic.get(character)
    const further = extended.get(character)
    if (code !== undefined) codes.push(code)
    else if (further !== undefined) codes.push(ESCAPE, further)
    else throw new RangeError('a character is not in the GSM alphabet')
  }
  return Uint8Array.from(codes)
}

const basicByCode = new Map([...basic].map(([character, code]) => [code, character]))
const extendedByCode = new Map([...extended].map(([character, code]) => [code, character]))

/** The text of GSM 03.38 codes, one septet a byte. Codes that do not exist become blanks. */
export function gsm7Text(bytes: Uint8Array): string {
  let text = ''
  for (let place = 0; place < bytes.length; place++) {
    const code = bytes[place]!
    if (code === ESCAPE) {
      place += 1
      text += extendedByCode.get(bytes[place] ?? 0) ?? ' '
    } else text += basicByCode.get(code) ?? ' '
  }
  return text
}
