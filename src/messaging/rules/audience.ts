import { normalisePhone } from '@/customers/rules/identity'

/** Most numbers of one bulk sending. */
export const MOST_RECIPIENTS = 50_000

export type Audience = {
  /** Normalised, each once, in the order of the file. */
  readonly phones: readonly string[]
  readonly duplicates: number
  /** Lines that hold no phone number, by their number in the file; the first 50. */
  readonly wrongLines: readonly number[]
  readonly wrong: number
}

/** Numbers out of a file or a list: one a line, or the first column of a CSV; a heading is passed over. */
export function readAudience(text: string): Audience {
  const seen = new Set<string>()
  const wrongLines: number[] = []
  let [duplicates, wrong] = [0, 0]
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .forEach((line, place) => {
      const field = line
        .split(/[,;\t，；]/)[0]
        ?.trim()
        .replace(/^"(.*)"$/, '$1')
      if (!field) return
      const phone = normalisePhone(field)
      if (phone === null) {
        if (place === 0 && !/\d/.test(field)) return
        wrong += 1
        if (wrongLines.length < 50) wrongLines.push(place + 1)
      } else if (seen.has(phone)) duplicates += 1
      else seen.add(phone)
    })
  return { phones: [...seen], duplicates, wrongLines, wrong }
}
