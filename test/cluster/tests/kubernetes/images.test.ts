import { expect, test } from '@jest/globals';
import { execa } from 'execa';
import { imageList } from '../../../../src/sonobuoy/images.ts';
import { buildParts } from '../../builds/build-parts.ts';
import { readKubernetesVersion } from '../../builds/kubernetes-version.ts';
import { readSonobuoyVersion } from '../../builds/sonobuoy-version.ts';
import { TESTED_KUBERNETES, TESTED_SONOBUOY } from '../../builds/tested-versions.ts';
import { say } from '../../progress/steps.ts';

test(
  'the images to mirror are those that the suite names, and the test cluster needs no others',
  async () => {
    const { version } = await readKubernetesVersion(TESTED_KUBERNETES);
    const sonobuoy = await readSonobuoyVersion(TESTED_SONOBUOY);
    const listed = imageList(version, sonobuoy.version, null).images.map(({ image }) => image);
    const parts = await buildParts({ kubernetes: TESTED_KUBERNETES, engine: 'enforcing' }, say);
    const suite = parts.binaries.find(({ component }) => component.name === 'e2e.test');
    const { stdout } = await execa(suite?.path ?? '', ['--list-images']);
    // The suite also lists older ones, for specs of other areas; the NetworkPolicy specs use the newest.
    const tags = stdout.split('\n').flatMap((image) => /e2e-test-images\/agnhost:(\S+)$/.exec(image)?.[1] ?? []);
    const newest = tags.sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1);
    expect(listed).toContain(`registry.k8s.io/e2e-test-images/agnhost:${newest}`);
    // The test cluster has no registry, so the specs run with the images that it has.
    const present = parts.images.map(({ recipe }) => recipe.reference);
    expect(present).toEqual(expect.arrayContaining(listed.slice(1)));
  },
  60 * 60_000,
);
