import type { LocalText } from '@/kernel/text'
import type { CommitmentSeed, Floor, FloorPart, ProgrammeSeed } from '../rules/catalogue-types'
import { EVERY_CASE } from '../rules/rule'
import { LEGAL_FLOORS_CN } from './floors'

const NAME: LocalText = {
  'zh-CN': '中国法律法规要求',
  'zh-TW': '中國法律法規要求',
  en: 'What Chinese law requires',
}
const SLOGAN: LocalText = {
  'zh-CN': '承诺不得低于法律',
  'zh-TW': '承諾不得低於法律',
  en: 'No promise below the law',
}
const EVIDENCE: LocalText = {
  'zh-CN': '工单、记录与时间戳',
  'zh-TW': '工單、紀錄與時間戳記',
  en: 'Cases, records and their times',
}
const NO_REMEDY: LocalText = {
  'zh-CN': '法律未规定对用户的补救；监管机构可依法处理',
  'zh-TW': '法律未規定對用戶的補救；主管機關可依法處理',
  en: 'The law names no remedy for the customer; the regulator may act',
}
const REMEDY: LocalText = {
  'zh-CN': '按条文所列补救办理',
  'zh-TW': '按條文所列補救辦理',
  en: 'The remedy of the article is due',
}

/** What the article says, and where it applies when only a part of the customers is meant. */
function wordsOf(floor: Floor, part: FloorPart | undefined): LocalText {
  const place = part?.appliesTo
  if (!place) return floor.text
  return {
    'zh-CN': `${floor.text['zh-CN']}（${place['zh-CN']}）`,
    'zh-TW': `${floor.text['zh-TW']}（${place['zh-TW']}）`,
    en: `${floor.text.en} (${place.en})`,
  }
}

function rowOf(floor: Floor, code: string, parts: readonly FloorPart[]): CommitmentSeed {
  const [first] = parts
  const speaksOfComplaints = parts.some(({ rule }) => JSON.stringify(rule).includes('complaint.'))
  return {
    code,
    area: { angle: 'responsible', field: speaksOfComplaints ? 'complaints' : 'all' },
    text: wordsOf(floor, first),
    evidence: EVIDENCE,
    ifBroken: { text: floor.remedy.type === 'none' ? NO_REMEDY : REMEDY, provenance: 'source' },
    rules: parts.map(({ rule }) => rule),
    scope: first?.scope ?? EVERY_CASE,
    target: { percent: 100 },
    ladder: [],
    remedy: floor.remedy,
    consequence: { type: 'none' },
    source: { ...floor.source, title: floor.article },
    validFrom: floor.validFrom,
    entryState: parts.length > 0 ? 'full' : 'principle',
    ownChoice: [],
    ...(floor.note ? { note: floor.note } : {}),
  }
}

/** One row per article; an article whose parts bind different customers becomes a row for each of them. */
function rowsOf(floor: Floor): CommitmentSeed[] {
  const groups = new Map<string, FloorPart[]>()
  for (const part of floor.parts) {
    const key = JSON.stringify([part.scope, part.appliesTo])
    groups.set(key, [...(groups.get(key) ?? []), part])
  }
  if (groups.size <= 1) return [rowOf(floor, floor.code, floor.parts)]
  return [...groups.values()].map((parts, index) => rowOf(floor, `${floor.code}.${index + 1}`, parts))
}

/** The law as a programme, so that its duties are owed and measured beside the carrier's own promises. */
export function lawProgramme(): ProgrammeSeed {
  return {
    code: 'CN',
    carrier: NAME,
    name: NAME,
    slogan: SLOGAN,
    years: [2005, 2016, 2021],
    publishedOn: null,
    angles: ['responsible'],
    phases: [],
    lineage: [],
    source: { title: NAME, date: null, ref: 'CN' },
    commitments: LEGAL_FLOORS_CN.flatMap(rowsOf),
    titledOnly: [],
  }
}
