import { describe, expect, test } from '@jest/globals';
import { ApiException } from '@kubernetes/client-node';
import { GrowingPolicies } from '../../../../src/checks/agent-restart/growing-policies.ts';
import { policy } from '../../../../src/checks/network-policy-beyond-upstream/scenario.ts';
import type { ClusterConnection } from '../../../../src/cluster/connection.ts';

const [first, second] = [policy('x', {}, 'first'), policy('x', {}, 'second')];
const inForce = (...policies: (typeof first)[]) => ({ policies, podLabels: {}, namespaceLabels: {} });
const answered = (code: number) => new ApiException(code, 'no', '', {});

/** Policies that are made by an API server that fails like this, one request after the other, and then no longer. */
function growing(failures: readonly Error[], signal = new AbortController().signal) {
  const made: string[] = [];
  const left = [...failures];
  const create = async ({ body }: { body: { metadata: { name: string } } }): Promise<void> => {
    const failure = left.shift();
    if (failure !== undefined) throw failure;
    made.push(body.metadata.name);
  };
  const api = { createNamespacedCustomObject: create };
  const cluster: ClusterConnection = { config: {} as ClusterConnection['config'], api: <T>() => api as T };
  return { policies: new GrowingPolicies({ cluster, runId: 'run', signal }), made };
}

describe('policies that are added one after the other', () => {
  test('are each made once', async () => {
    const { policies, made } = growing([]);
    expect(policies.current.policies).toEqual([]);
    expect(await policies.become(inForce(first))).toEqual(expect.any(String));
    expect(await policies.become(inForce(first, second))).toEqual(expect.any(String));
    expect(await policies.become(inForce(first, second))).toBeNull();
    expect(made).toEqual(['first', 'second']);
    expect(policies.current).toEqual(inForce(first, second));
  });

  test.each([
    ['gives no answer', new Error('no answer')],
    ['is overloaded', answered(503)],
  ])('are made again if the API server %s', async (_, failure) => {
    const { policies, made } = growing([failure]);
    await policies.become(inForce(first));
    expect(made).toEqual(['first']);
  });

  test('are made if a try without an answer has made them already', async () => {
    const { policies } = growing([new Error('no answer'), answered(409)]);
    await policies.become(inForce(first));
    expect(policies.current).toEqual(inForce(first));
  });

  test.each([403, 409])('are not made if the API server refuses them at once, with %p', async (code) => {
    const { policies } = growing([answered(code)]);
    await expect(policies.become(inForce(first))).rejects.toThrow(
      `create the NetworkPolicy x/first, found: HTTP ${code}`,
    );
    expect(policies.current.policies).toEqual([]);
  });

  test('are not made once the check is to end', async () => {
    const { policies, made } = growing([], AbortSignal.abort(new Error('stopped')));
    await expect(policies.become(inForce(first))).rejects.toThrow('stopped');
    expect(made).toEqual([]);
  });
});
