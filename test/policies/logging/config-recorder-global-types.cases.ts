import { cases } from "../../harness/cases";
import { inFrankfurt, RECORDER, recorder } from "./config";

const WITH_GLOBAL = { recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } };

export default cases("config-recorder-global-types", {
  passes: {
    "global types are recorded": (s) => {
      recorder(s, WITH_GLOBAL);
    },
    "another region of the stack records them": (s) => {
      recorder(s, { recordingGroup: { allSupported: true, includeGlobalResourceTypes: false } });
      s.resource(RECORDER, "frankfurt", { name: "default", ...WITH_GLOBAL }, inFrankfurt(s));
    },
    "a list in another region that names one of them": (s) => {
      recorder(s);
      s.resource(
        RECORDER,
        "frankfurt",
        {
          name: "default",
          recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::Instance", "AWS::IAM::Role"] },
        },
        inFrankfurt(s),
      );
    },
    "an exclusion in another region": (s) => {
      recorder(s);
      s.resource(
        RECORDER,
        "frankfurt",
        { name: "default", recordingGroup: { exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::Vpc"] }] } },
        inFrankfurt(s),
      );
    },
    "a region that is not the one for global types": {
      options: { globalTypesRegion: "eu-central-1" },
      stack: (s) => {
        recorder(s);
      },
    },
    "a region that only the environment of the run tells": {
      options: { globalTypesRegion: "eu-central-1" },
      config: { "aws:region": "" },
      stack: (s) => {
        recorder(s, {}, { provider: s.provider("default", {}) });
      },
    },
    "a list of types, which another policy reports": (s) => {
      recorder(s, { recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::Instance"] } });
    },
    "an exclusion, which records global types that it does not exclude": (s) => {
      recorder(s, {
        recordingGroup: {
          exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::NetworkInterface"] }],
          recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
        },
      });
    },
  },
  fails: {
    "a list in another region that names none of them": {
      stack: (s) => {
        s.resource(
          RECORDER,
          "a-frankfurt",
          { name: "default", recordingGroup: { allSupported: false, resourceTypes: ["AWS::EC2::Instance"] } },
          inFrankfurt(s),
        );
        recorder(s);
      },
      findings: [{ resource: "recorder", path: "recordingGroup.includeGlobalResourceTypes", found: /not set/ }],
    },
    "nothing set": {
      stack: (s) => {
        recorder(s);
      },
      findings: [
        {
          resource: "recorder",
          path: "recordingGroup.includeGlobalResourceTypes",
          found: /not set, so IAM users, groups, roles and policies are not recorded/,
          key: "global-types",
        },
      ],
    },
    "allSupported alone": {
      stack: (s) => {
        recorder(s, { recordingGroup: { allSupported: true } });
      },
      findings: [{ resource: "recorder", path: "recordingGroup.includeGlobalResourceTypes", found: /not set/ }],
    },
    "false in every region: one is reported": {
      stack: (s) => {
        recorder(s, { recordingGroup: { includeGlobalResourceTypes: false } });
        s.resource(RECORDER, "second", { name: "default" }, inFrankfurt(s));
      },
      findings: [{ resource: "recorder", path: "recordingGroup.includeGlobalResourceTypes", found: /is false/ }],
    },
    "false in the region for global types": {
      options: { globalTypesRegion: "us-east-1" },
      stack: (s) => {
        recorder(s, { recordingGroup: { includeGlobalResourceTypes: false } });
        s.resource(RECORDER, "frankfurt", { name: "default", ...WITH_GLOBAL }, inFrankfurt(s));
      },
      findings: [{ resource: "recorder", path: "recordingGroup.includeGlobalResourceTypes", found: /is false/ }],
    },
  },
  undecided: {
    "whether another region records them is not known": (s) => {
      recorder(s);
      s.resource(
        RECORDER,
        "frankfurt",
        { name: "default", recordingGroup: { includeGlobalResourceTypes: s.unknown } },
        inFrankfurt(s),
      );
    },
  },
  malformed: {
    "a setting that is no boolean": {
      stack: (s) => {
        recorder(s, { recordingGroup: { includeGlobalResourceTypes: ["yes"] } });
      },
      findings: [{ resource: "recorder", path: "recordingGroup.includeGlobalResourceTypes", found: /./ }],
    },
  },
});
