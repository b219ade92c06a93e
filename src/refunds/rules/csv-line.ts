/**
 * One line of CSV for people's spreadsheets. A cell that would be taken for a formula gets an apostrophe in front, in full
 * width too; what would be taken for the end of a cell is quoted.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(text: string): string {
  const isAmount = /^-?\d+(\.\d+)?$/.test(text)
  const safe = !isAmount && /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
