import type { LocalText } from '@/kernel/text'
import type { PersonRole, UnitKind } from '@/organisation/rules/roles'

/** The demonstration carrier: invented names, a shape like a real province's. */
export type DemoUnit = {
  readonly code: string
  readonly parent: string | null
  readonly kind: UnitKind
  readonly name: LocalText
  readonly isNetworkTeam?: boolean
  /** Customers at the beginning, for branches that count them. */
  readonly users?: number
}

export type DemoPerson = {
  readonly username: string
  readonly role: PersonRole
  readonly unit: string
  readonly name?: string
}

/** How a city branch works: share of the complaints, median hours to a reply, how often one is forgotten for days. */
export type DemoCity = {
  readonly code: string
  readonly name: LocalText
  readonly counties: readonly { readonly code: string; readonly name: LocalText; readonly users: number }[]
  readonly users: number
  readonly weight: number
  readonly medianReplyHours: number
  readonly forgottenShare: number
}

const text = (cn: string, tw: string, en: string): LocalText => ({ 'zh-CN': cn, 'zh-TW': tw, en })

export const CITIES: readonly DemoCity[] = [
  {
    code: 'PC',
    name: text('平川市分公司', '平川市分公司', 'Pingchuan branch'),
    users: 1_860_000,
    weight: 5,
    medianReplyHours: 9,
    forgottenShare: 0.02,
    counties: [
      { code: 'PC_XH', name: text('西河县分公司', '西河縣分公司', 'Xihe county'), users: 320_000 },
      { code: 'PC_DS', name: text('东山县分公司', '東山縣分公司', 'Dongshan county'), users: 275_000 },
      { code: 'PC_LT', name: text('龙塘区分公司', '龍塘區分公司', 'Longtang district'), users: 410_000 },
    ],
  },
  {
    code: 'YZ',
    name: text('云州市分公司', '雲州市分公司', 'Yunzhou branch'),
    users: 1_240_000,
    weight: 3.4,
    medianReplyHours: 7,
    forgottenShare: 0.008,
    counties: [
      { code: 'YZ_BH', name: text('北湖县分公司', '北湖縣分公司', 'Beihu county'), users: 260_000 },
      { code: 'YZ_NQ', name: text('南桥县分公司', '南橋縣分公司', 'Nanqiao county'), users: 190_000 },
    ],
  },
  {
    code: 'JL',
    name: text('江临市分公司', '江臨市分公司', 'Jianglin branch'),
    users: 980_000,
    weight: 2.8,
    medianReplyHours: 13,
    forgottenShare: 0.035,
    counties: [
      { code: 'JL_SG', name: text('石谷县分公司', '石谷縣分公司', 'Shigu county'), users: 210_000 },
      { code: 'JL_CP', name: text('长坪县分公司', '長坪縣分公司', 'Changping county'), users: 165_000 },
    ],
  },
  {
    code: 'HL',
    name: text('海陵市分公司', '海陵市分公司', 'Hailing branch'),
    users: 760_000,
    weight: 2,
    medianReplyHours: 6,
    forgottenShare: 0.004,
    counties: [
      { code: 'HL_GT', name: text('港头县分公司', '港頭縣分公司', 'Gangtou county'), users: 150_000 },
      { code: 'HL_YF', name: text('盐丰县分公司', '鹽豐縣分公司', 'Yanfeng county'), users: 130_000 },
    ],
  },
  {
    code: 'QC',
    name: text('青川市分公司', '青川市分公司', 'Qingchuan branch'),
    users: 540_000,
    weight: 1.4,
    medianReplyHours: 15,
    forgottenShare: 0.05,
    counties: [
      { code: 'QC_WL', name: text('望岭县分公司', '望嶺縣分公司', 'Wangling county'), users: 120_000 },
      { code: 'QC_SY', name: text('松阳县分公司', '松陽縣分公司', 'Songyang county'), users: 98_000 },
    ],
  },
  {
    code: 'NA',
    name: text('宁安市分公司', '寧安市分公司', 'Ningan branch'),
    users: 430_000,
    weight: 1,
    medianReplyHours: 10,
    forgottenShare: 0.015,
    counties: [{ code: 'NA_HX', name: text('和溪县分公司', '和溪縣分公司', 'Hexi county'), users: 88_000 }],
  },
]

