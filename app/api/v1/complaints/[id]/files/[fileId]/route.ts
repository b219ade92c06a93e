import { z } from 'zod'
import { readCaseFile } from '@/complaints/service/files'
import { route } from '@/identity/guard'

/**
 * A file of a case. Images may be shown in the page, everything else is saved; nothing in it can run or be taken for
 * something else.
 */
export const GET = route<'complaint.view', { id: string; fileId: string }>(
  'complaint.view',
  async ({ ctx, params }) => {
    const outcome = await readCaseFile(ctx, z.uuid().parse(params.id), z.uuid().parse(params.fileId))
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
