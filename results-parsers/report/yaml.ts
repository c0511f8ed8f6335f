import { yamlText } from '../core/text/yaml-text.ts';
import { Verdict } from '../documents/verdict/verdict.ts';

/** The verdict document in YAML. Strings are quoted, so that no reader, of whatever version of YAML, takes one for a date or a truth value. */
export function verdictYaml(verdict: Verdict): string {
  return yamlText(Verdict.parse(verdict), { forceQuotes: true, lineWidth: -1 });
}