const HALL_NAMES: readonly (readonly [string, string, string])[] = [
  ['人民路营业厅', '人民路門市', 'Renmin Road hall'],
  ['中心广场营业厅', '中心廣場門市', 'Central Square hall'],
]
const hallName = (city: LocalText, [cn, tw, en]: readonly [string, string, string]): LocalText => {
  const short = (name: string) => name.replace(/(分公司| branch| county| district)$/, '')
  return text(`${short(city['zh-CN'])}${cn}`, `${short(city['zh-TW'])}${tw}`, `${short(city.en)} ${en}`)
}

export const ROOT = 'HX'
export const PROVINCE = 'HX_DY'
export const HOTLINE = 'HX_10080'

/** All units, a parent before its children. */
export function demoUnits(): DemoUnit[] {
  const units: DemoUnit[] = [
    { code: ROOT, parent: null, kind: 'carrier', name: text('华信通信', '華信通信', 'Huaxin Telecom') },
    {
      code: PROVINCE,
      parent: ROOT,
      kind: 'province',
      name: text('东原省公司', '東原省公司', 'Dongyuan province'),
    },
    {
      code: HOTLINE,
      parent: PROVINCE,
      kind: 'hotline',
      name: text('10080客服热线', '10080客服專線', '10080 hotline'),
    },
    {
      code: 'HX_QS',
      parent: PROVINCE,
      kind: 'department',
      name: text('服务质量部', '服務品質部', 'Service quality department'),
    },
    {
      code: 'HX_MK',
      parent: PROVINCE,
      kind: 'department',
      name: text('市场部', '行銷部', 'Marketing department'),
    },
  ]
  for (const city of CITIES) {
    units.push({ code: city.code, parent: PROVINCE, kind: 'city_branch', name: city.name, users: city.users })
    units.push({
      code: `${city.code}_NET`,
      parent: city.code,
      kind: 'department',
      isNetworkTeam: true,
      name: hallName(city.name, ['网络通信保障组', '網路通信保障組', 'network assurance team']),
    })
    HALL_NAMES.forEach((name, i) => {
      units.push({
        code: `${city.code}_H${i + 1}`,
        parent: city.code,
        kind: 'hall',
        name: hallName(city.name, name),
      })
    })
    units.push({
      code: `${city.code}_AG`,
      parent: city.code,
      kind: 'agent',
      name: hallName(city.name, ['便民代办点', '便民經銷點', 'neighbourhood agent']),
    })
    for (const county of city.counties) {
      units.push({
        code: county.code,
        parent: city.code,
        kind: 'county_branch',
        name: county.name,
        users: county.users,
      })
      units.push({
        code: `${county.code}_H1`,
        parent: county.code,
        kind: 'hall',
        name: hallName(county.name, ['城关营业厅', '城關門市', 'town hall']),
      })
    }
  }
  return units
}

/** Clerks in a unit that takes complaints. */
export const clerksOf = (kind: UnitKind): number => (kind === 'hotline' ? 8 : kind === 'hall' ? 3 : 0)

/** People with user names that are easy to remember, one a role, all in the first city. */
export const SIGN_INS: readonly DemoPerson[] = [
  { username: 'clerk', role: 'service_staff', unit: 'PC_H1', name: '林晓梅' },
  { username: 'hall', role: 'hall_manager', unit: 'PC_H1', name: '陈国强' },
  { username: 'branch', role: 'branch_manager', unit: 'PC', name: '周志远' },
  { username: 'gm', role: 'executive', unit: ROOT, name: '沈立群' },
  { username: 'quality', role: 'quality_officer', unit: ROOT, name: '吴雅琴' },
  { username: 'supervisor', role: 'social_supervisor', unit: ROOT, name: '郑树仁' },
  { username: 'auditor', role: 'auditor', unit: ROOT, name: '何静' },
  { username: 'finance', role: 'finance_officer', unit: ROOT, name: '方静怡' },
  { username: 'admin', role: 'administrator', unit: ROOT, name: '罗文' },
]

export const DEMO_PASSWORD = 'promise-2026'

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'
const GIVEN = [
  '伟',
  '芳',
  '娜',
  '秀英',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '秀兰',
  '霞',
  '平',
  '刚',
  '桂英',
  '文静',
  '建华',
  '志强',
  '晓燕',
  '海燕',
  '春梅',
  '国平',
  '雪',
  '佳怡',
  '子涵',
  '思远',
  '欣',
  '俊',
  '宇航',
  '梦洁',
  '晨',
  '丹',
]

/** A name for the n-th person; the same n has the same name. */
export function nameOf(n: number): string {
  return `${SURNAMES[(n * 37) % SURNAMES.length]}${GIVEN[(n * 17 + Math.floor(n / SURNAMES.length)) % GIVEN.length]}`
}
