import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type WindowId,
  windowIds,
} from '../../../../results-parsers/checks/network-policy-beyond-upstream/scenario-texts.ts';
import { Patience } from '../../../../src/checks/network-policy-beyond-upstream/patience.ts';
import { connectToTestCluster } from '../../access/connection.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import { PolicyLab } from '../../checks/policy-lab.ts';
import { down, up } from '../../lifecycle/cluster.ts';
import { withAddressesGivenAgain } from '../../nodes/given-addresses.ts';
import { say } from '../../progress/steps.ts';
import type { ClusterState } from '../../state/state.ts';

const NAME = 'windows-test';
const MINUTE = 60_000;

let enforcing: ClusterState;

beforeAll(async () => {
  enforcing = await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'enforcing' }, say);
}, 60 * MINUTE);

afterAll(() => down(NAME), 2 * MINUTE);

/** Without an engine, waiting is in vain. */
const impatience = () => new Patience(6);

/** The answers to these windows, with what was seen. */
async function answersTo(
  ids: readonly WindowId[],
  state: ClusterState,
  patience = new Patience(),
): Promise<[string, string, string][]> {
  const connection = await connectToTestCluster(state);
  try {
    const { parts = [] } = await PolicyLab.use(connection.cluster, TESTED_KUBERNETES, (lab) =>
      lab.judgedWindows(ids, patience),
    );
    const asked = parts.filter(({ id }) => ids.some((each) => each === id));
    for (const { id, answer, text } of asked) say(`${id} ${answer}: ${text}`);
    return asked.map(({ id, answer, text }) => [id, answer, text]);
  } finally {
    await connection.close();
  }
}

test(
  'a sound engine does what the API specifies after every change, and the answer says after how long',
  async () => {
    const answers = await answersTo(windowIds, enforcing);
    expect(answers).toEqual(
      windowIds.map((id) =>
        id === 'address-reused'
          ? [id, 'not-applicable', expect.stringMatching(/^Not tried: /)]
          : [id, 'yes', expect.stringMatching(/ In \d+ tries during the change, /)],
      ),
    );
  },
  6 * MINUTE,
);

test(
  'a sound engine also does so if the next pod gets the address of a deleted one',
  async () => {
    const answers = await withAddressesGivenAgain(enforcing, () => answersTo(['address-reused'], enforcing));
    expect(answers).toEqual([['address-reused', 'yes', expect.stringMatching(/ In \d+ tries during the change, /)]]);
  },
  2 * MINUTE,
);

test(
  'without an engine, not one change is ever enforced',
  async () => {
    const none = await up({ name: NAME, kubernetes: TESTED_KUBERNETES, engine: 'none' }, say);
    const answers = await withAddressesGivenAgain(none, () => answersTo(windowIds, none, impatience()));
    expect(answers).toEqual(
      windowIds.map((id) => [id, 'no', expect.stringMatching(/ was open when watching ended\.$/)]),
    );
  },
  8 * MINUTE,
);
