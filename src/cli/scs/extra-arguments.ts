import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import { SETTINGS } from '../../runner/settings.ts';
import { PLUGIN_NAME } from '../../sonobuoy/plugin-manifest.ts';
import { shellWords } from './shell-words.ts';

/** Sonobuoy's arguments in SCS's scope file (`-a`), translated for this plugin. */
export interface ExtraArguments {
  readonly settings: ReadonlyMap<string, string>;
  readonly sonobuoyImage?: string;
  readonly conformanceImage?: string;
  /** Sonobuoy's timeout. */
  readonly timeoutSeconds?: number;
}

const FLAKE_ATTEMPTS = /^--?(?:ginkgo\.)?flake-attempts=(\d+)$/;

/**
 * Arguments of `sonobuoy run` that were meant for its own e2e plugin, in terms of ours.
 *
 * @param given each as `-a` has it, which may be an option and its value in one
 * @throws USAGE for one that has no meaning here: a run that ignores an argument proves something else
 */
export function extraArguments(given: readonly string[]): ExtraArguments {
  const settings = new Map<string, string>();
  const options: { sonobuoyImage?: string; conformanceImage?: string; timeoutSeconds?: number } = {};
  for (const [name, value] of given.flatMap((text) => optionsIn(shellWords(text)))) {
    switch (name) {
      case '--e2e-focus':
        settings.set(SETTINGS.focus.variable, value);
        break;
      case '--e2e-skip':
        settings.set(SETTINGS.skip.variable, value);
        break;
      case '--plugin-env':
        for (const [variable, setting] of pluginVariable(value)) settings.set(variable, setting);
        break;
      case '--sonobuoy-image':
        options.sonobuoyImage = value;
        break;
      case '--kube-conformance-image':
        options.conformanceImage = value;
        break;
      case '--timeout':
        options.timeoutSeconds = Number(value);
        break;
      default:
        throw refused(`${name}=${value}`);
    }
  }
  return { settings, ...options };
}

/** `--name value` and `--name=value`, each as a pair. */
function optionsIn(words: readonly string[]): [name: string, value: string][] {
  const found: [string, string][] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [, name = word, value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    if (!name.startsWith('--')) throw refused(word);
    if (value !== undefined) found.push([name, value]);
    else {
      index += 1;
      found.push([name, words[index] ?? '']);
    }
  }
  return found;
}

/** The settings that correspond to a variable of a plugin. */
function pluginVariable(text: string): [variable: string, value: string][] {
  const [, plugin, variable = '', value = ''] = /^([^.]+)\.([^=]+)=(.*)$/s.exec(text) ?? [];
  if (plugin === PLUGIN_NAME) return [[variable, value]];
  if (plugin !== 'e2e' || variable !== 'E2E_EXTRA_ARGS') throw refused(`--plugin-env ${text}`);
  return shellWords(value).map((argument) => {
    const [, attempts] = FLAKE_ATTEMPTS.exec(argument) ?? [];
    if (attempts === undefined) throw refused(`--plugin-env ${text}`);
    return [SETTINGS.attempts.variable, attempts];
  });
}

function refused(argument: string): ScsNetworkingError {
  return new ScsNetworkingError(
    'USAGE',
    `expected for -a one of --e2e-focus, --e2e-skip, --plugin-env ${PLUGIN_NAME}.NAME=VALUE, --plugin-env ` +
      'e2e.E2E_EXTRA_ARGS=--ginkgo.flake-attempts=N, --sonobuoy-image, --kube-conformance-image and --timeout, ' +
      `found ${argument}, which has no meaning for this plugin`,
  );
}
