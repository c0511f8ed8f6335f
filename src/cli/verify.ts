import { Command, Option } from 'commander';
import type { Verifiable } from '../../results-parsers/attestation/read-verifiable.ts';
import { inputOptionNames } from '../../results-parsers/report/input-option-names.ts';
import { atWidth } from '../../results-parsers/report/layout.ts';
import type { Written } from '../../results-parsers/verify/read-verdict.ts';
import type { Verification } from '../../results-parsers/verify/verification.ts';
import { print } from '../terminal.ts';
import { type Ending, exitCodes } from './exit-codes.ts';
import { readOrComplain } from './input/usable-input.ts';
import { limitsIn } from './options/limit-options.ts';
import { addLimits } from './options/limits-help.ts';
import { checkSignature, type SignatureFlags, signatureOptions } from './options/signature-flags.ts';
import { widthOf } from './process/look-on.ts';

type VerifyFlags = SignatureFlags & { waivers?: string[]; declarations?: string };

const EXAMPLES = `
Examples:
  scs-networking evaluate --format json results.tar.gz > verdict.json
  scs-networking verify verdict.json results.tar.gz
  scs-networking verify --waivers waivers.yaml verdict.json results.tar.gz
  curl -s https://example.org/results.tar.gz | scs-networking verify verdict.json -
  scs-networking verify --allowed-signers allowed verdict.json results.tar.gz
  scs-networking verify --allowed-signers allowed in-toto.dsse.json results.tar.gz

The inputs that the verdict records are used again: plugin, limits, day, default
waivers, strict flakes. Of waivers and declarations it records only the digests: give
the files with --waivers and --declarations. You must also give limits other than the
default ones, since the author of the verdict may have made the archive, too. Inputs
other than the default ones are printed.

With --allowed-signers, the signature next to the verdict (verdict.json.sig) or in the
envelope is checked first; a verdict that is reproduced under a bad signature is
still a failure. In an envelope, the whole statement is recomputed, whatever its
predicate.
--revoked takes keys that are no longer to be trusted, as \`ssh-keygen -k\` writes
them, or public keys, one per line.

Exit codes, which do not say what the verdict is:
  ${exitCodes.same}    the archive gives this verdict, byte for byte except for the tool's version,
       and the signature is good, if one was asked for
  ${exitCodes.different}    it does not, or it is another archive, or the signature is not good
  ${exitCodes.undecided}  it does not, but the verdict was written by another version of the tool
  ${exitCodes.unusable}    wrong usage, or an input that cannot be read`;

const endings = {
  reproduced: 'same',
  'other-archive': 'different',
  'not-reproduced': 'different',
  undecided: 'undecided',
} as const satisfies Record<Verification['outcome'], Ending>;

/** `finish` is called with how the command ended. */
export function verifyCommand(toolVersion: string, finish: (ending: Ending) => void): Command {
  const waivers = new Option(
    `${inputOptionNames.waivers} <file>`,
    'a file of waivers that the verdict rests on; may be repeated',
  );
  const command = new Command('verify')
    .description('recompute a verdict from its archive, and report what differs')
    .argument('<verdict>', 'what `evaluate --format json` printed, or an envelope that `sign` wrote')
    .argument('<archive>', 'the archive of that verdict, as it was evaluated; - for standard input')
    .addOption(waivers.argParser((file: string, before: string[] = []) => [...before, file]))
    .option(`${inputOptionNames.declarations} <file>`, 'the file of declarations that the verdict rests on');
  for (const option of signatureOptions()) command.addOption(option);
  return addLimits(command, EXAMPLES).action(async (file: string, archive: string, flags: VerifyFlags) => {
    finish(await verify(file, archive, flags, toolVersion));
  });
}

async function verify(file: string, archive: string, flags: VerifyFlags, toolVersion: string): Promise<Ending> {
  // Loaded only now, as by all commands: help must not wait for it.
  const { MAX_VERDICT_BYTES } = await import('../../results-parsers/verify/read-verdict.ts');
  const { readVerifiable } = await import('../../results-parsers/attestation/read-verifiable.ts');
  const { signatureText } = await import('../../results-parsers/report/signature-text.ts');

  const read = await readOrComplain(file, 'a verdict', async () => {
    const { beginningOfFile } = await import('./input/beginning-of-file.ts');
    const bytes = await beginningOfFile(file, MAX_VERDICT_BYTES + 1, 'a verdict');
    return { bytes, verifiable: readVerifiable(bytes) };
  });
  if (read === undefined) return 'unusable';
  const signature = await readOrComplain(null, 'a signature', () => checkSignature(file, read, flags));
  if (signature === undefined) return 'unusable';
  if (signature !== null) print(`${atWidth(widthOf(process.stdout), () => signatureText(signature))}\n`);
  const ending = await verifyArchive(file, archive, flags, read.verifiable, toolVersion);
  return signature?.good === false && ending !== 'unusable' ? 'different' : ending;
}

async function verifyArchive(
  file: string,
  archive: string,
  flags: VerifyFlags,
  verifiable: Verifiable,
  toolVersion: string,
): Promise<Ending> {
  const { otherArchive } = await import('../../results-parsers/verify/verification.ts');
  const { verificationText } = await import('../../results-parsers/report/verification-text.ts');
  // Reported before anything else: for a wrong archive it does not matter whether it can be read at all.
  const { identityOfFile } = await import('./input/verified-files.ts');
  const found = await readOrComplain(archive, 'an archive', () => identityOfFile(archive));
  if (found === undefined) return 'unusable';
  const { written } = verifiable;
  const other = found === null ? undefined : otherArchive(written, found);
  const outcome =
    other === undefined ? await recomputed(file, archive, flags, written, toolVersion) : { verification: other };
  if ('ending' in outcome) return outcome.ending;
  const { verification: result } = outcome;
  print(atWidth(widthOf(process.stdout), () => verificationText(result, written.verdict)));
  return endings[result.outcome];
}

/** `ending`: standard error has said what cannot be used, or what went wrong. */
async function recomputed(
  file: string,
  archive: string,
  flags: VerifyFlags,
  written: Written,
  toolVersion: string,
): Promise<{ verification: Verification } | { ending: 'unusable' | 'defect' }> {
  const { recordedInputs } = await import('../../results-parsers/verify/recorded-inputs.ts');
  const { verification } = await import('../../results-parsers/verify/verification.ts');
  const { singleVerdict } = await import('./evaluate/single-verdict.ts');
  const { givenFiles } = await import('./input/verified-files.ts');
  const inputs = await readOrComplain(file, 'a file of waivers', async () =>
    recordedInputs(written.verdict, {
      waivers: await givenFiles(flags.waivers ?? []),
      declarations: await givenFiles(flags.declarations === undefined ? [] : [flags.declarations]),
      limits: limitsIn(flags),
    }),
  );
  if (inputs === undefined) return { ending: 'unusable' };
  const { archiveName, source, limits = {}, ...options } = inputs;
  const found = await singleVerdict(
    { archive, name: archiveName, ...(source === undefined ? {} : { source }) },
    { ...options, limits, toolVersion },
  );
  return 'ending' in found ? found : { verification: verification(written, found.verdict) };
}
