import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { schemaFiles } from '../../results-parsers/documents/schemas/json-schemas.ts';
import { type Schema, stumblingBlocks } from './stumbling-blocks.ts';

const ROOT = join(import.meta.dirname, '../..');
const text = { type: 'string' };
const documentOf = (properties: Record<string, Schema>, required = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
});

describe('a reader stumbles over', () => {
  const cases: [string, Schema, Schema, string[]][] = [
    ['a removed field', documentOf({ a: text }), documentOf({}), ['.a can be missing']],
    ['a field that became optional', documentOf({ a: text }), documentOf({ a: text }, []), ['.a can be missing']],
    ['another type', documentOf({ a: text }), documentOf({ a: { type: 'number' } }), ['.a is "number", not "string"']],
    [
      'an additional word',
      documentOf({ a: { ...text, enum: ['x'] } }),
      documentOf({ a: { ...text, enum: ['x', 'y'] } }),
      ['.a can be "y"'],
    ],
    ['any word', documentOf({ a: { ...text, enum: ['x'] } }), documentOf({ a: text }), ['.a can be any word']],
    ['another apiVersion', documentOf({ a: { const: 'v1' } }), documentOf({ a: { const: 'v2' } }), ['.a can be "v2"']],
    [
      'null in a list',
      documentOf({ a: { type: 'array', items: text } }),
      documentOf({ a: { type: 'array', items: { anyOf: [text, { type: 'null' }] } } }),
      ['.a[] is "null", not "string"'],
    ],
    [
      'a removed field of a definition',
      { $defs: { A: documentOf({ b: text }) }, ...documentOf({ a: { $ref: '#/$defs/A' } }) },
      { $defs: { B: documentOf({}) }, ...documentOf({ a: { $ref: '#/$defs/B' } }) },
      ['.a.b can be missing'],
    ],
  ];
  test.each(cases)('%s', (_, reader, writer, blocks) => expect(stumblingBlocks(reader, writer)).toEqual(blocks));
});

describe('a reader does not stumble over', () => {
  const cases: [string, Schema, Schema][] = [
    ['an additional field', documentOf({ a: text }), documentOf({ a: text, b: text })],
    ['a field that became required', documentOf({ a: text }, []), documentOf({ a: text })],
    ['a removed optional field', documentOf({ a: text }, []), documentOf({})],
    ['fewer words', documentOf({ a: { ...text, enum: ['x', 'y'] } }), documentOf({ a: { ...text, enum: ['x'] } })],
    ['one of its alternatives', documentOf({ a: { anyOf: [text, { type: 'null' }] } }), documentOf({ a: text })],
    ['integers among numbers', documentOf({ a: { type: 'number' } }), documentOf({ a: { type: 'integer' } })],
  ];
  test.each(cases)('%s', (_, reader, writer) => expect(stumblingBlocks(reader, writer)).toEqual([]));

  test.each(schemaFiles)('documents of its own version: %s', (file) => {
    const schema: Schema = JSON.parse(readFileSync(join(ROOT, 'results-parsers/documents/schemas', file), 'utf8'));
    expect(stumblingBlocks(schema, schema)).toEqual([]);
    const [name = ''] = schema.required ?? [];
    const { [name]: _, ...others } = schema.properties ?? {};
    expect(stumblingBlocks(schema, { ...schema, ...documentOf(others) })).toContain(`.${name} can be missing`);
  });
});

describe('npm run schemas', () => {
  const schemas = (...args: string[]) =>
    spawnSync(process.execPath, ['test/schemas/main.ts', ...args], { cwd: ROOT, encoding: 'utf8' });

  test('finds nothing between a commit and itself, or says that there is no release', () => {
    expect(schemas('HEAD', '--since-last-tag').stdout).toMatch(/stumbling blocks since HEAD\n$/);
    expect(schemas('--since-last-tag').stdout).toMatch(/no release before this commit|stumbling blocks since v/);
  });

  test('says what is expected if there is no such commit', () => {
    expect(schemas('no-such-tag')).toMatchObject({
      status: 2,
      stderr: "expected a tag or commit, such as v0.1.0, found 'no-such-tag'\n",
    });
  });

  test('prints its help if it is called without a version to compare with', () => {
    expect(schemas()).toMatchObject({ status: 1, stderr: expect.stringContaining('Examples:\n  npm run schemas') });
  });
});
