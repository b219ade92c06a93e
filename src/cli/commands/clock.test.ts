import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { TextSink } from '../command'
import { command } from './clock'

const project = fileURLToPath(new URL('../../../', import.meta.url))

/** Runs `jiannuo clock` as a process of its own, in a time zone. */
function runClock(input: string, zone: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'clock'], {
      cwd: project,
      env: { NODE_ENV: 'test', PATH: '/usr/bin:/bin', TZ: zone },
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', reject)
    child.on('close', () => resolve(output))
    child.stdin.end(input)
  })
}

const calendars = ['Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe'].map(
  (timeZone) => ({
    timeZone,
    weekly: { mon: [['09:00', '17:00']], fri: [['22:00', '06:00']], sun: [['00:00', '24:00']] },
    holidays: ['2026-03-30'],
    workdays: { '2026-04-01': [['10:00', '11:30']] },
  }),
)
const lines = calendars.flatMap((calendar, n) =>
  [0, 1, 86_400, 123_456.789, 1e9].flatMap((seconds, m) => [
    JSON.stringify({ id: `${n}-${m}-add`, op: 'add', calendar, start: '2026-03-27T23:30:00Z', seconds }),
    JSON.stringify({
      id: `${n}-${m}-between`,
      op: 'between',
      calendar,
      start: '2026-03-27T23:30:00-03:00',
      end: `${2027 + m * 40}-01-01T00:00:00Z`,
    }),
  ]),
)

/** A reader that is slow: it takes each text only after the next turn of the event loop. */
function slowSink(): TextSink & { readonly text: () => string; readonly waits: () => number } {
  let text = ''
  let waits = 0
  return {
    write: (part) => {
      text += part
      return false
    },
    once: (event, listener) => {
      if (event === 'drain') {
        waits++
        setImmediate(listener)
      }
    },
    off: () => undefined,
    text: () => text,
    waits: () => waits,
  }
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

describe('jiannuo clock', () => {
  it('gives the same answers whatever the time zone of the process', async () => {
    const input = `${lines.join('\n')}\n`
    const [shanghai, newYork] = await Promise.all([
      runClock(input, 'Asia/Shanghai'),
      runClock(input, 'America/New_York'),
    ])
    expect(newYork).toBe(shanghai)
    const replies = shanghai.trimEnd().split('\n')
    expect(replies).toHaveLength(lines.length)
    replies.forEach((reply, index) => {
      expect(JSON.parse(reply)).toMatchObject({ id: JSON.parse(lines[index] ?? '').id })
      expect(reply).not.toContain('error')
    })
  })

  it('keeps the order, goes on after a bad line and answers a last line without a break', async () => {
    const input = [lines[0], 'nonsense', '', lines[1], '{"id":"短","op":"?"}', lines[2]].join('\r\n')
    for (const size of [1, 7, 100_000]) {
      const stdout = slowSink()
      const exitCode = await command.run([], {
        stdin: inPieces(new TextEncoder().encode(input), size),
        stdout,
        stderr: slowSink(),
      })
      expect(exitCode).toBe(0)
      const ids = stdout
        .text()
        .trimEnd()
        .split('\n')
        .map((reply) => JSON.parse(reply).id)
      expect(ids).toEqual(['0-0-add', null, '0-0-between', '短', '0-1-add'])
      expect(stdout.waits()).toBeGreaterThan(0)
    }
  })
})
