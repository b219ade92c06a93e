import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { MatterScreen } from '@/matters/components/matter-screen'
import { matterView } from '@/matters/queries/matter-view'

export async function generateMetadata() {
  return { title: (await getTranslations('matters'))('title') }
}

/** Any matter by its number or id: what it is, what is owed on it, what happened. */
export default page<'obligation.explain', { id: string }>('obligation.explain', async ({ ctx, params }) => (
  <MatterScreen view={await matterView(ctx, decodeURIComponent(params.id))} />
))
