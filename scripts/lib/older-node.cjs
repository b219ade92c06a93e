// Loaded before Prisma's generator on Node 20.9 to 20.11, which lack what it uses to colour its messages.
const util = require('node:util')

// Without colours the text stays as it is.
if (!util.styleText) util.styleText = (_format, text) => text
