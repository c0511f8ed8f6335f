import { InvalidArgumentError, Option } from 'commander';
import { MUST_CHECKS } from '../../../results-parsers/checks/choice.ts';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';
import type { SecretName } from '../../cluster/copy-secret.ts';
import type { PluginChoices } from '../../sonobuoy/plugin-manifest.ts';
import { seconds } from './duration.ts';
import { label, type PodFlags, podOptions } from './pod-options.ts';

/** The options of `pluginOptions`, as commander hands them over. */
export interface PluginFlags extends PodFlags {
  readonly manifest?: string;
  readonly image?: string;
  readonly conformanceImage?: string;
  readonly registry?: string;
  readonly pullSecret?: SecretName;
  readonly focus?: string;
  readonly skip?: string;
  readonly processes?: string;
  readonly attempts?: string;
  readonly mustOnly?: true;
  readonly runWaived?: true;
  readonly timeout?: number;
  readonly set?: ReadonlyMap<string, string>;
}

const IMAGES = 'Images:';
const POD = "The plugin's pod:";
const SPECS = 'What runs:';

/** The options that say how the plugin differs from its manifest as published. */
export function pluginOptions(): Option[] {
  return [
    imageOption().helpGroup(IMAGES),
    new Option('--conformance-image <image>', "upstream's conformance image").argParser(image).helpGroup(IMAGES),
    registryOption().helpGroup(IMAGES),
    new Option('--pull-secret <[namespace/]name>', 'secret for pulling images; `run` copies it to where it is needed')
      .argParser(secretName)
      .helpGroup(IMAGES),
    ...podOptions('cpu=1,memory=768Mi; with less memory, fewer specs run at a time').map((option) =>
      option.helpGroup(POD),
    ),
    new Option('--manifest <file>', 'your own copy of plugin/scs-networking.yaml to start from').helpGroup(POD),
    // In other commands it is the name of the plugin to judge.
    new Option('--plugin <file>').argParser(renamed).hideHelp(),
    new Option('--focus <regex>', 'which upstream specs run').helpGroup(SPECS),
    new Option('--skip <regex>', 'which of these do not run; a spec that did not run has not passed').helpGroup(SPECS),
    new Option('--processes <number>', 'how many specs run at the same time').helpGroup(SPECS),
    new Option('--attempts <number>', 'how often a spec may run in total (default: 2)').helpGroup(SPECS),
    new Option(
      '--must-only',
      'run only what decides the verdict: the specs, and the check that has to come before them; not the checks that are only advice',
    )
      .conflicts('extended')
      .helpGroup(SPECS),
    new Option('--run-waived', 'also run waived specs that cannot pass on this cluster').helpGroup(SPECS),
    new Option('--timeout <duration>', 'when to stop and judge the results so far, such as 90m or 2h')
      .argParser(seconds)
      .helpGroup(SPECS),
    new Option('--set <name=value>', 'any setting of the runner, as a variable; may be repeated')
      .argParser(setting)
      .helpGroup(SPECS),
  ];
}

/** For a command that also runs Sonobuoy itself. */
export function sonobuoyImageOption(): Option {
  return new Option('--sonobuoy-image <image>', "Sonobuoy's own image").argParser(image).helpGroup(IMAGES);
}

/** For a command that makes Sonobuoy's namespace. */
export function namespaceLabelOption(): Option {
  return new Option(
    '--namespace-label <key=value>',
    "label of Sonobuoy's namespace, such as one that exempts it from default policies; may be repeated",
  ).argParser(label);
}

export function imageOption(): Option {
  return new Option('--image <image>', 'our own image').argParser(image);
}

export function registryOption(): Option {
  return new Option('--registry <path>', 'a mirror that has all images, see `scs-networking images`').argParser(
    registry,
  );
}

function renamed(): never {
  throw new InvalidArgumentError('A file to start from is given with --manifest.');
}

/** The image's name as container runtimes take it, with a tag or a digest; Sonobuoy puts in the version. */
const IMAGE = /^[a-z0-9][a-z0-9._:/-]*(:[\w$][\w.$-]*)?(@sha256:[0-9a-f]{64})?$/i;

