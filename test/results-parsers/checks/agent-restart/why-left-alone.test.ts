import { expect, test } from '@jest/globals';
import { whyLeftAlone } from '../../../../results-parsers/checks/agent-restart/why-left-alone.ts';

const found = { named: null, candidates: ['a/x', 'b/y'], node: 'node1', onNode: ['a/x'] };

test.each([
  [
    'the named daemon set does not exist',
    { ...found, named: 'c/z', candidates: [], onNode: [] },
    'The cluster has no daemon set c/z, which SCS_AGENT names.',
  ],
  [
    'no daemon set is known',
    { ...found, candidates: [], onNode: [] },
    /^No agent was found\. No daemon set has the name \(anetd, antrea-agent, .*cilium.* and weave-net\) or an image of one .* SCS_AGENT=NAMESPACE\/DAEMONSET\. An agent that does not run in a daemon set/,
  ],
  ['there were no servers', { ...found, node: null, onNode: [] }, 'because there were no servers yet.'],
  [
    'no pod of a known one was ready on the node',
    { ...found, onNode: [] },
    'No agent was found on the node node1, where the servers are: of a/x and b/y, no pod was ready there. Name the daemon set',
  ],
  [
    'no pod of the named one was ready on the node',
    { ...found, named: 'a/x', candidates: ['a/x'], onNode: [] },
    'of a/x, no pod was ready there. Wait until it is ready, and run the check again.',
  ],
  [
    'there are several on the node',
    { ...found, onNode: ['a/x', 'b/y'] },
    'Several daemon sets may be the agent on the node node1: a/x and b/y. Name the daemon set',
  ],
  ['not all connections were open', found, 'because not all connections were open without a policy.'],
])('the agent is left alone because %s, and the text says so', (_, facts, text) => {
  const why = whyLeftAlone(facts, null);
  if (typeof text === 'string') expect(why).toContain(text);
  else expect(why).toMatch(text);
});

test('the agent is left alone because policies were not enforced before, and the text says so', () => {
  expect(whyLeftAlone(found, 'a to b was open.')).toBe(
    'The agent was left alone, because the question could not be asked: a to b was open.',
  );
});
