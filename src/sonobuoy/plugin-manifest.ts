import { loadAll } from 'js-yaml';
import { type Document, isMap, parseDocument, type YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { placeOf, problemInWords } from '../../results-parsers/core/schema-problem.ts';
import { yamlProblem } from '../../results-parsers/core/yaml/yaml-problem.ts';
import { SETTINGS } from '../runner/settings.ts';
import { SonobuoyManifest, type Toleration } from './manifest-schema.ts';
import { inMirror } from './mirror.ts';

/** Name of our plugin, in Sonobuoy and in its archives. */
export const PLUGIN_NAME = 'scs-networking';

export interface Quantities {
  readonly cpu?: string;
  readonly memory?: string;
}

/** The changes to the base; anything left out stays as it is there. */
export interface PluginChoices {
  /** Our own image. */
  readonly image?: string;
  readonly conformanceImage?: string;
  /** Where all images come from that are not named themselves, those of the specs' pods included; see inMirror. */
  readonly registry?: string;
  /** Of the container that runs the specs. */
  readonly requests?: Quantities;
  readonly limits?: Quantities;
  /** Beside those of the base. */
  readonly tolerations?: readonly Toleration[];
  readonly pullSecret?: string;
  /** Labels of the nodes that the pod may come to, beside that of the base. */
  readonly nodeSelector?: ReadonlyMap<string, string>;
  /** Settings of the runner, by the names of their variables. */
  readonly settings?: ReadonlyMap<string, string>;
}

const RUNNER_IMAGE = ['podSpec', 'initContainers', 0, 'image'];
const CONFORMANCE_IMAGE = ['spec', 'image'];

/**
 * A manifest with choices filled in, its comments kept.
 *
 * @param base text of a manifest such as plugin/scs-networking.yaml
 * @param source how messages call it
 * @throws INPUT_UNREADABLE if it is no manifest of this plugin, or has a key that Sonobuoy would drop without a word
 */
export function pluginManifest(base: string, source: string, choices: PluginChoices): string {
  // Sonobuoy reads YAML 1.1, in which more than `true` and `false` needs quotes to stay text.
  const document = parseDocument(base, { compat: 'yaml-1.1' });
  const manifest = checked(document, base, source);
  const { registry = null, requests, limits, tolerations = [], pullSecret, settings = new Map() } = choices;
  document.setIn(RUNNER_IMAGE, choices.image ?? inMirror(manifest.podSpec.initContainers[0].image, registry));
  document.setIn(CONFORMANCE_IMAGE, choices.conformanceImage ?? inMirror(manifest.spec.image, registry));
  for (const [kind, quantities] of Object.entries({ requests, limits })) {
    for (const [resource, quantity] of Object.entries(quantities ?? {})) {
      document.setIn(['spec', 'resources', kind, resource], quantity);
    }
  }
  for (const toleration of tolerations) append(document, ['podSpec', 'tolerations'], toleration);
  for (const [label, value] of choices.nodeSelector ?? []) document.setIn(['podSpec', 'nodeSelector', label], value);
  if (pullSecret !== undefined) append(document, ['podSpec', 'imagePullSecrets'], { name: pullSecret });
  if (registry !== null) setVariable(document, SETTINGS.registry.variable, registry);
  for (const [name, value] of settings) setVariable(document, name, value);
  checked(document, base, source);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function append(document: Document, path: readonly string[], item: object): void {
  if (!document.hasIn(path)) document.setIn(path, document.createNode([]));
  document.addIn(path, document.createNode(item));
}

const ENVIRONMENT = ['spec', 'env'];

function setVariable(document: Document, name: string, value: string): void {
  const content: unknown = document.toJS();
  const { env = [] } = SonobuoyManifest.shape.spec.parse((content as { spec: unknown }).spec);
  const index = env.findIndex((variable) => variable.name === name);
  const variable = { name, value: literally(value) };
  if (index < 0) append(document, ENVIRONMENT, variable);
  else document.setIn([...ENVIRONMENT, index], document.createNode(variable));
}

/** Kubernetes replaces $(NAME) in the value of a variable, and takes $$ for $. */
function literally(value: string): string {
  return /\$[($]/.test(value) ? value.replaceAll('$', '$$$$') : value;
}

type InitContainers = NonNullable<NonNullable<SonobuoyManifest['podSpec']>['initContainers']>;
type OurManifest = SonobuoyManifest & { podSpec: { initContainers: [InitContainers[number], ...InitContainers] } };

function checked(document: Document, text: string, source: string): OurManifest {
  const [error] = document.errors;
  if (error !== undefined) throw unusable(source, [syntaxProblem(text, error)], error);
  if (!isMap(document.contents)) throw unusable(source, ['expected a mapping, found none']);
  const parsed = SonobuoyManifest.safeParse(document.toJS(), { reportInput: true });
  if (!parsed.success) throw unusable(source, parsed.error.issues.map(problem), parsed.error);
  const { podSpec, 'sonobuoy-config': config } = parsed.data;
  const [first, ...others] = podSpec?.initContainers ?? [];
  if (config['plugin-name'] !== PLUGIN_NAME || podSpec === undefined || first === undefined) {
    throw unusable(source, [
      `expected the plugin ${PLUGIN_NAME} with the init container that brings the runner, found the plugin ${config['plugin-name']}`,
    ]);
  }
  return { ...parsed.data, podSpec: { ...podSpec, initContainers: [first, ...others] } };
}

/** js-yaml reads the text a second time, to say what is wrong with it as of all other files that people write. */
function syntaxProblem(text: string, { linePos }: YAMLParseError): string {
  try {
    loadAll(text);
  } catch (error) {
    return yamlProblem(error);
  }
  const [start] = linePos ?? [];
  const place = start === undefined ? '' : `line ${start.line}, column ${start.col}: `;
  return `${place}expected one YAML document, found something else`;
}

function problem(issue: z.core.$ZodIssue): string {
  const place = placeOf(issue);
  const where = place === '' ? '' : `${place}: `;
  return issue.code === 'unrecognized_keys'
    ? `${where}Sonobuoy knows no ${issue.keys.join(', ')} here and would ignore it`
    : `${where}${problemInWords(issue)}`;
}

function unusable(source: string, problems: readonly string[], cause?: unknown): ScsNetworkingError {
  const lines = problems.map((line) => `\n  ${line}`).join('');
  return new ScsNetworkingError(
    'INPUT_UNREADABLE',
    `${source} is not a manifest of this plugin that Sonobuoy would read in full; \`scs-networking plugin\` writes one${lines}`,
    { cause },
  );
}
