/** The character table Traditional to Simplified: `繁 简|…`, the usual one of several first. */
declare module 'opencc-js/dict/TSCharacters' {
  const table: string
  export default table
}
