import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";

const MANAGEMENT = { fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] };

function objects(conditions: readonly unknown[]): Record<string, unknown> {
  return { name: "objects", fieldSelectors: [{ field: "resources.type", equals: ["AWS::S3::Object"] }, ...conditions] };
}

function arns(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `arn:aws:s3:::bucket-${index}/`);
}

export default cases("cloudtrail-advanced-selectors", {
  passes: {
    "no selectors": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs" });
    },
    "every selector with its category": (s) => {
      s.resource(TRAIL, "audit", {
        s3BucketName: "logs",
        advancedEventSelectors: [MANAGEMENT, objects([{ field: "eventCategory", equals: ["Data"] }])],
      });
    },
    "basic selectors only, the others empty": (s) => {
      s.resource(TRAIL, "audit", {
        s3BucketName: "logs",
        eventSelectors: [{ readWriteType: "All" }],
        advancedEventSelectors: [],
      });
    },
    "500 values": (s) => {
      const category = { field: "eventCategory", equals: ["Data"] };
      s.resource(TRAIL, "audit", {
        s3BucketName: "logs",
        advancedEventSelectors: [objects([category, { field: "resources.ARN", startsWiths: arns(498) }])],
      });
    },
    "a single object instead of a list": (s) => {
      s.resource(TRAIL, "audit", {
        s3BucketName: "logs",
        advancedEventSelectors: { fieldSelectors: { field: "eventCategory", equals: "Management" } },
      });
    },
  },
  fails: {
    "a selector without a category": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", advancedEventSelectors: [MANAGEMENT, objects([])] });
      },
      findings: [
        {
          resource: "audit",
          path: "advancedEventSelectors[1]",
          found: /no condition on eventCategory/,
          fix: /equals: \["Data"\]/,
        },
      ],
    },
    "a category that demands nothing": {
      stack: (s) => {
        s.resource(TRAIL, "audit", {
          s3BucketName: "logs",
          advancedEventSelectors: [
            { fieldSelectors: [{ field: "eventCategory", equals: [] }] },
            { fieldSelectors: [{ field: "eventCategory", startsWiths: ["Data"] }] },
            { name: "empty" },
          ],
        });
      },
      findings: [0, 1, 2].map((index) => ({
        resource: "audit",
        path: `advancedEventSelectors[${index}]`,
        found: /no condition on eventCategory/,
      })),
    },
    "both kinds of selectors": {
      stack: (s) => {
        s.resource(TRAIL, "audit", {
          s3BucketName: "logs",
          eventSelectors: [{ readWriteType: "All" }],
          advancedEventSelectors: [MANAGEMENT],
        });
      },
      findings: [
        { resource: "audit", path: "advancedEventSelectors", found: /one kind only/, fix: /leave out eventSelectors/ },
      ],
    },
    "501 values over all operators and selectors": {
      stack: (s) => {
        const category = { field: "eventCategory", equals: ["Data"] };
        s.resource(TRAIL, "audit", {
          s3BucketName: "logs",
          advancedEventSelectors: [
            objects([category, { field: "resources.ARN", startsWiths: arns(200), notStartsWiths: arns(100) }]),
            objects([category, { field: "eventName", equals: arns(97), notEquals: arns(50), endsWiths: arns(49) }]),
            { fieldSelectors: [{ field: "eventCategory", equals: ["Data"] }] },
          ],
        });
      },
      findings: [{ resource: "audit", path: "advancedEventSelectors", found: /501 values.*at most 500/ }],
    },
  },
  undecided: {
    "selectors or fields that are not known yet": (s) => {
      s.resource(TRAIL, "all", { s3BucketName: "logs", advancedEventSelectors: s.unknown });
      s.resource(TRAIL, "field", {
        advancedEventSelectors: [{ fieldSelectors: [{ field: s.unknown, equals: ["Data"] }] }],
      });
      s.resource(TRAIL, "value", {
        advancedEventSelectors: [{ fieldSelectors: [{ field: "eventCategory", equals: s.unknown }] }],
      });
      s.resource(TRAIL, "both", { eventSelectors: s.unknown, advancedEventSelectors: [MANAGEMENT] });
    },
  },
  malformed: {
    "texts and nulls in the place of objects": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { s3BucketName: "logs", advancedEventSelectors: ["Management", null] });
        s.resource(TRAIL, "fields", { advancedEventSelectors: [{ fieldSelectors: "eventCategory" }] });
      },
      findings: [
        { resource: "audit", path: "advancedEventSelectors[0]", found: /no condition/ },
        { resource: "audit", path: "advancedEventSelectors[1]", found: /no condition/ },
        { resource: "fields", path: "advancedEventSelectors[0]", found: /no condition/ },
      ],
    },
  },
});
