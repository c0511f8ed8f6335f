import { InvalidArgumentError, Option } from 'commander';
import { isDnsLabel } from '../../../results-parsers/core/text/dns-label.ts';
import { verdictFormats } from '../../../results-parsers/report/formats.ts';
import { type SourceFlags, sourceOptions } from '../archives/source-options.ts';
import { type LeniencyFlags, leniencyOptions } from '../options/leniency-flags.ts';
import { imageOption, registryOption } from '../options/plugin-options.ts';
import { type PodFlags, podOptions } from '../options/pod-options.ts';
import { wholeNumber } from '../options/whole-number.ts';
import { formatOption } from '../reports/format-option.ts';

/** The options of `jobOptions`, as commander hands them over. */
export type JobFlags = PodFlags &
  LeniencyFlags &
  Pick<SourceFlags, 'include'> & {
    output: string;
    format: (keyof typeof jobFormats)[];
    shards: number;
    parallelism: number;
    retries: number;
    name: string;
    secret: string;
    endpoint?: string;
    region?: string;
    image?: string;
    registry?: string;
    pullSecret?: string;
  };

/** A report for SCS is about one cluster, and no pod sees whether all archives are of one. */
const { 'scs-report': _aboutOneCluster, ...jobFormats } = verdictFormats;

const STORE = 'The object store:';
const PODS = 'The pods:';

export function jobOptions(): Option[] {
  const [include] = sourceOptions();
  return [
    new Option('-o, --output <place>', 'where results go, s3://BUCKET/PREFIX').makeOptionMandatory(),
    formatOption(jobFormats, 'verdicts').default(['parquet', 'csv'], 'parquet,csv'),
    ...(include === undefined ? [] : [include]),
    new Option('--shards <number>', 'parts into which the archives are split, with a pod for each')
      .argParser(wholeNumber)
      .default(16),
    new Option('--parallelism <number>', 'pods that run at the same time').argParser(wholeNumber).default(4),
    new Option('--retries <number>', 'further pods for a shard whose pod failed').argParser(wholeNumber).default(5),
    new Option('--name <name>', 'name of the Job').argParser(jobName).default('scs-networking-archives'),
    new Option(
      '--secret <name>',
      'secret with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_SESSION_TOKEN if needed',
    )
      .argParser(secretName)
      .default('scs-networking-store')
      .helpGroup(STORE),
    new Option('--endpoint <url>', 'address of the store, as pods reach it (default: AWS)')
      .argParser(endpoint)
      .helpGroup(STORE),
    new Option('--region <name>', 'its region (default: us-east-1)').argParser(region).helpGroup(STORE),
    imageOption().helpGroup(PODS),
    registryOption().helpGroup(PODS),
    new Option('--pull-secret <name>', 'secret for pulling the image').argParser(secretName).helpGroup(PODS),
    ...podOptions('cpu=2,memory=1Gi; a pod evaluates as many archives at a time as it requests processors').map(
      (option) => option.helpGroup(PODS),
    ),
    ...leniencyOptions(),
  ];
}

function jobName(text: string): string {
  if (!isDnsLabel(text)) throw new InvalidArgumentError('Expected a name of Kubernetes, such as my-archives.');
  return text;
}

function secretName(text: string): string {
  if (!/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(text)) {
    throw new InvalidArgumentError('Expected the name of a secret, such as my-store.');
  }
  return text;
}

function region(text: string): string {
  if (!/^[\w-]{1,64}$/.test(text))
    throw new InvalidArgumentError('Expected the name of a region, such as eu-central-1.');
  return text;
}

/** Credentials in it would be in the manifest, too. */
function endpoint(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError('Expected a URL such as https://store.example.org, without a user or password.');
  }
  return text;
}
