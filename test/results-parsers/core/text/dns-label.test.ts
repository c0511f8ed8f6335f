import { expect, test } from '@jest/globals';
import { isDnsLabel } from '../../../../results-parsers/core/text/dns-label.ts';

test.each(['netpol-x-1234', 'a', '1', 'a'.repeat(63)])('%s is a name that Kubernetes gives', (name) => {
  expect(isDnsLabel(name)).toBe(true);
});

test.each(['', '-a', 'a-', 'A', 'a b', 'a;reboot', '$(x)', 'a.b', 'a\n', 'é', 'a'.repeat(64)])(
  '%j is not one, so it never gets into a shell command',
  (name) => {
    expect(isDnsLabel(name)).toBe(false);
  },
);
