import { oneOf, some, type Elsewhere, type Graph, type Settings, type Value } from "../core";
import { accessAnalyzers } from "./access-analyzer";
import { detectors } from "./detector";
import * as types from "./types";

const RECORDING = ["required", "analyzer-suffices", "optional"] as const;

/** When a configuration recorder is asked for. */
export type ConfigurationRecording = (typeof RECORDING)[number];

/** The setting of the policies that ask for a recorder. */
export const configurationRecording = oneOf<ConfigurationRecording>(RECORDING, {
  default: "analyzer-suffices",
  description: "Whether an AWS Config recorder is asked for: always, unless there is an IAM Access Analyzer, or never.",
});

/** A service that watches an account and that the stack does not turn on. */
export interface MissingService {
  readonly service: Elsewhere;
  /** Where it is turned off; undefined where there is nothing. */
  readonly at: Value | undefined;
  /** What is missing, in words that follow "the stack has no". */
  readonly lacks: string;
  readonly fix: string;
}

/** Finds out whether the stack lacks a service. Throws `Undecided` where that is not known. */
type Question = (graph: Graph) => MissingService | undefined;

/** What a stack is asked for, each question on its own. What settings say to be elsewhere is not asked for. */
export function serviceQuestions(settings: Settings, recording: ConfigurationRecording): Question[] {
  const questions: readonly (readonly [Elsewhere, Question])[] = [
    ["trail", missingTrail],
    ["guardduty", missingDetector],
    ["config", (graph) => missingRecorder(graph, settings, recording)],
  ];
  return questions.flatMap(([service, question]) => (settings.providedElsewhere.includes(service) ? [] : question));
}

function missingTrail(graph: Graph): MissingService | undefined {
  if (graph.allOfType(types.TRAIL).length > 0) {
    return undefined;
  }
  return {
    service: "trail",
    at: undefined,
    lacks: "CloudTrail trail",
    fix: 'Add new aws.cloudtrail.Trail("audit", { s3BucketName: logs.id, isMultiRegionTrail: true, enableLogFileValidation: true, kmsKeyId: key.arn }).',
  };
}

function missingDetector(graph: Graph): MissingService | undefined {
  const all = detectors(graph);
  if (some(all, (detector) => detector.isEnabled)) {
    return undefined;
  }
  return {
    service: "guardduty",
    at: all[0]?.resource.at("enable"),
    lacks: "enabled GuardDuty detector",
    fix: all[0] ? "Set enable: true." : 'Add new aws.guardduty.Detector("detector", { enable: true }).',
  };
}

function missingRecorder(
  graph: Graph,
  settings: Settings,
  recording: ConfigurationRecording,
): MissingService | undefined {
  if (recording === "optional" || graph.allOfType(types.RECORDER).length > 0) {
    return undefined;
  }
  const analyzerSuffices = recording === "analyzer-suffices";
  if (analyzerSuffices && hasAnalyzer(graph, settings)) {
    return undefined;
  }
  return {
    service: "config",
    at: undefined,
    lacks: analyzerSuffices ? "AWS Config recorder, nor an Access Analyzer in its place" : "AWS Config recorder",
    fix: `Add new aws.cfg.Recorder("recorder", { roleArn: role.arn }) with an aws.cfg.DeliveryChannel and an aws.cfg.RecorderStatus${
      analyzerSuffices ? ', or new aws.accessanalyzer.Analyzer("access", { type: "ACCOUNT" })' : ""
    }.`,
  };
}

/** Whether an analyzer finds what is open to the outside, here or elsewhere. */
export function hasAnalyzer(graph: Graph, settings: Settings): boolean {
  return (
    settings.providedElsewhere.includes("access-analyzer") ||
    some(accessAnalyzers(graph), (analyzer) => analyzer.findsExternalAccess)
  );
}
