'use client'

/**
 * Last resort when the root layout itself failed: no texts, no styles and no language can be relied on, so it says
 * the same in all three languages.
 */
export default function GlobalError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return (
    <html lang="zh-CN">
      <body style={{ fontFamily: 'sans-serif', maxWidth: '32rem', margin: '4rem auto', padding: '0 1rem' }}>
        <h1>践诺 Jiannuo</h1>
        <p>系统暂时无法打开页面，已保存的资料没有丢失，请重试。</p>
        <p lang="zh-TW">系統暫時無法開啟頁面，已儲存的資料沒有遺失，請重試。</p>
        <p lang="en">
          The system cannot open the page at the moment. Nothing saved is lost. Please try again.
        </p>
        {error.digest ? <p>{error.digest}</p> : null}
        <button type="button" onClick={retry}>
          重试 / 重試 / Try again
        </button>
      </body>
    </html>
  )
}
