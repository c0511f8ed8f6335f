import { expect, test } from '@jest/globals';
import { windowsNodes } from '../../../../src/runner/preflight/windows-nodes.ts';

const node = (operatingSystem: string, isOpen = true) => ({
  ...{ name: `a-${operatingSystem}`, isOpen, operatingSystem, architecture: 'amd64' },
});

test('a Windows node that accepts pods gives a warning with a remedy, and does not stop the run', () => {
  expect(windowsNodes([node('linux'), node('windows')])).toMatchObject({
    code: 'windows-nodes',
    stops: false,
    text: expect.stringContaining('a-windows'),
    remedy: expect.stringMatching(/kubectl cordon/),
  });
});

test('a Windows node that accepts no pods gives no warning', () => {
  expect(windowsNodes([node('linux'), node('windows', false)])).toBeNull();
});
