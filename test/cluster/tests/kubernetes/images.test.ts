import { expect, test } from '@jest/globals';
import { execa } from 'execa';
import { imageList } from '../../../../src/sonobuoy/images.ts';
import { buildParts } from '../../builds/build-parts.ts';
import { readKubernetesVersion } from '../../builds/kubernetes-version.ts';
import { readSonobuoyVersion } from '../../builds/sonobuoy-version.ts';
import { TESTED_KUBERNETES, TESTED_SONOBUOY } from '../../builds/tested-versions.ts';
import { say } from '../../progress/steps.ts';

test(
  'the images to mirror are those that the suite itself names, and the test cluster needs no others',
  async () => {
    const { version } = await readKubernetesVersion(TESTED_KUBERNETES);
    const sonobuoy = await readSonobuoyVersion(TESTED_SONOBUOY);
    const listed = imageList(version, sonobuoy.version, null).images.map(({ image }) => image);
    const parts = await buildParts({ kubernetes: TESTED_KUBERNETES, engine: 'enforcing' }, say);
    const suite = parts.binaries.find(({ component }) => component.name === 'e2e.test');
    const { stdout } = await execa(suite?.path ?? '', ['--list-images']);
    // It has older ones, too, for specs of other areas; those of NetworkPolicy run the newest.
    const tags = stdout.split('\n').flatMap((image) => /e2e-test-images\/agnhost:(\S+)$/.exec(image)?.[1] ?? []);
    const newest = tags.sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).at(-1);
    expect(listed).toContain(`registry.k8s.io/e2e-test-images/agnhost:${newest}`);
    // It has no registry, so what it runs the specs with is all that there is.
    const present = parts.images.map(({ recipe }) => recipe.reference);
    expect(present).toEqual(expect.arrayContaining(listed.slice(1)));
  },
  60 * 60_000,
);
