import { archiveIsWhole } from './archive.ts';
import { catalogueIsKnown } from './catalogue.ts';
import { junitIsThere, junitIsWhole } from './junit.ts';
import { metadataAreThere } from './metadata.ts';
import { pluginHadNoError, pluginIsThere } from './plugin.ts';
import type { Rule } from './rule.ts';
import { evidenceIsAsRecorded, evidenceIsListed, runRecordIsThere, runWasCompleted } from './run-record.ts';
import * as specs from './specs.ts';
import * as suite from './suite.ts';
import { e2eVersionIsKnown, serverVersionIsKnown, versionsAgree } from './versions.ts';

/** The conditions of `network-policy`. It is satisfied if none of them finds anything but advice. */
export const networkPolicyRules: readonly Rule[] = [
  // What speaks against the cluster comes first, then what keeps us from knowing, from the specs outwards.
  specs.noSpecFailed,
  specs.noFurtherSpecFailed,
  specs.somethingRan,
  specs.noSpecWasSkipped,
  specs.noSpecIsMissing,
  specs.noSpecTimedOut,
  specs.noSpecWasInterrupted,
  specs.noSpecIsRepeated,
  suite.runIsNotDry,
  suite.suiteWasNotCutShort,
  suite.beforeSuitePassed,
  suite.junitIsOfTheSuite,
  suite.suiteDescribesItself,
  suite.suiteCountsAgree,
  suite.suiteFailureIsExplained,
  junitIsThere,
  junitIsWhole,
  runWasCompleted,
  runRecordIsThere,
  evidenceIsAsRecorded,
  evidenceIsListed,
  pluginIsThere,
  pluginHadNoError,
  serverVersionIsKnown,
  e2eVersionIsKnown,
  versionsAgree,
  catalogueIsKnown,
  metadataAreThere,
  archiveIsWhole,
  specs.flakesAreSaid,
  suite.retriesAreSaid,
];
