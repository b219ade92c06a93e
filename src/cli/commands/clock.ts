import { clockReplyTo, newCalendarCache } from '@/calendar/rules/clock-lines'
import { type Command, type CommandIo, writeAndWait } from '../command'

/**
 * Clock arithmetic by the line: JSON in, JSON out, in order. Lines are answered as they arrive, so it can be used as a
 * co-process; a slow reader slows the reading of input.
 */
export const command: Command = {
  summary: 'working-time arithmetic: one JSON object a line in, one out',
  usage: [
    'Reads one JSON object a line on standard input:',
    '  {"id": 1, "op": "add", "start": "2026-01-05T09:00:00+08:00", "seconds": 3600, "pauses": [["<ISO>", "<ISO>"]],',
    '   "calendar": {"timeZone": "Asia/Shanghai", "weekly": {"mon": [["09:00", "12:00"], ["13:00", "24:00"]]},',
    '                "holidays": ["2026-01-01"], "workdays": {"2026-02-14": [["09:00", "17:00"]]}}}',
    '  {"id": 2, "op": "between", "start": "<ISO>", "end": "<ISO>", "calendar": {...}}',
    'and prints {"id": 1, "due": "<ISO in UTC>"}, {"id": 2, "seconds": <number>} or {"id": ..., "error": "..."}.',
    'Times need an offset (Z or +08:00). Pauses are optional for both.',
  ].join('\n'),
  run: answerLines,
}

async function answerLines(_args: readonly string[], io: CommandIo): Promise<number> {
  const decoder = new TextDecoder()
  const calendars = newCalendarCache()
  const unfinished: string[] = []

  const replies = (text: string): string => {
    const lines = text.split('\n')
    return lines.map((line) => clockReplyTo(line, calendars)).join('')
  }

  for await (const chunk of io.stdin) {
    const text = decoder.decode(chunk, { stream: true })
    const lastBreak = text.lastIndexOf('\n')
    if (lastBreak < 0) {
      unfinished.push(text)
      continue
    }
    const complete = unfinished.join('') + text.slice(0, lastBreak)
    unfinished.length = 0
    unfinished.push(text.slice(lastBreak + 1))
    await writeAndWait(io.stdout, replies(complete))
  }
  const rest = unfinished.join('') + decoder.decode()
  if (rest !== '') await writeAndWait(io.stdout, replies(rest))
  return 0
}
