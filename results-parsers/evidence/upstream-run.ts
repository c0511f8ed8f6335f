import { parseImage } from '../cluster/cni/image-reference.ts';
import type { PluginFiles } from '../sonobuoy/plugin-files.ts';
import type { Claim, RunEvidence } from './evidence.ts';
import { junitEvidence, loggedOfAttempt, loggedVersions } from './suite-files.ts';

/** The upstream plugin, or whoever else runs the suite without our runner, runs it once and keeps no record, so all its JUnit files are of one attempt. */
export function upstreamRun(files: PluginFiles, image: Claim<string> | null): RunEvidence {
  const junit = junitEvidence(files);
  return {
    runRecord: null,
    attempts: junit.length === 0 ? [] : [{ number: 1, junit, ...loggedOfAttempt(files), observed: null }],
    strayJunit: [],
    dryRunRequests: [],
    e2eVersions: [...loggedVersions(files, 'e2e'), ...imageTag(image)],
    specList: null,
    listedSpecs: null,
  };
}

/** The tag of the conformance image, under whatever registry and path, is the version of its e2e binary. Tags of other images mean something else. */
const CONFORMANCE_IMAGE = /(?:^|\/)(?:kube-)?conformance(?:-(?:amd64|arm|arm64|ppc64le|s390x))?$/;

function imageTag(image: Claim<string> | null): Claim<string>[] {
  const { repository, tag } = parseImage(image?.value ?? '');
  const isVersion = CONFORMANCE_IMAGE.test(repository) && tag?.startsWith('v');
  return image !== null && tag !== null && isVersion ? [{ value: tag, path: image.path }] : [];
}
