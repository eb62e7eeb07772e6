// Azurite, whose clock tests can put forward: a line with milliseconds on standard input does it and is echoed.
// It ends when standard input does, so also with a test run that is killed.
const RealDate = Date;
let ahead = 0;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : [RealDate.now() + ahead]));
  }

  static now() {
    return RealDate.now() + ahead;
  }
};

const lines = require('node:readline').createInterface({ input: process.stdin });
lines.on('line', line => {
  ahead += Number(line);
  console.log(line);
});
lines.on('close', () => process.exit());

require('azurite/dist/src/azurite.js');