function image(text: string): string {
  if (!IMAGE.test(text)) throw new InvalidArgumentError('Expected an image such as mirror.example.org/scs/name:tag.');
  return text;
}

function registry(text: string): string {
  const path = text.replace(/\/+$/, '');
  if (/:\/\//.test(path) || !/^[a-z0-9][a-z0-9._:/-]*$/i.test(path)) {
    throw new InvalidArgumentError('Expected a registry and a path such as mirror.example.org/scs, without https://.');
  }
  return path;
}

/** Like kubectl, it looks in `default` if no namespace is given. */
function secretName(text: string): SecretName {
  const [, namespace = 'default', name] = /^(?:([a-z0-9-]+)\/)?([a-z0-9][a-z0-9.-]*)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('Expected a secret such as mirror or my-namespace/mirror.');
  return { namespace, name };
}

function setting(text: string, before: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError('Expected a setting such as SCS_STOP_SECONDS=50.');
  }
  return new Map([...before, [name, value]]);
}

/** Throws `USAGE` for a setting that the runner does not have or would not take. */
async function pluginChoices(flags: PluginFlags, further: ReadonlyMap<string, string>): Promise<PluginChoices> {
  const { image, conformanceImage, registry, pullSecret, requests, limits, toleration, nodeSelector } = flags;
  return {
    ...(image === undefined ? {} : { image }),
    ...(conformanceImage === undefined ? {} : { conformanceImage }),
    ...(registry === undefined ? {} : { registry }),
    ...(pullSecret === undefined ? {} : { pullSecret: pullSecret.name }),
    ...(requests === undefined ? {} : { requests }),
    ...(limits === undefined ? {} : { limits }),
    tolerations: toleration ?? [],
    ...(nodeSelector === undefined ? {} : { nodeSelector }),
    settings: await settingsIn(flags, further),
  };
}

async function settingsIn(flags: PluginFlags, further: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const { checkedSettings } = await import('../../sonobuoy/runner-settings.ts');
  const { SETTINGS } = await import('../../runner/settings.ts');
  const { checks, focus, skip, processes, attempts, runWaived, deadlineSeconds } = SETTINGS;
  if (flags.mustOnly && flags.set?.has(checks.variable)) throw chosenTwice(checks.variable);
  const named: readonly (readonly [string, string | undefined])[] = [
    [focus.variable, flags.focus],
    [skip.variable, flags.skip],
    [processes.variable, flags.processes],
    [attempts.variable, flags.attempts],
    [checks.variable, flags.mustOnly && MUST_CHECKS],
    [runWaived.variable, flags.runWaived?.toString()],
    [deadlineSeconds.variable, flags.timeout?.toString()],
  ];
  const given = named.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return checkedSettings(new Map([...further, ...given, ...(flags.set ?? [])]));
}

function chosenTwice(variable: string): ScsNetworkingError {
  return new ScsNetworkingError('USAGE', `expected either --must-only or --set ${variable}, found both`);
}

/**
 * The manifest that the flags ask for.
 *
 * @param further settings of the runner that come from elsewhere
 * @throws USAGE, INPUT_UNREADABLE
 */
export async function manifestFor(
  flags: PluginFlags,
  further: ReadonlyMap<string, string> = new Map(),
): Promise<string> {
  const { pluginManifest } = await import('../../sonobuoy/plugin-manifest.ts');
  const choices = await pluginChoices(flags, further);
  if (flags.manifest === undefined) {
    const { baseManifest } = await import('../../sonobuoy/base-manifest.ts');
    return pluginManifest(baseManifest(), 'plugin/scs-networking.yaml', choices);
  }
  const { beginningOfFile } = await import('../input/beginning-of-file.ts');
  const bytes = await beginningOfFile(flags.manifest, MAX_MANIFEST_BYTES, "the plugin's manifest");
  return pluginManifest(Buffer.from(bytes).toString('utf8'), flags.manifest, choices);
}

/** A hundred times the manifest as published; Kubernetes keeps it in a config map of at most 1 MiB. */
const MAX_MANIFEST_BYTES = 512 * 1024;
