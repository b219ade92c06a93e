'use client'

import { SignOutForm } from '@/ui/sign-out-form'

/** Entry of the person's menu that ends the session and leaves nothing typed behind in this browser. */
export function SignOutEntry() {
  return <SignOutForm action={endSession} />
}

async function endSession() {
  const { signOut } = await import('next-auth/react')
  await signOut({ callbackUrl: '/sign-in' })
}
