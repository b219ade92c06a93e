import type { Metadata } from 'next'
import { page } from '@/identity/guard'
import { ErrorScreen } from '@/refunds/components/error-screen'
import { errorView } from '@/refunds/queries/one'

type Params = { number: string }

export async function generateMetadata({ params }: { params: Promise<Params> }): Promise<Metadata> {
  return { title: decodeURIComponent((await params).number) }
}

/** One billing error, by its number or its id. */
export default page<'refund.view', Params>('refund.view', async ({ ctx, params }) => (
  <ErrorScreen view={await errorView(ctx, decodeURIComponent(params.number))} />
))
