import { foldValue } from './values'

/** What a column of a file can be to us, in the order of the mapping screen. */
export const FIELDS = [
  'ticket',
  'words',
  'date',
  'time',
  'otherDate',
  'branch',
  'channel',
  'status',
  'closedDate',
  'closedTime',
  'class',
  'kind',
  'city',
  'zip',
  'onBehalf',
  'phone',
  'customerName',
  'brand',
] as const
export type Field = (typeof FIELDS)[number]

/** Without these no row can be taken. */
export const NEEDED_FIELDS: readonly Field[] = ['words', 'date']

const HEADERS: Readonly<Record<Field, string>> = {
  ticket:
    'ticket #|ticket|ticket no|ticket number|ticket id|case|case id|case number|id|no|number|reference|工单号|工单编号|受理号|投诉编号|编号|流水号|单号|工單號|工單編號|受理編號|編號|單號|流水號',
  words:
    'customer complaint|complaint|complaint text|description|content|text|issue|subject|summary|words|details|投诉内容|内容|客户诉求|诉求|问题描述|描述|反映内容|投訴內容|內容|客戶訴求|訴求|問題描述|客訴內容',
  date: 'date|received|received at|received on|complaint date|created|created at|date received|opened|投诉时间|受理时间|受理日期|投诉日期|日期|接收时间|创建时间|投訴時間|客訴時間|客訴日期|受理時間|投訴日期|建立時間',
  time: 'time|time received|complaint time|时间|時間|时刻|受理时刻',
  otherDate: 'date_month_year|date month year|date 2|full date|second date|日期2|日期（另一种写法）|另一日期',
  branch:
    'state|branch|branch code|region|province|office|unit|city branch|分公司|地市|地市分公司|归属分公司|归属地市|市州|省份|省|单位|州|區域|分公司代碼|單位|所屬分公司',
  channel: 'received via|channel|source|via|intake channel|受理渠道|渠道|来源|受理方式|受理管道|管道|來源',
  status: 'status|state of case|case status|状态|工单状态|办理状态|處理狀態|狀態|工單狀態',
  closedDate:
    'closed|closed at|closed on|date closed|resolved at|closing date|办结时间|办结日期|关闭时间|结案时间|辦結時間|結案時間|關閉時間',
  closedTime: 'closed time|time closed|办结时刻|結案時刻',
  class:
    'class|category|type of complaint|complaint type|issue type|投诉类别|投诉分类|类别|分类|业务类型|問題類別|投訴類別|客訴類別|類別|分類',
  kind: 'kind|case kind|工单类型|案件类型|受理类型|案件類型|受理類型',
  city: 'city|town|place|address|城市|地区|区县|地址|地点|縣市|地區|地點',
  zip: 'zip code|zip|postcode|postal code|邮编|邮政编码|郵遞區號',
  onBehalf:
    'filing on behalf of someone|on behalf|on behalf of|代他人投诉|是否代办|代理人|代他人投訴|是否代辦',
  phone:
    'phone|phone number|customer phone|mobile|msisdn|号码|手机号|手机号码|客户号码|投诉号码|联系电话|電話|手機號碼|客戶號碼|聯絡電話',
  customerName: 'name|customer name|customer|客户姓名|姓名|客户名称|客戶姓名|客戶名稱',
  brand: 'brand|品牌|客户品牌|客戶品牌',
}

const fieldByHeader = new Map(
  (Object.entries(HEADERS) as [Field, string][]).flatMap(([field, names]) =>
    names.split('|').map((name) => [foldHeader(name), field] as const),
  ),
)

function foldHeader(header: string): string {
  return foldValue(header)
    .replace(/[_*:#()（）\s-]+/g, ' ')
    .trim()
}

export type Columns = Readonly<Partial<Record<Field, string>>>

/** Which column is what, by the headers. Each field gets the first column that is called so. */
export function suggestColumns(headers: readonly string[]): Columns {
  const columns: Partial<Record<Field, string>> = {}
  for (const header of headers) {
    const field = fieldByHeader.get(foldHeader(header))
    if (field && columns[field] === undefined) columns[field] = header
  }
  return columns
}

/** Headers that can be told apart: blank ones get a number, repeated ones too. */
export function namedHeaders(cells: readonly string[]): string[] {
  const used = new Set<string>()
  return cells.map((cell, index) => {
    const base = cell.normalize('NFC').replace(/\s+/g, ' ').trim() || `#${index + 1}`
    let name = base
    for (let count = 2; used.has(name); count += 1) name = `${base} (${count})`
    used.add(name)
    return name
  })
}
