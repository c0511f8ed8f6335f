import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { load } from 'js-yaml';
import * as z from 'zod';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { schemaProblem } from '../../results-parsers/core/schema-problem.ts';
import { yamlProblem } from '../../results-parsers/core/yaml/yaml-problem.ts';
import { systemProblem } from '../system-problem.ts';

const name = z.string().min(1);

/** What the client library assumes without checking. Other fields may be anything. */
const Kubeconfig = z.looseObject({
  clusters: z.array(z.looseObject({ name, cluster: z.looseObject({ server: name }) })).nullish(),
  users: z.array(z.looseObject({ name, user: z.looseObject({}).nullish() })).nullish(),
  contexts: z.array(z.looseObject({ name, context: z.looseObject({ cluster: name }) })).nullish(),
  'current-context': z.string().nullish(),
});

/** Reads a kubeconfig. Throws `INPUT_UNREADABLE` for anything else; the message shows nothing of what is in it, which may be secret. */
export function readKubeconfig(file: string): KubeConfig {
  const text = textOf(file);
  checkContent(file, text);
  const config = new KubeConfig();
  try {
    config.loadFromString(text);
    config.makePathsAbsolute(dirname(file));
  } catch (cause) {
    // It reads the file of a token at once.
    const found = systemProblem(cause);
    throw unusable(file, `a file that it names cannot be read${found === undefined ? '' : `: found ${found}`}`, cause);
  }
  return config;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const problem = systemProblem(cause);
    if (problem === undefined) throw cause;
    throw new ScsNetworkingError('INPUT_UNREADABLE', `expected a kubeconfig at ${file}, found ${problem}${REMEDY}`, {
      cause,
    });
  }
}

function checkContent(file: string, text: string): void {
  let content: unknown;
  try {
    content = load(text);
  } catch (cause) {
    throw unusable(file, yamlProblem(cause), cause);
  }
  const parsed = Kubeconfig.safeParse(content);
  if (!parsed.success) throw unusable(file, schemaProblem(parsed.error), parsed.error);
}

const REMEDY = '; name another one with --kubeconfig or in KUBECONFIG';

function unusable(file: string, problem: string, cause: unknown): ScsNetworkingError {
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `expected a kubeconfig at ${file}, found one that cannot be used: ${problem}${REMEDY}`,
    { cause },
  );
}
