'use client'

import { Island } from '@/ui/island'
import { type CaseRow, type CaseRowWords, caseRowHtml } from './case-row'

/** The rows of a work list: their data come once, and server and browser make the same markup of them. */
export function CaseRows({
  head,
  rows,
  words,
}: {
  /** Markup of the table's caption and head. */
  head: string
  /** `readonly CaseRow[]` as JSON text: React goes through every value of a prop on its way, but not through a text. */
  rows: string
  words: CaseRowWords
}) {
  let body = ''
  for (const row of JSON.parse(rows) as readonly CaseRow[]) body += caseRowHtml(row, words).text
  return (
    <Island
      className="case-rows table-wrap table-wrap--page"
      html={`<table class="table table--cards">${head}<tbody>${body}</tbody></table>`}
    />
  )
}
