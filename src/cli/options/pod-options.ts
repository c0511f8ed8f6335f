import { InvalidArgumentError, Option } from 'commander';
import type { Toleration } from '../../sonobuoy/manifest-schema.ts';
import type { Quantities } from '../../sonobuoy/plugin-manifest.ts';

/** The options of `podOptions`, as commander hands them over. */
export interface PodFlags {
  readonly requests?: Quantities;
  readonly limits?: Quantities;
  readonly toleration?: readonly Toleration[];
  readonly nodeSelector?: ReadonlyMap<string, string>;
}

/** The options that say what a pod asks for and where it may run. @param requests what the help says of the requests */
export function podOptions(requests: string): Option[] {
  return [
    new Option('--requests <list>', `what it requests, such as ${requests}`).argParser(quantities),
    new Option('--limits <list>', 'its limits, such as memory=4Gi').argParser(quantities),
    new Option(
      '--toleration <taint>',
      "taint that it tolerates, in kubectl's notation, KEY[=VALUE][:EFFECT]; may be repeated",
    ).argParser(toleration),
    new Option('--node-selector <key=value>', 'label of the nodes on which it may run; may be repeated').argParser(
      label,
    ),
  ];
}

const LABEL_KEY = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?[a-z0-9](?:[\w.-]{0,61}[a-z0-9])?$/i;
const LABEL_VALUE = /^(?:[a-z0-9](?:[\w.-]{0,61}[a-z0-9])?)?$/i;

export function label(text: string, before: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const at = text.indexOf('=');
  const [key, value] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
  if (!LABEL_KEY.test(key) || !LABEL_VALUE.test(value)) {
    throw new InvalidArgumentError('Expected a label such as example.org/exempt=true.');
  }
  return new Map([...before, [key, value]]);
}

const QUANTITY = { cpu: /^\d+(\.\d+)?m?$/, memory: /^\d+(\.\d+)?([KMGT]i?|k)?$/ } as const;

function quantities(text: string): Quantities {
  const found = text.split(',').map((part) => {
    const [resource = '', quantity = ''] = part.split('=');
    if ((resource !== 'cpu' && resource !== 'memory') || !QUANTITY[resource].test(quantity)) {
      throw new InvalidArgumentError('Expected cpu and memory, such as cpu=500m,memory=2Gi.');
    }
    return [resource, quantity];
  });
  return Object.fromEntries(found);
}

const TAINT = /^([A-Za-z0-9][\w./-]*)(?:=([\w.-]*))?(?::(NoSchedule|PreferNoSchedule|NoExecute))?$/;

function toleration(text: string, before: readonly Toleration[] = []): Toleration[] {
  const [, key, value, effect] = TAINT.exec(text) ?? [];
  if (key === undefined) {
    throw new InvalidArgumentError(
      'Expected a taint such as dedicated=tests:NoSchedule, dedicated:NoExecute or dedicated.',
    );
  }
  const tolerated: Toleration = {
    key,
    ...(value === undefined ? { operator: 'Exists' } : { operator: 'Equal', value }),
    ...(effect === undefined ? {} : { effect: effect as 'NoSchedule' }),
  };
  return [...before, tolerated];
}
