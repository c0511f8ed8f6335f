import { INGRESS } from '../../../../results-parsers/checks/ingress-controller/facts.ts';
import type { Verdict } from '../../../../results-parsers/documents/verdict/verdict.ts';
import { controllerVersion } from '../../builds/ingress-controllers.ts';
import type { ControllerConfiguration } from './controller-configurations.ts';
import type { ControllerRow } from './controller-table.ts';

/** Each run has its own domain, which is replaced: rows should differ only in what a controller does. */
const DOMAIN = /\bscs-[0-9a-f]{8}\.invalid\b/g;
/** How soon an address appears depends on the machine. */
const SECONDS = /,? after \d+ s/;

/** The row of a run. */
export async function controllerRowOf(
  { controller, options = [] }: ControllerConfiguration,
  { subject, clauses, checks, archive }: Verdict,
): Promise<ControllerRow> {
  const parts = checks.find(({ id }) => id === INGRESS)?.parts ?? [];
  return {
    controller,
    release: await controllerVersion(controller),
    options: [...options],
    kubernetes: subject.serverVersion ?? 'unknown',
    outcome: clauses.find(({ id }) => id === 'ingress')?.outcome ?? 'undetermined',
    parts: parts.map(({ id, question, answer, text }) => ({ id, question, answer, text: withoutRun(text) })),
    archive: { sha256: archive.sha256, bytes: archive.bytes },
  };
}

function withoutRun(text: string): string {
  return text.replaceAll(DOMAIN, 'example.invalid').replace(SECONDS, '');
}
