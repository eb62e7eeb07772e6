// Azurite, whose clock tests can put forward: a line with milliseconds on standard input does it and is echoed.
// With CLOCK_FASTER its clock runs that many times as fast as a real one.
// It ends when standard input does, so also with a test run that is killed.
const RealDate = Date;
const begun = RealDate.now();
const faster = Number(process.env.CLOCK_FASTER ?? 1);
let ahead = 0;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length > 0 ? parts : [Date.now()]));
  }

  static now() {
    return Math.round(begun + (RealDate.now() - begun) * faster + ahead);
  }
};

const lines = require('node:readline').createInterface({ input: process.stdin });
lines.on('line', line => {
  ahead += Number(line);
  console.log(line);
});
lines.on('close', () => process.exit());

require('azurite/dist/src/azurite.js');
