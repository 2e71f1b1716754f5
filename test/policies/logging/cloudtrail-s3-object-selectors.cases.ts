import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";

/** A trail with one selector of data events, of S3 objects unless another type is given. */
function data(condition: unknown, type: unknown = "AWS::S3::Object"): Record<string, unknown> {
  const category = { field: "eventCategory", equals: ["Data"] };
  const fieldSelectors = [category, { field: "resources.type", equals: [type] }, condition];
  return { s3BucketName: "logs", advancedEventSelectors: [{ fieldSelectors }] };
}

const at = (operator: string, index = 0): string => `advancedEventSelectors[0].fieldSelectors[2].${operator}[${index}]`;

export default cases("cloudtrail-s3-object-selectors", {
  passes: {
    "buckets by the beginning of their objects' ARNs": (s) => {
      const bucket = s.resource("aws:s3/bucket:Bucket", "orders");
      s.resource(
        TRAIL,
        "audit",
        data({ field: "resources.ARN", startsWiths: ["arn:aws:s3:::invoices/", s.text`${bucket.arn}/`] }),
      );
    },
    "a bucket left out by the beginning": (s) => {
      s.resource(TRAIL, "audit", data({ field: "resources.ARN", notStartsWiths: ["arn:aws:s3:::logs/"] }));
    },
    "one object": (s) => {
      s.resource(TRAIL, "audit", data({ field: "resources.ARN", equals: ["arn:aws:s3:::orders/ledger.csv"] }));
    },
    "all objects": (s) => {
      s.resource(TRAIL, "audit", data({ field: "readOnly", equals: ["false"] }));
    },
    "functions and access points, which are equal to their ARN": (s) => {
      const arn = "arn:aws:lambda:eu-west-1:123456789012:function:charge";
      s.resource(TRAIL, "audit", data({ field: "resources.ARN", equals: [arn] }, "AWS::Lambda::Function"));
      const point = "arn:aws:s3:eu-west-1:123456789012:accesspoint/orders";
      s.resource(TRAIL, "points", data({ field: "resources.ARN", equals: [point] }, "AWS::S3::AccessPoint"));
    },
  },
  fails: {
    "equal to the bucket's ARN": {
      stack: (s) => {
        s.resource(
          TRAIL,
          "audit",
          data({
            field: "resources.ARN",
            equals: ["arn:aws:s3:::orders", "arn:aws:s3:::orders/", "arn:aws-cn:s3:::o"],
          }),
        );
      },
      findings: [
        {
          resource: "audit",
          path: at("equals", 0),
          found: /No object's ARN/,
          fix: /startsWiths: \["arn:aws:s3:::orders\/"\]/,
        },
        {
          resource: "audit",
          path: at("equals", 1),
          found: /No object's ARN/,
          fix: /startsWiths: \["arn:aws:s3:::orders\/"\]/,
        },
        { resource: "audit", path: at("equals", 2), found: /No object's ARN/, fix: /arn:aws-cn:s3:::o\// },
      ],
    },
    "the ARN of a bucket of the stack, once it is known": {
      stack: (s) => {
        const bucket = s.resource("aws:s3/bucket:Bucket", "orders");
        s.resource(TRAIL, "audit", data({ field: "resources.ARN", equals: [bucket.arn] }));
      },
      findings: [{ resource: "audit", path: at("equals"), found: /orders-1a2b3c4/ }],
      inPreview: [],
    },
    "the log bucket left out by its ARN, which leaves out nothing": {
      stack: (s) => {
        s.resource(TRAIL, "audit", data({ field: "resources.ARN", notEquals: ["arn:aws:s3:::logs"] }));
      },
      findings: [
        {
          resource: "audit",
          path: at("notEquals"),
          found: /No object's ARN/,
          fix: /notStartsWiths: \["arn:aws:s3:::logs\/"\]/,
        },
      ],
    },
    "a wildcard": {
      stack: (s) => {
        s.resource(
          TRAIL,
          "audit",
          data({ field: "resources.ARN", startsWiths: ["arn:aws:s3:::orders/*", "arn:aws:s3:::orders/"] }),
        );
      },
      findings: [
        {
          resource: "audit",
          path: at("startsWiths"),
          found: /wildcard/,
          fix: /startsWiths: \["arn:aws:s3:::orders\/"\]/,
        },
      ],
    },
  },
  undecided: {
    "an ARN or a type that is not known yet": (s) => {
      s.resource(TRAIL, "arn", data({ field: "resources.ARN", equals: [s.unknown] }));
      s.resource(TRAIL, "list", data({ field: "resources.ARN", equals: s.unknown }));
      s.resource(TRAIL, "type", data({ field: "resources.ARN", equals: ["arn:aws:s3:::orders"] }, s.unknown));
    },
  },
  malformed: {
    "numbers, nulls and objects": (s) => {
      s.resource(TRAIL, "audit", data({ field: "resources.ARN", equals: [null, 3, { arn: "x" }] }));
      s.resource(TRAIL, "null", data(null));
      s.resource(TRAIL, "text", { advancedEventSelectors: "all" });
    },
  },
});
