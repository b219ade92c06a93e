import { settings } from '@/platform/env'
import type { Command } from '../command'

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** The settings as a Markdown table, the same that the README shows. */
function table(): string {
  const rows = settings.map(({ name, about, example, neededBy, absent }) => {
    const need = neededBy.length === 0 ? 'no' : neededBy.join(', ')
    return row([`\`${name}\``, about, `\`${example}\``, need, absent])
  })
  return [
    row(['Setting', 'Meaning', 'Example', 'Needed by', 'Left out']),
    row(['---', '---', '---', '---', '---']),
    ...rows,
  ].join('\n')
}

export const command: Command = {
  summary: 'list the settings with their meaning, an example and what holds without them',
  usage: 'jiannuo settings',
  run: async (_args, { stdout }) => {
    stdout.write(`${table()}\n`)
    return 0
  },
}
