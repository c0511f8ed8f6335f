/** What the output of one execution of the e2e suite shows at its beginning and its end; null: it does not show it. */
export type SuiteSummary = {
  /** Each seed that it names, once; an output of one execution has one. */
  seeds: string[];
  /** Specs that the suite said it would run. */
  announced: number | null;
  /** Specs that it ran, of how many. */
  ran: { specs: number; of: number } | null;
  /** How many specs passed and failed. */
  ended: { passed: number; failed: number } | null;
};

/** More than any honest output has. */
const MAX_SEEDS = 4;
/** Every line that matters begins like this, except the last one, which begins with SUCCESS! or FAIL!. */
const BEGINNING = /^(?:Random Seed: |Will run |Ran |SUCCESS! |FAIL! )/;
const SEED = /^Random Seed: (\d{1,20})\b/;
const ANNOUNCED = /^Will run (\d{1,9}) of \d{1,9} specs/;
const RAN = /^Ran (\d{1,9}) of (\d{1,9}) Specs in /;
const ENDED = /-- (\d{1,9}) Passed \| (\d{1,9}) Failed \|/;

/** Collects the summary line by line (ginkgo 2.15 to 2.28, reporters/default_reporter.go). If something occurs several times, the last counts. */
export class SuiteSummaryReader {
  readonly summary: SuiteSummary = { seeds: [], announced: null, ran: null, ended: null };

  /** `text`: without colours. */
  read(text: string): void {
    if (!BEGINNING.test(text)) return;
    const { summary } = this;
    const seed = SEED.exec(text)?.[1];
    if (seed !== undefined && !summary.seeds.includes(seed) && summary.seeds.length < MAX_SEEDS)
      summary.seeds.push(seed);
    const announced = ANNOUNCED.exec(text)?.[1];
    if (announced !== undefined) summary.announced = Number(announced);
    const [, specs, of] = RAN.exec(text) ?? [];
    if (specs !== undefined) summary.ran = { specs: Number(specs), of: Number(of) };
    const [, passed, failed] = ENDED.exec(text) ?? [];
    if (passed !== undefined) summary.ended = { passed: Number(passed), failed: Number(failed) };
  }
}
