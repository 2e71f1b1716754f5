import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";
const LOGS = { s3BucketName: "logs" };

function advanced(...selectors: readonly (readonly unknown[])[]): Record<string, unknown> {
  return { ...LOGS, advancedEventSelectors: selectors.map((fieldSelectors) => ({ fieldSelectors })) };
}

const MANAGEMENT = { field: "eventCategory", equals: ["Management"] };
const DATA = { field: "eventCategory", equals: ["Data"] };

export default cases("cloudtrail-management-events", {
  passes: {
    "no selector at all": (s) => {
      s.resource(TRAIL, "audit", LOGS);
      s.resource(TRAIL, "empty", { ...LOGS, eventSelectors: [], advancedEventSelectors: [] });
    },
    "a basic selector with the provider's defaults": (s) => {
      s.resource(TRAIL, "audit", {
        ...LOGS,
        eventSelectors: [{ dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] }],
      });
    },
    "a further trail for data events only": (s) => {
      s.resource(TRAIL, "audit", {
        ...LOGS,
        eventSelectors: [{ includeManagementEvents: true, readWriteType: "All" }],
      });
      s.resource(TRAIL, "data", { ...LOGS, eventSelectors: [{ includeManagementEvents: false }] });
    },
    "a data trail beside one that is only read": (s) => {
      s.resource(TRAIL, "central", LOGS, { isRead: true });
      s.resource(TRAIL, "data", { ...LOGS, eventSelectors: [{ includeManagementEvents: false }] });
    },
    "a data trail where the account's trail is elsewhere": {
      stack: (s) => {
        s.resource(TRAIL, "data", { ...LOGS, eventSelectors: [{ includeManagementEvents: false }] });
      },
      settings: { providedElsewhere: ["trail"] },
    },
    "reads and writes in two selectors": (s) => {
      s.resource(TRAIL, "audit", {
        ...LOGS,
        eventSelectors: [{ readWriteType: "ReadOnly" }, { readWriteType: "WriteOnly" }],
      });
    },
    "an advanced selector": (s) => {
      s.resource(
        TRAIL,
        "audit",
        advanced([DATA, { field: "resources.type", equals: ["AWS::S3::Object"] }], [MANAGEMENT]),
      );
    },
    "advanced selectors for reads and for writes": (s) => {
      s.resource(
        TRAIL,
        "audit",
        advanced(
          [MANAGEMENT, { field: "readOnly", equals: ["true"] }],
          [MANAGEMENT, { field: "readOnly", equals: ["false"] }],
        ),
      );
    },
    "sources left out, which another policy tells": (s) => {
      s.resource(TRAIL, "audit", {
        ...LOGS,
        eventSelectors: [{ excludeManagementEventSources: ["kms.amazonaws.com"] }],
      });
      s.resource(TRAIL, "advanced", advanced([MANAGEMENT, { field: "eventSource", notEquals: ["kms.amazonaws.com"] }]));
    },
    "a multi-region trail without global events, which another policy tells": (s) => {
      s.resource(TRAIL, "audit", { ...LOGS, isMultiRegionTrail: true, includeGlobalServiceEvents: false });
    },
    "a stack that only reads a trail": (s) => {
      s.resource(TRAIL, "data", { ...LOGS, eventSelectors: [{ includeManagementEvents: false }] }, { isRead: true });
    },
  },
  fails: {
    "data events only": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { ...LOGS, eventSelectors: [{ includeManagementEvents: false }] });
      },
      findings: [
        {
          resource: "audit",
          path: "eventSelectors",
          found: /does not record all management events\./,
          fix: /readWriteType: "All"/,
        },
      ],
    },
    "writes only": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { ...LOGS, eventSelectors: [{ readWriteType: "WriteOnly" }] });
      },
      findings: [{ resource: "audit", path: "eventSelectors", found: /only management events that write/ }],
    },
    "reads only, the rest as data events": {
      stack: (s) => {
        s.resource(TRAIL, "audit", {
          ...LOGS,
          eventSelectors: [{ readWriteType: "ReadOnly" }, { readWriteType: "All", includeManagementEvents: false }],
        });
      },
      findings: [{ resource: "audit", path: "eventSelectors", found: /only management events that read/ }],
    },
    "no global service events": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { ...LOGS, includeGlobalServiceEvents: false });
      },
      findings: [
        {
          resource: "audit",
          path: "includeGlobalServiceEvents",
          found: /global services/,
          fix: /Leave out includeGlobal/,
        },
      ],
    },
    "advanced selectors of data events": {
      stack: (s) => {
        s.resource(TRAIL, "audit", advanced([DATA, { field: "resources.type", equals: ["AWS::S3::Object"] }]));
      },
      findings: [
        {
          resource: "audit",
          path: "advancedEventSelectors",
          found: /does not record/,
          fix: /equals: \["Management"\]/,
        },
      ],
    },
    "an advanced selector that narrows": {
      stack: (s) => {
        s.resource(TRAIL, "audit", advanced([MANAGEMENT, { field: "eventSource", equals: ["iam.amazonaws.com"] }]));
      },
      findings: [{ resource: "audit", path: "advancedEventSelectors", found: /does not record/ }],
    },
    "an advanced selector of writes": {
      stack: (s) => {
        s.resource(TRAIL, "audit", advanced([MANAGEMENT, { field: "readOnly", equals: ["false"] }]));
      },
      findings: [{ resource: "audit", path: "advancedEventSelectors", found: /events that write/ }],
    },
    "two trails, told once": {
      stack: (s) => {
        s.resource(TRAIL, "a", { ...LOGS, eventSelectors: [{ includeManagementEvents: false }] });
        s.resource(TRAIL, "b", { ...LOGS, includeGlobalServiceEvents: false });
      },
      findings: [{ resource: "a", path: "eventSelectors", found: /nor does another of the stack's 2 trails/ }],
    },
    "by text, as YAML programs write it": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { ...LOGS, eventSelectors: [{ includeManagementEvents: "false" }] });
      },
      findings: [{ resource: "audit", path: "eventSelectors", found: /does not record/ }],
    },
  },
  undecided: {
    "selectors that are not known yet": (s) => {
      s.resource(TRAIL, "audit", { ...LOGS, eventSelectors: s.unknown });
    },
    "a part of them": (s) => {
      s.resource(TRAIL, "audit", { ...LOGS, eventSelectors: [{ includeManagementEvents: s.unknown }] });
    },
    "those of the other trail": (s) => {
      s.resource(TRAIL, "a", { ...LOGS, eventSelectors: [{ includeManagementEvents: false }] });
      s.resource(TRAIL, "b", { ...LOGS, eventSelectors: [{ readWriteType: s.unknown }] });
    },
    "the field of a condition": (s) => {
      s.resource(TRAIL, "audit", advanced([MANAGEMENT, { field: s.unknown, equals: ["true"] }]));
    },
  },
  malformed: {
    "a type that is none": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { ...LOGS, eventSelectors: [{ readWriteType: "Everything" }] });
      },
      findings: [{ resource: "audit", path: "eventSelectors", found: /does not record/ }],
    },
    "texts and nulls in the place of selectors": {
      stack: (s) => {
        s.resource(TRAIL, "audit", {
          ...LOGS,
          advancedEventSelectors: ["Management", null, { fieldSelectors: [null] }],
        });
      },
      findings: [{ resource: "audit", path: "advancedEventSelectors", found: /does not record/ }],
    },
  },
});
