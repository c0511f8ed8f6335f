import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { matchWaivers } from '../../../results-parsers/waivers/match-waivers.ts';
import { MAX_WAIVERS_FILE_BYTES, readWaivers } from '../../../results-parsers/waivers/read-waivers.ts';
import { specSets } from '../../../results-parsers/waivers/spec-sets.ts';
import { Waiver } from '../../../results-parsers/waivers/waiver.ts';

const read = (text: string) => readWaivers(Buffer.from(text), 'w.yaml');

/** The problems of a file, without the sentence with which all messages begin. */
function problems(text: string | Buffer): string[] {
  try {
    readWaivers(Buffer.from(text), 'w.yaml');
  } catch (error) {
    expect(error).toMatchObject({ code: 'INPUT_UNREADABLE' });
    const [first, ...lines] = (error as Error).message.split('\n');
    expect(first).toBe('w.yaml is not a usable file of waivers; see plugin/waivers.example.yaml');
    return lines.map((line) => line.trim());
  }
  return [];
}

const HEAD = 'apiVersion: scs-networking/v1\nkind: Waivers\nwaivers:\n';

/** A file with one entry, whose keys begin on line 4; undefined leaves a key out. */
function entry(change: Record<string, string | undefined>): string {
  const keys: Record<string, string | undefined> = {
    id: 'one',
    specs: '[spec a]',
    reason: 'because',
    link: 'https://example.org/1',
    owner: 'somebody',
    expires: '2027-06-30',
    ...change,
  };
  const lines = Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]));
  return `${HEAD}  - ${lines.join('\n    ')}\n`;
}

