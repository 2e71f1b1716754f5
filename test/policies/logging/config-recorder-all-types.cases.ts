import type { FailingCase } from "../../harness/cases";
import { cases } from "../../harness/cases";
import { recorder } from "./config";

const fails = (recordingGroup: object, path: string, found: RegExp): FailingCase => ({
  stack: (s) => {
    recorder(s, { recordingGroup });
  },
  findings: [{ resource: "recorder", path, found }],
});

export default cases("config-recorder-all-types", {
  passes: {
    "all supported types": (s) => {
      recorder(s, { recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } });
    },
    "nothing set, which is all but global types": (s) => {
      recorder(s);
    },
    "a group that only asks for global types": (s) => {
      recorder(s, { recordingGroup: { includeGlobalResourceTypes: true } });
    },
    "the strategy for all types": (s) => {
      recorder(s, {
        recordingGroup: { allSupported: true, recordingStrategies: [{ useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" }] },
      });
    },
    "an exclusion that settings accept": {
      options: { allowedStrategies: ["exclusion"] },
      stack: (s) => {
        recorder(s, {
          recordingGroup: {
            allSupported: false,
            exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::NetworkInterface"] }],
            recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
          },
        });
      },
    },
    "a list that settings accept": {
      options: { allowedStrategies: ["inclusion"] },
      stack: (s) => {
        recorder(s, { recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::Instance"] } });
      },
    },
    "a recorder that is only read": (s) => {
      recorder(s, { recordingGroup: { allSupported: false } }, { isRead: true });
    },
  },
  fails: {
    "a list of types": fails(
      { allSupported: false, resourceTypes: ["AWS::EC2::Instance"] },
      "recordingGroup.allSupported",
      /only the types that it lists/,
    ),
    "a list of types without allSupported": fails(
      { resourceTypes: ["AWS::EC2::Instance"] },
      "recordingGroup.resourceTypes",
      /only the types that it lists/,
    ),
    "allSupported false as text": fails({ allSupported: "false" }, "recordingGroup.allSupported", /lists/),
    "the strategy of listing": fails(
      { recordingStrategies: [{ useOnly: "INCLUSION_BY_RESOURCE_TYPES" }], resourceTypes: ["AWS::EC2::Instance"] },
      "recordingGroup.recordingStrategies.useOnly",
      /lists/,
    ),
    "the strategy of excluding": fails(
      {
        allSupported: false,
        exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::NetworkInterface"] }],
        recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
      },
      "recordingGroup.recordingStrategies.useOnly",
      /leaves out/,
    ),
    "excluded types without a strategy": fails(
      { exclusionByResourceTypes: [{ resourceTypes: ["AWS::IAM::User"] }] },
      "recordingGroup.exclusionByResourceTypes.resourceTypes",
      /leaves out/,
    ),
    "listing, where settings accept excluding only": {
      options: { allowedStrategies: ["exclusion"] },
      stack: (s) => {
        recorder(s, { recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::Instance"] } });
      },
      findings: [{ resource: "recorder", path: "recordingGroup.allSupported", found: /lists/, key: "strategy" }],
    },
  },
  undecided: {
    "a group that is not known": (s) => {
      recorder(s, { recordingGroup: s.unknown });
    },
    "allSupported that is not known": (s) => {
      recorder(s, { recordingGroup: { allSupported: s.unknown } });
    },
  },
  malformed: {
    "a group that is text": (s) => {
      recorder(s, { recordingGroup: "everything" });
    },
    "strategies that are no list": (s) => {
      recorder(s, { recordingGroup: { recordingStrategies: 7, exclusionByResourceTypes: null } });
    },
  },
});
