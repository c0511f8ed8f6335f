import { describe, expect, test } from '@jest/globals';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import type { Verdict } from '../../../../results-parsers/index.ts';
import { arenaOnTwoNodes } from '../../../src/checks/network-policy-beyond-upstream/seen-by-scenarios.ts';
import { sampled } from '../../../src/checks/network-policy-sampled/simulated-sampling.ts';
import { archiveWithChecks } from '../../building/checks.ts';
import { evaluateFiles, mustFindings } from '../../building/evaluate.ts';
import { observed, type Seen } from '../../checks/agent-restart/restarted.ts';
import { SOUND } from '../../policy-model/defects/model-defect.ts';
import { portDefects } from '../../policy-model/defects/port-defects.ts';

const [defect = SOUND] = portDefects;
const drawn = { arena: arenaOnTwoNodes(), seed: 7, most: 10 };
const sound = await sampled({ ...drawn, defect: SOUND });
const wrong = await sampled({ ...drawn, defect });

/** Leaves out the findings about scenarios, which an extended evaluation needs as well. */
async function evaluated(observations: CheckObservations, extended = false) {
  const verdict: Verdict = await evaluateFiles(archiveWithChecks([observations]), undefined, { extended });
  return { verdict, findings: mustFindings(verdict).filter(({ evidence }) => evidence.length > 0) };
}

describe('randomly drawn policies', () => {
  test('that are enforced as the API specifies are not mentioned', async () => {
    expect((await evaluated(sound)).findings).toEqual([]);
    expect((await evaluated(sound, true)).findings).toEqual([]);
  });

  test('that are not enforced so give advice, with an example in the document', async () => {
    const { verdict, findings } = await evaluated(wrong);
    expect(verdict.verdict).toBe('compliant');
    expect(findings).toMatchObject([{ code: 'scenario-failed', effect: 'advises' }]);
    expect(findings[0]?.text).toContain('No (network-policy-sampled): In step');
    expect(verdict.checks[0]?.example).toContain('kind: NetworkPolicy');
  });

  test('that are not enforced so fail an extended evaluation', async () => {
    const { verdict, findings } = await evaluated(wrong, true);
    expect(verdict.verdict).toBe('non-compliant');
    expect(findings).toMatchObject([{ code: 'required-scenario-failed', effect: 'fails' }]);
  });

  test('without a known answer never give more than advice', async () => {
    const cut = { ...sound, problem: { kind: 'out-of-time' as const, reason: '600 seconds were not enough.' } };
    expect((await evaluated(cut)).findings).toMatchObject([{ code: 'scenarios-undecided', effect: 'advises' }]);
    expect((await evaluated(cut, true)).findings).toMatchObject([{ code: 'scenarios-undecided', effect: 'advises' }]);
  });
});

describe('a restart of the agent', () => {
  const evaluatedRestart = (seen: Seen, extended = false) => evaluated(observed(seen), extended);
  const wrong: Seen['wrong'] = (step, connection) =>
    step === 1 && connection === 'stranger to server' ? 'open' : undefined;

  test('after which policies are enforced is not mentioned', async () => {
    expect((await evaluatedRestart({})).findings).toEqual([]);
  });

  test('after which they are not gives advice, and fails an extended evaluation', async () => {
    const { verdict, findings } = await evaluatedRestart({ wrong });
    expect(verdict.verdict).toBe('compliant');
    expect(findings).toMatchObject([
      { code: 'scenario-failed', text: expect.stringContaining('No (agent-restart): In') },
    ]);
    expect((await evaluatedRestart({ wrong }, true)).verdict.verdict).toBe('non-compliant');
  });

  test('without a known answer gives advice', async () => {
    const seen = { facts: { restart: null, candidates: [], onNode: [] } };
    expect((await evaluatedRestart(seen, true)).findings).toMatchObject([{ code: 'scenarios-undecided' }]);
  });
});
