import { X509Certificate } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { TLSSocket } from 'node:tls';
import { BACKENDS } from '../../../results-parsers/checks/ingress-controller/behaviours.ts';
import type { RequestResult } from '../../../results-parsers/checks/ingress-controller/facts.ts';
import { messageOf } from '../../../results-parsers/core/errors.ts';

const TRY_MILLISECONDS = 3_000;
/** Our pods answer with their names; a longer answer is not from one of them. */
const LONGEST_ANSWER = 256;

/** A request to a controller at an address, for a host that is in no DNS. */
export interface ControllerRequest {
  readonly address: string;
  readonly host: string;
  readonly path: string;
  /** The certificate that must be presented, in PEM; null: no TLS. */
  readonly certificate: string | null;
}

/** Where a controller listens. */
export interface ControllerPorts {
  readonly http: number;
  readonly https: number;
}

/** The ports on which controllers serve Ingresses by default; the Ingress API has no ports. */
export const INGRESS_PORTS: ControllerPorts = { http: 80, https: 443 };

/** Sends one request and says who answered. Never rejects. */
export async function requestOnce(
  { address, host, path, certificate }: ControllerRequest,
  ports = INGRESS_PORTS,
): Promise<RequestResult> {
  const common: RequestOptions = {
    host: address,
    path,
    headers: { host, connection: 'close' },
    agent: false,
    signal: AbortSignal.timeout(TRY_MILLISECONDS),
  };
  try {
    // The certificate is compared with ours, because no authority vouches for either.
    const secure = { ...common, port: ports.https, servername: host, rejectUnauthorized: false };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent =
        certificate === null ? httpRequest({ ...common, port: ports.http }, resolve) : httpsRequest(secure, resolve);
      sent.once('error', reject).end();
    });
    const ownCertificate = certificate === null ? null : showsCertificate(response, certificate);
    const body = await beginningOf(response);
    const backend = response.statusCode === 200 ? (BACKENDS.find((name) => name === body.trim()) ?? null) : null;
    const answeredBy = backend === null ? 'other' : 'backend';
    return { answeredBy, backend, status: response.statusCode ?? null, ownCertificate, detail: '' };
  } catch (error) {
    const detail = messageOf(error).slice(0, 300);
    return { answeredBy: 'none', backend: null, status: null, ownCertificate: null, detail };
  }
}

function showsCertificate({ socket }: IncomingMessage, certificate: string): boolean {
  const shown = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return shown?.fingerprint256 === new X509Certificate(certificate).fingerprint256;
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LONGEST_ANSWER) break;
  }
  return text.slice(0, LONGEST_ANSWER);
}
