import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectToCluster } from '../../../src/cluster/connection.ts';
import { connectAsOperator } from '../../../src/cluster/operator-connection.ts';
import { serverVersion } from '../../../src/cluster/sonobuoy-run.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const SECRET = 'c2VjcmV0';

/** A kubeconfig with these additional fields of its user and cluster. Nothing listens at port 9 of this machine. */
function kubeconfig(user: object, cluster: object = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:9443', ...cluster } }],
    users: [{ name: 'u', user: { password: SECRET, ...user } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  });
}

function written(text: string): string {
  const file = join(directory, 'kubeconfig');
  writeFileSync(file, text);
  return file;
}

function thrownBy(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    return error as { code: string; message: string };
  }
  return { code: 'none', message: '' };
}

const exec = (command: string, ...args: string[]) => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1', command, args },
});

describe('a kubeconfig', () => {
  test.each([
    ['', /found one that cannot be used: expected one document, found none/],
    ['5', /the document: expected a mapping/],
    ['clusters: 5', /clusters: expected a list/],
    ['clusters:\n- name: a', /clusters\[0\]\.cluster: expected a mapping/],
    ['clusters: [5]\nusers: [5]', /clusters\[0\]: expected a mapping; users\[0\]: expected a mapping/],
    ['a: b: c', /line 1, column 5: expected a key of the same mapping/],
    ['{"a": ', /line 1, column 7: expected the bracket that ends a list or mapping, found the end/],
    [kubeconfig({}, { server: '' }), /clusters\[0\]\.cluster\.server: expected a non-empty text/],
    [
      kubeconfig({}, { server: 'no address' }),
      /[Ee]xpected an address of the cluster c that begins with https:\/\/, found 'no address'/,
    ],
    [kubeconfig({}, { server: 'ftp://x' }), /that begins with https:\/\/, found 'ftp:\/\/x'/],
    [kubeconfig({ 'token-file': '/not/there' }), /a file that it names cannot be read: found nothing of that name/],
    ['current-context: x', /[Ee]xpected a current context with a cluster, found none/],
  ])('that is not valid is reported in our own words, without its content: %j', (text, expected) => {
    const file = written(text);
    for (const [code, connect] of [
      ['INPUT_UNREADABLE', () => connectAsOperator(file)],
      ['CLUSTER', () => connectToCluster(file)],
    ] as const) {
      const thrown = thrownBy(connect);
      expect(thrown).toMatchObject({ code, message: expect.stringMatching(expected) });
      expect(thrown.message).toContain(file);
      expect(thrown.message).not.toContain(SECRET);
    }
  });

  test('is reported in our own words if it is missing, or a directory', () => {
    expect(thrownBy(() => connectAsOperator(join(directory, 'none'))).message).toMatch(
      /found nothing of that name; name another/,
    );
    mkdirSync(join(directory, 'dir'));
    expect(thrownBy(() => connectAsOperator(join(directory, 'dir'))).message).toMatch(
      /found a directory; name another/,
    );
  });

  test.each([
    [
      'a program that does not exist',
      kubeconfig(exec('no-such-program')),
      /expected the program no-such-program \(exec\), found nothing of that name/,
    ],
    [
      'a program that prints something else',
      kubeconfig(exec('echo', 'hello')),
      /expected an ExecCredential from the program echo, found that it printed/,
    ],
    [
      'a program that prints other JSON',
      kubeconfig(exec('echo', '{}')),
      /expected an ExecCredential from the program echo/,
    ],
    [
      'a program that fails',
      kubeconfig(exec('sh', '-c', 'echo log in first >&2; exit 1')),
      /the program sh exited with an error and said: log in first/,
    ],
    ['no program', kubeconfig({ exec: {} }), /expected a command under exec of the user u, found none/],
    [
      'an auth provider of an old form',
      kubeconfig({ 'auth-provider': { name: 'gcp' } }),
      /its auth-provider \(gcp\) does not work here/,
    ],
    [
      'a certificate that does not exist',
      kubeconfig({ 'client-certificate': '/not/there' }),
      /expected the file \/not\/there, found nothing of that name/,
    ],
    [
      'an authority that does not exist',
      kubeconfig({}, { 'certificate-authority': '/not/there' }),
      /expected the file \/not\/there/,
    ],
    [
      'an invalid certificate',
      kubeconfig({ 'client-certificate-data': 'AAAA', 'client-key-data': 'AAAA' }),
      /a certificate or key of the kubeconfig cannot be read/,
    ],
    ['a cluster at whose address nothing listens', kubeconfig({ token: 't' }), /nothing listens at its address/],
    ['a host without a name', kubeconfig({ token: 't' }, { server: 'https://no-such-host.invalid' }), /DNS does not/],
  ])('with %s is reported as such', async (_what, text, expected) => {
    const cluster = connectAsOperator(written(text));
    const error: unknown = await serverVersion(cluster).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'CLUSTER', message: expect.stringMatching(expected) });
  });

  test('that comes second may not repeat a name of the first one', () => {
    const first = written(kubeconfig({}));
    const before = process.env['KUBECONFIG'];
    process.env['KUBECONFIG'] = `${first}:${first}`;
    try {
      expect(thrownBy(() => connectAsOperator()).message).toMatch(
        /expected names in .+ that earlier kubeconfigs do not have, found one twice/,
      );
    } finally {
      if (before === undefined) delete process.env['KUBECONFIG'];
      else process.env['KUBECONFIG'] = before;
    }
  });
});
