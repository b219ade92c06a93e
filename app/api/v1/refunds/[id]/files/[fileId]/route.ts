import { z } from 'zod'
import { route } from '@/identity/guard'
import { readEvidence } from '@/refunds/service/files'

/** Evidence of a billing error. Images may be shown in the page, everything else is saved; nothing in it can run. */
export const GET = route<'refund.view', { id: string; fileId: string }>(
  'refund.view',
  async ({ ctx, params }) => {
    const outcome = await readEvidence(ctx, z.uuid().parse(params.id), z.uuid().parse(params.fileId))
    if (!outcome.ok) return outcome
    const { name, mime, bytes } = outcome.value
    const disposition = mime.startsWith('image/') ? 'inline' : 'attachment'
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': mime,
        'content-length': String(bytes.length),
        'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-store',
      },
    })
  },
)
