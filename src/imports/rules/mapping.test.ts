import { describe, expect, test } from 'vitest'
import { OrgTree, type OrgUnit } from '@/organisation/rules/org-tree'
import { codeFromName, proposeBranches } from './branches'
import type { RawRow } from './csv'
import { EncodingDetector } from './encoding'
import { namedHeaders, suggestColumns } from './fields'
import { Profiler } from './profile'
import { proposeMapping } from './propose'
import { rowReader, understandRow } from './understand'
import { zoneOfState } from './us-states'

const unit = (code: string, parent: OrgUnit | null, name = code): OrgUnit => ({
  id: code,
  parentId: parent?.id ?? null,
  kind: parent ? 'city_branch' : 'carrier',
  code,
  name: { 'zh-CN': name, 'zh-TW': name, en: code },
  path: parent ? `${parent.path}.${code}` : code,
  timeZone: 'America/New_York',
  calendarId: null,
  isNetworkTeam: false,
  phone: null,
  closedAt: null,
})
const root = unit('CC', null)
const tree = new OrgTree([root, unit('ZZ', root, '郑州分公司')])
const NOW = new Date('2026-01-01T00:00:00Z')
const FCC = [
  'Ticket #',
  'Customer Complaint',
  'Date',
  'Date_month_year',
  'Time',
  'Received Via',
  'City',
  'State',
  'Zip code',
  'Status',
  'Filing on Behalf of Someone',
]
const ROW = [
  '250635',
  'Comcast Cable Internet Speeds',
  '22-04-15',
  '22-Apr-15',
  '3:53:50 PM',
  'Customer Care Call',
  'Abingdon',
  'Maryland',
  '21009',
  'Closed',
  'No',
]

function profileOf(headers: readonly string[], rows: readonly (readonly string[])[]) {
  const profiler = new Profiler(headers)
  for (const [index, cells] of rows.entries()) profiler.add({ line: index + 2, cells, fault: null })
  return profiler.result()
}
function understood(
  cells: readonly string[],
  change: Partial<ReturnType<typeof proposeMapping>> = {},
  fault: RawRow['fault'] = null,
) {
  const mapping = { ...proposeMapping(profileOf(FCC, [ROW]), tree, root, { preset: 'fcc' }), ...change }
  return understandRow({ line: 2, cells, fault }, rowReader(mapping, FCC), NOW)
}
const withCell = (header: string, value: string) =>
  ROW.map((cell, index) => (FCC[index] === header ? value : cell))
const problems = (cells: readonly string[], change = {}) => {
  const result = understood(cells, change)
  return result.ok ? [] : result.problems.map(({ field, code }) => `${field}:${code}`)
}

describe('what a row means', () => {
  test("the regulator's file as it stands", () => {
    const result = understood(ROW)
    expect(result).toMatchObject({
      ok: true,
      row: {
        ticket: '250635',
        receivedAt: new Date('2015-04-22T19:53:50Z'),
        channel: 'hotline',
        status: 'closed',
        closedAt: null,
        classCode: 'network.speed',
        place: 'Abingdon 21009',
        onBehalf: false,
        branch: { to: 'new', code: 'MARYLAND', timeZone: 'America/New_York' },
        notes: ['closing_time_unknown'],
      },
    })
  })

  test('two date columns that differ: one wins with a note, or the row waits', () => {
    const cells = withCell('Date_month_year', '23-Apr-15')
    expect(understood(cells)).toMatchObject({
      ok: true,
      row: { receivedAt: new Date('2015-04-22T19:53:50Z') },
    })
    expect(understood(cells, { dateWins: 'otherDate' })).toMatchObject({
      row: { receivedAt: new Date('2015-04-23T19:53:50Z'), notes: expect.arrayContaining(['dates_differ']) },
    })
    expect(problems(cells, { dateWins: 'reject' })).toEqual(['date:dates_differ'])
  })

  test('day and month exchanged back only when asked for', () => {
    const cells = withCell('Date', '04-08-15').map((cell, index) =>
      FCC[index] === 'Date_month_year' ? '04-Aug-15' : cell,
    )
    expect(understood(cells)).toMatchObject({ row: { receivedAt: new Date('2015-08-04T19:53:50Z') } })
    expect(understood(cells, { swapSmallDays: true })).toMatchObject({
      row: {
        receivedAt: new Date('2015-04-08T19:53:50Z'),
        notes: expect.arrayContaining(['day_month_exchanged']),
      },
    })
  })

  test('all problems of a row at once', () => {
    const cells = ['', '', '31-02-15', '', '25:30', 'Pigeon', '', 'Atlantis', '', 'Lost', '']
    expect(problems(cells).sort()).toEqual([
      'branch:branch_unknown',
      'channel:channel_unknown',
      'date:date_unreadable',
      'status:status_unknown',
      'ticket:ticket_missing',
      'words:words_missing',
    ])
    expect(problems(withCell('Time', '25:30'))).toEqual(['time:time_unreadable'])
    expect(problems(withCell('State', ''))).toEqual(['branch:branch_missing'])
    expect(problems([...ROW, 'more'])).toEqual(['null:too_many_cells'])
    expect(problems([...ROW, ' '])).toEqual([])
    expect(
      problems(
        withCell('Date', '22-04-26').map((cell, index) => (FCC[index] === 'Date_month_year' ? '' : cell)),
      ),
    ).toEqual(['date:received_in_future'])
  })

  test('identity and card numbers never reach the words', () => {
    const result = understood(withCell('Customer Complaint', 'card 4111111111111111, id 11010519491231002X'))
    expect(result).toMatchObject({
      row: {
        words: 'card 4111********1111, id 110***********002X',
        notes: expect.arrayContaining(['number_masked']),
      },
    })
  })
})

