import { Option } from 'commander';
import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

/** Options of a command about one test cluster. */
export interface Named {
  readonly name: string;
}

/** Cgroups and directories are named after the cluster. */
export const nameOption = () =>
  new Option('--name <name>', 'name of the test cluster; several clusters can run side by side')
    .default('scs')
    .argParser((value) => {
      if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(value)) {
        throw new ScsNetworkingError('USAGE', `expected a name of a-z, 0-9 and -, found ${JSON.stringify(value)}`);
      }
      return value;
    });
