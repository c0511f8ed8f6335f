import { archiveIsWhole } from './archive.ts';
import { attemptsAreTheRunners, fewSpecsAreFlaky } from './attempt-order.ts';
import { leaksThatPassedAreReported, secondProbesAreReported, specsNotTriedAgainAreReported } from './attempts.ts';
import { catalogueIsKnown } from './catalogue.ts';
import { nothingIsLeftBehind } from './cleanup.ts';
import { pluginWasNotCutOff } from './cut-off.ts';
import { blockedConnectionsAreProven } from './execs.ts';
import { scenariosAreReported } from './extended.ts';
import { suiteIsOfItsGinkgo } from './ginkgo-version.ts';
import { junitIsThere, junitIsWhole } from './junit.ts';
import { lateLabelsAreReported } from './late-labels.ts';
import { logCountsAgree, logIsOfThisSuite } from './log-agrees.ts';
import { metadataAreThere } from './metadata.ts';
import { checksOnRequestAreReported } from './on-request.ts';
import * as plausible from './plausible.ts';
import { pluginIsListed, pluginIsThere, runIsProven } from './plugin.ts';
import { pluginHadNoError } from './plugin-errors.ts';
import { leftOutSpecsAreReported, preflightIsReported } from './preflight.ts';
import * as record from './record-agrees.ts';
import { redactionIsReported } from './redaction.ts';
import * as retries from './retries.ts';
import type { Rule } from './rule.ts';
import { evidenceIsAsRecorded, evidenceIsListed, runRecordIsThere, runWasCompleted } from './run-record.ts';
import { sonobuoyReadTheSame } from './sonobuoy-agrees.ts';
import * as specs from './specs.ts';
import * as suite from './suite.ts';
import { e2eVersionIsKnown, serverVersionIsKnown, versionsAgree } from './versions.ts';
import * as waivers from './waivers.ts';

/**
 * The conditions of `network-policy`. It is satisfied if none of them finds anything but advice.
 *
 * In the order in which people want to read: what makes all else void, what counts against the cluster, then causes before their consequences.
 */
export const networkPolicyRules: readonly Rule[] = [
  archiveIsWhole,
  specs.noSpecFailed,
  specs.noFailedSpecMayBeWaived,
  specs.noFurtherSpecFailed,
  lateLabelsAreReported,
  runIsProven,
  metadataAreThere,
  pluginIsThere,
  pluginIsListed,
  pluginWasNotCutOff,
  pluginHadNoError,
  runWasCompleted,
  preflightIsReported,
  runRecordIsThere,
  evidenceIsAsRecorded,
  evidenceIsListed,
  junitIsThere,
  junitIsWhole,
  suite.junitIsOfTheSuite,
  suite.suiteDescribesItself,
  suite.suiteCountsAgree,
  suite.runIsNotDry,
  suite.suiteWasNotCutShort,
  suite.beforeSuitePassed,
  suite.suiteFailureIsExplained,
  suite.suiteDoesNotContradictItself,
  plausible.specsTookTheirTime,
  plausible.specsFitIntoTheirSuite,
  plausible.datesAgree,
  logIsOfThisSuite,
  logCountsAgree,
  sonobuoyReadTheSame,
  record.exitCodeAgrees,
  record.observationsAgree,
  record.announcementAgrees,
  record.suiteRanInItsAttempt,
  attemptsAreTheRunners,
  serverVersionIsKnown,
  e2eVersionIsKnown,
  versionsAgree,
  plausible.specsAreThoseOfTheVersion,
  suiteIsOfItsGinkgo,
  catalogueIsKnown,
  specs.somethingRan,
  waivers.somethingPassed,
  specs.noSpecWasSkipped,
  specs.noSpecIsMissing,
  specs.noSpecTimedOut,
  specs.noSpecWasInterrupted,
  specs.noSpecContradictsItself,
  specs.noSpecIsRepeated,
  blockedConnectionsAreProven,
  leaksThatPassedAreReported,
  specs.flakesAreReported,
  fewSpecsAreFlaky,
  retries.retriesAreReported,
  retries.suspectedRetriesAreReported,
  scenariosAreReported,
  checksOnRequestAreReported,
  secondProbesAreReported,
  specsNotTriedAgainAreReported,
  waivers.waivedSpecsAreReported,
  leftOutSpecsAreReported,
  waivers.networkPluginIsKnown,
  waivers.waiversThatDoNotFitAreReported,
  waivers.failuresThatWaiversLeaveAreReported,
  waivers.waiversWithoutUseAreReported,
  waivers.waiversWithoutScopeAreReported,
  nothingIsLeftBehind,
  redactionIsReported,
];
