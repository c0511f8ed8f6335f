import { Command, Option } from 'commander';
import type { SignableKind } from '../../results-parsers/attestation/signable.ts';
import { printable } from '../../results-parsers/report/layout.ts';
import type { Namespace } from '../signatures/ssh-keygen.ts';
import { print } from '../terminal.ts';
import type { Ending } from './exit-codes.ts';
import { readOrComplain } from './input/usable-input.ts';
import { refuseToReplace } from './output/refuse-to-replace.ts';

type SignFlags = { key: string; force?: boolean };

const EXAMPLES = `
What is signed, and what is written:
  verdicts (--format json, yaml or ndjson)         FILE.sig, for scs-networking
  an in-toto statement (in-toto, in-toto-verdict)  an envelope, FILE with .dsse.json
  reports for SCS (--format scs-report)            FILE.sig, for compliance-monitor

A file may contain several verdicts or reports, as \`evaluate\` prints them for several
archives.

Signatures are OpenSSH's: \`ssh-keygen -Y verify\` reads them, with the namespace
scs-networking for verdicts and report for reports. The key is a private key, or
the public key of one that an SSH agent holds.

Examples:
  scs-networking evaluate --format json results.tar.gz > verdict.json
  scs-networking sign --key ~/.ssh/id_ed25519 verdict.json
  scs-networking verify --allowed-signers allowed verdict.json results.tar.gz
  ssh-keygen -Y verify -f allowed -I me@example.org -n scs-networking \\
    -s verdict.json.sig < verdict.json`;

const namespaces = { verdict: 'scs-networking', 'scs-report': 'report' } as const satisfies Record<
  Exclude<SignableKind, 'statement'>,
  Namespace
>;

/** `finish` is called with how the command ended. */
export function signCommand(finish: (ending: Ending) => void): Command {
  return new Command('sign')
    .description('sign verdicts, in-toto statements and reports for SCS with an SSH key')
    .argument('<file...>', 'what `evaluate` wrote as json, yaml, ndjson, in-toto, in-toto-verdict or scs-report')
    .addOption(new Option('--key <file>', 'the SSH key to sign with').makeOptionMandatory())
    .option('--force', 'replace existing signatures')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], flags: SignFlags) => {
      for (const file of files) {
        const written = await readOrComplain(file, 'a file to sign', () => signFile(file, flags));
        if (written === undefined) return finish('unusable');
        print(`${printable(written)}\n`);
      }
      finish('same');
    });
}

/** The file that was written. */
async function signFile(file: string, { key, force }: SignFlags): Promise<string> {
  const { MAX_VERDICT_BYTES } = await import('../../results-parsers/verify/read-verdict.ts');
  const { signableKind } = await import('../../results-parsers/attestation/signable.ts');
  const { beginningOfFile } = await import('./input/beginning-of-file.ts');
  const { writeFile } = await import('node:fs/promises');
  const { writeWhole } = await import('./output/write-whole.ts');
  const { sshSign } = await import('../signatures/ssh-keygen.ts');
  const bytes = await beginningOfFile(file, MAX_VERDICT_BYTES + 1, 'a file to sign');
  const kind = signableKind(bytes);
  const target = kind === 'statement' ? `${file.replace(/\.json$/, '')}.dsse.json` : `${file}.sig`;
  if (force !== true) await refuseToReplace(target);
  const content = kind === 'statement' ? await enveloped(bytes, key) : await sshSign(bytes, key, namespaces[kind]);
  // Whole or not at all: half a signature would look like a forged one.
  await writeWhole(target, force === true, async (part) => await writeFile(part, content, { flag: 'wx' }));
  return target;
}

async function enveloped(payload: Uint8Array, key: string): Promise<string> {
  const { sealed } = await import('../signatures/sealed-envelope.ts');
  return `${JSON.stringify(await sealed(payload, key), null, 2)}\n`;
}
