import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { baseManifest } from '../../../src/sonobuoy/base-manifest.ts';
import { SonobuoyManifest } from '../../../src/sonobuoy/manifest-schema.ts';
import { type PluginChoices, pluginManifest } from '../../../src/sonobuoy/plugin-manifest.ts';

const base = readFileSync(new URL('../../../plugin/scs-networking.yaml', import.meta.url), 'utf8');

function filledIn(choices: PluginChoices, from = base): SonobuoyManifest {
  return SonobuoyManifest.parse(load(pluginManifest(from, 'base', choices)));
}

/** The chosen settings, without the variables that the base takes from the pod. */
const valuesOf = ({ spec }: SonobuoyManifest) => spec.env?.filter(({ value }) => value !== undefined);

function problemWith(text: string): string {
  try {
    pluginManifest(text, 'mine.yaml', {});
  } catch (error) {
    if (error instanceof ScsNetworkingError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'none';
}

describe('the manifest for Sonobuoy', () => {
  test('is based on the one that operators find in plugin/', () => {
    expect(baseManifest()).toBe(base);
  });

  test('is the base, byte for byte, if nothing is chosen', () => {
    expect(pluginManifest(base, 'base', {})).toBe(base);
  });

  test.each(['yes', 'no', 'on', 'Off', 'y', 'N', '1_000', '12:30:45', '010', '0o7', '2001-01-01', '1e3', '~', 'null'])(
    'keeps %s a text also for readers of YAML 1.1, such as Sonobuoy',
    (text) => {
      const settings = new Map([['SCS_FOCUS', text]]);
      const written = pluginManifest(base, 'base', { settings, image: text, requests: { cpu: text } });
      const { spec, podSpec } = SonobuoyManifest.parse(parse(written, { version: '1.1' }));
      expect(spec.env).toContainEqual({ name: 'SCS_FOCUS', value: text });
      expect(podSpec?.initContainers?.[0]?.image).toBe(text);
      expect(spec.resources?.requests?.cpu).toBe(text);
    },
  );

  test('keeps the comments', () => {
    const comments = (text: string) => text.split('\n').filter((line) => line.trimStart().startsWith('#'));
    const changed = pluginManifest(base, 'base', {
      registry: 'r.example.org/x',
      settings: new Map([['SCS_SKIP', 'x']]),
    });
    expect(changed).not.toBe(base);
    expect(comments(changed)).toEqual(comments(base));
  });

  test.each<[string, PluginChoices, string, string]>([
    [
      'a mirror',
      { registry: 'r.example.org/x' },
      'r.example.org/x/scs-networking:0.1.0',
      'r.example.org/x/conformance:$SONOBUOY_K8S_VERSION',
    ],
    ['images', { image: 'i:1', conformanceImage: 'c:2' }, 'i:1', 'c:2'],
    ['both', { registry: 'r', image: 'i:1' }, 'i:1', 'r/conformance:$SONOBUOY_K8S_VERSION'],
  ])('takes its images from %s', (_, choices, image, conformanceImage) => {
    const { podSpec, spec } = filledIn(choices);
    expect([podSpec?.initContainers?.[0]?.image, spec.image]).toEqual([image, conformanceImage]);
  });

  test("makes the specs' pods pull from the mirror, too", () => {
    expect(filledIn({ registry: 'r.example.org/x' }).spec.env).toContainEqual({
      name: 'SCS_REGISTRY',
      value: 'r.example.org/x',
    });
    expect(filledIn({}).spec.env?.map(({ name }) => name) ?? []).not.toContain('SCS_REGISTRY');
  });

  test('replaces resources by the chosen ones, and keeps the others', () => {
    const { spec } = filledIn({ requests: { cpu: '2' }, limits: { memory: '4Gi' } });
    expect(spec.resources).toEqual({ requests: { cpu: '2', memory: '2048Mi' }, limits: { memory: '4Gi' } });
  });

  test('tolerates additional taints, without losing its own tolerations', () => {
    const before = filledIn({}).podSpec?.tolerations ?? [];
    const more = { key: 'dedicated', operator: 'Equal', value: 'tests', effect: 'NoSchedule' } as const;
    expect(filledIn({ tolerations: [more] }).podSpec?.tolerations).toEqual([...before, more]);
  });

  test('restricts the pod to nodes with the requested labels, in addition to that of Linux', () => {
    const nodeSelector = new Map([['kubernetes.io/arch', 'arm64']]);
    expect(filledIn({ nodeSelector }).podSpec?.nodeSelector).toEqual({
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'arm64',
    });
  });

  test('names a secret for pulling images', () => {
    expect(filledIn({ pullSecret: 'mirror' }).podSpec?.imagePullSecrets).toEqual([{ name: 'mirror' }]);
  });

  test('sets variables, each once', () => {
    const once = pluginManifest(base, 'base', {
      settings: new Map([
        ['A', '1'],
        ['B', 'x: #y'],
      ]),
    });
    const twice = filledIn({ settings: new Map([['A', '2']]) }, once);
    expect(valuesOf(twice)).toEqual([
      { name: 'A', value: '2' },
      { name: 'B', value: 'x: #y' },
    ]);
  });

  test.each([
    ['ends$', 'ends$'],
    ['$(NAME)', '$$(NAME)'],
    ['a$$b$', 'a$$$$b$$'],
  ])('writes the value %s so that Kubernetes does not change it', (value, written) => {
    const found = filledIn({ settings: new Map([['A', value]]) });
    expect(valuesOf(found)).toEqual([{ name: 'A', value: written }]);
  });

  test('with choices can be the base of another one', () => {
    const first = pluginManifest(base, 'base', { registry: 'r', tolerations: [{ key: 'a', operator: 'Exists' }] });
    expect(pluginManifest(first, 'first', {})).toBe(first);
  });
});

describe('a manifest of one’s own is refused', () => {
  test.each([
    [
      'with a key that only Sonobuoy’s documentation has',
      base.replace('result-format:', 'result-type:'),
      /sonobuoy-config: Sonobuoy knows no result-type/,
    ],
    [
      'with an unknown key of a pod',
      base.replace('restartPolicy:', 'restartpolicy:'),
      /podSpec: Sonobuoy knows no restartpolicy/,
    ],
    [
      'with an unknown key of a container',
      base.replace('  image: registry', '  immage: registry'),
      /spec: Sonobuoy knows no immage/,
    ],
    [
      'with Sonobuoy’s own volume',
      base.replace('name: runner\n      emptyDir', 'name: results\n      emptyDir'),
      /another name than results/,
    ],
    ['for another plugin', base.replace('plugin-name: scs-networking', 'plugin-name: e2e'), /found the plugin e2e/],
    [
      'without the init container',
      base.replace(/ {2}initContainers:[\s\S]*? {2}volumes:/, '  volumes:'),
      /with the init container/,
    ],
    ['if it is not YAML', 'a: [', /^INPUT_UNREADABLE mine\.yaml is not a manifest/],
    ['if it is not a mapping', '- a', /expected a mapping/],
  ])('%s', (_, text, expected) => {
    expect(problemWith(base)).toBe('none');
    expect(problemWith(text)).toMatch(expected);
    expect(problemWith(text)).toMatch(/^INPUT_UNREADABLE mine\.yaml/);
  });
});
