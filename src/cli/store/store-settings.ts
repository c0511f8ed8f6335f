import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type StoreSettings = {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
};

/**
 * The object store named by the variables that AWS's and other tools read.
 *
 * @throws USAGE without credentials, or for an endpoint that is not a URL
 */
export function storeSettings(environment: Environment): StoreSettings {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = environment;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw usage(
      'expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment for an object store, found at most one of them',
    );
  }
  const region = AWS_REGION || AWS_DEFAULT_REGION || 'us-east-1';
  const endpoint = AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL || `https://s3.${region}.amazonaws.com`;
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    throw usage(`expected a URL of an object store in AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, found ${endpoint}`);
  }
  return {
    endpoint: endpoint.replace(/\/+$/, ''),
    region,
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}

function usage(message: string): ScsNetworkingError {
  return new ScsNetworkingError('USAGE', message);
}
