import { describe, expect, test } from '@jest/globals';
import { jsonSchema, schemaFiles } from '../../../results-parsers/documents/schemas/json-schemas.ts';
import { runIn } from './command-line.ts';

const schema = (...args: string[]) => runIn('.', ['schema', ...args]);
const names = schemaFiles.map((file) => file.replace('.schema.json', ''));

describe('scs-networking schema', () => {
  test('lists the names that it accepts, one per line', () => {
    const { status, stdout, stderr } = schema();
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${names.join('\n')}\n`, stderr: '' });
    expect(names).toEqual(expect.arrayContaining(['verdict', 'run-record', 'archive-diff', 'waivers']));
  });

  test.each(schemaFiles)('prints %s by its name', (file) => {
    const { status, stdout } = schema(file.replace('.schema.json', ''));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(jsonSchema(file))));
  });

  test.each(['Verdict', 'verdict.schema.json', '../verdict', ''])('lists the schemas if asked for %j', (name) => {
    const { status, stdout, stderr } = schema(name);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`expected the name of a schema (${names.join(', ')}), found '${name}'\n`);
  });
});
