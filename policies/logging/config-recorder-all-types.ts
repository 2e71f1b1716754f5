import { foundational } from "../../aws/controls";
import { recorders, type RecorderView, type RecordingStrategy } from "../../aws/recorder";
import { definePolicy, texts } from "../../core";

const WHAT: Readonly<Record<Exclude<RecordingStrategy, "all">, string>> = {
  inclusion: "records only the types that it lists",
  exclusion: "leaves out the types that it excludes",
};

export default definePolicy({
  name: "config-recorder-all-types",
  category: "logging",
  requirements: ["LOG-13"],
  severity: "medium",
  level: "mandatory",
  title: "The configuration recorder records all supported types",
  description: "An AWS Config recorder records all types that AWS Config supports.",
  rationale: "A type that is not recorded has no history and no rule evaluates it; new types stay unseen for ever.",
  fix: "Set recordingGroup: { allSupported: true, includeGlobalResourceTypes: true }.",
  references: [
    "https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/cfg/recorder/",
  ],
  controls: foundational("Config.1"),
  options: {
    allowedStrategies: texts({
      default: [],
      choices: ["inclusion", "exclusion"],
      description:
        "Ways of recording that are accepted besides all types: inclusion (the listed types only), exclusion (all but the listed ones).",
    }),
  },
  subjects: recorders,
  needs: "resource",
  check(recorder: RecorderView, { options, report }) {
    const { kind, at } = recorder.strategy;
    if (kind === "all" || options.allowedStrategies.includes(kind)) {
      return;
    }
    report(at, {
      found: `The recorder ${WHAT[kind]}.`,
      fix: `Set recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } without resourceTypes, exclusionByResourceTypes and recordingStrategies, or allow "${kind}" in this policy's allowedStrategies.`,
      key: "strategy",
    });
  },
});
