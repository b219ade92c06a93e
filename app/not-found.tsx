import { PageNotFound } from '@/ui/page-not-found'

export default function NotFound() {
  return <PageNotFound />
}
