'use client'

import { useState } from 'react'
import type { Receipt } from '../rules/receipt'
import { IntakeForm, type IntakeFormProps } from './intake-form'
import { IntakeReceipt } from './intake-receipt'

/** The form, and after it the receipt; the next case gets a fresh form. */
export function IntakeScreen({
  clerkName,
  ...form
}: Omit<IntakeFormProps, 'onLogged'> & { clerkName: string }) {
  const [logged, setLogged] = useState<{ receipt: Receipt; files: readonly File[] } | null>(null)
  if (logged) return <IntakeReceipt {...logged} clerkName={clerkName} onNext={() => setLogged(null)} />
  return <IntakeForm {...form} onLogged={(receipt, files) => setLogged({ receipt, files })} />
}
