import { expect, test } from '@jest/globals';
import { BoundedLog } from '../../../src/runner/bounded-log.ts';

test.each(['/dev/full', '/nowhere/e2e.log'])('a log that cannot be written to %s does not stop the run', (path) => {
  const log = new BoundedLog(path);
  expect(() => {
    log.write(Buffer.from('some output\n'));
    log.write(Buffer.from('more output\n'));
    log.close();
  }).not.toThrow();
});
