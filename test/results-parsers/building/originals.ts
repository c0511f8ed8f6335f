import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Parser } from 'tar';
import { withoutOtherSpecs } from './junit-text.ts';
import type { ArchiveFiles } from './sonobuoy.ts';
import { listedCases, sonobuoyResults } from './sonobuoy-results.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

export type Member = { path: string; content: Buffer };

/** An archive from which mutants are made. */
export type Original = {
  members: readonly Member[];
  junit: string;
  /** Null: the plugin leaves none. */
  runRecord: string | null;
  /** Files of which the run record has the digest. */
  sealed: ReadonlySet<string>;
};

export function originalOf(members: readonly Member[]): Original {
  const runRecord = members.find(({ path }) => path.endsWith('/run-record.json'));
  return {
    members,
    junit: members.find(({ path }) => /\/junit_\d+\.xml$/.test(path))?.path ?? '',
    runRecord: runRecord?.path ?? null,
    sealed: new Set(
      runRecord === undefined ? [] : recordOf(runRecord).evidence.map(({ path }) => besides(runRecord, path)),
    ),
  };
}

export function builtOriginal(files: ArchiveFiles): Original {
  return originalOf([...files].map(([path, content]) => ({ path, content: Buffer.from(content) })));
}

/** A recorded archive as its tar has it. */
export async function recordedOriginal(name: string): Promise<Original> {
  const members: Member[] = [];
  const parser = new Parser({
    onReadEntry: (entry) => {
      const parts: Buffer[] = [];
      entry.on('data', (part: Buffer) => parts.push(part));
      entry.on('end', () => {
        if (entry.type !== 'Directory') members.push({ path: entry.path, content: Buffer.concat(parts) });
      });
    },
  });
  parser.end(gunzipSync(await readFile(join(FIXTURES, `${name}.tar.gz`))));
  return originalOf(members);
}

/** The same run without most of the bytes that say nothing of NetworkPolicy, so that a thousand mutants take seconds. */
export function thinned(original: Original): Original {
  const linesWith = (wanted: RegExp) => (text: string) =>
    text
      .split('\n')
      .filter((line) => wanted.test(line))
      .join('\n');
  const thin = original.members.reduce((thinner, { path }) => {
    if (path === original.junit) return originalOf(changed(thinner, path, withoutOtherSpecs));
    if (path.endsWith('/spec-list.txt')) return originalOf(changed(thinner, path, linesWith(/NetworkPolicy/)));
    // What specs print is indented.
    return path.endsWith('/e2e.log') ? originalOf(changed(thinner, path, linesWith(/^\S/))) : thinner;
  }, original);
  return withResultsOf(withLogOf(thin));
}

/** With logs that count as many specs as the thinned JUnit has. */
function withLogOf(thin: Original): Original {
  const xml = thin.members.find(({ path }) => path === thin.junit)?.content.toString('utf8') ?? '';
  const specs = [...xml.matchAll(/<testcase name="\[It\] /g)].length;
  return thin.members.reduce((logged, { path }) => {
    if (!path.endsWith('/e2e.log')) return logged;
    return originalOf(changed(logged, path, (text) => text.replace(/^(Ran .*\d.* of )\d+( Specs)/m, `$1${specs}$2`)));
  }, thin);
}

/** Where Sonobuoy's own results lie that list the JUnit of the suite; undefined: there are none, or those of our plugin, which list what counts. */
export function resultsPathOf({ members, junit }: Original): string | undefined {
  const path = `${junit.replace(/results\/.*$/, '')}sonobuoy_results.yaml`;
  const listed = members.find((member) => member.path === path)?.content.includes(`file: ${fileOf(junit)}\n`);
  return listed ? path : undefined;
}

/** The JUnit as Sonobuoy names it, below the plugin's directory. */
function fileOf(junit: string): string {
  return junit.replace(/^plugins\/[^/]+\//, '');
}

/** With what Sonobuoy would have listed of another JUnit. */
export function withResults(original: Original, change: (xml: string) => string): Member[] {
  const path = resultsPathOf(original) ?? '';
  const xml = original.members.find((member) => member.path === original.junit)?.content.toString('utf8') ?? '';
  return changed(original, path, () => sonobuoyResults('e2e', { [fileOf(original.junit)]: listedCases(change(xml)) }));
}

function withResultsOf(thin: Original): Original {
  return resultsPathOf(thin) === undefined ? thin : originalOf(withResults(thin, (xml) => xml));
}

/** With another content of one file, and the digest of that in the run record: nothing tells that it was changed. */
export function changed(original: Original, path: string, change: (text: string) => string): Member[] {
  const members = original.members.map((member) =>
    member.path === path ? { path, content: Buffer.from(change(member.content.toString('utf8'))) } : member,
  );
  return members.map((member) => (member.path === original.runRecord ? sealedAnew(member, members) : member));
}

type RecordJson = { evidence: { path: string; bytes: number; sha256: string }[] };

function recordOf({ content }: Member): RecordJson {
  return JSON.parse(content.toString('utf8')) as RecordJson;
}

function sealedAnew(runRecord: Member, members: readonly Member[]): Member {
  let record: RecordJson;
  try {
    record = recordOf(runRecord);
    record.evidence.map(({ path }) => path);
  } catch {
    return runRecord;
  }
  const evidence = record.evidence.map((entry) => {
    const content = members.find(({ path }) => path === besides(runRecord, entry.path))?.content;
    if (content === undefined) return entry;
    return { ...entry, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  });
  return { path: runRecord.path, content: Buffer.from(JSON.stringify({ ...record, evidence })) };
}

function besides({ path }: Member, file: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + file;
}
