/** What became of checking a signature. `signer`: who made it, as the file of allowed signers calls them. */
export type SignatureCheck = { good: true; signer: string; key: string } | { good: false; reason: string };
