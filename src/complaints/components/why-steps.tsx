import { Notice } from '@/ui/notice'
import type { WhyWords } from './why-lines'

/** The steps of a due time, one line each. */
export function WhySteps({ words }: { words: WhyWords }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="rounded bg-surface-secondary px-3 py-2 font-medium">{words.rule}</p>
      <p className="text-muted">{words.intro}</p>
      {words.lines.length > 0 ? (
        <ol className="list-decimal space-y-1 pl-6">
          {words.lines.map((line, index) => (
            <li key={line} className={index === words.lines.length - 1 ? 'font-semibold' : undefined}>
              {line}
            </li>
          ))}
        </ol>
      ) : null}
      {words.notes.map((note) => (
        <Notice key={note}>{note}</Notice>
      ))}
    </div>
  )
}
