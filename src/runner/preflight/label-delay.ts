import type { PreflightProblem } from '../../../results-parsers/documents/run-record/preflight.ts';
import { LABEL_DELAY_SINCE, mayDelayLabels } from '../../../results-parsers/standard/cilium-label-delay.ts';
import { CILIUM_SETTINGS } from '../../cluster/cilium-settings.ts';
import { problem } from './problem.ts';

const SETTING = 'identity-max-jitter';
const DEFAULT = '30s';
/** Upstream's specs wait for some 20 seconds, of which Cilium takes 5 anyway (identity-change-grace-period). */
const HARMLESS_SECONDS = 10;

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Go's notation, such as `1m30s`. Not a number: it is not a duration in milliseconds and longer units. */
function secondsOf(duration: string): number {
  if (duration === '0') return 0;
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(duration)) return Number.NaN;
  const parts = duration.matchAll(/([\d.]+)([a-z]+)/g);
  return [...parts].reduce((sum, [, value, unit]) => sum + Number(value) * (UNITS[unit ?? ''] ?? Number.NaN), 0);
}

/**
 * Whether Cilium, with these settings (null: it is not there) and of this version (null: not known), may follow new labels too late for the
 * specs that change some.
 */
export function labelDelay(
  settings: Readonly<Record<string, string>> | null,
  version: string | null,
): PreflightProblem | null {
  if (settings === null || !mayDelayLabels(version)) return null;
  const value = settings[SETTING];
  if (secondsOf(value ?? DEFAULT) <= HARMLESS_SECONDS) return null;
  const seen = value === undefined ? `its default of ${DEFAULT}` : `${value} in ${CILIUM_SETTINGS}`;
  return problem(
    'label-delay',
    `Cilium (since ${LABEL_DELAY_SINCE}) delays new labels of pods by a random time of up to ${SETTING}, which is ${seen}. The specs that change a label wait for about 20 seconds, so they may fail by chance.`,
    `Set ${SETTING} of Cilium's agents to "0s" (with Helm: --set-string extraConfig.${SETTING}=0s) and restart them before the run.`,
  );
}
