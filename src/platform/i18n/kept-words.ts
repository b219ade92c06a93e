/**
 * Words that stand in many rows, asked of the translator once per language and kept as long as its texts are: asking
 * costs some microseconds, and a list asks four hundred times. Only for words of closed lists (codes, states, steps).
 * @param messages the texts the words come from; when they change on disk it is another object and words are asked anew
 */
export function keptWords(messages: object): (key: string, ask: () => string) => string {
  const words = kept.get(messages) ?? new Map<string, string>()
  kept.set(messages, words)
  return (key, ask) => {
    const known = words.get(key)
    if (known !== undefined) return known
    const asked = ask()
    words.set(key, asked)
    return asked
  }
}

const kept = new WeakMap<object, Map<string, string>>()
