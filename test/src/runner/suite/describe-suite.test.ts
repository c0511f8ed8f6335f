import { describe, expect, test } from '@jest/globals';
import { agnhostIn } from '../../../../src/runner/suite/describe-suite.ts';

describe("the image of the specs' pods", () => {
  test('is the newest agnhost that the suite lists, by number', () => {
    const images = `
registry.k8s.io/e2e-test-images/agnhost:2.9
registry.k8s.io/e2e-test-images/agnhost:2.63.0
registry.k8s.io/e2e-test-images/agnhost:2.55
registry.k8s.io/pause:3.10.2
`;
    expect(agnhostIn(images)).toBe('registry.k8s.io/e2e-test-images/agnhost:2.63.0');
  });

  test('may come from a mirror with a port', () => {
    expect(agnhostIn('mirror.example.org:5000/e2e/agnhost:2.59\n')).toBe('mirror.example.org:5000/e2e/agnhost:2.59');
  });

  test('is not known if the suite lists no agnhost', () => {
    expect(agnhostIn('registry.k8s.io/pause:3.10.2\n')).toBeNull();
  });
});
