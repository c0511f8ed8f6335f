import { expect, test } from '@jest/globals';
import { windowsNodes } from '../../../../src/runner/preflight/windows-nodes.ts';

const node = (operatingSystem: string, isOpen = true) => ({
  ...{ name: `a-${operatingSystem}`, isOpen, operatingSystem, architecture: 'amd64' },
});

test('a node with Windows that takes pods is warned of, with a remedy, and does not stop the run', () => {
  expect(windowsNodes([node('linux'), node('windows')])).toMatchObject({
    code: 'windows-nodes',
    stops: false,
    text: expect.stringContaining('a-windows'),
    remedy: expect.stringMatching(/kubectl cordon/),
  });
});

test('one that takes none is not', () => {
  expect(windowsNodes([node('linux'), node('windows', false)])).toBeNull();
});
