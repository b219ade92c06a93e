import type { Metadata } from 'next'
import { CaseScreen } from '@/complaints/components/case-screen'
import { caseView } from '@/complaints/queries/case'
import { page } from '@/identity/guard'
import { actorId } from '@/platform/context'

type Params = { number: string }

export async function generateMetadata({ params }: { params: Promise<Params> }): Promise<Metadata> {
  return { title: decodeURIComponent((await params).number) }
}

export default page<'complaint.view', Params>('complaint.view', async ({ ctx, params }) => {
  const view = await caseView(ctx, decodeURIComponent(params.number))
  return <CaseScreen view={view} userKey={actorId(ctx) ?? ''} />
})
