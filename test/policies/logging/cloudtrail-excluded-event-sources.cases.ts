import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";
const LOGS = { s3BucketName: "logs" };
const KMS = ["kms.amazonaws.com"];
const MANAGEMENT = { field: "eventCategory", equals: ["Management"] };

export default cases("cloudtrail-excluded-event-sources", {
  passes: {
    "nothing left out": (s) => {
      s.resource(TRAIL, "audit", LOGS);
      s.resource(TRAIL, "empty", { ...LOGS, eventSelectors: [{ excludeManagementEventSources: [] }] });
    },
    "another trail that records all": (s) => {
      s.resource(TRAIL, "audit", LOGS);
      s.resource(TRAIL, "slim", { ...LOGS, eventSelectors: [{ excludeManagementEventSources: KMS }] });
    },
    "a trail without management events": (s) => {
      s.resource(TRAIL, "data", {
        ...LOGS,
        eventSelectors: [{ includeManagementEvents: false, excludeManagementEventSources: KMS }],
      });
    },
    "a trail of its own kind beside the one elsewhere": {
      stack: (s) => {
        s.resource(TRAIL, "slim", { ...LOGS, eventSelectors: [{ excludeManagementEventSources: KMS }] });
      },
      settings: { providedElsewhere: ["trail"] },
    },
    "data events without one bucket": (s) => {
      const fieldSelectors = [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.ARN", notStartsWiths: ["arn:aws:s3:::logs/"] },
      ];
      s.resource(TRAIL, "data", { ...LOGS, advancedEventSelectors: [{ fieldSelectors }] });
    },
  },
  fails: {
    "KMS left out": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { ...LOGS, eventSelectors: [{ excludeManagementEventSources: KMS }] });
      },
      findings: [
        {
          resource: "audit",
          path: "eventSelectors[0].excludeManagementEventSources",
          found: /of kms\.amazonaws\.com are left out/,
          fix: /Leave out excludeManagementEventSources/,
        },
      ],
    },
    "KMS and the RDS Data API left out by an advanced selector": {
      stack: (s) => {
        const source = { field: "eventSource", notEquals: [...KMS, "rdsdata.amazonaws.com"] };
        s.resource(TRAIL, "audit", { ...LOGS, advancedEventSelectors: [{ fieldSelectors: [MANAGEMENT, source] }] });
      },
      findings: [
        {
          resource: "audit",
          path: "advancedEventSelectors[0].fieldSelectors[1].notEquals",
          found: /kms\.amazonaws\.com and rdsdata\.amazonaws\.com/,
          fix: /condition on eventSource/,
        },
      ],
    },
    "left out of writes, recorded for reads": {
      stack: (s) => {
        s.resource(TRAIL, "audit", {
          ...LOGS,
          eventSelectors: [
            { readWriteType: "ReadOnly" },
            { readWriteType: "WriteOnly", excludeManagementEventSources: KMS },
          ],
        });
      },
      findings: [{ resource: "audit", path: "eventSelectors[1].excludeManagementEventSources", found: /kms/ }],
    },
  },
  undecided: {
    "what is left out is not known yet": (s) => {
      s.resource(TRAIL, "audit", { ...LOGS, eventSelectors: [{ excludeManagementEventSources: s.unknown }] });
    },
    "whether another trail records all": (s) => {
      s.resource(TRAIL, "audit", { ...LOGS, eventSelectors: [{ excludeManagementEventSources: KMS }] });
      s.resource(TRAIL, "other", { ...LOGS, eventSelectors: s.unknown });
    },
  },
  malformed: {
    "sources that are no texts": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { ...LOGS, eventSelectors: [{ excludeManagementEventSources: [{ a: 1 }, null] }] });
        s.resource(TRAIL, "text", {
          ...LOGS,
          eventSelectors: [{ excludeManagementEventSources: "kms.amazonaws.com" }],
        });
      },
      findings: [
        { resource: "audit", path: "eventSelectors[0].excludeManagementEventSources", found: /some sources/ },
        { resource: "text", path: "eventSelectors[0].excludeManagementEventSources", found: /kms/ },
      ],
    },
  },
});