describe('a file of waivers', () => {
  test('is read with its digest, and with null for each condition that it does not set', () => {
    const text = entry({ specs: '["spec b", "spec a"]' });
    expect(read(text)).toEqual({
      source: 'w.yaml',
      sha256: createHash('sha256').update(text).digest('hex'),
      waivers: [
        {
          id: 'one',
          source: 'w.yaml',
          specs: ['spec a', 'spec b'],
          pattern: null,
          kubernetes: null,
          cni: null,
          reason: 'because',
          link: 'https://example.org/1',
          owner: 'somebody',
          expires: '2027-06-30',
        },
      ],
    });
  });

  test.each<[string, Record<string, string | undefined>, Partial<Waiver>]>([
    ['a set of specs', { specs: undefined, specSet: 'pod-cidr' }, { specs: [...specSets['pod-cidr']].sort() }],
    [
      'versions that are numbers in YAML',
      { kubernetes: '{from: 1.30}' },
      { kubernetes: { from: '1.30', below: null } },
    ],
    ['a range', { kubernetes: '{from: "1.9", below: 1.36}' }, { kubernetes: { from: '1.9', below: '1.36' } }],
    ['a network plugin', { cni: '{name: cilium}' }, { cni: { name: 'cilium', version: null } }],
    [
      'a network plugin and versions of it',
      { cni: '{name: cilium, version: {below: 1.20.2}}' },
      { cni: { name: 'cilium', version: { from: null, below: '1.20.2' } } },
    ],
  ])('may name %s', (_what, change, waiver) => {
    const { waivers } = read(entry(change));
    expect(waivers).toMatchObject([waiver]);
    expect(waivers.map((one) => Waiver.parse(one))).toEqual(waivers);
  });

  test('may have an empty list of waivers', () => {
    expect(read(`${HEAD.trimEnd()} []`).waivers).toEqual([]);
  });

  test.each<[string, string, unknown[]]>([
    ['', 'is empty', ['expected one document, found none']],
    ['a: 1\n---\nb: 2\n', 'has two documents', ['expected one document, found several']],
    [
      'just text',
      'is text',
      ["line 1: expected a mapping with only the keys apiVersion, kind, waivers, found 'just text'"],
    ],
    [
      '- a',
      'is a list',
      ['line 1: expected a mapping with only the keys apiVersion, kind, waivers, found a list of 1'],
    ],
    [
      'a: [1',
      'is cut off',
      ['line 1, column 6: expected the bracket that ends a list or mapping, found the end of the document'],
    ],
    [
      'kind: Waivers\nkind: Waivers',
      'repeats a key',
      ['line 2, column 1: expected each key once in a mapping, found one a second time'],
    ],
    [
      'a: &x [1]\nb: *x',
      'has an alias',
      ['line 2, column 5: expected no alias (*name), found one; write out what it stands for'],
    ],
    ['a: !!js/function x', 'has a tag', ['line 1, column 4: expected no tag (!name), found one']],
    [
      '['.repeat(11),
      'is nested too deeply',
      ['line 1, column 10: expected fewer levels inside each other, found too many'],
    ],
    [
      'apiVersion: scs-networking/v2\nkind: Waiver\nwaivers: none\n',
      'is of another kind',
      [
        "line 1, apiVersion: expected scs-networking/v1, found 'scs-networking/v2'",
        "line 2, kind: expected Waivers, found 'Waiver'",
        "line 3, waivers: expected a list of waivers, found 'none'",
      ],
    ],
    [
      `${HEAD}  - a\n`,
      'has text for a waiver',
      [expect.stringMatching(/^line 4, waivers\[0\]: expected a mapping with only the keys id, .*, found 'a'$/)],
    ],
  ])('%j is refused because it %s', (text, _what, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test.each<[string, Record<string, string | undefined>, unknown]>([
    ['no id', { id: undefined }, 'line 4, waivers[0].id: expected an id, of 1 to 80 characters, found nothing'],
    [
      'an id with blanks',
      { id: 'a b' },
      "line 4, waivers[0].id: expected an id of small letters, digits, - and ., found 'a b'",
    ],
    [
      'neither specs nor a set',
      { specs: undefined },
      'line 4, waivers[0]: expected either specs, with full names, or specSet, with the name of a set, found a mapping with id, reason, link, owner, expires',
    ],
    [
      'both specs and a set',
      { specSet: 'pod-cidr' },
      'line 4, waivers[0]: expected either specs, with full names, or specSet, with the name of a set, found a mapping with id, specs, specSet, reason, link, owner, expires',
    ],
    [
      'no specs at all',
      { specs: '[]' },
      'line 5, waivers[0].specs: expected at least one full name of a spec, found a list of 0',
    ],
    [
      'a name instead of a list',
      { specs: 'spec a' },
      "line 5, waivers[0].specs: expected a list of full names of specs, found 'spec a'",
    ],
    [
      'a name twice',
      { specs: '[a, b, a]' },
      'line 5, waivers[0].specs: expected each full name once, found a list of 3',
    ],
    [
      'a name as Ginkgo shows it',
      { specs: '["[It] a"]' },
      "line 5, waivers[0].specs[0]: expected the full name of a spec, without [It] before it, found '[It] a'",
    ],
    [
      'an empty name',
      { specs: '[a, ""]' },
      "line 5, waivers[0].specs[1]: expected the full name of a spec, of 1 to 500 characters, found ''",
    ],
    [
      'an unknown set',
      { specs: undefined, specSet: 'all' },
      "line 9, waivers[0].specSet: expected one of the sets pod-cidr, sctp-connectivity, found 'all'",
    ],
    [
      'a pattern',
      { regex: '.*' },
      'line 10, waivers[0]: expected a mapping with only the keys id, specs, specSet, kubernetes, cni, failure, reason, link, owner, expires, found regex',
    ],
    [
      'no reason',
      { reason: undefined },
      'line 4, waivers[0].reason: expected a reason, of 1 to 1000 characters, found nothing',
    ],
    [
      'an empty reason',
      { reason: '""' },
      "line 6, waivers[0].reason: expected a reason, of 1 to 1000 characters, found ''",
    ],
    [
      'an endless reason',
      { reason: 'x'.repeat(1001) },
      `line 6, waivers[0].reason: expected a reason, of 1 to 1000 characters, found '${'x'.repeat(120)}...'`,
    ],
    [
      'a link without encryption',
      { link: 'http://example.org' },
      "line 7, waivers[0].link: expected a link that begins with https://, found 'http://example.org'",
    ],
    [
      'an invalid link',
      { link: 'https://a b' },
      "line 7, waivers[0].link: expected a link that begins with https://, found 'https://a b'",
    ],
    ['no owner', { owner: '' }, "line 8, waivers[0].owner: expected an owner, of 1 to 200 characters, found ''"],
    [
      'a day that does not exist',
      { expires: '2027-02-30' },
      "line 9, waivers[0].expires: expected a date such as 2027-06-30, found '2027-02-30'",
    ],
    [
      'no expiry',
      { expires: undefined },
      'line 4, waivers[0].expires: expected a date such as 2027-06-30, found nothing',
    ],
    [
      'a patch version of Kubernetes',
      { kubernetes: '{from: 1.36.1}' },
      "line 10, waivers[0].kubernetes.from: expected a version such as 1.36, found '1.36.1'",
    ],
    [
      'a range without bounds',
      { kubernetes: '{}' },
      'line 10, waivers[0].kubernetes: expected at least one of from and below, found a mapping with nothing',
    ],
    [
      'an empty range',
      { kubernetes: '{from: 1.36, below: 1.9}' },
      'line 10, waivers[0].kubernetes: expected a version below that is later than the one in from, found a mapping with from, below',
    ],
    [
      'a misspelt bound',
      { kubernetes: '{from: 1.30, until: 1.36}' },
      'line 10, waivers[0].kubernetes: expected a mapping with only the keys from, below, found until',
    ],
    [
      'an unknown network plugin',
      { cni: '{name: celium}' },
      expect.stringMatching(/^line 10, waivers\[0\]\.cni\.name: expected one of the names antrea, .*, found 'celium'$/),
    ],
    [
      'versions without a network plugin',
      { cni: '{version: {from: 1.20}}' },
      expect.stringMatching(/^line 10, waivers\[0\]\.cni\.name: expected one of the names .*, found nothing$/),
    ],
    [
      'a vague version of a network plugin',
      { cni: '{name: cilium, version: {from: 1.x}}' },
      "line 10, waivers[0].cni.version.from: expected a version such as 1.20 or 1.20.2, found '1.x'",
    ],
  ])('with %s is refused, and the place is named', (_what, change, problem) => {
    expect(problems(entry(change))).toEqual([problem]);
  });

  test('with the same id twice is refused', () => {
    const second = entry({}).slice(HEAD.length);
    expect(problems(entry({}) + second)).toEqual([
      'line 3, waivers: expected a different id for each waiver, found a list of 2',
    ]);
  });

  test('with many problems names the first ten', () => {
    const wrong = entry({ id: 'B', link: 'x', expires: 'never' }).slice(HEAD.length);
    const lines = problems(HEAD + wrong.repeat(5));
    // There are three problems for each waiver, and one for their equal ids.
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('and 6 more');
  });

  test('that is too large, or not text, is refused without being read', () => {
    expect(problems('#'.repeat(MAX_WAIVERS_FILE_BYTES + 1))).toEqual([
      `expected at most ${MAX_WAIVERS_FILE_BYTES} bytes, found ${MAX_WAIVERS_FILE_BYTES + 1}`,
    ]);
    expect(problems(Buffer.from([0xff, 0xfe, 0x41]))).toEqual(['expected text in UTF-8, found other bytes']);
  });
});

describe('SCS’s own file', () => {
  const scsFile = `
okToFail:
  - regex: 'Services should be able to switch session affinity for NodePort service'
    reason: no InternalIP
  - regex: 'Netpol NetworkPolicy between server and client should allow ingress access from updated namespace'
    reason: flaky
  - regex: 'Feature:SCTPConnectivity'
    reason: optional
  - regex: 'should.allow.egress.access.to.server.in.CIDR.block'
    reason: Cilium
  - regex: 'should.ensure.an.IP.overlapping.both.IPBlock.CIDR.and.IPBlock.Except.is.allowed'
    reason: Cilium
  - regex: 'should.enforce.except.clause.while.egress.access.to.server.in.CIDR.block'
    reason: Cilium
`;

  test('is resolved into the specs of the catalogue that its patterns match, without a scope and without an end', () => {
    const { waivers } = read(scsFile);
    expect(waivers.map(({ id, specs }) => [id, specs.length])).toEqual([
      ['w.yaml:okToFail[0]', 0],
      ['w.yaml:okToFail[1]', 1],
      ['w.yaml:okToFail[2]', 6],
      ['w.yaml:okToFail[3]', 1],
      ['w.yaml:okToFail[4]', 1],
      ['w.yaml:okToFail[5]', 1],
    ]);
    expect(waivers[2]).toEqual({
      id: 'w.yaml:okToFail[2]',
      source: 'w.yaml',
      specs: specSets['sctp-connectivity'],
      pattern: 'Feature:SCTPConnectivity',
      kubernetes: null,
      cni: null,
      reason: 'optional',
      link: null,
      owner: null,
      expires: null,
    });
  });

  test('may have a pattern that we do not understand, if it cannot match a NetworkPolicy spec; the waiver exempts nothing and says so', () => {
    const regex = 'Services should (be able to|not) change the type';
    const { waivers } = read(
      `okToFail:\n- {regex: ${regex}, reason: b}\n- {regex: Feature:SCTPConnectivity, reason: c}`,
    );
    expect(waivers.map(({ pattern, specs }) => [pattern, specs.length])).toEqual([
      [regex, 0],
      ['Feature:SCTPConnectivity', 6],
    ]);
    const { reports, waivedBy } = matchWaivers(waivers, { kubernetes: '1.36', cni: null, day: '2026-11-22' }, [
      { name: `[sig-network] ${regex}`, outcome: 'failed' },
      { name: '[sig-network] Services should not change the type', outcome: 'failed' },
    ]);
    expect(waivedBy).toEqual(new Map());
    expect(reports[0]).toMatchObject({
      status: 'unused',
      why: expect.stringMatching(/not understood here, so it exempts nothing/),
    });
  });

  test.each<[string, string, string]>([
    [
      'an unknown key',
      'okToFail: []\nmore: 1',
      'line 2: expected a mapping with no other key than okToFail, found more',
    ],
    ['something other than a list', 'okToFail: x', "line 1, okToFail: expected a list of exceptions, found 'x'"],
    [
      'an unknown key of an entry',
      'okToFail:\n- {regex: CIDR, reason: b, until: c}',
      'line 2, okToFail[0]: expected a mapping with only the keys regex, reason, found until',
    ],
    ['no reason', 'okToFail:\n- regex: CIDR', 'line 2, okToFail[0].reason: expected a reason, found nothing'],
    [
      'an empty reason',
      'okToFail:\n- {regex: CIDR, reason: ""}',
      "line 2, okToFail[0].reason: expected a reason that is not empty, found ''",
    ],
    [
      'an empty pattern',
      'okToFail:\n- {regex: "", reason: b}',
      "line 2, okToFail[0].regex: expected a regular expression that is not empty, found ''",
    ],
    [
      'a pattern that is too long',
      `okToFail:\n- {regex: ${'a'.repeat(501)}, reason: b}`,
      `line 2, okToFail[0].regex: expected a regular expression of at most 500 characters, found '${'a'.repeat(120)}...'`,
    ],
    [
      'a pattern that needs backtracking',
      'okToFail:\n- {regex: (a+)+$, reason: b}',
      "line 2, okToFail[0].regex: expected a regular expression of plain characters, ., .* and escaped punctuation, or one that no NetworkPolicy spec can match; for more, name the specs in a file of kind Waivers, found '(a+)+$'",
    ],
    [
      'a pattern that is not understood and could mean a NetworkPolicy spec',
      'okToFail:\n- {regex: should (allow|deny) egress, reason: b}',
      "line 2, okToFail[0].regex: expected a regular expression of plain characters, ., .* and escaped punctuation, or one that no NetworkPolicy spec can match; for more, name the specs in a file of kind Waivers, found 'should (allow|deny) egress'",
    ],
    [
      'a pattern that exempts everything',
      'okToFail:\n- {regex: Netpol, reason: b}',
      "line 2, okToFail[0].regex: expected a regular expression that some required spec does not match, found 'Netpol'",
    ],
    [
      'another pattern that does',
      'okToFail:\n- {regex: ".*", reason: b}',
      "line 2, okToFail[0].regex: expected a regular expression that some required spec does not match, found '.*'",
    ],
  ])('with %s is refused', (_what, text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });
});
