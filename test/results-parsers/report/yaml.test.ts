import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { verdictYaml } from '../../../results-parsers/report/yaml.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { upstreamArchive } from '../building/sonobuoy.ts';

test('the verdict in YAML is the same document, without any string that a reader could mistake for another type', async () => {
  const verdict = await evaluateFiles(upstreamArchive());
  const yaml = verdictYaml(verdict);
  expect(load(yaml)).toEqual(JSON.parse(JSON.stringify(verdict)));
  const unquoted = yaml.split('\n').filter((line) => /^[ -]*(?:\w+: )?[^ '"[{]+$/.test(line) && !line.endsWith(':'));
  const values = unquoted.map((line) => line.replace(/^[ -]*(?:\w+: )?/, '')).filter((value) => value !== '');
  expect(values.filter((value) => !/^(?:\d+(?:\.\d+)?|true|false|null)$/.test(value))).toEqual([]);
  expect(values.length).toBeGreaterThan(50);
});
