import type { StackBuilder } from "../../harness/builder";
import { cases } from "../../harness/cases";

const FUNCTION = "aws:lambda/function:Function";
const lambda = (s: StackBuilder, inputs: Readonly<Record<string, unknown>>) =>
  s.resource(FUNCTION, "orders", { role: "arn:aws:iam::123456789012:role/r", runtime: "nodejs22.x", ...inputs });
const variables = (names: Readonly<Record<string, unknown>>) => ({ environment: { variables: names } });

const UNSET = {
  resource: "orders",
  path: "kmsKeyArn",
  found: /^The function has environment variables \(TABLE\), and no KMS key of its own: kmsKeyArn is not set\.$/,
};

export default cases("lambda-environment-encryption", {
  passes: {
    "a key of the stack": (s) => {
      lambda(s, { ...variables({ TABLE: "orders" }), kmsKeyArn: s.resource("aws:kms/key:Key", "key").arn });
    },
    "a key of another stack": (s) => {
      lambda(s, { ...variables({ TABLE: "orders" }), kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1" });
    },
    "an alias of one's own": (s) => {
      lambda(s, { ...variables({ TABLE: "orders" }), kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/orders" });
    },
    "no variables": (s) => {
      lambda(s, {});
      s.resource(FUNCTION, "empty", { ...variables({}) });
      s.resource(FUNCTION, "none", { environment: {}, kmsKeyArn: "" });
    },
    "AWS's own key, but no variables": (s) => void lambda(s, { kmsKeyArn: "alias/aws/lambda" }),
    "a function that was looked up": (s) => {
      s.resource(FUNCTION, "orders", variables({ TABLE: "orders" }), { isRead: true });
    },
  },
  fails: {
    "no key": {
      stack: (s) => void lambda(s, variables({ TABLE: "orders" })),
      findings: [{ ...UNSET, fix: /Set kmsKeyArn: key\.arn/ }],
    },
    "variables whose values are not known": {
      stack: (s) => {
        lambda(s, variables({ TABLE: s.resource("aws:dynamodb/table:Table", "orders-table").id }));
      },
      findings: [UNSET],
    },
    "many variables and an empty key": {
      stack: (s) => void lambda(s, { ...variables({ E: "5", A: "1", B: "2", C: "3", D: "4" }), kmsKeyArn: "" }),
      findings: [{ resource: "orders", path: "kmsKeyArn", found: /variables \(A, B, C and 2 more\), and no KMS key/ }],
    },
    "AWS's own key by name": {
      stack: (s) => {
        lambda(s, { ...variables({ TABLE: "o" }), kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/aws/lambda" });
      },
      findings: [
        {
          resource: "orders",
          path: "kmsKeyArn",
          found: /^The function has environment variables \(TABLE\), and only AWS's own key "alias\/aws\/lambda"\.$/,
        },
      ],
    },
  },
  undecided: {
    "variables that are not known": (s) => void lambda(s, { environment: { variables: s.unknown } }),
    "an environment that is not known": (s) => void lambda(s, { environment: s.unknown }),
    "a key that is not known": (s) => void lambda(s, { ...variables({ TABLE: "o" }), kmsKeyArn: s.unknown }),
  },
  malformed: {
    "variables that are no object": (s) => {
      lambda(s, { environment: { variables: ["TABLE=orders"] } });
      s.resource(FUNCTION, "text", { environment: "TABLE=orders" });
      s.resource(FUNCTION, "null", { environment: null, kmsKeyArn: null });
    },
  },
});
