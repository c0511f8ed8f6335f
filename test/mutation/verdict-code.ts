// All of these tests in one file: the modules that they share are then loaded once for each mutant, not once for each file.
import '../results-parsers/verdict/explanation.test.ts';
import '../results-parsers/verdict/extended-rules.test.ts';
import '../results-parsers/verdict/failure-places.test.ts';
import '../results-parsers/verdict/failure-summary.test.ts';
import '../results-parsers/verdict/network-policy-rules.test.ts';
import '../results-parsers/verdict/nothing-enforced.test.ts';
import '../results-parsers/verdict/retries.test.ts';
import '../results-parsers/verdict/run-record-rules.test.ts';
import '../results-parsers/verdict/waiver-findings.test.ts';
import '../results-parsers/verdict/waiver-rules.test.ts';
import '../results-parsers/golden-verdicts/bare-files.test.ts';
import '../results-parsers/golden-verdicts/layouts.test.ts';
import '../results-parsers/golden-verdicts/suites.test.ts';
import '../results-parsers/evaluate-archive.test.ts';
import '../results-parsers/evaluate-inputs.test.ts';
