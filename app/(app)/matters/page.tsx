import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { MatterListScreen } from '@/matters/components/matter-list-screen'
import { readAddress } from '@/matters/queries/list-address'
import { listMatters } from '@/matters/queries/lists'

const PATH = '/matters'

export async function generateMetadata() {
  return { title: (await getTranslations('matters'))('title') }
}

/** All matters by their filters, or exactly those behind a figure; each reader sees the types and units of their roles. */
export default page('obligation.explain', async ({ ctx, searchParams }) => {
  const address = readAddress(searchParams)
  return <MatterListScreen path={PATH} address={address} page={await listMatters(ctx, address, PATH)} />
})
