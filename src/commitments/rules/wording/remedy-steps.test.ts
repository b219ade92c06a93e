import { expect, test } from 'vitest'
import { remedyAmount } from '../remedy-amount'
import { remedyStepsInWords } from './remedy-steps'

const worked = remedyAmount(
  { type: 'multiple', base: 'overcharge', factor: 1.5, currency: 'CNY' },
  { currency: 'CNY', bases: { overcharge: 1235n } },
)
const steps = 'steps' in worked ? worked.steps : []

test('an amount is explained in three languages', () => {
  expect(remedyStepsInWords(steps, 'CNY', 'zh-CN')).toEqual([
    '计算基数：多收金额¥12.35。',
    '按1.5倍计算：¥18.525。',
    '最后四舍五入到最小货币单位：¥18.525记为¥18.53。',
  ])
  expect(remedyStepsInWords(steps, 'CNY', 'en')[1]).toBe('Times 1.5: ¥18.525.')
  expect(remedyStepsInWords(steps, 'CNY', 'zh-TW')[0]).toContain('計算基數')
})

test('why nothing is due is said too', () => {
  const nothing = remedyAmount(
    { type: 'multiple', base: 'overcharge', factor: 2, currency: 'CNY' },
    { currency: 'CNY', bases: { overcharge: -100n } },
  )
  const said = 'steps' in nothing ? remedyStepsInWords(nothing.steps, 'CNY', 'zh-CN') : []
  expect(said[0]).toContain('没有多收，应返还0')
})
