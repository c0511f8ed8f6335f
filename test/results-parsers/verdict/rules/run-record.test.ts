import { describe, expect, test } from '@jest/globals';
import type { Preflight } from '../../../../results-parsers/documents/run-record/preflight.ts';
import { RecordedSettings, type RunRecord } from '../../../../results-parsers/documents/run-record/run-record.ts';
import type { Verdict } from '../../../../results-parsers/index.ts';
import { specSets } from '../../../../results-parsers/waivers/spec-sets.ts';
import { codesOf, evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { allBlocked, allOpen, failedByMatrix, isolated } from '../../building/failures.ts';
import { flannelArchive } from '../../building/flannel.ts';
import { attemptRecord, OWN_RESULTS, ownArchive, requiredCases } from '../../building/sonobuoy.ts';

const evaluate = (record: Partial<RunRecord>) => evaluateFiles(ownArchive({ record }));
const clean = { deleted: [], left: [], fromEarlierRuns: [], problem: null };

describe('a record of a later version of the runner, with unknown fields,', () => {
  const path = `${OWN_RESULTS}run-record.json`;
  const changed = (change: (record: RunRecord) => object): ReturnType<typeof ownArchive> => {
    const archive = ownArchive();
    const record: RunRecord = JSON.parse(archive.get(path) ?? '');
    return archive.set(path, JSON.stringify({ ...record, ...change(record) }));
  };

  test('is read, because an additional field changes no meaning', async () => {
    const archive = changed(({ attempts }) => ({
      climate: { degrees: 21 },
      attempts: attempts.map((attempt) => ({ ...attempt, humidity: 40 })),
    }));
    const verdict = await evaluateFiles(archive);
    expect(verdict.verdict).toBe('compliant');
    expect(mustFindings(verdict)).toEqual([]);
  });

  test('is judged as if it did not have them, even if a waiver rests on what the runner found out about the network plugin', async () => {
    const known = flannelArchive();
    const { preflight }: RunRecord = JSON.parse(known.get(path) ?? '');
    const asked = preflight?.networkPlugin;
    if (asked === null || asked === undefined) throw new Error('expected a record of the network plugin');
    const further = {
      ...asked,
      agents: asked.agents.map((agent) => ({ ...agent, ready: 99, marks: [] })),
      nodeKeys: asked.nodeKeys.map((key) => ({ ...key, values: ['x'] })),
      upReasons: [{ reason: 'FlannelIsUp', nodes: 1, since: '2026-11-22' }],
      plugin: 'cilium',
    };
    const judged = async (networkPlugin: object): Promise<Pick<Verdict, 'verdict' | 'subject' | 'clauses'>> => {
      const record = { ...JSON.parse(known.get(path) ?? ''), preflight: { ...preflight, networkPlugin } };
      const { verdict, subject, clauses } = await evaluateFiles(new Map(known).set(path, JSON.stringify(record)));
      return { verdict, subject, clauses };
    };
    const without = await judged({ ...asked, upReasons: [{ reason: 'FlannelIsUp', nodes: 1 }] });
    expect(without.subject.cni.name).toBe('flannel');
    expect(await judged(further)).toEqual(without);
  });

  test.each([
    ['another apiVersion', { apiVersion: 'scs-networking/v2' }],
    ['an unknown ending', { ending: 'evaporated' }],
  ])('is not read with %s', async (_, record) => {
    const verdict = await evaluateFiles(changed(() => record));
    expect(verdict.verdict).toBe('inconclusive');
    expect(codesOf(verdict)).toContain('run-record-unreadable');
  });
});

describe('clean-up', () => {
  test.each([
    ['there was nothing to delete', clean],
    ['everything that was found was deleted', { ...clean, deleted: ['netpol-x-1'], fromEarlierRuns: ['netpol-y-2'] }],
    ['the runner did not look', null],
  ])('is not mentioned if %s', async (_what, cleanup) => {
    const verdict = await evaluate({ cleanup });
    expect(mustFindings(verdict)).toEqual([]);
    expect(verdict.verdict).toBe('compliant');
  });

  test.each(['x; reboot', '$(reboot)', '--all', 'a\nreboot', '`id`'])(
    'that claims to have left %j does not get it into a shell command',
    async (name) => {
      const [left] = mustFindings(await evaluate({ cleanup: { ...clean, left: ['netpol-x-1', name] } }));
      expect(left?.code).toBe('objects-left');
      expect(left?.remedy).toBe('If they are still there, delete them.');
    },
  );

  test('that left objects behind is reported with their names and how to delete them, and changes nothing', async () => {
    const verdict = await evaluate({ cleanup: { ...clean, left: ['netpol-x-1', 'netpol-y-2'] } });
    expect(verdict.verdict).toBe('compliant');
    expect(mustFindings(verdict)).toEqual([
      {
        code: 'objects-left',
        effect: 'advises',
        text: '2 namespaces that runs of the plugin created could not be deleted in time: netpol-x-1, netpol-y-2.',
        remedy: 'If they are still there: kubectl delete namespace netpol-x-1 netpol-y-2',
        evidence: [{ path: `${OWN_RESULTS}run-record.json`, line: null }],
        specs: [],
      },
    ]);
  });

  test('whose outcome is not known is reported with the reason, and changes nothing', async () => {
    const verdict = await evaluate({ cleanup: { ...clean, problem: 'Expected an answer, found: HTTP 503.' } });
    expect(verdict.verdict).toBe('compliant');
    expect(mustFindings(verdict)).toMatchObject([
      { code: 'cleanup-unknown', text: expect.stringContaining('found: HTTP 503.') },
    ]);
  });
});

const [first, ...others] = requiredCases();
const name = first?.name ?? '';
const settings = RecordedSettings.parse({
  ...{ focus: '', skip: '', processes: 8, deadlineSeconds: 1, dryRun: false },
});

function preflight(...problems: Preflight['problems']): Preflight {
  const at = '2026-11-22T11:00:00Z';
  return { startedAt: at, endedAt: at, problems, image: 'agnhost', nodes: [], sctp: null, networkPlugin: null };
}

describe('a problem that the preflight found', () => {
  const problem = { code: 'image', stops: true, text: 'The image cannot be pulled.', remedy: 'Mirror it.' } as const;

  test('is the reason why a run that it stopped is inconclusive', async () => {
    const verdict = await evaluateFiles(
      ownArchive({
        attempts: [],
        record: { ending: 'preflight-failed', reason: problem.text, preflight: preflight(problem) },
      }),
    );
    expect(verdict.verdict).toBe('inconclusive');
    expect(codesOf(verdict)).toEqual(['run-not-completed', 'preflight-stopped', 'junit-missing', 'specs-missing']);
    expect(mustFindings(verdict)[1]).toMatchObject({
      effect: 'undetermines',
      text: problem.text,
      remedy: problem.remedy,
    });
  });

  test('is reported and changes nothing if the specs ran anyway', async () => {
    const verdict = await evaluate({ preflight: preflight(problem, { ...problem, code: 'some-nodes', stops: false }) });
    expect(verdict.verdict).toBe('compliant');
    expect(codesOf(verdict)).toEqual(['preflight-warned', 'preflight-warned']);
  });

  test('is not mentioned if there was none', async () => {
    expect(mustFindings(await evaluate({ preflight: preflight() }))).toEqual([]);
  });
});

describe('specs that the plugin left out', () => {
  const specs = [...specSets['sctp-connectivity']];
  const leftOut = {
    specs,
    reason: 'pods cannot open an SCTP socket on node1 (protocol not supported), and W exempts them',
  };
  const skipped = requiredCases().map((spec) =>
    specs.includes(spec.name) ? { ...spec, state: 'skipped' as const } : spec,
  );

  test('are waived as not run, with the result of the probe as the reason', async () => {
    const verdict = await evaluateFiles(ownArchive({ attempts: [{ cases: skipped }], record: { leftOut } }));
    expect(verdict.verdict).toBe('compliant');
    expect(mustFindings(verdict).find(({ code }) => code === 'specs-left-out')).toMatchObject({
      effect: 'advises',
      text: `3 specs were not run: ${leftOut.reason}.`,
    });
  });

  test('count as skipped if there is no waiver', async () => {
    const files = ownArchive({ attempts: [{ cases: skipped }], record: { leftOut } });
    const verdict = await evaluateFiles(files, undefined, { waivers: [] });
    expect(verdict.verdict).toBe('inconclusive');
    expect(codesOf(verdict)).toEqual(['specs-skipped', 'specs-left-out']);
  });

  test('are not mentioned if they ran in the end', async () => {
    const [leftOutCases, others] = [true, false].map((isLeftOut) =>
      requiredCases().filter((spec) => specs.includes(spec.name) === isLeftOut),
    );
    const attempts = [{ cases: skipped }, { cases: leftOutCases ?? [] }];
    const record = {
      leftOut,
      settings: { ...settings, runWaived: true },
      attempts: [
        attemptRecord(1, { announced: others?.length ?? 0 }),
        attemptRecord(2, { purpose: 'waived', announced: specs.length }),
      ],
    };
    expect(codesOf(await evaluateFiles(ownArchive({ attempts, record })))).toEqual([]);
    expect(codesOf(await evaluateFiles(ownArchive({ record: { leftOut } })))).toEqual([]);
  });
});

describe('a spec that failed and then passed', () => {
  test.each([
    ['let forbidden traffic through', isolated, allOpen, ['specs-leaked', 'specs-flaky']],
    ['did so, and blocked allowed traffic', isolated, ['.X.', '...', '...'], ['specs-leaked', 'specs-flaky']],
    ['blocked allowed traffic', isolated, allBlocked, ['specs-flaky']],
  ])('is flaky, and a security matter only in the case of a leak: it %s', async (_what, expected, observed, codes) => {
    const failed = { cases: [failedByMatrix(name, expected, observed), ...others] };
    const verdict = await evaluateFiles(ownArchive({ attempts: [failed, { cases: [{ name }] }] }));
    expect(verdict.verdict).toBe('compliant');
    expect(codesOf(verdict)).toEqual(codes);
  });

  test('is reported in one finding with others like it', async () => {
    const textOf = async (...leaking: string[]) => {
      const cases = requiredCases().map((spec) =>
        leaking.includes(spec.name) ? failedByMatrix(spec.name, isolated, allOpen) : spec,
      );
      const again = leaking.map((spec) => ({ name: spec }));
      const files = ownArchive({ attempts: [{ cases }, { cases: again }] });
      return mustFindings(await evaluateFiles(files))[0]?.text;
    };
    expect(await textOf(name)).toMatch(/^1 spec let .*, although it passed in the end\.$/);
    expect(await textOf(name, others[0]?.name ?? '')).toMatch(/^2 specs let .*, although each passed in the end\.$/);
  });

  test('is not reported as a passed leak if it fails in the end', async () => {
    const failed = { cases: [failedByMatrix(name, isolated, allOpen), ...others] };
    const again = { cases: failed.cases.slice(0, 1) };
    expect(codesOf(await evaluateFiles(ownArchive({ attempts: [failed, again] })))).toEqual(['specs-failed']);
  });
});

describe("specs that needed upstream's second probe", () => {
  const observed = (...secondProbes: { seconds: number | null; leaked: boolean }[]) => [
    attemptRecord(1, { observed: [{ name, state: 'passed', seconds: 20, secondProbes }] }),
  ];

  test('are reported with how long it took, and change nothing', async () => {
    const attempts = observed({ seconds: 11.24, leaked: false }, { seconds: 3, leaked: false });
    const verdict = await evaluate({ attempts });
    expect(verdict.verdict).toBe('compliant');
    expect(mustFindings(verdict)).toMatchObject([
      {
        code: 'second-probe-needed',
        text: "1 spec found allowed connections blocked at first, and came out right only when upstream's suite probed a second time, within 11.2 s.",
        specs: [name],
      },
    ]);
  });

  test('are a security matter if they let forbidden traffic through at first', async () => {
    const verdict = await evaluate({ attempts: observed({ seconds: null, leaked: true }) });
    expect(mustFindings(verdict)).toMatchObject([
      {
        code: 'second-probe-leaked',
        effect: 'advises',
        text: "1 spec let forbidden traffic through at first, and came out right only when upstream's suite probed a second time.",
      },
    ]);
  });

  test('are listed in order, each once, however often and in whichever attempt they needed it', async () => {
    const probed = (spec: string) => ({
      ...{ name: spec, state: 'passed' as const, seconds: 20 },
      secondProbes: [{ seconds: 2, leaked: false }],
    });
    const names = [name, others[0]?.name ?? ''].sort().reverse();
    const verdict = await evaluate({ attempts: [attemptRecord(1, { observed: [...names, ...names].map(probed) })] });
    expect(mustFindings(verdict)).toMatchObject([{ code: 'second-probe-needed', specs: names.toReversed() }]);
  });

  test('are not mentioned if there are none', async () => {
    expect(codesOf(await evaluate({ attempts: observed() }))).toEqual([]);
  });
});

test('if failed specs were not retried, the verdict says so, with the reason', async () => {
  const verdict = await evaluate({ notTriedAgain: '6 of the 10 specs that ran have failed, which is not a flake' });
  expect(mustFindings(verdict)).toMatchObject([
    {
      code: 'not-tried-again',
      text: 'Failed specs were not retried: 6 of the 10 specs that ran have failed, which is not a flake.',
    },
  ]);
});

describe('a run that did not finish', () => {
  test.each<[RunRecord['ending'], string, RegExp]>([
    ['deadline', 'its own deadline passed', /more time \(SCS_DEADLINE_SECONDS\) or more processes/],
    ['terminated', 'it was told to stop', /^Run the plugin again and let it finish/],
    ['suite-crashed', 'the e2e suite crashed or was killed', /out-of-memory/],
    ['specs-held-back', 'the specs were not run', /^Exempt the specs' namespaces/],
    ['runner-failed', 'the runner failed', /^Remove the cause/],
  ])(
    'is reported with how it ended (%s), the reason if the runner gave one, and what to do',
    async (ending, what, remedy) => {
      const verdict = await evaluate({ ending, reason: 'after 3600 s' });
      expect(verdict.verdict).toBe('inconclusive');
      expect(mustFindings(verdict)).toMatchObject([
        {
          code: 'run-not-completed',
          text: `The run did not finish: ${what} (after 3600 s).`,
          remedy: expect.stringMatching(remedy),
        },
      ]);
      const [silent] = mustFindings(await evaluate({ ending, reason: '' }));
      expect(silent?.text).toBe(`The run did not finish: ${what}.`);
    },
  );

  test.each([
    ['deadline', 'The deadline of 60 seconds (SCS_DEADLINE_SECONDS) passed before the specs had ended.'],
    ['terminated', 'The runner was told to stop (SIGTERM) before the specs had ended.'],
    ['runner-failed', 'The runner failed: no space left'],
  ] as const)('is reported without repetition if the reason is a whole sentence (%s)', async (ending, reason) => {
    const [found] = mustFindings(await evaluate({ ending, reason }));
    expect(found?.text).toBe(`The run did not finish: t${reason.slice(1).replace(/\.$/, '')}.`);
  });

  test('because of its preflight leaves the reason to the findings of the preflight', async () => {
    const [found] = mustFindings(await evaluate({ ending: 'preflight-failed', reason: 'The image cannot be pulled.' }));
    expect(found?.text).toBe('The run did not finish: the preflight found that a fair run is impossible here.');
    expect(found?.remedy).toMatch(/^Do what the preflight's findings ask for/);
  });
});

test('a file of evidence with the recorded digest and another length is altered', async () => {
  const whole = ownArchive();
  const path = `${OWN_RESULTS}run-record.json`;
  const record = JSON.parse(whole.get(path) ?? '') as RunRecord;
  const evidence = record.evidence.map((file) =>
    file.path === 'e2e-version.txt' ? { ...file, bytes: file.bytes + 1 } : file,
  );
  const verdict = await evaluateFiles(whole.set(path, JSON.stringify({ ...record, evidence })));
  expect(codesOf(verdict)).toEqual(['evidence-altered']);
  expect(mustFindings(verdict)[0]?.text).toContain('it has 8 bytes and sha256');
});

test('JUnit files that the run record does not list are named once each, in order', async () => {
  const files = ownArchive({ record: { evidence: [] } });
  const junit = files.get(`${OWN_RESULTS}attempts/1/junit_01.xml`) ?? '';
  const verdict = await evaluateFiles(files.set(`${OWN_RESULTS}a/junit_01.xml`, junit));
  expect(mustFindings(verdict).map(({ code, evidence: [first] }) => [code, first?.path])).toEqual([
    ['evidence-unlisted', `${OWN_RESULTS}a/junit_01.xml`],
    ['evidence-unlisted', `${OWN_RESULTS}attempts/1/junit_01.xml`],
  ]);
});

test('facts that only the run record shows cite it as evidence', async () => {
  const cases = requiredCases().map((spec) => (spec.name === name ? { ...spec, state: 'skipped' as const } : spec));
  const record: Partial<RunRecord> = {
    cleanup: { ...clean, problem: 'HTTP 503.' },
    preflight: preflight({ code: 'image', stops: false, text: 'a', remedy: 'b' }),
    leftOut: { specs: [name], reason: 'c' },
    notTriedAgain: 'd',
    attempts: [
      attemptRecord(1, {
        observed: [
          { name: others[0]?.name ?? '', state: 'passed', seconds: 20, secondProbes: [{ seconds: 1, leaked: true }] },
        ],
      }),
    ],
  };
  const found = mustFindings(await evaluateFiles(ownArchive({ attempts: [{ cases }], record })));
  const told = found.filter(({ evidence: [first] }) => first?.path === `${OWN_RESULTS}run-record.json`);
  expect(told.map(({ code }) => code)).toEqual([
    'preflight-warned',
    'second-probe-leaked',
    'not-tried-again',
    'specs-left-out',
    'cleanup-unknown',
  ]);
});

test('a warning of the preflight is distinguished from a problem that stopped the run', async () => {
  const problem = { code: 'image', stops: true, text: 'a', remedy: 'b' } as const;
  const record = {
    ending: 'preflight-failed',
    reason: 'a',
    preflight: preflight(problem, { ...problem, stops: false }),
  } as const;
  const codes = codesOf(await evaluateFiles(ownArchive({ attempts: [], record })));
  expect(codes.filter((code) => code.startsWith('preflight-'))).toEqual(['preflight-stopped', 'preflight-warned']);
});

test('specs that the plugin was told to run anyway are not reported as left out', async () => {
  const cases = requiredCases().map((spec) => (spec.name === name ? { ...spec, state: 'skipped' as const } : spec));
  const record = { leftOut: { specs: [name], reason: 'c' }, settings: { ...settings, runWaived: true } };
  expect(codesOf(await evaluateFiles(ownArchive({ attempts: [{ cases }], record })))).toEqual(['specs-skipped']);
});

test('an attempt without JUnit is named', async () => {
  const attempts = [attemptRecord(1), attemptRecord(2, { junit: null }), attemptRecord(3, { junit: null })];
  const textOf = async (record: Partial<RunRecord>) => {
    const found = mustFindings(await evaluateFiles(ownArchive({ attempts: [{ cases: requiredCases() }], record })));
    return found.find(({ code }) => code === 'junit-missing')?.text;
  };
  expect(await textOf({ attempts })).toMatch(
    /^There is no JUnit of attempts 2, 3 of the e2e suite under plugins\/scs-networking\/results\/global\/,/,
  );
  expect(await textOf({ attempts: [] })).toMatch(/^There is no JUnit of the e2e suite under/);
});
