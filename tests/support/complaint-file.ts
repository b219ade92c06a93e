/** Files of complaints as another system exports them, made up with a fixed seed. */

const STATES = [
  'Georgia',
  'Florida',
  'California',
  'Illinois',
  'Tennessee',
  'District Of Columbia',
  'District of Columbia',
] as const
const WORDS = [
  'Comcast Cable Internet Speeds',
  'Payment disappear - service got disconnected',
  'Imposed a new usage cap of 300GB that punishes streaming',
  'Billing "errors", every month',
  'Deceptive trade',
  'They never came to the appointment',
] as const
const STATUSES = ['Closed', 'Solved', 'Open', 'Pending'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

export const FILE_HEADER =
  'Ticket #,Customer Complaint,Date,Date_month_year,Time,Received Via,City,State,Zip code,Status,Filing on Behalf of Someone'

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const two = (value: number) => String(value).padStart(2, '0')

export type FileRow = {
  readonly ticket: number
  readonly state: string
  readonly status: string
  readonly text: string
}

/** Rows of the regulator's shape, every one readable. Pure: the same number gives the same row. */
export function fileRows(count: number): FileRow[] {
  let seed = 7
  const next = (limit: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * limit)
  }
  return Array.from({ length: count }, (_, index) => {
    const [day, month] = [1 + next(28), 1 + next(12)]
    const state = STATES[next(STATES.length)]!
    const status = STATUSES[next(STATUSES.length)]!
    const hour = next(12) + 1
    const cells = [
      String(200_000 + index),
      WORDS[next(WORDS.length)]!,
      `${two(day)}-${two(month)}-15`,
      `${two(day)}-${MONTHS[month - 1]}-15`,
      `${hour}:${two(next(60))}:${two(next(60))} ${next(2) === 0 ? 'AM' : 'PM'}`,
      next(2) === 0 ? 'Customer Care Call' : 'Internet',
      'Springfield',
      state,
      String(10_000 + next(80_000)),
      status,
      next(10) === 0 ? 'Yes' : 'No',
    ]
    return { ticket: 200_000 + index, state, status, text: cells.map(quoted).join(',') }
  })
}

/** The file as bytes: byte order mark, CRLF. */
export const fileOf = (rows: readonly Pick<FileRow, 'text'>[]): Buffer =>
  Buffer.from(`\uFEFF${[FILE_HEADER, ...rows.map(({ text }) => text)].join('\r\n')}\r\n`)
