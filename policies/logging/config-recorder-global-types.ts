import { recorders } from "../../aws/recorder";
import { regionOf } from "../../aws/region";
import { definePolicy, some, text } from "../../core";

export default definePolicy({
  name: "config-recorder-global-types",
  category: "logging",
  requirements: ["LOG-13"],
  severity: "medium",
  level: "mandatory",
  title: "Global types are recorded in one region",
  description:
    "In one region the AWS Config recorder records global types (IAM users, groups, roles and policies) too.",
  rationale:
    "A recorder without a setting records everything but IAM users, groups, roles and policies, which are what an intruder changes first.",
  fix: "Set recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } on the recorder of one region.",
  references: [
    "https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html",
    "https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigurationRecorder.html",
  ],
  options: {
    globalTypesRegion: text({
      default: "",
      description:
        "The region whose recorder records global types; recorders of other regions need not. Empty: some recorder of the stack does.",
    }),
  },
  subjects: recorders,
  needs: "stack",
  check(recorder, { options, stack, graph, report }) {
    const { globalTypesRegion } = options;
    // Of a list another policy tells.
    if (recorder.strategy.kind !== "all" || recorder.recordsGlobalTypes) {
      return;
    }
    if (globalTypesRegion !== "" && regionOf(recorder.resource, stack) !== globalTypesRegion) {
      return;
    }
    graph.demandComplete();
    const all = globalTypesRegion === "" ? recorders.of(graph) : [recorder];
    const [first] = all.filter((one) => one.strategy.kind === "all");
    // One recorder is enough, so one is reported.
    if (some(all, (one) => one.recordsGlobalTypes) || first?.resource !== recorder.resource) {
      return;
    }
    const setting = recorder.recordingGroup.at("includeGlobalResourceTypes");
    report(setting, {
      found: setting.isAbsent
        ? "includeGlobalResourceTypes is not set, so IAM users, groups, roles and policies are not recorded."
        : "includeGlobalResourceTypes is false, and no other recorder of the stack records global types.",
      key: "global-types",
    });
  },
});
