import { describe, expect, test } from '@jest/globals';
import { labelDelay } from '../../../../src/runner/preflight/label-delay.ts';

const of = (value: string) => labelDelay({ 'enable-ipv4': 'true', 'identity-max-jitter': value }, '1.20.2');

describe('the warning that new labels may come too late for the specs', () => {
  test('is given if Cilium has its default setting, without stopping the run', () => {
    const found = labelDelay({ 'enable-ipv4': 'true' }, '1.18.0');
    expect(found).toMatchObject({ code: 'label-delay', stops: false });
    expect(found?.text).toContain('identity-max-jitter, which is its default of 30s.');
  });

  test.each(['30s', '11s', '10.5s', '1m', '0h0m11s', '10s1ms', 'soon', '', '-1s', '30', '3us'])(
    'is given if the setting is %j',
    (value) => {
      expect(of(value)?.text).toContain(`which is ${value} in ConfigMap kube-system/cilium-config.`);
    },
  );

  test.each(['0', '0s', '2s', '10s', '500ms', '1.5s', '0m10s', '9s999ms', '0h'])(
    'is not given if the setting is %j',
    (value) => {
      expect(of(value)).toBeNull();
    },
  );

  test('is not given if there is no Cilium', () => {
    expect(labelDelay(null, null)).toBeNull();
  });

  test('is not given if Cilium is older than the delay', () => {
    expect(labelDelay({}, '1.17.9')).toBeNull();
  });

  test('is given if the version of Cilium is not known', () => {
    expect(labelDelay({}, null)?.code).toBe('label-delay');
  });
});
