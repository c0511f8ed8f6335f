import { expect, jest, test } from '@jest/globals';
import { BoundedLog } from '../../../../src/runner/suite/bounded-log.ts';

test.each(['/dev/full', '/nowhere/e2e.log'])('a log that cannot be written to %s does not stop the run', (path) => {
  const log = new BoundedLog(path, () => undefined);
  expect(() => {
    log.write(Buffer.from('some output\n'));
    log.write(Buffer.from('more output\n'));
    log.close();
  }).not.toThrow();
});

test('a log says once that the volume is full', () => {
  const onFull = jest.fn();
  const log = new BoundedLog('/dev/full', onFull);
  log.write(Buffer.from('some output\n'));
  log.write(Buffer.from('more output\n'));
  log.close();
  expect(onFull).toHaveBeenCalledTimes(1);
});
