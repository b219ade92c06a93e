import { Notice } from '@/ui/notice'
import type { ObligationWords } from '../rules/wording/explain-in-words'

/** Why something is due when it is: rule and source, the computation step by step, the ladder, what was noted since. */
export function WhyPanel({ words }: { words: ObligationWords }) {
  const { headings, title, basis, steps, warnings, ladder, history } = words
  return (
    <div className="flex flex-col gap-4">
      <p className="font-semibold">{title}</p>
      {warnings.length > 0 ? (
        <Notice kind="warning">
          {warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </Notice>
      ) : null}
      <section>
        <h3 className="mb-1 font-semibold text-sm">{headings.steps}</h3>
        <ol className="list-decimal space-y-1 pl-6">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <Lines heading={headings.ladder} lines={ladder} />
      <Lines heading={headings.history} lines={history} />
      <Lines heading={headings.basis} lines={basis} />
    </div>
  )
}

function Lines({ heading, lines }: { heading: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <section>
      <h3 className="mb-1 font-semibold text-sm">{heading}</h3>
      <ul className="list-disc space-y-1 pl-6 text-muted">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
