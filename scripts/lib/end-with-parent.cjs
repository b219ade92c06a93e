// Loaded before web and worker: when the process that started them is gone (even by kill -9), they end too.
if (process.channel) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(1), 8000).unref()
  })
  // The channel is only there to notice the end; it must not keep the process alive.
  process.channel.unref()
}
