import { versionsInForce } from '@/commitments/store/in-force'
import type { SubjectView } from '@/obligations/rules/subject'
import { engineConfig } from '@/obligations/store/config'
import type { Ctx } from '@/platform/context'
import { type RefundDue, refundDue, type WrongCharge } from '../rules/refund-due'
import type { ErrorRow } from '../store/errors'

/** Works out what is due for wrong charges by the promises in force when each was made; loads rules once. */
export async function dueCalculator(
  ctx: Ctx,
): Promise<(subject: DueSubject, charge: WrongCharge, knownAt: Date) => RefundDue> {
  const [versions, config] = [await versionsInForce(ctx), await engineConfig(ctx)]
  return (subject, charge, knownAt) => {
    const view: SubjectView = {
      kind: 'billing_error',
      classCode: subject.classCode,
      alsoClasses: subject.alsoClasses,
      channel: subject.channel ?? 'hall',
      brand: subject.brand,
      customerClass: subject.customerClass,
      unitId: subject.unitId,
      ownerId: null,
    }
    const unitCodes = config.unit(subject.unitId).codesAt(charge.chargedAtMs)
    return refundDue(versions, view, unitCodes, charge, knownAt.getTime())
  }
}

export type DueSubject = Pick<
  ErrorRow,
  'classCode' | 'alsoClasses' | 'channel' | 'brand' | 'customerClass' | 'unitId'
>
