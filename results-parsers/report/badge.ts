import { jsonText } from '../core/text/json-text.ts';
import type { Verdict, VerdictWord } from '../documents/verdict/verdict.ts';
import { verdictPhrase } from './verdict-facts.ts';

const colours: Readonly<Record<VerdictWord, string>> = {
  compliant: 'brightgreen',
  'non-compliant': 'red',
  inconclusive: 'lightgrey',
};

/** A badge for shields.io and similar services (endpoint badge, schemaVersion 1). One that rests on waivers is less bright. */
export function badgeJson(verdict: Verdict): string {
  const isWaived = verdict.verdict === 'compliant' && verdict.summary.waived > 0;
  return jsonText({
    schemaVersion: 1,
    label: verdict.standard.id,
    message: verdictPhrase(verdict).toLowerCase(),
    color: isWaived ? 'green' : colours[verdict.verdict],
  });
}