describe('proposals', () => {
  test('columns by their headers in three languages', () => {
    expect(
      suggestColumns(['工单编号', '投诉内容', '受理时间', '分公司', '渠道', '状态', '手机号码', '办结时间']),
    ).toMatchObject({
      ticket: '工单编号',
      words: '投诉内容',
      date: '受理时间',
      branch: '分公司',
      channel: '渠道',
      status: '状态',
      phone: '手机号码',
      closedDate: '办结时间',
    })
    expect(suggestColumns(['工單編號', '客訴內容', '受理時間', '狀態'])).toMatchObject({
      ticket: '工單編號',
      words: '客訴內容',
      date: '受理時間',
      status: '狀態',
    })
    expect(Object.keys(suggestColumns(FCC)).length).toBe(FCC.length)
    expect(namedHeaders(['a', '', 'a'])).toEqual(['a', '#2', 'a (2)'])
  })

  test('branches: spellings that are one, units that exist, codes from names, zones of states', () => {
    const choices = proposeBranches(
      ['District Of Columbia', 'District of Columbia', '郑州', 'Tennessee', '开封'],
      tree,
      root,
    )
    expect(choices).toEqual({
      'district of columbia': {
        to: 'new',
        code: 'DISTRICT_OF_COLUMBIA',
        name: 'District Of Columbia',
        timeZone: 'America/New_York',
      },
      郑州: { to: 'unit', unitId: 'ZZ', timeZone: 'America/New_York' },
      tennessee: { to: 'new', code: 'TENNESSEE', name: 'Tennessee', timeZone: 'America/Chicago' },
      开封: { to: 'new', code: 'KAIFENG', name: '开封', timeZone: 'America/New_York' },
    })
    expect(proposeBranches(['cc', 'C.C.'], tree, root)).toMatchObject({
      cc: { to: 'unit', unitId: 'CC' },
      'c.c.': { code: 'C_C' },
    })
    expect(codeFromName('***')).toBe('BRANCH')
    expect([zoneOfState('arizona'), zoneOfState('AZ'), zoneOfState('Bavaria')]).toEqual([
      'America/Phoenix',
      'America/Phoenix',
      undefined,
    ])
  })

  test('a file whose small days are just the months of the rest has been exchanged before', () => {
    const rows = [
      ...Array.from({ length: 30 }, (_, index) => [`${13 + (index % 15)}-0${4 + (index % 3)}-15`]),
      ...Array.from({ length: 30 }, (_, index) => [
        `0${4 + (index % 3)}-${String(1 + (index % 12)).padStart(2, '0')}-15`,
      ]),
    ]
    expect(profileOf(['Date'], rows).columns[0]?.dates).toEqual({
      order: 'dmy',
      smallDays: 30,
      looksSwapped: true,
    })
    const honest = Array.from({ length: 60 }, (_, index) => [
      `${String(1 + (index % 28)).padStart(2, '0')}-0${4 + (index % 3)}-15`,
    ])
    expect(profileOf(['Date'], honest).columns[0]?.dates).toMatchObject({ order: 'dmy', looksSwapped: false })
  })

  test('encodings', () => {
    const told = (...pieces: Uint8Array[]) => {
      const detector = new EncodingDetector()
      for (const piece of pieces) detector.push(piece)
      return detector.result()
    }
    const gb = Uint8Array.from([0xcd, 0xb6, 0xcb, 0xdf, 0x2c, 0xc4, 0xda, 0xc8, 0xdd, 0x0a])
    expect(told(Buffer.from('投诉,内容\n'))).toBe('utf-8')
    expect(told(Buffer.from('投').subarray(0, 2), Buffer.from('投').subarray(2))).toBe('utf-8')
    expect(told(Buffer.from('plain, '), gb)).toBe('gb18030')
    expect(told(gb.subarray(0, 1), gb.subarray(1))).toBe('gb18030')
    expect(told(Uint8Array.from([0xff, 0xfe, 0x41, 0]))).toBe('utf-16le')
    expect(told(Buffer.from('caf\xe9 ,x', 'latin1'))).toBe('windows-1252')
    expect(told(Uint8Array.from([1, 0, 2]))).toBeNull()
  })
})
