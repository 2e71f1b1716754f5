import { cases } from "../../harness/cases";

const TRAIL = "aws:cloudtrail/trail:Trail";
const S3 = "AWS::S3::Object";
const LAMBDA = "AWS::Lambda::Function";
const TABLE = "AWS::DynamoDB::Table";

/** A trail with one data resource of these values. */
function withValues(type: string, values: unknown): Record<string, unknown> {
  return { s3BucketName: "logs", eventSelectors: [{ dataResources: [{ type, values }] }] };
}

const at = (index: number): string => `eventSelectors[0].dataResources[0].values[${index}]`;

export default cases("cloudtrail-data-resources", {
  passes: {
    "no data resources, management events only": (s) => {
      s.resource(TRAIL, "audit", { s3BucketName: "logs" });
      s.resource(TRAIL, "all", { s3BucketName: "logs", eventSelectors: [{ readWriteType: "All" }] });
    },
    "objects of all buckets, of a bucket, under a prefix": (s) => {
      const bucket = s.resource("aws:s3/bucket:Bucket", "orders");
      s.resource(
        TRAIL,
        "audit",
        withValues(S3, [
          "arn:aws:s3",
          "arn:aws:s3:::",
          "arn:aws:s3:::orders.example.com/",
          "arn:aws:s3:::orders/2026/paid",
          s.text`${bucket.arn}/`,
        ]),
      );
    },
    "all functions, a function, an alias of it": (s) => {
      s.resource(
        TRAIL,
        "audit",
        withValues(LAMBDA, [
          "arn:aws:lambda",
          "arn:aws:lambda:eu-west-1:123456789012:function:charge-card",
          "arn:aws:lambda:eu-west-1:123456789012:function:charge_card:live",
        ]),
      );
    },
    "all tables, a table": (s) => {
      const table = s.resource("aws:dynamodb/table:Table", "orders");
      s.resource(
        TRAIL,
        "audit",
        withValues(TABLE, ["arn:aws:dynamodb", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders.v2", table.arn]),
      );
    },
    "China and GovCloud": (s) => {
      s.resource(TRAIL, "cn", withValues(S3, ["arn:aws-cn:s3", "arn:aws-cn:s3:::", "arn:aws-cn:s3:::orders/"]));
      s.resource(
        TRAIL,
        "gov",
        withValues(LAMBDA, ["arn:aws-us-gov:lambda", "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:f"]),
      );
    },
    "a single value and a single selector instead of lists": (s) => {
      s.resource(TRAIL, "audit", {
        s3BucketName: "logs",
        eventSelectors: { dataResources: { type: S3, values: "arn:aws:s3" } },
      });
    },
    "five selectors with 250 values": (s) => {
      const values = Array.from({ length: 50 }, (_, index) => `arn:aws:s3:::bucket-${index}/`);
      const selector = { dataResources: [{ type: S3, values }] };
      s.resource(TRAIL, "audit", { s3BucketName: "logs", eventSelectors: Array.from({ length: 5 }, () => selector) });
    },
  },
  fails: {
    "wildcards for S3": {
      stack: (s) => {
        s.resource(
          TRAIL,
          "audit",
          withValues(S3, [
            "arn:aws:s3:::*/",
            "arn:aws:s3:::*/*",
            "arn:aws:s3:::*",
            "arn:aws:s3:::orders/*",
            "arn:aws:s3:::orders/2026/*",
            "arn:aws-cn:s3:::*",
            "*",
          ]),
        );
      },
      findings: [
        {
          resource: "audit",
          path: at(0),
          found: /"arn:aws:s3:::\*\/" is no value.*wildcards/,
          fix: /Write "arn:aws:s3"\./,
        },
        { resource: "audit", path: at(1), found: /wildcards/, fix: /Write "arn:aws:s3"\./ },
        { resource: "audit", path: at(2), found: /wildcards/, fix: /Write "arn:aws:s3"\./ },
        { resource: "audit", path: at(3), found: /wildcards/, fix: /Write "arn:aws:s3:::orders\/"\./ },
        { resource: "audit", path: at(4), found: /wildcards/, fix: /<bucket>/ },
        { resource: "audit", path: at(5), found: /wildcards/, fix: /Write "arn:aws-cn:s3"\./ },
        { resource: "audit", path: at(6), found: /wildcards/, fix: /<bucket>/ },
      ],
    },
    "a bucket without the slash": {
      stack: (s) => {
        s.resource(TRAIL, "audit", withValues(S3, ["arn:aws:s3:::orders", "orders/"]));
      },
      findings: [
        { resource: "audit", path: at(0), found: /"arn:aws:s3:::orders"/, fix: /Write "arn:aws:s3:::orders\/"/ },
        { resource: "audit", path: at(1), found: /"orders\/"/, fix: /<bucket>/ },
      ],
    },
    "the ARN of a bucket of the stack, once it is known": {
      stack: (s) => {
        const bucket = s.resource("aws:s3/bucket:Bucket", "orders");
        s.resource(TRAIL, "audit", withValues(S3, [bucket.arn]));
      },
      findings: [{ resource: "audit", path: at(0), found: /arn:aws:s3:::orders-1a2b3c4/, fix: /orders-1a2b3c4\// }],
      inPreview: [],
    },
    "wildcards and parts for Lambda": {
      stack: (s) => {
        s.resource(
          TRAIL,
          "audit",
          withValues(LAMBDA, [
            "arn:aws:lambda:*",
            "arn:aws:lambda:eu-west-1:123456789012:function:*",
            "arn:aws:lambda:eu-west-1",
            "arn:aws:s3",
          ]),
        );
      },
      findings: [
        { resource: "audit", path: at(0), found: /wildcards/, fix: /Write "arn:aws:lambda"/ },
        { resource: "audit", path: at(1), found: /wildcards/, fix: /ARN of a function/ },
        { resource: "audit", path: at(2), found: /no value for AWS::Lambda::Function\./, fix: /ARN of a function/ },
        { resource: "audit", path: at(3), found: /no value for AWS::Lambda/, fix: /arn:aws:lambda/ },
      ],
    },
    "wildcards and parts for DynamoDB": {
      stack: (s) => {
        s.resource(
          TRAIL,
          "audit",
          withValues(TABLE, ["arn:aws:dynamodb:*", "arn:aws:dynamodb:eu-west-1:123456789012:table/*", "orders"]),
        );
      },
      findings: [
        { resource: "audit", path: at(0), found: /wildcards/, fix: /Write "arn:aws:dynamodb"/ },
        { resource: "audit", path: at(1), found: /wildcards/ },
        { resource: "audit", path: at(2), found: /"orders"/, fix: /ARN of a table/ },
      ],
    },
    "a type that only advanced selectors take": {
      stack: (s) => {
        s.resource(TRAIL, "audit", withValues("AWS::SQS::Queue", ["arn:aws:sqs"]));
        s.resource(TRAIL, "case", withValues("aws::s3::object", ["arn:aws:s3"]));
      },
      findings: [
        {
          resource: "audit",
          path: "eventSelectors[0].dataResources[0].type",
          found: /"AWS::SQS::Queue" is no type/,
          fix: /advancedEventSelectors/,
        },
        { resource: "case", path: "eventSelectors[0].dataResources[0].type", found: /no type/ },
      ],
    },
    "a wrong value beside one that is not known yet": {
      stack: (s) => {
        s.resource(TRAIL, "audit", withValues(S3, [s.unknown, "arn:aws:s3:::*"]));
      },
      findings: [{ resource: "audit", path: at(1), found: /wildcards/ }],
    },
    "six selectors": {
      stack: (s) => {
        const eventSelectors = Array.from({ length: 6 }, () => ({ readWriteType: "All" }));
        s.resource(TRAIL, "audit", { s3BucketName: "logs", eventSelectors });
      },
      findings: [{ resource: "audit", path: "eventSelectors", found: /6 event selectors.*at most 5/ }],
    },
    "251 values over two selectors": {
      stack: (s) => {
        const values = (count: number): string[] =>
          Array.from({ length: count }, (_, index) => `arn:aws:s3:::bucket-${index}/`);
        const selector = (count: number): unknown => ({ dataResources: [{ type: S3, values: values(count) }] });
        s.resource(TRAIL, "audit", { s3BucketName: "logs", eventSelectors: [selector(250), selector(1)] });
      },
      findings: [{ resource: "audit", path: "eventSelectors", found: /251 values.*at most 250/ }],
    },
  },
  undecided: {
    "an ARN that is not known yet": (s) => {
      s.resource(TRAIL, "audit", withValues(S3, [s.unknown]));
      s.resource(TRAIL, "list", withValues(S3, s.unknown));
      s.resource(TRAIL, "type", withValues(s.unknown, ["arn:aws:s3:::*"]));
      s.resource(TRAIL, "selectors", { s3BucketName: "logs", eventSelectors: s.unknown });
    },
  },
  malformed: {
    "nulls, numbers and texts in the place of objects": {
      stack: (s) => {
        s.resource(TRAIL, "audit", { eventSelectors: [null, "All", { dataResources: null }] });
        s.resource(TRAIL, "values", withValues(S3, [null, { arn: "x" }, 7]));
        s.resource(TRAIL, "type", { eventSelectors: [{ dataResources: ["arn:aws:s3"] }] });
      },
      findings: [
        { resource: "values", path: at(2), found: /"7" is no value/ },
        { resource: "type", path: "eventSelectors[0].dataResources[0].type", found: /"" is no type/ },
      ],
    },
    "a very long value": {
      stack: (s) => {
        s.resource(TRAIL, "audit", withValues(S3, [`arn:aws:s3:::${"a/*".repeat(100_000)}`]));
      },
      findings: [{ resource: "audit", path: at(0), found: /^.{0,250}$/ }],
    },
  },
});
