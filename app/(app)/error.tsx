'use client'

import { PageError } from '@/ui/page-error'

export default function AppError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return <PageError reference={error.digest} onRetry={retry} />
}
