import type { Tx } from '@/platform/context'
import type { AnswerWords } from '../rules/answer-words'
import type { ServiceType } from '../rules/lists'

/** Words that count and the time for an answer, of one version. */
export type ConsentSetting = {
  readonly version: number
  readonly windowMinutes: number
  readonly confirmTypes: readonly ServiceType[]
  readonly words: AnswerWords
  readonly createdBy: string | null
  readonly createdAt: Date
}

type Row = {
  version: number
  windowMinutes: number
  confirmTypes: string[]
  yesWords: string[]
  noWords: string[]
  cancelWords: string[]
  createdBy: string | null
  createdAt: Date
}

const settingOf = ({ yesWords, noWords, cancelWords, confirmTypes, ...row }: Row): ConsentSetting => ({
  ...row,
  confirmTypes: confirmTypes as ServiceType[],
  words: { yes: yesWords, no: noWords, cancel: cancelWords },
})

/** The newest setting; the migration has put the first one there. */
export async function currentSetting(tx: Tx): Promise<ConsentSetting> {
  return settingOf(await tx.consentSetting.findFirstOrThrow({ orderBy: { version: 'desc' } }))
}

/** The setting an order was asked under. */
export async function settingOfVersion(tx: Tx, version: number): Promise<ConsentSetting> {
  return settingOf(await tx.consentSetting.findUniqueOrThrow({ where: { version } }))
}

/** All settings there have been, the newest first. */
export async function settingHistory(tx: Tx): Promise<ConsentSetting[]> {
  return (await tx.consentSetting.findMany({ orderBy: { version: 'desc' }, take: 50 })).map(settingOf)
}

export async function insertSetting(tx: Tx, setting: ConsentSetting): Promise<void> {
  await tx.consentSetting.create({
    data: {
      version: setting.version,
      windowMinutes: setting.windowMinutes,
      confirmTypes: [...setting.confirmTypes],
      yesWords: [...setting.words.yes],
      noWords: [...setting.words.no],
      cancelWords: [...setting.words.cancel],
      createdBy: setting.createdBy,
      createdAt: setting.createdAt,
    },
  })
}
