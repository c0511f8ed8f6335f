import { describe, expect, test } from '@jest/globals';
import { complaintAboutNode } from '../../../../src/cli/process/supported-node.ts';

describe('Node.js', () => {
  test.each(['24.0.0', '24.21.0', '25.1.0', '100.0.0'])('%s is accepted if 24 is required', (version) => {
    expect(complaintAboutNode(version, '>=24')).toBeUndefined();
  });

  test.each(['20.19.2', '23.11.1', '8.0.0'])('%s is rejected, with what to do', (version) => {
    expect(complaintAboutNode(version, '>=24')).toBe(
      `scs-networking: expected Node.js 24 or newer, found ${version}; \`npm ci\` brings one, as node_modules/.bin/node\n`,
    );
  });
});
