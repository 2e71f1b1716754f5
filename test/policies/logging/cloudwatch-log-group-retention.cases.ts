import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const GROUP = "aws:cloudwatch/logGroup:LogGroup";
const PROJECT = "aws:codebuild/project:Project";

const group =
  (inputs: object) =>
  (s: StackBuilder): void => {
    s.resource(GROUP, "app", { name: "/app/dev", ...inputs });
  };

const fails = (inputs: object, found: RegExp) => ({
  stack: group(inputs),
  findings: [{ resource: "app", path: "retentionInDays", found }],
});

export default cases("cloudwatch-log-group-retention", {
  passes: {
    "14 days": group({ retentionInDays: 14 }),
    "the minimum": group({ retentionInDays: 7 }),
    "ten years": group({ retentionInDays: 3653 }),
    "days as text": group({ retentionInDays: "30" }),
    "class DELIVERY, whose retention is fixed": group({ logGroupClass: "DELIVERY" }),
    "a group that is only read": (s) => {
      s.resource(GROUP, "app", { name: "/app" }, { isRead: true });
    },
    "few days, where settings allow them": { options: { minimumDays: 1 }, stack: group({ retentionInDays: 3 }) },
    "a group of CodeBuild with few days": (s) => {
      const logs = s.resource(GROUP, "build", { name: "builds-dev", retentionInDays: 3 });
      s.resource(PROJECT, "project", { logsConfig: { cloudwatchLogs: { groupName: logs.ref("name") } } });
    },
    "a group of CodeBuild without retention, which its project's policy reports": (s) => {
      const logs = s.resource(GROUP, "build", { name: "/aws/codebuild/build-dev" });
      s.resource(PROJECT, "project", { logsConfig: { cloudwatchLogs: { groupName: logs.ref("name") } } });
    },
    "the group that CodeBuild takes when the project names none": (s) => {
      s.resource(GROUP, "build", { name: "/aws/codebuild/build-dev" });
      s.resource(PROJECT, "project", { name: "build-dev" });
    },
  },
  fails: {
    "no retention": fails({}, /not set.*for ever/),
    "retention 0": fails({ retentionInDays: 0 }, /is 0.*for ever/),
    "days that CloudWatch Logs does not accept": fails(
      { retentionInDays: 10 },
      /does not accept a retention of 10 days/,
    ),
    "fewer days than the default minimum": fails({ retentionInDays: 5 }, /5 days, fewer than the 7/),
    "infrequent access without retention": fails({ logGroupClass: "INFREQUENT_ACCESS" }, /not set/),
    "fewer days than configured": {
      options: { minimumDays: 365 },
      stack: group({ retentionInDays: 90 }),
      findings: [{ resource: "app", path: "retentionInDays", found: /fewer than the 365/ }],
    },
    "more days than configured": {
      options: { maximumDays: 30 },
      stack: group({ retentionInDays: 60 }),
      findings: [{ resource: "app", path: "retentionInDays", found: /60 days, more than the 30/ }],
    },
    "a name as CodeBuild's, but no project of the stack writes there": {
      stack: (s) => {
        s.resource(GROUP, "build", { name: "/aws/codebuild/build-dev" });
        s.resource(PROJECT, "project", { name: "other" });
      },
      findings: [{ resource: "build", path: "retentionInDays", found: /not set/ }],
    },
  },
  undecided: {
    "a retention that is not known yet": (s) => {
      s.resource(GROUP, "app", { retentionInDays: s.unknown });
    },
    "a class that is not known yet": (s) => {
      s.resource(GROUP, "app", { logGroupClass: s.unknown });
    },
    "few days, when it is not known yet where CodeBuild writes": (s) => {
      s.resource(GROUP, "app", { name: "/app", retentionInDays: 3 });
      s.resource(PROJECT, "project", { logsConfig: { cloudwatchLogs: { groupName: s.unknown } } });
    },
    "a name as CodeBuild's, when the project's name is not known yet": (s) => {
      s.resource(GROUP, "build", { name: "/aws/codebuild/build-dev" });
      s.resource(PROJECT, "project", { name: s.unknown });
    },
    "a name that is not known yet": (s) => {
      s.resource(GROUP, "app", { name: s.unknown });
    },
  },
  malformed: {
    "a retention of the wrong type": fails({ retentionInDays: ["14"] }, /not a number/),
    words: fails({ retentionInDays: "two weeks" }, /not a number/),
    null: fails({ retentionInDays: null }, /not set/),
    "a negative number": fails({ retentionInDays: -1 }, /does not accept/),
    "a part of a day": fails({ retentionInDays: 7.5 }, /does not accept/),
  },
  remediates: {
    "no retention becomes the default": {
      resource: "app",
      stack: group({}),
      becomes: { name: "/app/dev", retentionInDays: 14 },
    },
    "retention 0 becomes the configured one": {
      options: { remediationDays: 30 },
      resource: "app",
      stack: group({ retentionInDays: 0 }),
      becomes: { name: "/app/dev", retentionInDays: 30 },
    },
    "a good retention stays": { resource: "app", stack: group({ retentionInDays: 90 }), becomes: undefined },
    "an unknown retention stays": {
      resource: "app",
      stack: (s) => {
        s.resource(GROUP, "app", { retentionInDays: s.unknown });
      },
      becomes: undefined,
    },
    "class DELIVERY stays": { resource: "app", stack: group({ logGroupClass: "DELIVERY" }), becomes: undefined },
    "nothing when the configured days would not pass": {
      options: { remediationDays: 10 },
      resource: "app",
      stack: group({}),
      becomes: undefined,
    },
    "nothing when the configured days are too few": {
      options: { remediationDays: 14, minimumDays: 30 },
      resource: "app",
      stack: group({}),
      becomes: undefined,
    },
    "too few days become the configured ones": {
      resource: "app",
      stack: group({ retentionInDays: 3 }),
      becomes: { name: "/app/dev", retentionInDays: 14 },
    },
    "how long CodeBuild's logs are kept is another policy's to say": {
      resource: "app",
      stack: group({ name: "/aws/codebuild/app", retentionInDays: 3 }),
      becomes: undefined,
    },
    "that CodeBuild's logs are kept for ever is wrong all the same": {
      resource: "app",
      stack: group({ name: "/aws/codebuild/app" }),
      becomes: { name: "/aws/codebuild/app", retentionInDays: 14 },
    },
  },
});
