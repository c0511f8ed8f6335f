import type { KubeConfig, RequestContext, SecurityAuthentication, User } from '@kubernetes/client-node';
import { ScsNetworkingError } from '../../results-parsers/core/errors.ts';
import { isSystemError, systemProblem } from '../system-problem.ts';

/** The credentials of a kubeconfig's user; a failure to get them is reported as such, not as a problem of the API server. */
export function credentialsOf(config: KubeConfig): SecurityAuthentication {
  return {
    getName: () => config.getName(),
    applySecurityAuthentication: async (context: RequestContext) => {
      try {
        await config.applySecurityAuthentication(context);
      } catch (cause) {
        const problem = `the credentials of the kubeconfig cannot be obtained: ${whatIsWrong(config.getCurrentUser(), cause)}`;
        throw new ScsNetworkingError('CLUSTER', problem, { cause });
      }
    },
  };
}

/** Characters of a program's last words; a longer message would help less. */
const LONGEST_SAID = 300;

function whatIsWrong(user: User | null, cause: unknown): string {
  const program = programOf(user);
  const system = systemProblem(cause);
  if (isSystemError(cause) && cause.syscall.startsWith('spawn')) {
    return `expected the program ${program ?? ''} (exec), found ${system ?? 'otherwise'}`;
  }
  if (isSystemError(cause)) return `expected the file ${cause.path ?? 'that it names'}, found ${system ?? 'otherwise'}`;
  if (user?.exec !== undefined && user.exec !== null && program === undefined) {
    return `expected a command under exec of the user ${user.name}, found none`;
  }
  if (program === undefined) {
    return user?.authProvider === undefined || user.authProvider === null
      ? 'a certificate or key in it cannot be read'
      : `its auth-provider (${user.authProvider.name}) does not work here; use a program (exec) in its place`;
  }
  if (cause instanceof SyntaxError || cause instanceof TypeError) {
    return `expected an ExecCredential from the program ${program}, found that it printed something else`;
  }
  const reason = cause instanceof Error ? cause.message.trim().slice(0, LONGEST_SAID) : '';
  return `the program ${program} exited with an error${reason === '' ? '' : ` and said: ${reason}`}`;
}

function programOf(user: User | null): string | undefined {
  const exec: unknown = user?.exec ?? user?.authProvider?.config?.exec;
  if (typeof exec !== 'object' || exec === null || !('command' in exec)) return undefined;
  return typeof exec.command === 'string' && exec.command !== '' ? exec.command : undefined;
}
