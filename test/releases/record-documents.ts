import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { testResultJson, verdictStatementJson } from '../../results-parsers/attestation/statement-json.ts';
import { archiveDiffJson } from '../../results-parsers/documents/archive-diff.ts';
import { catalogueJson } from '../../results-parsers/documents/catalogue-document.ts';
import { checksDocument, checksJson } from '../../results-parsers/documents/checks/checks-document.ts';
import {
  catalogueDocument,
  diffArchives,
  evaluateArchive,
  jsonSchema,
  redactArchive,
  schemaFiles,
  type Verdict,
  verdictJson,
} from '../../results-parsers/index.ts';
import { checkDefinitions } from '../../results-parsers/checks/registry.ts';
import { sealed } from '../../src/signatures/sealed-envelope.ts';
import { sshSign } from '../../src/signatures/ssh-keygen.ts';

const ROOT = join(import.meta.dirname, '../..');

/**
 * Writes the documents of a release into a new directory: for each archive a redacted copy, the verdict on it with its signature and its
 * statements in envelopes, and the differences from the first archive; also the lists that commands print, the JSON Schemas, and the examples of
 * the files that people write. The copies contain the run records and observations of the plugin that made the archives.
 */
export async function recordDocuments(
  directory: string,
  archives: readonly string[],
  toolVersion: string,
): Promise<void> {
  await mkdir(directory);
  const write = (name: string, text: string): Promise<void> => writeFile(join(directory, name), text);
  const verdicts: Verdict[] = [];
  for (const archive of archives) {
    const verdict = await recordArchive(directory, archive, toolVersion);
    const diff = diffArchives(verdicts[0] ?? verdict, verdict);
    await write(`${nameOf(archive)}.diff.json`, archiveDiffJson(diff));
    verdicts.push(verdict);
  }
  await write('checks.json', checksJson(checksDocument(checkDefinitions)));
  await write('catalogue.json', catalogueJson(catalogueDocument()));
  for (const file of schemaFiles) await write(file, `${JSON.stringify(jsonSchema(file), null, 2)}\n`);
  for (const example of ['waivers.example.yaml', 'declarations.example.yaml']) {
    await copyFile(join(ROOT, 'plugin', example), join(directory, example));
  }
  await sign(directory, verdicts);
}

function nameOf(archive: string): string {
  return basename(archive).replace(/\.tar\.gz$/, '');
}

/** The verdict is on the copy, so that recomputing it needs nothing outside of the directory. */
async function recordArchive(directory: string, archive: string, toolVersion: string): Promise<Verdict> {
  const archiveName = `${nameOf(archive)}.tar.gz`;
  const copy = join(directory, archiveName);
  const { tar } = await redactArchive(createReadStream(archive), { toolVersion });
  await pipeline(tar, createGzip({ level: 9 }), createWriteStream(copy));
  const verdict = await evaluateArchive(createReadStream(copy), { archiveName, toolVersion });
  await writeFile(join(directory, `${nameOf(archive)}.verdict.json`), verdictJson(verdict));
  return verdict;
}

/** Signs with a key that is thrown away; `allowed-signers` has its public half. */
async function sign(directory: string, verdicts: readonly Verdict[]): Promise<void> {
  const secrets = await mkdtemp(join(tmpdir(), 'scs-networking-key-'));
  try {
    const key = join(secrets, 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key]);
    const publicKey = await readFile(`${key}.pub`, 'utf8');
    await writeFile(join(directory, 'allowed-signers'), `release@example.org ${publicKey}`);
    for (const verdict of verdicts) {
      const file = join(directory, `${nameOf(verdict.archive.name)}.verdict.json`);
      await writeFile(`${file}.sig`, await sshSign(await readFile(file), key, 'scs-networking'));
    }
    const [first] = verdicts;
    if (first === undefined) return;
    for (const [name, text] of [
      ['in-toto', testResultJson(first)],
      ['in-toto-verdict', verdictStatementJson(first)],
    ] as const) {
      const envelope = await sealed(Buffer.from(text), key);
      const file = `${nameOf(first.archive.name)}.${name}.dsse.json`;
      await writeFile(join(directory, file), `${JSON.stringify(envelope, null, 2)}\n`);
    }
  } finally {
    await rm(secrets, { recursive: true });
  }
}
