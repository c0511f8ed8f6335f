import { describe, expect, test } from '@jest/globals';
import type { PreflightProblem } from '../../../../results-parsers/documents/run-record/preflight.ts';
import { withChangedImage } from '../../../../src/runner/preflight/changed-image.ts';
import { problem } from '../../../../src/runner/preflight/problem.ts';
import { answeringWith, asked } from '../../cluster/answering-api.ts';

const WEBHOOKS = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
const rules = [{ apiGroups: [''], apiVersions: ['v1'], resources: ['pods'], operations: ['CREATE'] }];
const hooks = { items: [{ metadata: { name: 'mirror' }, webhooks: [{ name: 'mirror.example.org', rules }] }] };

const notPulled = problem('image', 'It cannot be pulled.', 'Mirror it.');

const seen = (found: PreflightProblem | null, images: readonly string[], documents = {}) =>
  asked(answeringWith(documents), (cluster) => withChangedImage(found, 'agnhost', images, cluster));

// On a real cluster: `npm run test:cluster -- --matrix checks --only "Kyverno puts"`.
describe('an image that cannot be pulled', () => {
  test('is reported as a different one than was asked for, with what may have put it there', async () => {
    expect(await seen(notPulled, ['other/agnhost', 'other/agnhost'], { [WEBHOOKS]: hooks })).toEqual({
      code: 'image',
      stops: true,
      text: 'It cannot be pulled. The pods were made with other/agnhost in its place, by admission; what may do so: MutatingWebhookConfiguration mirror.',
      remedy: expect.stringMatching(/^Exempt namespaces with the label e2e-run/),
    });
  });

  test('is reported as a different one even if nothing is known to change pods', async () => {
    expect(await seen(notPulled, ['x'])).toMatchObject({
      text: expect.stringMatching(/with x in its place, by admission\.$/),
    });
  });

  test.each([
    ['is the one that was asked for', notPulled, ['agnhost']],
    ['belongs to pods that were never made', notPulled, []],
  ])('keeps its words if it %s', async (_, found, images) => {
    expect(await seen(found, images)).toEqual(found);
  });
});

test.each([
  ['no problem', null],
  ['a problem of another kind', problem('pods', 'No room.', 'Make some.')],
])('%s stays what it is', async (_, found) => {
  expect(await seen(found, ['other'])).toEqual(found);
});
